// Kubernetes' resource.Quantity: which texts are one, their exact value, their canonical text.
// Knows no resource names and no rules about which values are allowed where.
// Semantics: https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/

export type QuantityFormat = 'DecimalSI' | 'BinarySI' | 'DecimalExponent'

export interface Quantity {
  /** The value times 10^9; what is finer is rounded away from zero, as the server does. */
  readonly nano: bigint
  readonly format: QuantityFormat
  /** The source text where the server keeps it when it prints the quantity (it does not make everything canonical). */
  readonly text?: string
  /** Where 64 bits are too few the server's arithmetic gives 0; otherwise it wraps around. See `milliValue`. */
  readonly overflowsToZero?: true
}

const NANO = 1_000_000_000n
const MAX_INT64 = 9_223_372_036_854_775_807n
/** Beyond this many digits a number is held to 10^LIMIT: enough to compare, and no memory is spent on `1e999999999`. */
const LIMIT = 2000

/** Powers of ten from which the server makes thousandths in one multiplication, without a look at the overflow. */
const WRAPPING_SCALES = [-3, -2, -1, 0, 3, 6]

const SYNTAX = /^([+-]?)0*(\d*)(?:\.(\d*))?([eEinumkKMGTP]*[-+]?\d*)$/
/** Decoding trims a quantity, but looks at the JSON text, where control characters are still escapes. */
const SPACE_AROUND = /^[ \u0085\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+|[ \u0085\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+$/g

const DECIMAL_SUFFIXES: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, '': 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 }
const BINARY_SUFFIXES: Readonly<Record<string, number>> = { Ki: 10, Mi: 20, Gi: 30, Ti: 40, Pi: 50, Ei: 60 }

/**
 * Reads a quantity as the server's JSON decoder does (space around it is ignored). Undefined: the server answers
 * `quantities must match the regular expression ...` or one of its siblings.
 */
export function parseQuantity(text: string): Quantity | undefined {
  const known = parsed.get(text)
  if (known !== undefined) return known
  const quantity = parseAnew(text)
  if (quantity !== undefined && text.length <= LONGEST_KEPT) {
    if (parsed.size >= MOST_KEPT) parsed.clear()
    parsed.set(text, quantity)
  }
  return quantity
}

/** Quantities as they were last read: `100m` and `64Mi` are asked for again and again. */
const parsed = new Map<string, Quantity>()
const MOST_KEPT = 500
const LONGEST_KEPT = 20

function parseAnew(text: string): Quantity | undefined {
  const source = text.replace(SPACE_AROUND, '')
  if (source === '') return undefined
  const match = SYNTAX.exec(source)
  if (match === null) return undefined
  const [, sign = '', integer = '', fraction = '', suffix = ''] = match
  const scaled = readSuffix(suffix)
  if (scaled === undefined) return undefined
  const { exponent, binary, format } = scaled
  // Without a single digit the server's fast path reads 0 (`Ki`, `.`), its slow path for extreme exponents refuses.
  const digits = `${integer === '' ? '0' : integer}${fraction}`
  if (!/\d/.test(source.slice(0, source.length - suffix.length)) && (exponent < -9 || binary > 40)) return undefined

  let nano = scale(digits, exponent - fraction.length + 9, binary)
  if (format === 'BinarySI' && nano > MAX_INT64 * NANO) nano = MAX_INT64 * NANO
  const shown = format === 'BinarySI' && nano > 0n && nano < NANO ? 'DecimalSI' : format
  const fast = isFast(digits, fraction, exponent, binary)
  return {
    nano: sign === '-' ? -nano : nano,
    format: shown,
    ...(fast && !WRAPPING_SCALES.includes(exponent - fraction.length) ? { overflowsToZero: true as const } : {}),
    ...(fast && keepsText(digits, exponent - fraction.length, format) ? { text: source } : {}),
  }
}

/** A quantity of a manifest's value; undefined when it is absent, no scalar or no quantity. */
export function quantityOf(value: unknown): Quantity | undefined {
  if (typeof value === 'string') return parseQuantity(value)
  return typeof value === 'number' ? parseQuantity(String(value)) : undefined
}

function readSuffix(suffix: string): { exponent: number; binary: number; format: QuantityFormat } | undefined {
  const decimal = Object.hasOwn(DECIMAL_SUFFIXES, suffix) ? DECIMAL_SUFFIXES[suffix] : undefined
  if (decimal !== undefined) return { exponent: decimal, binary: 0, format: 'DecimalSI' }
  const binary = Object.hasOwn(BINARY_SUFFIXES, suffix) ? BINARY_SUFFIXES[suffix] : undefined
  if (binary !== undefined) return { exponent: 0, binary, format: 'BinarySI' }
  if (!/^[eE][-+]?\d+$/.test(suffix) || suffix.length > LIMIT) return undefined
  const parsed = BigInt(suffix.slice(1).replace('+', ''))
  if (BigInt.asIntN(64, parsed) !== parsed) return undefined
  // The server narrows the exponent to 32 bits without a look.
  return { exponent: Number(BigInt.asIntN(32, parsed)), binary: 0, format: 'DecimalExponent' }
}

/** digits * 10^shift * 2^binary, rounded up to an integer. */
function scale(digits: string, shift: number, binary: number): bigint {
  let kept = digits
  let power = shift
  if (kept.length > LIMIT) {
    power += kept.length - LIMIT
    kept = kept.slice(0, LIMIT)
  }
  const value = BigInt(kept) << BigInt(binary)
  if (value === 0n) return 0n
  if (power >= 0) return value * 10n ** BigInt(Math.min(power, LIMIT))
  if (-power > kept.length + 20) return 1n
  return ceilDivide(value, 10n ** BigInt(-power))
}

/** Where the server's fast path reads the quantity: a number of 64 bits and a power of ten. */
function isFast(digits: string, fraction: string, exponent: number, binary: number): boolean {
  if (binary === 0) return digits.length <= 18 && exponent - fraction.length >= -9
  return fraction === '' && digits.length <= 14 - Math.floor(binary * 0.3) && BigInt(digits) << BigInt(binary) <= MAX_INT64
}

/** Where the fast path keeps the text, though another would be canonical. */
function keepsText(digits: string, scaleOfDigits: number, format: QuantityFormat): boolean {
  if (format === 'BinarySI') return (BigInt(digits) & 7n) !== 0n
  return scaleOfDigits % 3 === 0 && !digits.endsWith('000') && !digits.startsWith('0')
}

function ceilDivide(value: bigint, divisor: bigint): bigint {
  const quotient = value / divisor
  if (quotient * divisor === value) return quotient
  return value < 0n ? quotient - 1n : quotient + 1n
}

/** -1, 0 or 1. */
export function compareQuantities(a: Quantity, b: Quantity): -1 | 0 | 1 {
  if (a.nano === b.nano) return 0
  return a.nano < b.nano ? -1 : 1
}

/** The sum; a zero takes the other's format, as the server does. */
export function addQuantities(a: Quantity, b: Quantity): Quantity {
  return { nano: a.nano + b.nano, format: a.nano === 0n ? b.format : a.format }
}

/** Thousandths (millicores), rounded away from zero. */
export function toMilli(quantity: Quantity): bigint {
  return ceilDivide(quantity.nano, 1_000_000n)
}

/** Thousandths as the server's own checks see them, in 64 bits: an overflow gives 0 or wraps around. */
export function milliValue(quantity: Quantity): bigint {
  const milli = toMilli(quantity)
  const held = BigInt.asIntN(64, milli)
  return held === milli || !quantity.overflowsToZero ? held : 0n
}

/** Whole units (bytes, pods, devices), rounded away from zero. */
export function toInteger(quantity: Quantity): bigint {
  return ceilDivide(quantity.nano, NANO)
}

/** `toInteger` under the name that reads well for memory and storage. */
export const toBytes = toInteger

/** What defaulting does to every resource list: nothing finer than thousandths. */
export function roundUpToMilli(quantity: Quantity): Quantity {
  const nano = toMilli(quantity) * 1_000_000n
  return nano === quantity.nano ? quantity : { nano, format: quantity.format, ...(quantity.overflowsToZero ? { overflowsToZero: true } : {}) }
}

/** The text the server prints. */
export function formatQuantity(quantity: Quantity): string {
  const { nano, format, text } = quantity
  if (text !== undefined) return text
  if (nano === 0n) return '0'
  const small = nano > -1024n * NANO && nano < 1024n * NANO
  if (format === 'BinarySI' && !small && nano % NANO === 0n) return withPowers(nano / NANO, 1024n, ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'])
  return formatDecimal(nano, format === 'BinarySI' ? 'DecimalSI' : format)
}

function withPowers(value: bigint, base: bigint, suffixes: readonly string[]): string {
  let mantissa = value
  let power = 0
  while (power < suffixes.length - 1 && mantissa % base === 0n) {
    mantissa /= base
    power++
  }
  return `${mantissa}${suffixes[power] ?? ''}`
}

function formatDecimal(nano: bigint, format: QuantityFormat): string {
  if (format === 'DecimalSI') return withPowers(nano, 1000n, ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'])
  let mantissa = nano
  let exponent = -9
  while (mantissa % 1000n === 0n) {
    mantissa /= 1000n
    exponent += 3
  }
  return exponent === 0 ? `${mantissa}` : `${mantissa}e${exponent}`
}
