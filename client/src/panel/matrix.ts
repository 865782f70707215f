// The panel's table as values: nodes in rows, DaemonSets in columns, filtered and grouped. Knows no page.
import type { DaemonSetPlacementView, NodeView, PlacementGroupView } from '../../../server/src/lsp/protocol.ts'
import type { ShownInventory } from './messages.ts'

export interface Column {
  readonly key: string
  readonly title: string
  /** `7 of 9 · 0.7 CPU · 448 MiB` */
  readonly total: string
  readonly daemonset: DaemonSetPlacementView
}

export interface Cell {
  readonly verdict: string
  readonly text: string
  readonly group: PlacementGroupView | undefined
  readonly daemonset: DaemonSetPlacementView
}

export interface NodeRow {
  readonly kind: 'node'
  readonly inventory: string
  readonly node: NodeView
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
  /** Only nodes with this verdict in some column; empty: all. */
  readonly verdict: string
  /** `''`, `reason` or `label:<key>`. */
  readonly groupBy: string
}

export interface Matrix {
  readonly columns: readonly Column[]
  readonly rows: readonly Row[]
  /** Nodes shown, and nodes there are. */
  readonly shown: number
  readonly nodes: number
}

/** The table for some inventories; every DaemonSet is one column, whatever the inventory. */
export function matrixOf(inventories: readonly ShownInventory[], view: View): Matrix {
  const columns = columnsOf(inventories)
  const all = inventories.flatMap((inventory) => rowsOf(inventory, columns))
  const words = view.filter.toLowerCase().split(/\s+/).filter(Boolean)
  const wanted = all.filter((row) => (view.verdict === '' || row.cells.some((cell) => cell?.verdict === view.verdict)) && matches(row, words))
  return { columns, rows: grouped(wanted, view.groupBy, inventories.length > 1), shown: wanted.length, nodes: all.length }
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

function columnKey({ uri, index, item }: DaemonSetPlacementView): string {
  return `${uri}#${index}.${item ?? ''}`
}

function columnsOf(inventories: readonly ShownInventory[]): Column[] {
  const byKey = new Map<string, DaemonSetPlacementView[]>()
  for (const { daemonsets } of inventories) {
    for (const daemonset of daemonsets) {
      const known = byKey.get(columnKey(daemonset))
      if (known === undefined) byKey.set(columnKey(daemonset), [daemonset])
      else known.push(daemonset)
    }
  }
  return [...byKey].flatMap(([key, views]) => {
    const [daemonset] = views
    if (daemonset === undefined) return []
    const desired = views.reduce((sum, view) => sum + view.desired, 0)
    const total = views.reduce((sum, view) => sum + view.total, 0)
    return [{ key, title: daemonset.name ?? 'DaemonSet', total: [`${desired} of ${total}`, ...cost(daemonset, desired)].join(' · '), daemonset }]
  })
}

function cost({ requests }: DaemonSetPlacementView, pods: number): string[] {
  if (requests === null) return []
  return [...(requests.cpu > 0 ? [`${cores(requests.cpu * pods)} CPU`] : []), ...(requests.memory > 0 ? [bytes(requests.memory * pods)] : [])]
}

function rowsOf(inventory: ShownInventory, columns: readonly Column[]): NodeRow[] {
  const groupsOfColumn = columns.map(({ key }) => {
    const daemonset = inventory.daemonsets.find((candidate) => columnKey(candidate) === key)
    if (daemonset === undefined) return undefined
    const byNode = new Map<number, PlacementGroupView>()
    for (const group of daemonset.groups) for (const node of group.nodes) byNode.set(node, group)
    return { daemonset, byNode }
  })
  return inventory.nodes.map((node, index) => {
    const cells = groupsOfColumn.map((column): Cell | undefined => {
      if (column === undefined) return undefined
      const group = column.byNode.get(index)
      const verdict = group?.verdict ?? 'unknown'
      return { verdict, text: group?.reasons.map(({ detail }) => detail).join('; ') ?? '', group, daemonset: column.daemonset }
    })
    return { kind: 'node', inventory: inventory.source, node, cells, left: leftOf(node, cells) }
  })
}

function leftOf({ allocatable }: NodeView, cells: readonly (Cell | undefined)[]): string {
  if (allocatable === null) return ''
  let { cpu, memory } = allocatable
  for (const cell of cells) {
    if (cell?.verdict !== 'runs') continue
    cpu -= cell.daemonset.requests?.cpu ?? 0
    memory -= cell.daemonset.requests?.memory ?? 0
  }
  return `${cores(cpu)} CPU, ${bytes(memory)}`
}

function matches({ node, cells }: NodeRow, words: readonly string[]): boolean {
  if (words.length === 0) return true
  const text = [
    node.name,
    ...Object.entries(node.labels).map(([key, value]) => `${key}=${value}`),
    ...node.taints,
    ...cells.map((cell) => `${cell?.verdict} ${cell?.text}`),
  ]
    .join('\n')
    .toLowerCase()
  return words.every((word) => text.includes(word))
}

function grouped(rows: readonly NodeRow[], groupBy: string, byInventory: boolean): Row[] {
  if (groupBy === '' && !byInventory) return [...rows]
  const groups = new Map<string, NodeRow[]>()
  for (const row of rows) {
    const title = [...(byInventory ? [row.inventory] : []), ...(groupBy === '' ? [] : [groupTitle(row, groupBy)])].join(' · ')
    const known = groups.get(title)
    if (known === undefined) groups.set(title, [row])
    else known.push(row)
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([title, members]): Row[] => [{ kind: 'group', title, count: members.length }, ...members])
}

function groupTitle({ node, cells }: NodeRow, groupBy: string): string {
  if (groupBy === 'reason')
    return cells.map((cell) => (cell === undefined ? '' : cell.text === '' ? cell.verdict : `${cell.verdict}: ${cell.text}`)).join(' | ')
  const key = groupBy.slice('label:'.length)
  const value = node.labels[key]
  return value === undefined ? `without ${key}` : `${key}=${value}`
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
