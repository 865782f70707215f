// What Kubernetes takes a scalar for: YAML 1.1 as go-yaml v2 reads it, without sexagesimals and dates. Knows text and tags, no tree.
import type { ScalarNode, ScalarValue } from './tree.ts'

export const TAG_PREFIX = 'tag:yaml.org,2002:'

export interface TypedScalar {
  readonly value: ScalarValue
  /** The server's words when the scalar does not fit its tag, or has no form in JSON. */
  readonly fault?: string
  readonly stage?: 'decode' | 'convert'
  /** The server holds it as an unsigned integer, which it refuses as a key. */
  readonly unsigned?: true
  /** The server holds it as a float, which prints differently as a key. */
  readonly float?: true
}

const WORDS: ReadonlyMap<string, ScalarValue> = new Map<string, ScalarValue>([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map((word) => [word, true] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map((word) => [word, false] as const),
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['.nan', '.NaN', '.NAN'].map((word) => [word, Number.NaN] as const),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((word) => [word, Number.POSITIVE_INFINITY] as const),
  ...['-.inf', '-.Inf', '-.INF'].map((word) => [word, Number.NEGATIVE_INFINITY] as const),
])

const FLOAT = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/
/** A float that starts with its point may hold underscores between digits. */
const POINT_FLOAT = /^\.[0-9]+(_[0-9]+)*([eE][-+]?[0-9]+(_[0-9]+)*)?$/
const INTEGER = /^([-+]?)(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9][0-9]*)$/
const SIGNED_MAX = 2n ** 63n - 1n
const UNSIGNED_MAX = 2n ** 64n - 1n

/** Types a scalar as the server does. `tag`: in its long form; `source`: the content. */
export function typeScalar(source: string, style: ScalarNode['style'], tag: string | undefined): TypedScalar {
  if (tag === undefined) return style === 'plain' ? typePlain(source) : { value: source }
  if (!tag.startsWith(TAG_PREFIX)) return { value: source }
  const name = tag.slice(TAG_PREFIX.length)
  switch (name) {
    case 'str':
      return { value: source }
    case 'binary':
      return decodeBinary(source)
    case 'bool':
    case 'int':
    case 'float':
    case 'null':
    case 'timestamp':
      return typeTagged(source, name)
    default:
      return { value: source }
  }
}

function typeTagged(source: string, wanted: string): TypedScalar {
  const typed = typePlain(source)
  const found = wanted === 'timestamp' && isTimestamp(source) ? 'timestamp' : kindOf(typed)
  if (found === wanted) return typed
  if (wanted === 'float' && found === 'int' && typed.unsigned !== true) return { value: Number(typed.value), float: true }
  return { value: typed.value, fault: `cannot decode !!${found} \`${source}\` as a !!${wanted}`, stage: 'decode' }
}

function kindOf(typed: TypedScalar): string {
  if (typed.value === null) return 'null'
  if (typeof typed.value === 'boolean') return 'bool'
  if (typed.float === true) return 'float'
  return typeof typed.value === 'string' ? 'str' : 'int'
}

/** Types what stands without quotes and without a tag. */
export function typePlain(source: string): TypedScalar {
  const first = source.charCodeAt(0)
  // Most plain scalars are words: only a few letters can start anything else than a string.
  if (first >= 0x61 && first <= 0x7a && first !== 0x79 && first !== 0x6e && first !== 0x74 && first !== 0x66 && first !== 0x6f)
    return { value: source }
  if (source.length <= 5) {
    const word = WORDS.get(source)
    if (word !== undefined) return typeof word === 'number' ? { value: word, float: true, ...unsupported(word) } : { value: word }
  }
  if (first === 0x2e) return POINT_FLOAT.test(source) ? typeFloat(source.replaceAll('_', ''), source) : { value: source }
  if (!(first >= 0x30 && first <= 0x39) && first !== 0x2b && first !== 0x2d) return { value: source }
  return typeNumber(source)
}

/** A float that JSON has no form for. */
function unsupported(value: number): { fault: string; stage: 'convert' } {
  const name = Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf'
  return { fault: `unsupported value: ${name}`, stage: 'convert' }
}

function typeFloat(digits: string, source: string): TypedScalar {
  const value = Number(digits)
  return Number.isFinite(value) ? { value, float: true } : { value: source }
}

function typeNumber(source: string): TypedScalar {
  const first = source.charCodeAt(0)
  const digits = source.includes('_') ? source.replaceAll('_', '') : source
  if (digits.length < 16 && first >= 0x31 && first <= 0x39 && /^[0-9]+$/.test(digits)) return { value: Number(digits) }
  const integer = INTEGER.exec(digits)
  if (integer !== null) {
    const sign = integer[1] ?? ''
    const big = parseMagnitude(integer[2] ?? '0')
    const signed = sign === '-' ? -big : big
    if (signed <= SIGNED_MAX && signed >= -SIGNED_MAX - 1n) return { value: fromBigInt(signed) }
    if (sign === '' && big <= UNSIGNED_MAX) return { value: fromBigInt(big), unsigned: true }
  }
  if (FLOAT.test(digits)) return typeFloat(digits, source)
  return { value: source }
}

/** The digits with their prefix as an integer; a leading zero is octal. */
function parseMagnitude(digits: string): bigint {
  if (digits.length > 1 && digits.startsWith('0') && /^[0-7]+$/.test(digits)) return BigInt(`0o${digits}`)
  return BigInt(digits.toLowerCase())
}

function fromBigInt(value: bigint): number | bigint {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : value
}

const TIMESTAMP =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:[Tt](\d{1,2}):(\d{1,2}):(\d{1,2})([.,]\d+)?(?:Z|[-+]\d\d:\d\d))| (\d{1,2}):(\d{1,2}):(\d{1,2})([.,]\d+)?)?$/

function isTimestamp(source: string): boolean {
  const match = TIMESTAMP.exec(source)
  if (match === null) return false
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  const [hour, minute, second] = [Number(match[4] ?? match[8] ?? 0), Number(match[5] ?? match[9] ?? 0), Number(match[6] ?? match[10] ?? 0)]
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0
  return day >= 1 && day <= days && hour < 24 && minute < 60 && second < 60
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

function decodeBinary(source: string): TypedScalar {
  const digits = source.replaceAll(/[\r\n]/g, '')
  if (digits.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(digits)) {
    return { value: source, fault: '!!binary value contains invalid base64 data', stage: 'decode' }
  }
  const bytes: number[] = []
  let bits = 0
  let held = 0
  for (const digit of digits) {
    if (digit === '=') break
    bits = ((bits << 6) | BASE64.indexOf(digit)) & 0xffff
    held += 6
    if (held >= 8) {
      held -= 8
      bytes.push((bits >> held) & 0xff)
    }
  }
  return { value: utf8(bytes) }
}

/** Bytes as text; each byte that is no part of UTF-8 becomes U+FFFD, as in the server's JSON. */
function utf8(bytes: readonly number[]): string {
  let text = ''
  for (let i = 0; i < bytes.length; ) {
    const lead = bytes[i] ?? 0
    const length = lead < 0x80 ? 1 : lead >= 0xc2 && lead < 0xe0 ? 2 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xf0 && lead < 0xf5 ? 4 : 0
    let code = length === 1 ? lead : lead & (0xff >> (length + 1))
    let valid = length > 0 && i + length <= bytes.length
    for (let k = 1; valid && k < length; k++) {
      const byte = bytes[i + k] ?? 0
      valid = (byte & 0xc0) === 0x80
      code = (code << 6) | (byte & 0x3f)
    }
    const least = [0, 0, 0x80, 0x800, 0x10000][length] ?? 0
    valid &&= code >= least && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
    text += valid ? String.fromCodePoint(code) : '\ufffd'
    i += valid ? length : 1
  }
  return text
}

/** A float as the server prints it as a map's key: the shortest digits that a 32-bit float needs. */
export function floatKey(value: number): string {
  if (Number.isNaN(value)) return '.nan'
  const single = Math.fround(value)
  if (!Number.isFinite(single)) return single > 0 ? '.inf' : '-.inf'
  if (single === 0) return Object.is(value, -0) || value < 0 ? '-0' : '0'
  let shortest = single.toExponential(8)
  for (let precision = 0; precision < 9; precision++) {
    const tried = single.toExponential(precision)
    if (Math.fround(Number(tried)) === single) {
      shortest = tried
      break
    }
  }
  const [mantissa = '0', power = '0'] = shortest.split('e')
  const exponent = Number(power)
  const fraction = mantissa.replace('-', '').replace('.', '').length - 1
  if (exponent >= -4 && exponent < 6) return Number(shortest).toFixed(Math.max(0, fraction - exponent))
  return `${mantissa}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`
}
