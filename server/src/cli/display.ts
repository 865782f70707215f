// How text looks in a terminal: columns of wide and combining characters, tabs, control characters made harmless.
import type { Span } from '../core/text.ts'

const COMBINING = /^[\p{Mn}\p{Me}\p{Cf}]$/u
// East Asian wide and full-width blocks, and emoji that are drawn two columns wide.
const WIDE =
  /^[\u1100-\u115f\u2329\u232a\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1b000}-\u{1b2ff}\u{1f200}-\u{1f2ff}\u{20000}-\u{3fffd}]$|^\p{Emoji_Presentation}$/u
const TAB_WIDTH = 4

/** Columns that one character takes; control characters are never sent to a terminal (see `printable`). */
function widthOf(character: string): number {
  if (character < '\u0300') return 1
  if (COMBINING.test(character)) return 0
  return WIDE.test(character) ? 2 : 1
}

/** Number of columns of a printable text. */
export function displayWidth(text: string): number {
  if (/^[\u0020-\u02ff]*$/.test(text)) return text.length
  let width = 0
  for (const character of text) width += widthOf(character)
  return width
}

/** Pads on the right to a number of columns. */
export const padDisplay = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - displayWidth(text)))

/** A text that cannot move the cursor, change colours or reverse the line: control and bidi characters show as escapes. */
export function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this is about
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|\p{Cs}/gu, (character) => {
    const code = character.charCodeAt(0)
    return `\\u${code.toString(16).padStart(4, '0')}`
  })
}

/** One line of a file as it is printed, and the columns that the characters `from` to `to` (UTF-16 units) take in it. */
export function displayLine(line: string, from: number, to: number): { text: string; start: number; width: number } {
  if (/^[\u0020-\u007e]*$/.test(line))
    return { text: line, start: Math.min(from, line.length), width: Math.max(1, Math.min(to, line.length) - Math.min(from, line.length)) }
  let text = ''
  let column = 0
  let start = -1
  let end = -1
  let at = 0
  for (const character of line) {
    if (at >= from && start < 0) start = column
    if (at >= to && end < 0) end = column
    const shown = character === '\t' ? ' '.repeat(TAB_WIDTH - (column % TAB_WIDTH)) : printable(character)
    text += shown
    column += displayWidth(shown)
    at += character.length
  }
  if (start < 0) start = column
  if (end < 0) end = column
  return { text, start, width: Math.max(1, end - start) }
}

/**
 * The part of a line of a text that holds a place, with `…` where it was cut; `from` and `to` are offsets in it. Only that part is copied: a
 * line may be megabytes long.
 */
export function cutLine(text: string, line: Span, place: Span, columns: number): { line: string; from: number; to: number } {
  const from = Math.min(place.start, line.end)
  const whole = line.end - line.start <= columns
  const to = Math.min(place.end, line.end, whole ? line.end : from + Math.floor(columns / 2))
  const start = whole ? line.start : Math.max(line.start, Math.min(from - Math.floor(columns / 4), line.end - columns))
  const end = whole ? line.end : Math.min(line.end, start + columns)
  const before = start > line.start ? '…' : ''
  const after = end < line.end ? '…' : ''
  return { line: `${before}${text.slice(start, end)}${after}`, from: from - start + before.length, to: Math.max(from, to) - start + before.length }
}
