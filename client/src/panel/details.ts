// The pane below the table: the chosen node's whole story, links to the lines that decide, fixes, and what-if buttons.
import type { NodeChange } from '../../../server/src/core/inventory/what-if.ts'
import type { NodeRow } from './matrix.ts'
import type { FromPage } from './messages.ts'

const VERDICTS: Readonly<Record<string, string>> = {
  runs: 'runs here',
  pending: 'a pod is made here but stays pending',
  stays: 'no new pod; one that is here stays until a roll-out',
  excluded: 'not here',
  unknown: 'not known',
}

/** Everything is set as text: names and labels come from files. */
export function showDetails(pane: HTMLElement, row: NodeRow, say: (message: FromPage) => void): void {
  const { node } = row
  const title = make('h2', node.name)
  const verdicts = make('ul')
  for (const cell of row.cells) {
    if (cell === undefined) continue
    const { daemonset, group } = cell
    const line = make('li')
    line.append(make('strong', daemonset.name ?? 'DaemonSet'), ` ${VERDICTS[cell.verdict] ?? cell.verdict}`)
    for (const { detail, range } of group?.reasons ?? []) {
      line.append(' · ')
      if (range === undefined) line.append(detail)
      else line.append(button(detail, 'link', () => say({ type: 'reveal', uri: daemonset.uri, range })))
    }
    if (cell.verdict === 'excluded' || cell.verdict === 'stays') {
      const place = { uri: daemonset.uri, index: daemonset.index, ...(daemonset.item === undefined ? {} : { item: daemonset.item }) }
      line.append(
        ' ',
        button('Include this node…', '', () => say({ type: 'fix', ...place, node: node.name })),
      )
    }
    verdicts.append(line)
  }
  pane.replaceChildren(title, verdicts, properties(row), supposeForm(row, say))
}

function properties({ node, left }: NodeRow): HTMLElement {
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
  add('Left', left === '' ? [] : [left])
  add(
    'Labels',
    Object.entries(node.labels).map(([key, value]) => `${key}=${value}`),
  )
  return list
}

function supposeForm({ node }: NodeRow, say: (message: FromPage) => void): HTMLElement {
  const form = make('form')
  form.className = 'suppose'
  const input = document.createElement('input')
  input.type = 'text'
  input.placeholder = 'key=value:NoSchedule or label=value'
  input.setAttribute('aria-label', 'Taint or label to suppose on this node')
  const suppose = (change: NodeChange): void => say({ type: 'suppose', change })
  const nodes = [node.name]
  form.append(
    make('span', 'What if this node had '),
    input,
    button('Suppose', '', () => form.requestSubmit()),
  )
  form.append(
    button(node.unschedulable ? 'Uncordon' : 'Cordon', '', () => suppose({ nodes, change: node.unschedulable ? 'uncordon' : 'cordon' })),
    button(node.ready === false ? 'Ready' : 'Not ready', '', () => suppose({ nodes, change: node.ready === false ? 'ready' : 'not-ready' })),
    button('Gone', '', () => suppose({ nodes, change: 'remove-node' })),
    button('One more like it', '', () => suppose({ nodes: [`${node.name}-new`], change: 'add-node', like: node.name })),
  )
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const change = changeOf(input.value.trim(), nodes)
    input.setAttribute('aria-invalid', String(change === undefined))
    if (change !== undefined) suppose(change)
  })
  return form
}

/** `key=value:Effect` and `key:Effect` are taints, `key=value` is a label. */
export function changeOf(text: string, nodes: readonly string[]): NodeChange | undefined {
  const taint = /^([^\s=:]+)(?:=([^\s:]*))?:(NoSchedule|PreferNoSchedule|NoExecute)$/.exec(text)
  if (taint !== null) {
    const [, key = '', value, effect = ''] = taint
    return { nodes, change: 'add-taint', taint: { key, effect, ...(value === undefined ? {} : { value }) } }
  }
  const label = /^([^\s=:]+)=([^\s:]*)$/.exec(text)
  return label === null ? undefined : { nodes, change: 'set-label', key: label[1] ?? '', value: label[2] ?? '' }
}

function make<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, text = ''): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag)
  element.textContent = text
  return element
}

function button(text: string, className: string, run: () => void): HTMLButtonElement {
  const element = make('button', text)
  element.type = 'button'
  element.className = className
  element.addEventListener('click', run)
  return element
}
