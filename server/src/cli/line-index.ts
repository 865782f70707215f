// Offsets of a text as lines and characters (zero-based, UTF-16 units), as the JSON output and the editors count them.
import type { Span } from '../core/text.ts'

export interface Position {
  readonly line: number
  readonly character: number
}
export interface Range {
  readonly start: Position
  readonly end: Position
}

export interface LineIndex {
  position(offset: number): Position
  range(span: Span): Range
  /** The place of a line, without its end. */
  lineSpan(line: number): Span
  readonly text: string
}

/** Lines end with LF, CR LF or CR, as in the language server protocol. The table is made at the first question. */
export function lineIndex(text: string): LineIndex {
  let starts: number[] | undefined
  const lines = (): number[] => {
    if (starts === undefined) starts = lineStarts(text)
    return starts
  }
  const position = (offset: number): Position => {
    const table = lines()
    let low = 0
    let high = table.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((table[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return { line: low, character: offset - (table[low] ?? 0) }
  }
  return {
    position,
    range: (span) => ({ start: position(span.start), end: position(span.end) }),
    lineSpan(line) {
      const table = lines()
      const start = table[line] ?? text.length
      let end = table[line + 1] ?? text.length
      while (end > start && (text.charCodeAt(end - 1) === 10 || text.charCodeAt(end - 1) === 13)) end--
      return { start, end }
    },
    text,
  }
}

function lineStarts(text: string): number[] {
  const starts = [0]
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) starts.push(at + 1)
  }
  return starts
}
