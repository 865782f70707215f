// Pieces of one line of block style: where it ends, its dashes, its key, its scalar. Knows no nesting.
import type { Span } from '../../text.ts'

export interface LineEnds {
  /** Offset behind the last character, without the line break. */
  readonly end: number
  /** Offset of the next line; beyond the text if there is none. */
  readonly next: number
}

export function lineEnds(text: string, from: number): LineEnds {
  const feed = text.indexOf('\n', from)
  if (feed < 0) return { end: text.length, next: text.length + 1 }
  return { end: feed > from && text[feed - 1] === '\r' ? feed - 1 : feed, next: feed + 1 }
}

export function isDash(text: string, at: number, end: number): boolean {
  return text[at] === '-' && (at + 1 >= end || text[at + 1] === ' ' || text[at + 1] === '\t')
}

export interface LineKey {
  /** Without quotes. */
  readonly text: string
  /** With quotes. */
  readonly span: Span
  /** Offset behind the colon. */
  readonly behind: number
}

const QUOTED_KEY = /^(?:"((?:[^"\\]|\\.)*)"|'((?:[^']|'')*)')\s*:(?=\s|$)/
/** What no plain key begins with. */
const INDICATOR = /^[\s"'{}[\],#&*!|>%@`]/
/** Longer ones are no keys of ours. */
const LONGEST_KEY = 1000

/** The key that a line's content begins with; undefined: there is no colon that ends one. */
export function readKey(text: string, at: number, end: number): LineKey | undefined {
  const content = text.slice(at, Math.min(end, at + LONGEST_KEY))
  const quoted = QUOTED_KEY.exec(content)
  if (quoted !== null) {
    const name = quoted[1] ?? quoted[2] ?? ''
    return { text: name, span: { start: at, end: at + name.length + 2 }, behind: at + quoted[0].length }
  }
  return INDICATOR.test(content) ? undefined : readPlainKey(content, at)
}

/** To the first colon that a space or the line's end follows. */
function readPlainKey(content: string, at: number): LineKey | undefined {
  for (let colon = content.indexOf(':'); colon > 0; colon = content.indexOf(':', colon + 1)) {
    if (colon + 1 < content.length && !/\s/.test(content[colon + 1] ?? '')) continue
    const text = content.slice(0, colon).trimEnd()
    if (/\s#/.test(text)) return undefined
    return { text, span: { start: at, end: at + text.length }, behind: at + colon + 1 }
  }
  return undefined
}

export interface LineScalar {
  /** Without quotes. */
  readonly text: string
  /** With quotes. */
  readonly span: Span
  /** What a completion would replace: without quotes. */
  readonly inner: Span
  readonly quote: '"' | "'" | undefined
  /** Offset of the line after the scalar. */
  readonly next: number
}

/** The scalar that begins at `at` (which is no space): plain on its line, quoted to its mark or, if there is none, to the end of the line. */
export function readScalar(text: string, at: number, end: number): LineScalar {
  const quote = text[at] === '"' || text[at] === "'" ? text[at] : undefined
  if (quote !== undefined) return readQuoted(text, at, quote)
  const line = text.slice(at, end)
  const comment = /\s#/.exec(line)
  const content = (comment === null ? line : line.slice(0, comment.index)).trimEnd()
  const span = { start: at, end: at + content.length }
  return { text: content, span, inner: span, quote: undefined, next: lineEnds(text, at).next }
}

function readQuoted(text: string, at: number, quote: '"' | "'"): LineScalar {
  const line = lineEnds(text, at)
  for (let end = at + 1; end < text.length; end++) {
    if (quote === '"' && text[end] === '\\') end++
    else if (quote === "'" && text[end] === quote && text[end + 1] === quote) end++
    else if (text[end] === quote) {
      const inner = { start: at + 1, end }
      return { text: text.slice(inner.start, inner.end), span: { start: at, end: end + 1 }, inner, quote, next: lineEnds(text, end).next }
    } else if (text[end] === '\n' && /^\s*(- |[\w./-]+:(\s|$))/.test(text.slice(end + 1, end + 200))) break
  }
  const inner = { start: Math.min(at + 1, line.end), end: line.end }
  return { text: text.slice(inner.start, inner.end), span: { start: at, end: line.end }, inner, quote, next: line.next }
}

/** Offset of the line after a block scalar whose header ends at `from`; `column`: its holder's. */
export function blockScalarEnd(text: string, from: number, column: number): number {
  let at = from
  while (at <= text.length) {
    const { end, next } = lineEnds(text, at)
    const content = text.slice(at, end)
    if (content.trim() !== '' && content.search(/\S/) <= column) return at
    at = next
  }
  return at
}
