// The page of the node panel: toolbar, table and details. Runs in a webview without any right but to send messages.
import * as l10n from '@vscode/l10n'
import type { NodeChange } from '../../../server/src/core/inventory/what-if.ts'
import { showDetails } from './details.ts'
import { createGrid } from './grid.ts'
import { type Column, groupKeys, type Matrix, matrixOf, type NodeRow, poolOf, type View } from './matrix.ts'
import type { FromPage, ShownInventory, ToPage } from './messages.ts'
import { showOverview } from './overview.ts'
import { textsOf } from './texts.ts'

declare function acquireVsCodeApi(): { postMessage(message: FromPage): void; getState(): View | undefined; setState(state: View): void }

// Before anything is drawn.
l10n.config({ contents: textsOf(document) })

const vscode = acquireVsCodeApi()
const say = (message: FromPage): void => vscode.postMessage(message)

const filter = field<HTMLInputElement>('filter')
const verdict = field<HTMLSelectElement>('verdict')
const groupBy = field<HTMLSelectElement>('group')
const discard = field<HTMLButtonElement>('discard')
const summary = field<HTMLElement>('summary')
const compare = field<HTMLSelectElement>('compare')
const details = field<HTMLElement>('details')

let inventories: readonly ShownInventory[] = []
let cursor: { uri: string; line: number } | undefined
/** A node by its name, a column by its key, or neither: what the pane below the table speaks of. */
let chosen: string | undefined
let headed: string | undefined
/** The beginning of the key of the DaemonSet whose code lens was clicked. */
let asked: string | undefined
let supposed: readonly NodeChange[] = []
let matrix: Matrix = { columns: [], rows: [], shown: 0, nodes: 0 }

const grid = createGrid({
  chosen(row) {
    chosen = row.node.name
    showPane(undefined)
  },
  headed(column) {
    chosen = undefined
    headed = column.key
    showPane(column)
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
  matrix = matrixOf(inventories, view)
  const focused = matrix.columns.find(
    ({ daemonset: { uri, range } }) => cursor?.uri === uri && range.start.line <= cursor.line && cursor.line <= range.end.line,
  )
  grid.show(matrix, focused?.key)
  summary.textContent = summaryText()
  showPane(matrix.columns.find(({ key }) => key === headed || (headed === undefined && asked !== undefined && key.startsWith(asked))) ?? focused)
}

function summaryText(): string {
  const { columns, shown, nodes } = matrix
  if (columns.length === 0) return l10n.t('No DaemonSet in the open documents.')
  const sources = inventories.map(({ source }) => source).join(', ')
  if (nodes === 1) return shown === 1 ? l10n.t('1 node of {0}', sources) : l10n.t('0 of 1 node of {0}', sources)
  return shown === nodes ? l10n.t('{0} nodes of {1}', nodes, sources) : l10n.t('{0} of {1} nodes of {2}', shown, nodes, sources)
}

/** The chosen node's story, else what is to be said of all. */
function showPane(column: Column | undefined): void {
  const row = matrix.rows.find((candidate): candidate is NodeRow => candidate.kind === 'node' && candidate.node.name === chosen)
  const content = row === undefined ? overviewContent(column) : detailsContent(row)
  // Drawn anew only when it says something new: what is being typed in it stays.
  if (content === drawnContent) return
  drawnContent = content
  if (row !== undefined) showDetails(details, row, shownNames, say)
  else showOverview(details, { matrix, supposed, first: column?.key }, say)
}

let drawnContent = ''

function detailsContent({ versions, cells, left }: NodeRow): string {
  const said = cells.map((cell) => cell && [cell.source, cell.verdict, cell.moved, cell.group?.reasons, cell.daemonset.uri, cell.daemonset.name])
  return JSON.stringify([versions, said, left, matrix.shown])
}

function overviewContent(column: Column | undefined): string {
  const said = matrix.columns.map(({ key, title, daemonset: { rollout, change, range } }) => [
    key,
    title,
    rollout,
    change?.texts ?? change,
    change?.changes,
    range,
  ])
  return JSON.stringify([column?.key, said, supposed])
}

function shownNames(): string[] {
  return matrix.rows.flatMap((row) => (row.kind === 'node' ? [row.node.name] : []))
}

function offerGroups(): void {
  const before = groupBy.value || (remembered?.groupBy ?? '')
  const keys = groupKeys(inventories)
  const pools = inventories.some(({ nodes }) => nodes.some((node) => poolOf(node) !== undefined))
  groupBy.replaceChildren(
    option('', l10n.t('no groups')),
    option('reason', l10n.t('reason')),
    ...(pools ? [option('pool', l10n.t('pool'))] : []),
    ...(inventories.length > 1 ? [option('source', l10n.t('node list'))] : []),
    ...keys.map((key) => option(`label:${key}`, key)),
  )
  groupBy.value = before
  if (groupBy.selectedIndex < 0) groupBy.value = ''
}

window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
  if (data.type === 'placement') {
    inventories = data.inventories
    supposed = data.supposed
    const { against = '' } = data
    compare.value = ['', 'disk', 'head'].includes(against) ? against : 'file'
    discard.hidden = supposed.length === 0
    discard.textContent = supposed.length === 1 ? l10n.t('Discard 1 supposed change') : l10n.t('Discard {0} supposed changes', supposed.length)
    offerGroups()
  } else if (data.type === 'choose') {
    chosen = undefined
    asked = `${data.uri}#${data.index}.${data.item ?? ''}@`
    headed = undefined
  } else {
    // The editor's cursor leads: where it has moved to another DaemonSet, a heading that was chosen before gives way.
    if (cursor?.uri !== data.uri || cursor.line !== data.line) {
      headed = undefined
      if (cursor !== undefined) asked = undefined
    }
    cursor = data
  }
  draw()
})
for (const control of [filter, verdict, groupBy]) control.addEventListener('input', draw)
discard.addEventListener('click', () => say({ type: 'discard' }))
compare.addEventListener('input', () => say({ type: 'compare', against: compare.value }))
details.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') grid.element.focus()
})
field('overview').addEventListener('click', () => {
  chosen = undefined
  showPane(undefined)
})
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
