// Labels, annotations and label selectors: their form, and which labels a selector matches. Knows no objects that carry them.
import type { LabelSelector } from '../model/kubernetes.ts'
import type { Path } from '../path.ts'
import { type Cause, forbidden, invalid, required, tooLong } from './cause.ts'
import { byteLength, isLabelValue, isQualifiedName } from './names.ts'

type Labels = Readonly<Record<string, string | undefined>>

/** All annotations of an object together, in bytes. */
const ANNOTATIONS_SIZE = 256 * 1024

/** `metadata.labels`, `nodeSelector`, `matchLabels`: the server names the map, `at` the entry. */
export function validateLabels(labels: Labels | undefined, path: Path, causes: Cause[], real = path): void {
  for (const [key, value = ''] of Object.entries(labels ?? {})) {
    for (const problem of isQualifiedName(key)) causes.push({ ...invalid(path, key, problem), at: real.key(key) })
    for (const problem of isLabelValue(value)) causes.push({ ...invalid(path, value, problem), at: real.key(key) })
  }
}

/** `metadata.annotations`: keys are qualified names in any case, values anything. */
export function validateAnnotations(annotations: Labels | undefined, path: Path, causes: Cause[], real = path): void {
  let size = 0
  for (const [key, value = ''] of Object.entries(annotations ?? {})) {
    for (const problem of isQualifiedName(key.toLowerCase())) causes.push({ ...invalid(path, key, problem), at: real.key(key) })
    size += byteLength(key) + byteLength(value)
  }
  if (size > ANNOTATIONS_SIZE) causes.push({ ...tooLong(path, ANNOTATIONS_SIZE), at: real })
}

/** A label key that stands alone: `topologyKey`, `matchLabelKeys`, the key of a requirement. */
export function validateLabelName(name: string, path: Path, causes: Cause[]): void {
  for (const problem of isQualifiedName(name)) causes.push(invalid(path, name, problem))
}

/** `keepValues`: on update, values of expressions are not judged if the old object already had bad ones. */
export function validateLabelSelector(selector: LabelSelector | undefined, path: Path, causes: Cause[], keepValues = false): void {
  if (selector === undefined) return
  validateLabels(selector.matchLabels, path.child('matchLabels'), causes)
  for (const [index, expression] of (selector.matchExpressions ?? []).entries()) {
    const at = path.child('matchExpressions').index(index)
    const { key = '', operator = '', values = [] } = expression
    if (operator === 'In' || operator === 'NotIn') {
      if (values.length === 0) causes.push(required(at.child('values'), "must be specified when `operator` is 'In' or 'NotIn'"))
    } else if (operator === 'Exists' || operator === 'DoesNotExist') {
      if (values.length > 0) causes.push(forbidden(at.child('values'), "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"))
    } else causes.push(invalid(at.child('operator'), operator, 'not a valid selector operator'))
    validateLabelName(key, at.child('key'), causes)
    if (keepValues) continue
    for (const [valueIndex, value] of values.entries())
      for (const problem of isLabelValue(value)) causes.push(invalid(at.child('values').index(valueIndex), value, problem))
  }
}

/** True when an expression holds a value that is no label value. */
export function hasBadSelectorValue(selector: LabelSelector | undefined): boolean {
  return (selector?.matchExpressions ?? []).some(({ values = [] }) => values.some((value) => isLabelValue(value).length > 0))
}

/**
 * Whether the selector matches the labels; undefined if it cannot be used at all (a bad key, value or operator), which its validation says.
 * An absent selector matches nothing, an empty one everything.
 */
export function selectorMatches(selector: LabelSelector | undefined, labels: Labels): boolean | undefined {
  if (selector === undefined) return false
  const requirements = [
    ...Object.entries(selector.matchLabels ?? {}).map(([key, value = '']) => ({ key, operator: 'In', values: [value] })),
    ...(selector.matchExpressions ?? []).map(({ key = '', operator = '', values = [] }) => ({ key, operator, values })),
  ]
  if (requirements.some(isUnusable)) return undefined
  return requirements.every(({ key, operator, values }) => {
    const value = Object.hasOwn(labels, key) ? labels[key] : undefined
    if (operator === 'In') return value !== undefined && values.includes(value)
    if (operator === 'NotIn') return value === undefined || !values.includes(value)
    return (value !== undefined) === (operator === 'Exists')
  })
}

function isUnusable({ key, operator, values }: { key: string; operator: string; values: readonly string[] }): boolean {
  const wantsValues = operator === 'In' || operator === 'NotIn'
  if (!wantsValues && operator !== 'Exists' && operator !== 'DoesNotExist') return true
  if (isQualifiedName(key).length > 0 || values.some((value) => isLabelValue(value).length > 0)) return true
  return wantsValues ? values.length === 0 : values.length > 0
}
