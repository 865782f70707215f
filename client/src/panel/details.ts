// The pane below the table: the chosen node's whole story, links to the lines that decide, fixes, and what-if buttons.
import type { NodeChange } from '../../../server/src/core/inventory/what-if.ts'
import { button, make, textField } from './elements.ts'
import type { NodeRow, NodeVersion } from './matrix.ts'
import type { FromPage } from './messages.ts'

const VERDICTS: Readonly<Record<string, string>> = {
  runs: 'runs here',
  pending: 'a pod is made here but stays pending',
  stays: 'no new pod; one that is here stays until a roll-out',
  excluded: 'not here',
  unknown: 'not known',
}

/** Everything is set as text: names and labels come from files. */
export function showDetails(pane: HTMLElement, row: NodeRow, shown: () => readonly string[], say: (message: FromPage) => void): void {
  const { node } = row
  const title = make('h2', node.name)
  const verdicts = make('ul')
  for (const cell of row.cells) {
    if (cell === undefined) continue
    const { daemonset, group, source, moved } = cell
    const line = make('li')
    line.append(
      make('strong', daemonset.name ?? 'DaemonSet'),
      row.versions.length > 1 ? ` (${source}) ` : ' ',
      VERDICTS[cell.verdict] ?? cell.verdict,
    )
    if (moved !== undefined) line.append(moved === 'lost' ? ', unlike in the other version' : ', new since the other version')
    for (const { detail, range } of group?.reasons ?? []) {
      line.append(' · ')
      if (range === undefined) line.append(detail)
      else line.append(button(detail, 'link', () => say({ type: 'reveal', uri: daemonset.uri, range })))
    }
    if (cell.verdict === 'excluded' || cell.verdict === 'stays') {
      const place = { uri: daemonset.uri, index: daemonset.index, ...(daemonset.item === undefined ? {} : { item: daemonset.item }) }
      line.append(
        ' ',
        button('Include this node…', '', () => say({ type: 'fix', ...place, node: node.name, source })),
      )
    }
    verdicts.append(line)
  }
  const versions = distinct(row.versions)
  const facts = versions.flatMap((version) => (versions.length > 1 ? [make('h3', version.source), properties(version)] : [properties(version)]))
  pane.replaceChildren(title, verdicts, ...facts, ...(row.left === '' ? [] : [make('p', `Left: ${row.left}`)]), supposeForm(row, shown, say))
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
  const state = [...(node.ready === false ? ['not ready'] : []), ...(node.unschedulable ? ['cordoned'] : [])]
  add('Taints', node.taints)
  add('State', state)
  add(
    'Labels',
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
  const input = textField('Taint or label to suppose', 'key=value:NoSchedule or label=value')
  const which = make('select')
  which.setAttribute('aria-label', 'Nodes to suppose it of')
  which.append(make('option', 'this node'), make('option', `all ${shown().length} shown`))
  const nodes = (): readonly string[] => (which.selectedIndex === 1 ? shown() : [node.name])
  const suppose = (change: NodeChange): void => say({ type: 'suppose', change })
  const supposeText = (remove: boolean): void => {
    const change = changeOf(input.value.trim(), nodes(), remove)
    input.setAttribute('aria-invalid', String(change === undefined))
    if (change !== undefined) suppose(change)
  }
  form.append(
    make('span', 'What if'),
    which,
    make('span', 'had '),
    input,
    button('Suppose', '', () => supposeText(false)),
    button('Without It', '', () => supposeText(true)),
    button(now.unschedulable ? 'Uncordon' : 'Cordon', '', () => suppose({ nodes: nodes(), change: now.unschedulable ? 'uncordon' : 'cordon' })),
    button(now.ready === false ? 'Ready' : 'Not ready', '', () => suppose({ nodes: nodes(), change: now.ready === false ? 'ready' : 'not-ready' })),
    button('Gone', '', () => suppose({ nodes: nodes(), change: 'remove-node' })),
    button('One more like it', '', () => suppose({ nodes: [`${node.name}-new`], change: 'add-node', like: node.name })),
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
