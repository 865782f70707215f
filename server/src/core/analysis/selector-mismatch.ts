// Selector against template labels: names the key, both values and both places. The server only says that they do not match.
import type { DaemonSet } from '../model/kubernetes.ts'
import { Path } from '../path.ts'
import type { Related } from '../problem.ts'
import type { MapNode } from '../syntax/tree.ts'
import type { Span } from '../text.ts'
import { spanOfField } from './place-of.ts'

const SELECTOR = Path.root('spec', 'selector')
const LABELS = Path.root('spec', 'template', 'metadata', 'labels')

export interface Mismatch {
  readonly span: Span
  readonly message: string
  readonly related: readonly Related[]
}

/** Explains the first requirement of the selector that the template's labels do not meet. */
export function explainMismatch(daemonset: DaemonSet, root: MapNode): Mismatch {
  const labels = daemonset.spec?.template?.metadata?.labels ?? {}
  const selector = daemonset.spec?.selector
  if (selector === undefined) {
    const span = spanOfField(root, Path.root('spec'), 'key')
    return {
      span,
      message:
        'spec.selector is missing, so it matches no template labels: the API server refuses the DaemonSet. Add matchLabels with labels of the template.',
      related: [],
    }
  }
  for (const [key, wanted] of Object.entries(selector.matchLabels ?? {})) {
    if (labels[key] === wanted) continue
    return mismatch(root, key, SELECTOR.child('matchLabels').key(key), `the selector wants ${key}: ${quoted(wanted)}`, labels[key])
  }
  for (const [index, requirement] of (selector.matchExpressions ?? []).entries()) {
    const key = requirement.key ?? ''
    if (meets(requirement.operator ?? '', requirement.values ?? [], labels[key])) continue
    const values = requirement.values?.length ? ` ${requirement.values.join(', ')}` : ''
    return mismatch(
      root,
      key,
      SELECTOR.child('matchExpressions').index(index),
      `the selector wants ${key} ${requirement.operator ?? ''}${values}`,
      labels[key],
    )
  }
  return {
    span: spanOfField(root, LABELS, 'key'),
    message: 'The selector does not match the labels of the pod template: the API server refuses the DaemonSet. Make them agree.',
    related: [],
  }
}

function mismatch(root: MapNode, key: string, selectorPlace: Path, wants: string, actual: string | undefined): Mismatch {
  const labelPlace = actual === undefined ? LABELS : LABELS.key(key)
  const has = actual === undefined ? `the template has no label ${key}` : `the template has ${key}: ${quoted(actual)}`
  return {
    span: spanOfField(root, labelPlace, actual === undefined ? 'key' : 'value'),
    message: `Selector and template labels differ: ${wants}, ${has}. The API server refuses the DaemonSet; make them agree.`,
    related: [{ span: spanOfField(root, selectorPlace, 'value'), message: wants[0]?.toUpperCase() + wants.slice(1) }],
  }
}

function meets(operator: string, values: readonly string[], actual: string | undefined): boolean {
  switch (operator) {
    case 'In':
      return actual !== undefined && values.includes(actual)
    case 'NotIn':
      return actual === undefined || !values.includes(actual)
    case 'Exists':
      return actual !== undefined
    case 'DoesNotExist':
      return actual === undefined
    default:
      return false
  }
}

function quoted(value: unknown): string {
  return typeof value === 'string' && /^[\w./-]+$/.test(value) ? value : JSON.stringify(value)
}
