// Marks under a line of YAML: `#   ^^^` says that something is expected at these columns of the line above.

export interface Mark {
  readonly line: number
  readonly start: number
  readonly end: number
  /** What stands behind the carets. */
  readonly says: string
}

/** The marks of a text; their lines are comments and stay in it. */
export function marksIn(text: string): Mark[] {
  const lines = text.split('\n')
  return lines.flatMap((line, number) => {
    const match = /^(\s*#\s*)(\^+)\s*(.*)$/.exec(line)
    if (match === null) return []
    let above = number - 1
    while (above > 0 && /^\s*#\s*\^/.test(lines[above] ?? '')) above -= 1
    const start = (match[1] ?? '').length
    return [{ line: above, start, end: start + (match[2] ?? '').length, says: match[3] ?? '' }]
  })
}

/** Where a span stands: its line and columns (the end cut off at the line's end). */
export function placeOf(text: string, span: { readonly start: number; readonly end: number }): Omit<Mark, 'says'> {
  const before = text.slice(0, span.start)
  const line = before.split('\n').length - 1
  const lineStart = before.lastIndexOf('\n') + 1
  const lineEnd = text.indexOf('\n', span.start)
  return { line, start: span.start - lineStart, end: Math.min(span.end, lineEnd < 0 ? text.length : lineEnd) - lineStart }
}
