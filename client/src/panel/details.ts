// The pane below the table: the chosen node's whole story, links to the lines that decide, fixes, and what-if buttons.
import * as l10n from '@vscode/l10n'
import type { NodeChange } from '../../../server/src/core/inventory/what-if.ts'
import { button, make, textField } from './elements.ts'
import type { Cell, NodeRow, NodeVersion } from './matrix.ts'
import type { FromPage } from './messages.ts'

function verdictText(verdict: string): string {
  switch (verdict) {
    case 'runs':
      return l10n.t('runs here')
    case 'pending':
      return l10n.t('a pod is made here but stays pending')
    case 'stays':
      return l10n.t('no new pod; one that is here stays until a roll-out')
    case 'excluded':
      return l10n.t('not here')
    case 'unknown':
      return l10n.t('not known')
    default:
      return verdict
  }
}

function cellStory({ verdict, moved }: Cell): string {
  const text = verdictText(verdict)
  if (moved === undefined) return text
  return moved === 'lost' ? l10n.t('{0}, unlike in the other version', text) : l10n.t('{0}, new since the other version', text)
}

/** Everything is set as text: names and labels come from files. */
export function showDetails(pane: HTMLElement, row: NodeRow, shown: () => readonly string[], say: (message: FromPage) => void): void {
  const { node } = row
  const title = make('h2', node.name)
  const verdicts = make('ul')
  for (const cell of row.cells) {
    if (cell === undefined) continue
    const { daemonset, group, source } = cell
    const line = make('li')
    line.append(make('strong', daemonset.name ?? 'DaemonSet'), row.versions.length > 1 ? ` (${source}) ` : ' ', cellStory(cell))
    for (const { detail, range } of group?.reasons ?? []) {
      line.append(' · ')
      if (range === undefined) line.append(detail)
      else line.append(button(detail, 'link', () => say({ type: 'reveal', uri: daemonset.uri, range })))
    }
    if (cell.verdict === 'excluded' || cell.verdict === 'stays') {
      const place = { uri: daemonset.uri, index: daemonset.index, ...(daemonset.item === undefined ? {} : { item: daemonset.item }) }
      line.append(
        ' ',
        button(l10n.t('Include this node…'), '', () => say({ type: 'fix', ...place, node: node.name, source })),
      )
    }
    verdicts.append(line)
  }
  const versions = distinct(row.versions)
  const facts = versions.flatMap((version) => (versions.length > 1 ? [make('h3', version.source), properties(version)] : [properties(version)]))
  pane.replaceChildren(
    title,
    verdicts,
    ...facts,
    ...(row.left === '' ? [] : [make('p', l10n.t('Left: {0}', row.left))]),
    supposeForm(row, shown, say),
  )
}

/** Inventories that say the same of a node are told once. */
function distinct(versions: readonly NodeVersion[]): NodeVersion[] {
  const byText = new Map(versions.map((version) => [JSON.stringify(version.node), version] as const).reverse())
  return [...byText.values()].reverse()
}

function properties({ node }: NodeVersion): HTMLElement {
  const list = make('dl')
  const add = (term: string, values: readonly string[]): void => {
    if (values.length === 0) return
    const value = make('dd')
    for (const text of values) value.append(make('code', text), ' ')
    list.append(make('dt', term), value)
  }
  const state = [...(node.ready === false ? [l10n.t('not ready')] : []), ...(node.unschedulable ? [l10n.t('cordoned')] : [])]
  add(l10n.t('Taints'), node.taints)
  add(l10n.t('State'), state)
  add(
    l10n.t('Labels'),
    Object.entries(node.labels).map(([key, value]) => `${key}=${value}`),
  )
  return list
}

/** @param shown names of all nodes that the filter lets through: a supposed change may be of all of them */
function supposeForm({ node, versions }: NodeRow, shown: () => readonly string[], say: (message: FromPage) => void): HTMLElement {
  // What is supposed already counts.
  const now = versions.at(-1)?.node ?? node
  const form = make('form')
  form.className = 'suppose'
  const input = textField(l10n.t('Taint or label to suppose'), l10n.t('key=value:NoSchedule or label=value'))
  const which = make('select')
  which.setAttribute('aria-label', l10n.t('Nodes to suppose it of'))
  const { length } = shown()
  which.append(make('option', l10n.t('this node')), make('option', length === 1 ? l10n.t('the one shown') : l10n.t('all {0} shown', length)))
  const nodes = (): readonly string[] => (which.selectedIndex === 1 ? shown() : [node.name])
  const suppose = (change: NodeChange): void => say({ type: 'suppose', change })
  const supposeText = (remove: boolean): void => {
    const change = changeOf(input.value.trim(), nodes(), remove)
    input.setAttribute('aria-invalid', String(change === undefined))
    if (change !== undefined) suppose(change)
  }
  form.append(
    make('span', l10n.t('What if')),
    which,
    make('span', l10n.t('had')),
    input,
    button(l10n.t('Suppose'), '', () => supposeText(false)),
    button(l10n.t('Without It'), '', () => supposeText(true)),
    button(now.unschedulable ? l10n.t('Uncordon') : l10n.t('Cordon'), '', () =>
      suppose({ nodes: nodes(), change: now.unschedulable ? 'uncordon' : 'cordon' }),
    ),
    button(now.ready === false ? l10n.t('Ready') : l10n.t('Not ready'), '', () =>
      suppose({ nodes: nodes(), change: now.ready === false ? 'ready' : 'not-ready' }),
    ),
    button(l10n.t('Gone'), '', () => suppose({ nodes: nodes(), change: 'remove-node' })),
    button(l10n.t('One more like it'), '', () => suppose({ nodes: [`${node.name}-new`], change: 'add-node', like: node.name })),
  )
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    supposeText(false)
  })
  return form
}

/** `key=value:Effect` and `key:Effect` are taints, `key=value` is a label; to take one away `key` alone is a label too. */
export function changeOf(text: string, nodes: readonly string[], remove = false): NodeChange | undefined {
  const taint = /^([^\s=:]+)(?:=([^\s:]*))?:(NoSchedule|PreferNoSchedule|NoExecute)$/.exec(text)
  if (taint !== null) {
    const [, key = '', value, effect = ''] = taint
    return { nodes, change: remove ? 'remove-taint' : 'add-taint', taint: { key, effect, ...(value === undefined ? {} : { value }) } }
  }
  if (remove) {
    const [key = ''] = text.split('=')
    return key === '' || /[\s:]/.test(key) ? undefined : { nodes, change: 'remove-label', key }
  }
  const label = /^([^\s=:]+)=([^\s:]*)$/.exec(text)
  return label === null ? undefined : { nodes, change: 'set-label', key: label[1] ?? '', value: label[2] ?? '' }
}
