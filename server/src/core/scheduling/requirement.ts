// One requirement of a node selector: operator and values against one label or field. Knows no nodes and no terms.
// Semantics: https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#operators
import { isPlaceholder } from '../model/placeholder.ts'
import type { Path } from '../path.ts'
import { isLabelValue, isQualifiedName } from '../server-checks/names.ts'
import type { Known } from './known.ts'
import { fieldOf, itemsOf, textOf } from './lenient.ts'

export interface Requirement {
  /** A label's key, or `metadata.name` for a field. */
  readonly key: string
  readonly operator: string
  readonly values: readonly string[]
  readonly field: Path
  /** Of matchFields: looks at the node's name instead of a label. */
  readonly ofField: boolean
  /** Whether a node with this value (undefined: without the label) meets it. null: a placeholder decides. */
  readonly test: (value: string | undefined) => Known
  /** The server cannot parse it: the whole term matches nothing. */
  readonly broken: boolean
}

const MAX_INT64 = 9_223_372_036_854_775_807n
const INTEGER = /^[+-]?\d+$/

/** An int64 as Go's ParseInt reads it in base 10; undefined for anything else. */
export function parseInt64(text: string): bigint | undefined {
  if (!INTEGER.test(text)) return undefined
  const value = BigInt(text.startsWith('+') ? text.slice(1) : text)
  return value > MAX_INT64 || value < -MAX_INT64 - 1n ? undefined : value
}

/** Reads an item of `matchExpressions`. */
export function readExpression(value: unknown, field: Path): Requirement {
  const { key, operator, values, open } = parts(value)
  const unsure = open || isPlaceholder(key) || isPlaceholder(operator)
  const test = unsure ? partlyKnownTest(key, operator, values) : expressionTest(operator, values)
  const broken = !unsure && !isSoundExpression(key, operator, values)
  return { key, operator, values, field, ofField: false, broken, test }
}

/** Reads an item of `matchFields`. */
export function readFieldRequirement(value: unknown, field: Path): Requirement {
  const { key, operator, values, open } = parts(value)
  const unsure = open || isPlaceholder(key) || isPlaceholder(operator)
  const broken = !unsure && (values.length !== 1 || (operator !== 'In' && operator !== 'NotIn'))
  const wanted = values[0] ?? ''
  const known = (name: string | undefined): boolean => (operator === 'In') === ((key === 'metadata.name' ? (name ?? '') : '') === wanted)
  return { key, operator, values, field, ofField: true, broken, test: unsure ? () => null : known }
}

function parts(value: unknown): { key: string; operator: string; values: readonly string[]; open: boolean } {
  const values = itemsOf(fieldOf(value, 'values'))
  const open = values.open || isPlaceholder(value)
  return {
    key: textOf(fieldOf(value, 'key')),
    operator: textOf(fieldOf(value, 'operator')),
    values: values.items.map((item) => textOf(item.value)),
    open,
  }
}

/** What can be said though a placeholder hides the key, the operator or some of the values. */
function partlyKnownTest(key: string, operator: string, values: readonly string[]): (value: string | undefined) => Known {
  if (isPlaceholder(key) || isPlaceholder(operator)) return () => null
  const listed = new Set(values)
  return (value) => {
    if (value === undefined) return operator === 'NotIn' || operator === 'DoesNotExist'
    if ((operator === 'In' || operator === 'NotIn') && listed.has(value)) return operator === 'In'
    return null
  }
}

function expressionTest(operator: string, values: readonly string[]): (value: string | undefined) => Known {
  const listed = new Set(values)
  switch (operator) {
    case 'In':
      return (value) => value !== undefined && listed.has(value)
    case 'NotIn':
      return (value) => value === undefined || !listed.has(value)
    case 'Exists':
      return (value) => value !== undefined
    case 'DoesNotExist':
      return (value) => value === undefined
    case 'Gt':
    case 'Lt':
      return comparison(operator, values)
    default:
      return () => false
  }
}

function comparison(operator: 'Gt' | 'Lt', values: readonly string[]): (value: string | undefined) => boolean {
  const bound = values.length === 1 ? parseInt64(values[0] ?? '') : undefined
  return (value) => {
    const number = value === undefined || bound === undefined ? undefined : parseInt64(value)
    if (number === undefined || bound === undefined) return false
    return operator === 'Gt' ? number > bound : number < bound
  }
}

function isSoundExpression(key: string, operator: string, values: readonly string[]): boolean {
  if (isQualifiedName(key).length > 0 || values.some((value) => isLabelValue(value).length > 0)) return false
  switch (operator) {
    case 'In':
    case 'NotIn':
      return values.length > 0
    case 'Exists':
    case 'DoesNotExist':
      return values.length === 0
    case 'Gt':
    case 'Lt':
      return values.length === 1 && parseInt64(values[0] ?? '') !== undefined
    default:
      return false
  }
}
