// Makes selector and template labels agree, in both directions: the labels first where the object may exist, since its selector cannot change.
import { fixWith, pathIn } from '../edits/edit.ts'
import { remove } from '../edits/remove.ts'
import { type Change, setValue } from '../edits/set-value.ts'
import type { LabelSelector } from '../model/kubernetes.ts'
import type { Fix } from '../problem.ts'
import { isMap } from '../scheduling/lenient.ts'
import type { CauseAt } from './cause-at.ts'
import { listAt, SPEC, TEMPLATE } from './fields.ts'
import { selectorFromLabels } from './selector-from-labels.ts'

const SELECTOR = SPEC.child('selector')
const LABELS = TEMPLATE.child('metadata', 'labels')

type Labels = Readonly<Record<string, string>>

export function fixesForSelector(cause: CauseAt): readonly Fix[] {
  const { daemonset } = cause
  const selector = daemonset.value.spec?.selector
  const labels = labelsOf(daemonset.value.spec?.template?.metadata?.labels)
  if (selector === undefined || !isMap(selector) || isEmptySelector(selector)) return addSelector(cause)
  const wanted = Object.entries(labelsOf(selector.matchLabels)).filter(([key, value]) => labels[key] !== value)
  const expressions = brokenExpressions(selector, labels)
  return [...labelsFirst(cause, wanted, expressions), ...selectorFirst(cause, wanted, expressions, labels)]
}

function labelsOf(value: unknown): Labels {
  return isMap(value) ? Object.fromEntries(Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string')) : {}
}

function isEmptySelector(selector: LabelSelector): boolean {
  return Object.keys(selector.matchLabels ?? {}).length === 0 && (selector.matchExpressions ?? []).length === 0
}

function addSelector({ daemonset }: CauseAt): readonly Fix[] {
  const made = selectorFromLabels(daemonset)
  if (made === undefined) return []
  const title = `Select ${made.labels.map(([key, value]) => `${key}: ${value}`).join(', ')}`
  return fixWith(daemonset, { title, safe: false }, made.change)
}

interface Broken {
  readonly key: string
  readonly operator: string
  readonly values: readonly string[]
  readonly path: ReturnType<typeof listAt>[number]['path']
}

function brokenExpressions(selector: LabelSelector, labels: Labels): readonly Broken[] {
  return listAt(selector.matchExpressions, SELECTOR.child('matchExpressions')).flatMap(({ value, path }) => {
    const { key = '', operator = '', values = [] } = value
    const has = labels[key]
    const met =
      operator === 'In'
        ? has !== undefined && values.includes(has)
        : operator === 'NotIn'
          ? has === undefined || !values.includes(has)
          : (operator === 'Exists') === (has !== undefined)
    return met ? [] : [{ key, operator, values, path }]
  })
}

function labelsFirst({ daemonset, context }: CauseAt, wanted: readonly (readonly [string, string])[], broken: readonly Broken[]): readonly Fix[] {
  const changes: Change[] = wanted.map(([key, value]) => setValue(pathIn(daemonset, LABELS.key(key)), value))
  for (const { key, operator, values } of broken) {
    const [value] = values
    if (operator === 'In' && value !== undefined) changes.push(setValue(pathIn(daemonset, LABELS.key(key)), value))
    else if (operator === 'NotIn' || operator === 'DoesNotExist') changes.push(remove(pathIn(daemonset, LABELS.key(key))))
    else return []
  }
  const [first, ...others] = wanted
  const title =
    first && others.length + broken.length === 0
      ? `Give the pods the label ${first[0]}: ${first[1]}`
      : 'Give the pods the labels that the selector wants'
  return fixWith(daemonset, { title, preferred: context.previous !== undefined, safe: false }, ...changes)
}

function selectorFirst(
  { daemonset, context }: CauseAt,
  wanted: readonly (readonly [string, string])[],
  broken: readonly Broken[],
  labels: Labels,
): readonly Fix[] {
  const changes: Change[] = wanted.map(([key]) => {
    const field = pathIn(daemonset, SELECTOR.child('matchLabels').key(key))
    const value = labels[key]
    return value === undefined ? remove(field) : setValue(field, value)
  })
  for (const { path } of [...broken].reverse()) changes.push(remove(pathIn(daemonset, path)))
  const [first, ...others] = wanted
  const value = first && labels[first[0]]
  const single = first !== undefined && others.length + broken.length === 0
  const title = !single
    ? 'Make the selector agree with the labels'
    : value === undefined
      ? `Drop ${first[0]} from the selector`
      : `Select ${first[0]}: ${value}`
  return fixWith(daemonset, { title, preferred: context.previous === undefined, safe: false }, ...changes)
}
