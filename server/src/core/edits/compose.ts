// Edits one after the other as one set of edits of the first text.
import type { TextEdit } from '../text.ts'

type Piece = { readonly start: number; readonly end: number } | { readonly newText: string }

/** The edits of `text` that do what `first`, and then `second` (places in the text after `first`), do. */
export function composeEdits(text: string, first: readonly TextEdit[], second: readonly TextEdit[]): readonly TextEdit[] {
  return editsOf(cut(piecesOf(text, first), second), text)
}

function piecesOf(text: string, edits: readonly TextEdit[]): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const edit of inOrder(edits)) {
    if (edit.span.start > at) pieces.push({ start: at, end: edit.span.start })
    if (edit.newText !== '') pieces.push({ newText: edit.newText })
    at = edit.span.end
  }
  if (at < text.length) pieces.push({ start: at, end: text.length })
  return pieces
}

function inOrder(edits: readonly TextEdit[]): TextEdit[] {
  return [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end)
}

const lengthOf = (piece: Piece): number => ('newText' in piece ? piece.newText.length : piece.end - piece.start)

function part(piece: Piece, from: number, to: number): Piece {
  return 'newText' in piece ? { newText: piece.newText.slice(from, to) } : { start: piece.start + from, end: piece.start + to }
}

function cut(pieces: readonly Piece[], edits: readonly TextEdit[]): Piece[] {
  let result: Piece[] = [...pieces]
  for (const edit of inOrder(edits).reverse()) {
    const next: Piece[] = []
    let at = 0
    let inserted = false
    for (const piece of result) {
      const length = lengthOf(piece)
      const from = Math.min(Math.max(edit.span.start - at, 0), length)
      const to = Math.min(Math.max(edit.span.end - at, 0), length)
      if (from > 0) next.push(part(piece, 0, from))
      if (!inserted && at + from >= edit.span.start && at + length > edit.span.start) {
        next.push({ newText: edit.newText })
        inserted = true
      }
      if (to < length) next.push(part(piece, to, length))
      at += length
    }
    if (!inserted) next.push({ newText: edit.newText })
    result = next
  }
  return result
}

function editsOf(pieces: readonly Piece[], text: string): TextEdit[] {
  const edits: TextEdit[] = []
  let at = 0
  let newText = ''
  const close = (end: number): void => {
    const edit = trim(text, { span: { start: at, end }, newText })
    if (edit.newText !== '' || edit.span.end > edit.span.start) edits.push(edit)
    newText = ''
  }
  for (const piece of pieces) {
    if ('newText' in piece) newText += piece.newText
    else {
      close(piece.start)
      at = piece.end
    }
  }
  close(text.length)
  return edits
}

/** Without what the old and the new text have in common at their ends. */
function trim(text: string, edit: TextEdit): TextEdit {
  let { start, end } = edit.span
  let { newText } = edit
  while (start < end && newText !== '' && text[start] === newText[0]) {
    start += 1
    newText = newText.slice(1)
  }
  while (end > start && newText !== '' && text[end - 1] === newText.at(-1)) {
    end -= 1
    newText = newText.slice(0, -1)
  }
  return { span: { start, end }, newText }
}
