// The page of the node panel: toolbar, table and details. Runs in a webview without any right but to send messages.
import { showDetails } from './details.ts'
import { createGrid } from './grid.ts'
import { groupKeys, matrixOf, type NodeRow, type View } from './matrix.ts'
import type { FromPage, ShownInventory, ToPage } from './messages.ts'

declare function acquireVsCodeApi(): { postMessage(message: FromPage): void; getState(): View | undefined; setState(state: View): void }

const vscode = acquireVsCodeApi()
const say = (message: FromPage): void => vscode.postMessage(message)

const filter = field<HTMLInputElement>('filter')
const verdict = field<HTMLSelectElement>('verdict')
const groupBy = field<HTMLSelectElement>('group')
const discard = field<HTMLButtonElement>('discard')
const summary = field<HTMLElement>('summary')
const details = field<HTMLElement>('details')

let inventories: readonly ShownInventory[] = []
let cursor: { uri: string; line: number } | undefined
let chosen: string | undefined

const grid = createGrid({
  chosen(row) {
    chosen = row.node.name
    showDetails(details, row, say)
  },
  opened({ daemonset, group }) {
    say({ type: 'reveal', uri: daemonset.uri, range: group?.reasons.find((reason) => reason.range !== undefined)?.range ?? daemonset.range })
  },
})
field('table').append(grid.element)

const remembered = vscode.getState()
if (remembered !== undefined) {
  filter.value = remembered.filter
  verdict.value = remembered.verdict
}

function draw(): void {
  const view: View = { filter: filter.value, verdict: verdict.value, groupBy: groupBy.value }
  vscode.setState(view)
  const matrix = matrixOf(inventories, view)
  const focused = matrix.columns.find(
    ({ daemonset: { uri, range } }) => cursor?.uri === uri && range.start.line <= cursor.line && cursor.line <= range.end.line,
  )
  grid.show(matrix, focused?.key)
  const sources = inventories.map(({ source }) => source).join(', ')
  summary.textContent =
    matrix.columns.length === 0
      ? 'No DaemonSet in the open documents.'
      : `${matrix.shown === matrix.nodes ? matrix.nodes : `${matrix.shown} of ${matrix.nodes}`} nodes of ${sources}`
  const row = matrix.rows.find((candidate): candidate is NodeRow => candidate.kind === 'node' && candidate.node.name === chosen)
  if (row !== undefined) showDetails(details, row, say)
}

function offerGroups(): void {
  const before = groupBy.value || (remembered?.groupBy ?? '')
  const keys = groupKeys(inventories)
  groupBy.replaceChildren(option('', 'no groups'), option('reason', 'reason'), ...keys.map((key) => option(`label:${key}`, key)))
  groupBy.value = before
  if (groupBy.selectedIndex < 0) groupBy.value = ''
}

window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
  if (data.type === 'placement') {
    inventories = data.inventories
    discard.hidden = data.supposed === 0
    discard.textContent = data.supposed === 1 ? 'Discard 1 supposed change' : `Discard ${data.supposed} supposed changes`
    offerGroups()
  } else cursor = data
  draw()
})
for (const control of [filter, verdict, groupBy]) control.addEventListener('input', draw)
discard.addEventListener('click', () => say({ type: 'discard' }))
say({ type: 'ready' })

function field<Element extends HTMLElement>(id: string): Element {
  const element = document.getElementById(id)
  if (element === null) throw new Error(`no element ${id}`)
  return element as Element
}

function option(value: string, text: string): HTMLOptionElement {
  const element = document.createElement('option')
  element.value = value
  element.textContent = text
  return element
}
