// Label selectors as Services, affinity terms and spread constraints use them. Three-valued; knows no objects.
// Semantics: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors
import { isPlaceholder } from '../model/placeholder.ts'
import { both, every, type Known } from './known.ts'
import { entriesOf, fieldOf, isMap, itemsOf, textOf } from './lenient.ts'

/** Whether a LabelSelector (not its absence) selects these labels. An empty selector selects everything, an invalid one nothing. */
export function selects(selector: unknown, labels: unknown): Known {
  if (isPlaceholder(selector) || isPlaceholder(labels)) return null
  if (!isMap(selector)) return false
  const own = entriesOf(labels)
  const lookUp = (key: string): string | undefined => {
    const found = own.entries.find(([name]) => name === key)
    return found === undefined ? undefined : textOf(found[1])
  }
  const pairs = entriesOf(fieldOf(selector, 'matchLabels'))
  const expressions = itemsOf(fieldOf(selector, 'matchExpressions'))
  const known = both(
    every(pairs.entries, ([key, value]) => equals(lookUp(key), textOf(value), own.open)),
    every(expressions.items, (item) => meets(item.value, lookUp, own.open)),
  )
  return known === true && (pairs.open || expressions.open) ? null : known
}

function equals(found: string | undefined, wanted: string, open: boolean): Known {
  if (isPlaceholder(wanted) || isPlaceholder(found)) return null
  return found === undefined && open ? null : found === wanted
}

function meets(expression: unknown, lookUp: (key: string) => string | undefined, open: boolean): Known {
  const operator = textOf(fieldOf(expression, 'operator'))
  const found = lookUp(textOf(fieldOf(expression, 'key')))
  const values = itemsOf(fieldOf(expression, 'values'))
  const listed = values.items.map((item) => textOf(item.value))
  if (values.open || isPlaceholder(operator) || isPlaceholder(found) || (found === undefined && open)) return null
  switch (operator) {
    case 'In':
      return found !== undefined && listed.includes(found)
    case 'NotIn':
      return found === undefined || !listed.includes(found)
    case 'Exists':
      return found !== undefined
    case 'DoesNotExist':
      return found === undefined
    default:
      return false
  }
}

/** A selector as people write it: `app=fluentd,tier in (a,b)`. */
export function selectorText(selector: unknown): string {
  const pairs = entriesOf(fieldOf(selector, 'matchLabels')).entries.map(([key, value]) => `${key}=${textOf(value)}`)
  const expressions = itemsOf(fieldOf(selector, 'matchExpressions')).items.map(({ value }) => {
    const listed = itemsOf(fieldOf(value, 'values')).items.map((item) => textOf(item.value))
    return `${textOf(fieldOf(value, 'key'))} ${textOf(fieldOf(value, 'operator'))}${listed.length > 0 ? ` (${listed.join(', ')})` : ''}`
  })
  return [...pairs, ...expressions].join(', ') || 'everything'
}
