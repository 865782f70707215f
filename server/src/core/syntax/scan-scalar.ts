// Scalars in the text: where they end and what they contain. Knows the four ways to write one; knows no types and no tree.
// The layout rules are libyaml's, which reads for the server: quoted text may be indented less than its key.
import { afterBreak, hexValue, isBlank, isBlankOrEnd, isBreak, isBreakOrEnd, isDigit, isDocumentMark, SPACE, TAB } from './characters.ts'
import type { Report } from './fault.ts'

export interface ScannedScalar {
  readonly source: string
  /** End of the scalar itself. */
  readonly end: number
  /** Where scanning goes on, and the start of the line there. */
  readonly next: number
  readonly lineStart: number
  /** A line break lies between the start and `next`. */
  readonly broken: boolean
  /** A block scalar's comment in its first line. */
  readonly comment?: number
}

/** What a run of line breaks inside a plain or quoted scalar reads as: one break is a space, more are one less. */
function fold(breaks: string): string {
  if (breaks.length === 1 && breaks === '\n') return ' '
  return breaks.charCodeAt(0) === 10 ? breaks.slice(1) : breaks
}

/** A line break as it is read: all ways to end a line are \n, but U+2028 and U+2029 stay. */
function breakText(text: string, at: number): string {
  const code = text.charCodeAt(at)
  return code === 0x2028 || code === 0x2029 ? text.charAt(at) : '\n'
}

/** Scans a plain scalar. `indent`: the least column on which a further line continues it, outside of flow. */
export function scanPlain(
  text: string,
  start: number,
  lineStart: number,
  flow: boolean,
  indent: number,
  report: Report,
  limit = text.length,
): ScannedScalar {
  let source = ''
  let at = start
  let end = start
  let gap = ''
  let pending = false
  while (at < limit) {
    if (at === lineStart && isDocumentMark(text, at)) break
    if (text.charCodeAt(at) === 0x23) break
    const wordEnd = Math.min(limit, endOfPlainWord(text, at, flow))
    if (wordEnd > at) {
      source += source === '' && end === start ? text.slice(at, wordEnd) : gap + text.slice(at, wordEnd)
      gap = ''
      pending = false
      at = end = wordEnd
    }
    if (at >= limit || !(isBlank(text.charCodeAt(at)) || isBreak(text.charCodeAt(at)))) break
    const gapStart = at
    let breaks = ''
    let faulty = false
    for (; at < limit; ) {
      const code = text.charCodeAt(at)
      if (isBlank(code)) {
        if (breaks !== '' && code === TAB && at - lineStart < indent && !faulty) {
          faulty = true
          report('scan', 'found a tab character that violates indentation', at, at, at + 1)
        }
        at++
      } else if (isBreak(code)) {
        breaks += breakText(text, at)
        at = lineStart = afterBreak(text, at)
      } else break
    }
    pending = breaks !== ''
    gap = breaks === '' ? text.slice(gapStart, at) : fold(breaks)
    if (!flow && at - lineStart < indent) break
  }
  return { source, end, next: at, lineStart, broken: pending }
}

function endOfPlainWord(text: string, at: number, flow: boolean): number {
  for (; ; at++) {
    const code = text.charCodeAt(at)
    if (!flow && code > 0x3a && code < 0x7f) continue
    if (isBlankOrEnd(code)) return at
    if (code === 0x3a) {
      if (isBlankOrEnd(text.charCodeAt(at + 1))) return at
    } else if (flow && (code === 0x2c || code === 0x3f || code === 0x5b || code === 0x5d || code === 0x7b || code === 0x7d)) return at
  }
}

const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  "'": "'",
  '\\': '\\',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
}
const CODE_LENGTHS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 }

/** Scans a quoted scalar. `limit`: where an unclosed one is taken to end. */
export function scanQuoted(text: string, start: number, lineStart: number, report: Report, limit = text.length): ScannedScalar {
  const quote = text.charCodeAt(start)
  const double = quote === 0x22
  const parts: string[] = []
  const firstLine = lineStart
  let at = start + 1
  let chunk = at
  for (;;) {
    if (at >= limit || (at === lineStart && isDocumentMark(text, at))) {
      if (limit === text.length)
        report('scan', at >= limit ? 'found unexpected end of stream' : 'found unexpected document indicator', at, start, endOfLine(text, start))
      parts.push(text.slice(chunk, at))
      return { source: parts.join(''), end: at, next: at, lineStart, broken: lineStart !== firstLine }
    }
    const code = text.charCodeAt(at)
    if (code === quote) {
      if (!double && text.charCodeAt(at + 1) === quote) {
        parts.push(text.slice(chunk, at + 1))
        at = chunk = at + 2
        continue
      }
      parts.push(text.slice(chunk, at))
      return { source: parts.join(''), end: at + 1, next: at + 1, lineStart, broken: lineStart !== firstLine }
    }
    if (double && code === 0x5c) {
      parts.push(text.slice(chunk, at))
      if (isBreak(text.charCodeAt(at + 1))) {
        at = lineStart = afterBreak(text, at + 1)
        const folded = skipBreaks(text, at, lineStart)
        parts.push(folded.breaks)
        at = folded.at
        lineStart = folded.lineStart
      } else {
        const read = readEscape(text, at, report)
        parts.push(read.character)
        at = read.next
      }
      chunk = at
    } else if (isBreak(code)) {
      let trimmed = at
      while (trimmed > chunk && isBlank(text.charCodeAt(trimmed - 1))) trimmed--
      parts.push(text.slice(chunk, trimmed))
      const folded = skipBreaks(text, at, lineStart)
      parts.push(fold(folded.breaks))
      at = chunk = folded.at
      lineStart = folded.lineStart
    } else at++
  }
}

function skipBreaks(text: string, at: number, lineStart: number): { breaks: string; at: number; lineStart: number } {
  let breaks = ''
  for (;;) {
    const code = text.charCodeAt(at)
    if (isBreak(code)) {
      breaks += breakText(text, at)
      at = lineStart = afterBreak(text, at)
    } else if (isBlank(code)) at++
    else return { breaks, at, lineStart }
  }
}

function readEscape(text: string, at: number, report: Report): { character: string; next: number } {
  const letter = text.charAt(at + 1)
  const simple = ESCAPES[letter]
  if (simple !== undefined) return { character: simple, next: at + 2 }
  const length = CODE_LENGTHS[letter]
  if (length === undefined) {
    report('scan', 'found unknown escape character', at, at, at + 2)
    return { character: text.slice(at, at + 2), next: Math.min(text.length, at + 2) }
  }
  let value = 0
  for (let i = 0; i < length; i++) {
    const digit = hexValue(text.charCodeAt(at + 2 + i))
    if (digit < 0) {
      report('scan', 'did not find expected hexdecimal number', at, at, at + 2 + i)
      return { character: text.slice(at, at + 2), next: at + 2 }
    }
    value = value * 16 + digit
  }
  const next = at + 2 + length
  if ((value >= 0xd800 && value <= 0xdfff) || value > 0x10ffff) {
    report('scan', 'found invalid Unicode character escape code', at, at, next)
    return { character: text.slice(at, next), next }
  }
  return { character: String.fromCodePoint(value), next }
}

/** Scans `|` and `>`. `parentIndent`: the column of the block that holds the scalar, -1 at the root. */
export function scanBlock(text: string, start: number, lineStart: number, parentIndent: number, report: Report): ScannedScalar {
  const literal = text.charCodeAt(start) === 0x7c
  const header = scanBlockHeader(text, start, report)
  let at = header.next
  if (at < text.length) at = lineStart = afterBreak(text, at)
  let indent = header.increment > 0 ? Math.max(parentIndent, 0) + header.increment : 0
  let end = header.contentEnd
  const parts: string[] = []
  let lastBreak = ''
  let blankBefore = false
  const skipEmptyLines = (): string => {
    let breaks = ''
    let widest = 0
    for (;;) {
      while ((indent === 0 || at - lineStart < indent) && text.charCodeAt(at) === SPACE) at++
      widest = Math.max(widest, at - lineStart)
      if ((indent === 0 || at - lineStart < indent) && text.charCodeAt(at) === TAB) {
        report('scan', 'found a tab character where an indentation space is expected', at, at, at + 1)
        break
      }
      if (!isBreak(text.charCodeAt(at))) break
      breaks += breakText(text, at)
      at = lineStart = afterBreak(text, at)
    }
    if (indent === 0) indent = Math.max(widest, parentIndent + 1, 1)
    return breaks
  }
  let breaks = skipEmptyLines()
  while (at - lineStart === indent && at < text.length) {
    const blank = isBlank(text.charCodeAt(at))
    if (!literal && !blankBefore && !blank && lastBreak === '\n') {
      if (breaks === '') parts.push(' ')
    } else parts.push(lastBreak)
    parts.push(breaks)
    blankBefore = blank
    const from = at
    while (!isBreakOrEnd(text.charCodeAt(at))) at++
    parts.push(text.slice(from, at))
    end = at
    lastBreak = ''
    if (at < text.length) {
      lastBreak = breakText(text, at)
      at = lineStart = afterBreak(text, at)
    }
    breaks = skipEmptyLines()
  }
  if (header.chomping !== '-') parts.push(lastBreak)
  if (header.chomping === '+') {
    parts.push(breaks)
    end = Math.max(end, lineStart)
  }
  const scanned = { source: parts.join(''), end, next: at, lineStart, broken: true }
  return header.comment === undefined ? scanned : { ...scanned, comment: header.comment }
}

interface BlockHeader {
  readonly increment: number
  readonly chomping: '' | '+' | '-'
  /** End of the indicators. */
  readonly contentEnd: number
  /** End of the header's line. */
  readonly next: number
  readonly comment?: number
}

function scanBlockHeader(text: string, start: number, report: Report): BlockHeader {
  let at = start + 1
  let chomping: BlockHeader['chomping'] = ''
  let increment = 0
  const chomp = () => {
    const code = text.charCodeAt(at)
    if (chomping !== '' || (code !== 0x2b && code !== 0x2d)) return
    chomping = code === 0x2b ? '+' : '-'
    at++
  }
  chomp()
  if (isDigit(text.charCodeAt(at))) {
    increment = text.charCodeAt(at) - 0x30
    if (increment === 0) report('scan', 'found an indentation indicator equal to 0', at, at, at + 1)
    at++
    chomp()
  }
  const contentEnd = at
  while (isBlank(text.charCodeAt(at))) at++
  const next = endOfLine(text, at)
  if (text.charCodeAt(at) === 0x23) return { increment, chomping, contentEnd, next, comment: at }
  if (next > at) report('scan', 'did not find expected comment or line break', at, at, next)
  return { increment, chomping, contentEnd, next }
}

/** Offset of the line break that ends the line of `at`. */
export function endOfLine(text: string, at: number): number {
  while (!isBreakOrEnd(text.charCodeAt(at))) at++
  return at
}
