// The text of a file, cut at its `---` lines, so that an edit leaves the other pieces as they are (the same objects: caches hang on them).
// Knows nothing of YAML but that a line that begins with `---` always begins a document, whatever stands before it.
import type { Span } from './text.ts'

/** From the start of the file or a `---` line to the next one. */
export interface Piece {
  readonly text: string
}

export interface FileText {
  readonly pieces: readonly Piece[]
  /** Offset in the file of each piece, UTF-16 units. */
  readonly starts: readonly number[]
  /** Of the whole text, UTF-16 units. */
  readonly length: number
}

/** Cuts a text into pieces. An empty text has one empty piece. */
export function fileTextOf(text: string): FileText {
  return fileOf(cut(text))
}

/** Replaces a span of the file; pieces that it does not touch stay the same objects. Spans beyond the end are cut to it. */
export function replaceInFile(file: FileText, span: Span, newText: string): FileText {
  const start = Math.max(0, Math.min(span.start, file.length))
  const end = Math.max(start, Math.min(span.end, file.length))
  let first = pieceIndexAt(file, start)
  const last = pieceIndexAt(file, end)
  const base = file.starts[first] ?? 0
  let text = textBetween(file, first, last)
  text = text.slice(0, start - base) + newText + text.slice(end - base)
  // the `---` that began the first piece may be gone, or one that stood at its end may now begin a line of the next
  if (first > 0 && !beginsDocument(text)) text = (file.pieces[--first]?.text ?? '') + text
  const next = file.pieces[last + 1]
  const joins = next !== undefined && !text.endsWith('\n')
  const pieces = [...file.pieces.slice(0, first), ...cut(joins ? text + next.text : text), ...file.pieces.slice(joins ? last + 2 : last + 1)]
  return fileOf(pieces)
}

/** The piece that holds an offset; at the seam of two pieces, the later one. */
export function pieceIndexAt(file: FileText, offset: number): number {
  let low = 0
  let high = file.starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((file.starts[middle] ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return low
}

function textBetween(file: FileText, first: number, last: number): string {
  return file.pieces
    .slice(first, last + 1)
    .map((piece) => piece.text)
    .join('')
}

function fileOf(pieces: readonly Piece[]): FileText {
  const starts: number[] = []
  let at = 0
  for (const piece of pieces) {
    starts.push(at)
    at += piece.text.length
  }
  return { pieces, starts, length: at }
}

function cut(text: string): Piece[] {
  const pieces: Piece[] = []
  let from = 0
  for (let at = text.indexOf('\n---'); at >= 0; at = text.indexOf('\n---', at + 1)) {
    if (!beginsDocument(text, at + 1)) continue
    pieces.push({ text: text.slice(from, at + 1) })
    from = at + 1
  }
  pieces.push({ text: text.slice(from) })
  return pieces
}

function beginsDocument(text: string, at = 0): boolean {
  return text.startsWith('---', at) && (at + 3 >= text.length || ' \t\r\n'.includes(text.charAt(at + 3)))
}
