// Which scalars Go's JSON decoder takes for a type, and what is kept of those that it refuses. Knows no places.
import { parseQuantity } from '../model/quantity.ts'
import type { ScalarType } from '../schema/schema.ts'
import type { ScalarNode, ScalarValue } from '../syntax/tree.ts'
import { isTime } from './time.ts'

export interface ScalarCheck {
  /** What is kept: undefined for nothing. */
  readonly value: string | number | boolean | undefined
  /** Set where the server refuses. */
  readonly refused?: Refusal
}

export interface Refusal {
  /** The end of our sentence: what belongs there. */
  readonly wanted: string
  /** What Go found (`bool`, `number 1.5`), or undefined if it is `sentence` that the server says. */
  readonly found?: string
  readonly goType?: string
  readonly sentence?: string
  /** A text to write instead, if there is a likely one. `sure`: it is what was meant. */
  readonly instead?: { readonly text: string; readonly sure: boolean }
}

const INT32 = [-(2n ** 31n), 2n ** 31n - 1n] as const
const INT64 = [-(2n ** 63n), 2n ** 63n - 1n] as const

const QUANTITY_SENTENCE = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"

/** What the server makes of a scalar where `type` belongs. Null is never refused: it counts as absent. */
export function checkScalar(node: ScalarNode, type: ScalarType): ScalarCheck {
  const { value } = node
  if (value === null) return { value: undefined }
  switch (type) {
    case 'string':
      return typeof value === 'string' ? { value } : { value: node.source, refused: refuseText(node, value) }
    case 'bytes':
      return typeof value === 'string' ? { value } : { value: node.source, refused: refuseText(node, value) }
    case 'bool':
      return typeof value === 'boolean' ? { value } : { value: undefined, refused: refuseBool(value) }
    case 'int32':
      return checkInteger(value, 'int32', INT32)
    case 'int64':
      return checkInteger(value, 'int64', INT64)
    case 'int-or-string':
      return typeof value === 'string' ? { value } : checkInteger(value, 'int32', INT32, 'a whole number or a text')
    case 'quantity':
      return checkQuantity(value)
    case 'time':
    case 'micro-time':
      return checkTime(node, value, type)
    case 'raw':
      return { value: typeof value === 'bigint' ? Number(value) : value }
  }
}

/** `bool`, `number`, `string`: as Go names what it found. */
export function goKind(value: ScalarValue): string {
  if (typeof value === 'boolean') return 'bool'
  return typeof value === 'string' ? 'string' : 'number'
}

/** The number as it stands in the JSON that the server makes of the YAML. */
function jsonNumber(value: number | bigint): string {
  return String(value)
}

function refuseText(node: ScalarNode, value: ScalarValue): Refusal {
  return { wanted: 'a text', found: goKind(value), instead: { text: quoted(node.source), sure: true } }
}

function quoted(source: string): string {
  return JSON.stringify(source)
}

const TRUE_TEXT = /^(true|yes|on|y)$/i
const FALSE_TEXT = /^(false|no|off|n)$/i

function refuseBool(value: ScalarValue): Refusal {
  const text = String(value)
  const meant = TRUE_TEXT.test(text) || text === '1' ? 'true' : FALSE_TEXT.test(text) || text === '0' ? 'false' : undefined
  return {
    wanted: 'true or false',
    found: goKind(value),
    goType: 'bool',
    ...(meant === undefined ? {} : { instead: { text: meant, sure: true } }),
  }
}

function checkInteger(
  value: ScalarValue,
  goType: 'int32' | 'int64',
  [least, most]: readonly [bigint, bigint],
  words = 'a whole number',
): ScalarCheck {
  if (typeof value === 'number' || typeof value === 'bigint') {
    const text = jsonNumber(value)
    if (!/^-?\d+$/.test(text)) return { value: undefined, refused: { wanted: words, found: `number ${text}`, goType } }
    const exact = BigInt(text)
    if (exact < least || exact > most)
      return { value: undefined, refused: { wanted: `${words} from ${least} to ${most}`, found: `number ${text}`, goType } }
    return { value: Number(value) }
  }
  const digits = typeof value === 'string' ? /^\s*([+-]?\d{1,9})\s*$/.exec(value)?.[1] : undefined
  return {
    value: undefined,
    refused: {
      wanted: words,
      found: goKind(value),
      goType,
      ...(digits === undefined ? {} : { instead: { text: String(Number(digits)), sure: true } }),
    },
  }
}

/** Go's JSON text of a string escapes these, and the quantity is read from that text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are meant
const ESCAPED_IN_JSON = /[\u0000-\u001f"\\<>&\u007f\u2028\u2029]/

function checkQuantity(value: Exclude<ScalarValue, null>): ScalarCheck {
  const text = typeof value === 'number' || typeof value === 'bigint' ? jsonNumber(value) : String(value)
  if (!ESCAPED_IN_JSON.test(text) && parseQuantity(text) !== undefined) return { value: text }
  const meant = typeof value === 'string' ? nearestQuantity(text) : undefined
  return {
    value: undefined,
    refused: {
      wanted: 'a quantity such as 100m, 0.5, 128Mi or 2Gi',
      sentence: QUANTITY_SENTENCE,
      ...(meant === undefined ? {} : { instead: { text: meant, sure: false } }),
    },
  }
}

/** `100 MB` -> `100M`, `1gb` -> `1G`, `128mib` -> `128Mi`, `250 milli` -> nothing. */
export function nearestQuantity(text: string): string | undefined {
  const match = /^\s*([+-]?(?:\d+(?:[.,]\d+)?|[.,]\d+))\s*([a-zA-Z]*)\s*$/.exec(text)
  if (match === null) return undefined
  const amount = (match[1] ?? '').replace(',', '.')
  const unit = match[2] ?? ''
  const found = QUANTITY_UNITS.find(([written]) => written.test(unit))?.[1]
  if (found === undefined) return undefined
  const changed = `${amount}${found}`
  return parseQuantity(changed) === undefined ? undefined : changed
}

const QUANTITY_UNITS: readonly (readonly [RegExp, string])[] = [
  [/^(b|bytes?|cpus?|cores?|)$/i, ''],
  [/^(milli|mcpu|millicores?|millicpu)$/i, 'm'],
  [/^kb?$/i, 'k'],
  [/^(kib?)$/i, 'Ki'],
  [/^(M|mb)$/i, 'M'],
  [/^(mib?)$/i, 'Mi'],
  [/^gb?$/i, 'G'],
  [/^(gib?)$/i, 'Gi'],
  [/^tb?$/i, 'T'],
  [/^(tib?)$/i, 'Ti'],
]

function checkTime(node: ScalarNode, value: Exclude<ScalarValue, null>, type: 'time' | 'micro-time'): ScalarCheck {
  const wanted = `a time such as 2026-01-31T12:00:00${type === 'time' ? '' : '.000000'}Z`
  if (typeof value !== 'string') return { value: undefined, refused: { wanted, found: goKind(value), goType: 'string' } }
  if (isTime(value, type === 'micro-time')) return { value }
  const layout = type === 'time' ? '2006-01-02T15:04:05Z07:00' : '2006-01-02T15:04:05.000000Z07:00'
  return { value: node.source, refused: { wanted, sentence: `parsing time ${JSON.stringify(value)} as "${layout}": cannot parse` } }
}
