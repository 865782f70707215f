// The panel's table as values: nodes in rows, DaemonSets in columns, filtered and grouped. Knows no page.
import * as l10n from '@vscode/l10n'
import type { DaemonSetPlacementView, NodeView, PlacementGroupView } from '../../../server/src/lsp/protocol.ts'
import type { ShownInventory } from './messages.ts'

export interface Column {
  readonly key: string
  readonly title: string
  /** `7 of 9 · 0.7 CPU · 448 MiB` */
  readonly total: string
  /** The inventory. */
  readonly source: string
  readonly daemonset: DaemonSetPlacementView
}

export interface Cell {
  readonly verdict: string
  readonly text: string
  readonly group: PlacementGroupView | undefined
  readonly daemonset: DaemonSetPlacementView
  readonly source: string
  /** Against the version that the text is compared with. */
  readonly moved?: 'lost' | 'gained'
}

/** A node as one inventory has it. */
export interface NodeVersion {
  readonly source: string
  readonly node: NodeView
  /** In the inventory's list. */
  readonly index: number
}

export interface NodeRow {
  readonly kind: 'node'
  /** As the first inventory has it. */
  readonly node: NodeView
  readonly versions: readonly NodeVersion[]
  readonly cells: readonly (Cell | undefined)[]
  /** What the DaemonSets that run here leave of the node. */
  readonly left: string
}

export interface GroupRow {
  readonly kind: 'group'
  readonly title: string
  readonly count: number
}

export type Row = NodeRow | GroupRow

export interface View {
  /** Words that must all occur in a node's name, labels, taints or reasons. */
  readonly filter: string
  /** Only nodes with this verdict, or that moved so (`lost`, `gained`), in some column; empty: all. */
  readonly verdict: string
  /** `''`, `pool`, `reason`, `source` or `label:<key>`. */
  readonly groupBy: string
}

export interface Matrix {
  readonly columns: readonly Column[]
  readonly rows: readonly Row[]
  /** Nodes shown, and nodes there are. */
  readonly shown: number
  readonly nodes: number
}

/** The table for some inventories. */
export function matrixOf(inventories: readonly ShownInventory[], view: View): Matrix {
  const columns = columnsOf(inventories)
  const all = rowsOf(inventories, columns)
  const words = view.filter.toLowerCase().split(/\s+/).filter(Boolean)
  const has = (cell: Cell | undefined): boolean => cell?.verdict === view.verdict || cell?.moved === view.verdict
  const wanted = all.filter((row) => (view.verdict === '' || row.cells.some((cell) => cell !== undefined && has(cell))) && matches(row, words))
  return { columns, rows: grouped(wanted, view.groupBy), shown: wanted.length, nodes: all.length }
}

/** Label keys worth grouping by: some nodes share a value, and there is more than one. */
export function groupKeys(inventories: readonly ShownInventory[]): string[] {
  const values = new Map<string, Map<string, number>>()
  let nodes = 0
  for (const inventory of inventories) {
    for (const { labels } of inventory.nodes) {
      nodes++
      for (const [key, value] of Object.entries(labels)) {
        const counts = values.get(key) ?? new Map<string, number>()
        counts.set(value, (counts.get(value) ?? 0) + 1)
        values.set(key, counts)
      }
    }
  }
  const useful = [...values].filter(([, counts]) => {
    const labelled = [...counts.values()].reduce((sum, count) => sum + count, 0)
    return counts.size <= 40 && counts.size < nodes && (counts.size > 1 || labelled < nodes)
  })
  return useful.map(([key]) => key).sort()
}

/** One column for each DaemonSet in each inventory: production and staging stand side by side. */
function columnsOf(inventories: readonly ShownInventory[]): Column[] {
  const order = new Map<string, Column[]>()
  for (const { source, daemonsets } of inventories) {
    for (const daemonset of daemonsets) {
      const { uri, index, item, name, desired, total } = daemonset
      const whose = `${uri}#${index}.${item ?? ''}`
      const numbers = [l10n.t('{0} of {1}', desired, total), ...cost(daemonset, desired)]
      const column: Column = {
        key: `${whose}@${source}`,
        title: name ?? 'DaemonSet',
        total: [...(inventories.length > 1 ? [source] : []), ...numbers].join(' · '),
        source,
        daemonset,
      }
      order.set(whose, [...(order.get(whose) ?? []), column])
    }
  }
  return [...order.values()].flat()
}

function cost({ requests }: DaemonSetPlacementView, pods: number): string[] {
  if (requests === null) return []
  return [
    ...(requests.cpu > 0 ? [l10n.t('{0} CPU', cores(requests.cpu * pods))] : []),
    ...(requests.memory > 0 ? [bytes(requests.memory * pods)] : []),
  ]
}

/** Every node once by its name, in the order of the inventories. */
function rowsOf(inventories: readonly ShownInventory[], columns: readonly Column[]): NodeRow[] {
  const versions = new Map<string, NodeVersion[]>()
  for (const { source, nodes } of inventories) {
    nodes.forEach((node, index) => {
      const known = versions.get(node.name)
      if (known === undefined) versions.set(node.name, [{ source, node, index }])
      else known.push({ source, node, index })
    })
  }
  const groups = columns.map(({ daemonset }) => new Map(daemonset.groups.flatMap((group) => group.nodes.map((node) => [node, group] as const))))
  const moved = columns.map(({ daemonset: { change } }) => ({ lost: new Set(change?.lost), gained: new Set(change?.gained) }))
  return [...versions.values()].flatMap((found): NodeRow[] => {
    const [first] = found
    if (first === undefined) return []
    const cells = columns.map(({ source, daemonset }, at): Cell | undefined => {
      const version = found.find((candidate) => candidate.source === source)
      if (version === undefined) return undefined
      const group = groups[at]?.get(version.index)
      const how = moved[at]?.lost.has(version.index) ? 'lost' : moved[at]?.gained.has(version.index) ? 'gained' : undefined
      const text = group?.reasons.map(({ detail }) => detail).join('; ') ?? ''
      return { verdict: group?.verdict ?? 'unknown', text, group, daemonset, source, ...(how === undefined ? {} : { moved: how }) }
    })
    const left = found.map(({ source, node }) =>
      leftOf(
        node,
        cells.filter((cell) => cell?.source === source),
      ),
    )
    return [{ kind: 'node', node: first.node, versions: found, cells, left: [...new Set(left)].filter(Boolean).join(' | ') }]
  })
}

/** A cell in words: `lost · excluded: ...`. */
export function cellText({ moved, verdict, text }: Cell): string {
  const how = moved === undefined ? '' : moved === 'lost' ? l10n.t('lost') : l10n.t('gained')
  return `${how === '' ? '' : `${how} · `}${verdict}${text === '' ? '' : `: ${text}`}`
}

function leftOf({ allocatable }: NodeView, cells: readonly (Cell | undefined)[]): string {
  if (allocatable === null) return ''
  let { cpu, memory } = allocatable
  for (const cell of cells) {
    if (cell?.verdict !== 'runs') continue
    cpu -= cell.daemonset.requests?.cpu ?? 0
    memory -= cell.daemonset.requests?.memory ?? 0
  }
  return l10n.t('{0} CPU, {1}', cores(cpu), bytes(memory))
}

function matches({ node, versions, cells }: NodeRow, words: readonly string[]): boolean {
  if (words.length === 0) return true
  const text = [
    node.name,
    ...versions.flatMap((version) => [...Object.entries(version.node.labels).map(([key, value]) => `${key}=${value}`), ...version.node.taints]),
    ...cells.map((cell) => (cell === undefined ? '' : cellText(cell))),
  ]
    .join('\n')
    .toLowerCase()
  return words.every((word) => text.includes(word))
}

function grouped(rows: readonly NodeRow[], groupBy: string): Row[] {
  if (groupBy === '') return [...rows]
  const groups = new Map<string, NodeRow[]>()
  for (const row of rows) {
    const title = groupTitle(row, groupBy)
    const known = groups.get(title)
    if (known === undefined) groups.set(title, [row])
    else known.push(row)
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([title, members]): Row[] => [{ kind: 'group', title, count: members.length }, ...members])
}

/** Labels by which providers and tools name the pool of a node. */
const POOL_LABELS = [
  'eks.amazonaws.com/nodegroup',
  'karpenter.sh/nodepool',
  'cloud.google.com/gke-nodepool',
  'kubernetes.azure.com/agentpool',
  'agentpool',
  'node.kubernetes.io/pool',
  'doks.digitalocean.com/node-pool',
  'node-pool',
  'nodepool',
  'pool',
]

/** The pool of a node, if its labels tell. */
export function poolOf({ labels }: NodeView): string | undefined {
  const key = POOL_LABELS.find((candidate) => Object.hasOwn(labels, candidate)) ?? Object.keys(labels).find((label) => /\/(node-?)?pool$/.test(label))
  return key === undefined ? undefined : labels[key]
}

function groupTitle({ node, versions, cells }: NodeRow, groupBy: string): string {
  if (groupBy === 'reason') return cells.map((cell) => (cell === undefined ? '' : cellText(cell))).join(' | ')
  if (groupBy === 'source') return versions.map(({ source }) => source).join(', ')
  if (groupBy === 'pool') return poolOf(node) ?? l10n.t('no known pool')
  const key = groupBy.slice('label:'.length)
  const value = node.labels[key]
  return value === undefined ? l10n.t('without {0}', key) : `${key}=${value}`
}

/** `0.7`, `12`. */
export function cores(value: number): string {
  return String(Math.round(value * 100) / 100)
}

/** `448 MiB`. */
export function bytes(value: number): string {
  let size = Math.abs(value)
  let unit = 0
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB']
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024
    unit++
  }
  return `${value < 0 ? '-' : ''}${Math.round(size * 10) / 10} ${units[unit]}`
}
