// Between core's offsets and the protocol's lines and characters: the only place that knows lines. Counts in the encoding that was agreed on.
import type { Position, Range } from 'vscode-languageserver-types'
import { type FileText, type Piece, pieceIndexAt } from '../core/file-text.ts'
import type { Span } from '../core/text.ts'

export type PositionEncoding = 'utf-8' | 'utf-16' | 'utf-32'

const lineStartsOfPieces = new WeakMap<Piece, readonly number[]>()
const firstLinesOfFiles = new WeakMap<FileText, readonly number[]>()

/** Offsets in the piece at which its lines begin; kept with the piece. */
export function lineStartsOf(piece: Piece): readonly number[] {
  const known = lineStartsOfPieces.get(piece)
  if (known !== undefined) return known
  const starts = countLines(piece.text)
  lineStartsOfPieces.set(piece, starts)
  return starts
}

/** For each piece of a file the line on which it begins. */
export function firstLinesOf(file: FileText): readonly number[] {
  const known = firstLinesOfFiles.get(file)
  if (known !== undefined) return known
  const lines: number[] = []
  let line = 0
  for (const piece of file.pieces) {
    lines.push(line)
    line += lineStartsOf(piece).length - 1
  }
  firstLinesOfFiles.set(file, lines)
  return lines
}

/** `\n`, `\r\n` and a lone `\r` end a line, as the protocol has it. */
function countLines(text: string): number[] {
  const starts = [0]
  if (!text.includes('\r')) {
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
    return starts
  }
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 13 && text.charCodeAt(at + 1) === 10) at++
    if (code === 10 || code === 13) starts.push(at + 1)
  }
  return starts
}

/** Line and character in a file; an offset outside is taken for the nearest end. */
export function positionAt(file: FileText, offset: number, encoding: PositionEncoding): Position {
  const index = pieceIndexAt(file, Math.max(0, offset))
  const piece = file.pieces[index]
  if (piece === undefined) return { line: 0, character: 0 }
  return shiftLine(positionInPiece(piece, offset - (file.starts[index] ?? 0), encoding), firstLinesOf(file)[index] ?? 0)
}

export function rangeOf(file: FileText, span: Span, encoding: PositionEncoding): Range {
  return { start: positionAt(file, span.start, encoding), end: positionAt(file, span.end, encoding) }
}

/** Line and character in a piece. */
function positionInPiece(piece: Piece, offset: number, encoding: PositionEncoding): Position {
  const wanted = Math.max(0, Math.min(offset, piece.text.length))
  const starts = lineStartsOf(piece)
  const line = lastAtMost(starts, wanted)
  const start = starts[line] ?? 0
  return { line, character: encoding === 'utf-16' ? wanted - start : unitsOf(piece.text.slice(start, wanted), encoding) }
}

/** Of a span in a piece that begins on line `firstLine` of its file. */
export function rangeInPiece(piece: Piece, firstLine: number, { start, end }: Span, encoding: PositionEncoding): Range {
  const at = (offset: number): Position => shiftLine(positionInPiece(piece, offset, encoding), firstLine)
  return { start: at(start), end: at(end) }
}

/** Offset in a file; a line or character beyond the end is taken for the end of the text or of the line. */
export function offsetAt(file: FileText, { line, character }: Position, encoding: PositionEncoding): number {
  const firstLines = firstLinesOf(file)
  const index = Math.max(0, lastAtMost(firstLines, line))
  const piece = file.pieces[index]
  if (piece === undefined) return 0
  const base = file.starts[index] ?? 0
  const starts = lineStartsOf(piece)
  const start = starts[line - (firstLines[index] ?? 0)]
  if (start === undefined) return base + piece.text.length
  let end = starts[line - (firstLines[index] ?? 0) + 1] ?? piece.text.length
  while (end > start && (piece.text.charCodeAt(end - 1) === 10 || piece.text.charCodeAt(end - 1) === 13)) end--
  if (encoding === 'utf-16') return base + Math.min(start + Math.max(0, character), end)
  return base + start + utf16Of(piece.text.slice(start, end), character, encoding)
}

export function spanOf(file: FileText, range: Range, encoding: PositionEncoding): Span {
  return { start: offsetAt(file, range.start, encoding), end: offsetAt(file, range.end, encoding) }
}

function shiftLine({ line, character }: Position, lines: number): Position {
  return { line: line + lines, character }
}

/** Index of the last element that is at most `wanted`; -1 if there is none. */
function lastAtMost(ascending: readonly number[], wanted: number): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((ascending[middle] ?? 0) > wanted) high = middle
    else low = middle + 1
  }
  return low - 1
}

/** Length of a text in the units of an encoding. */
function unitsOf(text: string, encoding: 'utf-8' | 'utf-32'): number {
  let units = 0
  for (const character of text) units += encoding === 'utf-32' ? 1 : bytesOf(character.codePointAt(0) ?? 0)
  return units
}

/** The UTF-16 offset in a line that stands `units` from its start. Inside a character: its start. */
function utf16Of(line: string, units: number, encoding: 'utf-8' | 'utf-32'): number {
  let left = units
  let offset = 0
  for (const character of line) {
    left -= encoding === 'utf-32' ? 1 : bytesOf(character.codePointAt(0) ?? 0)
    if (left < 0) return offset
    offset += character.length
  }
  return offset
}

function bytesOf(codePoint: number): number {
  return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4
}
