// Places in a text and edits to it. Knows offsets in UTF-16 units only; lines and characters belong to lsp/convert.ts.

/** Half-open range of offsets, UTF-16 units. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** Replaces the text at `span` by `newText`. */
export interface TextEdit {
  readonly span: Span
  readonly newText: string
}

/** Moves a span by `by` UTF-16 units (from document-relative to file offsets and back). */
export function shiftSpan(span: Span, by: number): Span {
  return { start: span.start + by, end: span.end + by }
}

/** V8 copies shorter strings when it cuts them out of another. */
const SHORTEST_CUT = 13

/** The same text without a hold on the one that it was cut out of: V8 keeps a whole file alive for one word of it. */
export function ownText(text: string): string {
  return text.length < SHORTEST_CUT ? text : String(JSON.parse(JSON.stringify(text)))
}

/** True when `offset` lies in the span or at one of its ends, as a cursor does. */
export function spanTouches(span: Span, offset: number): boolean {
  return span.start <= offset && offset <= span.end
}

/**
 * Applies edits that do not overlap, in any order. Insertions at one place keep the order in which they are given.
 * Throws RangeError when two edits overlap: that is a bug of whoever made them.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = edits
    .map((edit, index) => ({ edit, index }))
    .sort((a, b) => a.edit.span.start - b.edit.span.start || a.edit.span.end - b.edit.span.end || a.index - b.index)
  let result = ''
  let at = 0
  for (const { edit } of ordered) {
    if (edit.span.start < at) throw new RangeError(`overlapping edits at offset ${edit.span.start}`)
    result += text.slice(at, edit.span.start) + edit.newText
    at = edit.span.end
  }
  return result + text.slice(at)
}
