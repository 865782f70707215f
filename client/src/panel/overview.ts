// The pane below the table while no node is chosen: of each DaemonSet the roll-out and what the edit changed; what is only supposed.
import * as l10n from '@vscode/l10n'
import type { NodeChange } from '../../../server/src/core/inventory/what-if.ts'
import { button, make, textField } from './elements.ts'
import type { Column, Matrix } from './matrix.ts'
import type { FromPage } from './messages.ts'

interface Overview {
  readonly matrix: Matrix
  readonly supposed: readonly NodeChange[]
  /** The column that was chosen, or that the cursor is in; it comes first. */
  readonly first: string | undefined
}

export function showOverview(pane: HTMLElement, { matrix, supposed, first }: Overview, say: (message: FromPage) => void): void {
  const columns = [...matrix.columns].sort((a, b) => Number(b.key === first) - Number(a.key === first))
  const several = new Set(matrix.columns.map(({ source }) => source)).size > 1
  const hint = make(
    'p',
    l10n.t('Choose a node to see its whole story, a heading to see a DaemonSet. Enter on a verdict goes to the line that decides.'),
  )
  pane.replaceChildren(hint, ...supposedParts(supposed, say), newNodeForm(matrix, say), ...columns.flatMap((column) => partsOf(column, several, say)))
}

function partsOf({ title, source, daemonset }: Column, several: boolean, say: (message: FromPage) => void): HTMLElement[] {
  const heading = make('h2')
  const name = several ? l10n.t('{0} on {1}', title, source) : title
  heading.append(button(name, 'link', () => say({ type: 'reveal', uri: daemonset.uri, range: daemonset.range })))
  return [heading, ...changeParts(daemonset, say), ...listed(l10n.t('Roll-out of a change'), daemonset.rollout ?? [])]
}

function changeParts({ uri, change }: Column['daemonset'], say: (message: FromPage) => void): HTMLElement[] {
  if (change === undefined) return []
  if (change === null) return [make('p', l10n.t('The other version has no such DaemonSet, or cannot be read.'))]
  if (change.texts.length === 0) return [make('p', l10n.t('Compared with the other version: the same nodes.'))]
  const parts = listed(l10n.t('Compared with the other version'), change.texts)
  const list = make('ul')
  for (const { text, range } of change.changes) {
    const line = make('li')
    line.append(range === undefined ? text : button(text, 'link', () => say({ type: 'reveal', uri, range })))
    list.append(line)
  }
  return change.changes.length === 0 ? parts : [...parts, make('h3', l10n.t('Because of')), list]
}

function listed(title: string, lines: readonly string[]): HTMLElement[] {
  if (lines.length === 0) return []
  const list = make('ul')
  list.append(...lines.map((line) => make('li', line)))
  return [make('h3', title), list]
}

function supposedParts(supposed: readonly NodeChange[], say: (message: FromPage) => void): HTMLElement[] {
  if (supposed.length === 0) return []
  const list = make('ul')
  supposed.forEach((change, at) => {
    const text = changeText(change)
    const line = make('li', `${text} `)
    const discard = button(l10n.t('Discard'), '', () => say({ type: 'discard', at }))
    discard.setAttribute('aria-label', l10n.t('Discard: {0}', text))
    line.append(discard)
    list.append(line)
  })
  return [make('h2', l10n.t('Supposed')), list]
}

/** `worker-1, worker-2: taint dedicated=db:NoSchedule`. */
export function changeText(change: NodeChange): string {
  const first = change.nodes.slice(0, 3).join(', ')
  const names = change.nodes.length > 3 ? l10n.t('{0} and {1} more', first, change.nodes.length - 3) : first
  return `${names}: ${whatOf(change)}`
}

function whatOf(change: NodeChange): string {
  switch (change.change) {
    case 'add-taint':
    case 'remove-taint': {
      const { key = '', value, effect = '' } = change.taint
      const taint = `${key}${value ? `=${value}` : ''}${effect === '' ? '' : `:${effect}`}`
      return change.change === 'add-taint' ? l10n.t('taint {0}', taint) : l10n.t('without taint {0}', taint)
    }
    case 'set-label':
      return l10n.t('label {0}', `${change.key}=${change.value}`)
    case 'remove-label':
      return l10n.t('without label {0}', change.key)
    case 'add-node':
      return change.like === undefined ? l10n.t('a new node') : l10n.t('a new node like {0}', change.like)
    case 'remove-node':
      return l10n.t('gone')
    case 'cordon':
      return l10n.t('cordoned')
    case 'uncordon':
      return l10n.t('not cordoned')
    default:
      return change.change === 'ready' ? l10n.t('ready') : l10n.t('not ready')
  }
}

function newNodeForm({ columns }: Matrix, say: (message: FromPage) => void): HTMLElement {
  const form = make('form')
  form.className = 'suppose'
  if (columns.length === 0) return form
  const name = textField(l10n.t('Name of the node to suppose'), 'new-node')
  form.append(
    make('span', l10n.t('What if there was a node')),
    name,
    button(l10n.t('Add'), '', () => form.requestSubmit()),
  )
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    say({ type: 'suppose', change: { nodes: [name.value.trim() || 'new-node'], change: 'add-node' } })
  })
  return form
}
