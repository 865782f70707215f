// Plain values as text: scalars quoted where a YAML 1.1 reader would take them for something else, blocks, flow style and JSON.
import type { Layout } from './layout.ts'

/** What can be written into a manifest. */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain }

type Quote = '"' | "'"

/** Words that a YAML 1.1 or 1.2 reader takes for a boolean or for null, and the merge key. */
const WORDS = /^(?:y|n|yes|no|on|off|true|false|null|~|<<|=)$/i
const NUMBER = /^[-+]?(?:0x[\da-f_]+|0b[01_]+|0o?[0-7_]+|(?:\d[\d_]*(?:\.[\d_]*)?|\.[\d_]+)(?:e[-+]?\d+)?|\.inf)$|^\.nan$/i
const DATE_OR_SEXAGESIMAL = /^\d{4}-\d\d?-\d\d?|^[-+]?\d+(?::\d+)+/
const CONTROL = /[\p{Cc}\u2028\u2029\ufeff]/u

/** True when the string, written without quotes, is read as this very string (in flow style too if `flow`). */
export function isPlainSafe(text: string, flow: boolean): boolean {
  if (text === '' || text.trim() !== text || CONTROL.test(text)) return false
  if (/^[-?:](?:\s|$)|^[,[\]{}#&*!|>'"%@`]/.test(text) || /^(?:---|\.\.\.)/.test(text)) return false
  if (/:(?:\s|$)|\s#/.test(text)) return false
  if (flow && /[,[\]{}?]|:$/.test(text)) return false
  return !WORDS.test(text) && !NUMBER.test(text) && !DATE_OR_SEXAGESIMAL.test(text)
}

/** The string in quotes; double ones where single ones cannot hold it. */
export function quoted(text: string, quote: Quote): string {
  if (quote === "'" && !CONTROL.test(text)) return `'${text.replaceAll("'", "''")}'`
  return JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029\ufeff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** A scalar's text. Strings are quoted only where they must be, with `quote`. */
export function scalarText(value: string | number | boolean | null, quote: Quote, flow: boolean, json = false): string {
  if (typeof value !== 'string') return String(value)
  return !json && isPlainSafe(value, flow) ? value : quoted(value, json ? '"' : quote)
}

const isList = (value: Plain): value is readonly Plain[] => Array.isArray(value)
const isScalar = (value: Plain): value is string | number | boolean | null => value === null || typeof value !== 'object'

function keyText(key: string, layout: Layout, flow: boolean): string {
  return scalarText(key, layout.quote, flow, layout.json)
}

/** `key: value` as lines without their common indentation. Empty maps and lists are written `{}` and `[]`. */
export function entryLines(key: string, value: Plain, layout: Layout): string[] {
  const name = keyText(key, layout, false)
  if (isScalar(value)) return [value === null ? `${name}:` : `${name}: ${scalarText(value, layout.quote, false)}`]
  const pad = isList(value) ? ' '.repeat(layout.dashOffset) : layout.step
  const lines = blockLines(value, layout)
  if (lines.length === 1 && /^[{[]/.test(lines[0] ?? '') && isEmpty(value)) return [`${name}: ${lines[0]}`]
  return [`${name}:`, ...lines.map((line) => pad + line)]
}

/** A list's item as lines, the first with its `-`. */
export function itemLines(value: Plain, layout: Layout): string[] {
  const lines = blockLines(value, layout)
  const dash = `-${' '.repeat(layout.dashWidth - 1)}`
  return lines.map((line, index) => (index === 0 ? dash : ' '.repeat(dash.length)) + line)
}

/** A value in block style as lines without their common indentation. */
export function blockLines(value: Plain, layout: Layout): string[] {
  if (isScalar(value)) return [scalarText(value, layout.quote, false)]
  if (isEmpty(value)) return [isList(value) ? '[]' : '{}']
  if (isList(value)) return value.flatMap((item) => itemLines(item, layout))
  return Object.entries(value).flatMap(([key, child]) => entryLines(key, child, layout))
}

/** How a flow value is written: on one line, or (JSON over several lines) with the indentation of the line it begins in. */
export interface FlowStyle {
  readonly layout: Layout
  /** Keys in quotes, as JSON has them. */
  readonly quotedKeys: boolean
  /** White space at the start of the value's line; undefined: everything on one line. */
  readonly indent: string | undefined
}

/** A value in flow style. */
export function flowText(value: Plain, style: FlowStyle): string {
  const json = style.layout.json || style.quotedKeys
  if (isScalar(value)) return scalarText(value, style.layout.quote, true, json)
  const inner = style.indent === undefined ? undefined : style.indent + style.layout.step
  const children = isList(value)
    ? value.map((item) => flowText(item, { ...style, indent: inner }))
    : Object.entries(value).map(([key, child]) => flowEntry(key, child, { ...style, indent: inner }))
  const [open, close] = isList(value) ? '[]' : '{}'
  if (children.length === 0) return `${open}${close}`
  if (inner === undefined) return `${open}${children.join(', ')}${close}`
  const { newline } = style.layout
  return `${open}${newline}${children.map((child) => inner + child).join(`,${newline}`)}${newline}${style.indent}${close}`
}

/** `key: value` in flow style. */
export function flowEntry(key: string, value: Plain, style: FlowStyle): string {
  const name = style.quotedKeys || style.layout.json ? JSON.stringify(key) : keyText(key, style.layout, true)
  return `${name}: ${flowText(value, style)}`
}

export function isEmpty(value: Plain): boolean {
  return value !== null && typeof value === 'object' && Object.keys(value).length === 0
}
