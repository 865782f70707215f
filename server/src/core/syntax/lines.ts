// Lines of a text, and which of them belong to block scalars, found without reading the YAML. A guess that is good enough for templates,
// which cannot be read yet.

export interface TextLine {
  readonly start: number
  /** Without the line break. */
  readonly text: string
}

export function linesOf(text: string): TextLine[] {
  const lines: TextLine[] = []
  for (let start = 0; start <= text.length; ) {
    const found = text.indexOf('\n', start)
    const end = found < 0 ? text.length : found
    const bare = end > start && text.charCodeAt(end - 1) === 0x0d ? end - 1 : end
    lines.push({ start, text: text.slice(start, bare) })
    start = end + 1
  }
  return lines
}

const LONGEST_HEADER = 500
const HEADER = /^(\s*(?:- +)*)(?:.*(?::|-)\s+)?(?:[!&]\S+\s+)*[|>][-+0-9]{0,2}\s*(?:\s#.*)?$/

/** For each line the column of the key that holds the block scalar it belongs to, or -1. */
export function blockScalars(lines: readonly TextLine[]): number[] {
  let open = -1
  return lines.map(({ text }) => {
    const indent = text.search(/\S/)
    if (open >= 0) {
      // What a template engine prints or skips may stand further left.
      if (indent < 0 || indent > open || (/^\s*\{\{/.test(text) && !/\}\}.*:/.test(text))) return open
      open = -1
    }
    const header = text.length > LONGEST_HEADER ? null : HEADER.exec(text)
    if (header === null || /^\s*#/.test(text)) return -1
    const dashes = header[1] ?? ''
    const bare = /^\s*(?:- +)*[|>]/.test(text)
    open = bare ? Math.max(0, dashes.lastIndexOf('-')) : dashes.length
    return -1
  })
}
