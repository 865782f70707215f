// A selector made of the pod template's labels, for manifests that have none.
import { pathIn } from '../edits/edit.ts'
import { hasComment } from '../edits/find-place.ts'
import { lineEnd } from '../edits/layout.ts'
import { copyEntry } from '../edits/move-entry.ts'
import { type Change, setValue } from '../edits/set-value.ts'
import type { LocatedDaemonSet } from '../model/located.ts'
import { isMap } from '../scheduling/lenient.ts'
import { nodeAt, SPEC, TEMPLATE } from './fields.ts'
import { isUnstableLabel } from './unstable-label.ts'

const SELECTOR = SPEC.child('selector')
const LABELS = TEMPLATE.child('metadata', 'labels')
const WHERE = { before: ['updateStrategy', 'template'] }

export interface SelectorFromLabels {
  readonly change: Change
  /** The labels that are selected. */
  readonly labels: readonly (readonly [key: string, value: string])[]
  /** Every label of the template is in it, as extensions/v1beta1 filled it in. */
  readonly whole: boolean
}

/** Selects by the template's labels, without those that change from release to release. Undefined: there are none to select by. */
export function selectorFromLabels(daemonset: LocatedDaemonSet): SelectorFromLabels | undefined {
  const map: unknown = daemonset.value.spec?.template?.metadata?.labels
  const all = isMap(map) ? Object.entries(map).filter((entry): entry is [string, string] => typeof entry[1] === 'string') : []
  const stable = all.filter(([key]) => !isUnstableLabel(key))
  if (stable.length === 0) return undefined
  const whole = stable.length === all.length
  const node = nodeAt(daemonset, LABELS)
  const plain =
    node !== undefined && !hasComment(daemonset.document, { start: node.span.start, end: lineEnd(daemonset.document.text, node.span.end) })
  const change =
    whole && plain && daemonset.value.spec?.selector === undefined
      ? copyEntry(pathIn(daemonset, LABELS), pathIn(daemonset, SELECTOR.child('matchLabels')), WHERE)
      : setValue(pathIn(daemonset, SELECTOR), { matchLabels: Object.fromEntries(stable) }, WHERE)
  return { change, labels: stable, whole }
}
