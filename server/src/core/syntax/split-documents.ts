// A file's `---` parts with exact offsets. Knows lines only, so that it is fast enough for every keystroke: a `---` in the first column always
// separates, because neither block scalars nor quoted text nor brackets may go on there.
import type { Span } from '../text.ts'
import { isBlankOrEnd } from './characters.ts'

/** One document of a file: from its `---` line (the first one from the start of the file) to the next `---` line or the end. */
export interface Part {
  readonly span: Span
}

/**
 * The documents of a file in the order of the text. Comments and blank lines alone, at the start or as the whole file, are no document;
 * `---` with nothing behind it is an empty one. JSON objects that follow each other without a separator are a document each.
 */
export function splitDocuments(text: string): readonly Part[] {
  const parts: Part[] = []
  const starts = separators(text)
  const first = starts[0] ?? text.length
  let start = 0
  let rest = starts
  if (!hasContent(text, 0, first)) {
    if (starts.length === 0) return parts
    rest = starts.slice(1)
  }
  for (const end of rest) {
    start = addParts(text, start, directivesBefore(text, start, end), parts)
  }
  addParts(text, start, text.length, parts)
  return parts
}

/** Offsets of the lines that are `---`, alone or with something behind a blank. */
function separators(text: string): number[] {
  const starts: number[] = []
  const first = text.charCodeAt(0) === 0xfeff ? 1 : 0
  if (text.startsWith('---', first) && isBlankOrEnd(text.charCodeAt(first + 3))) starts.push(first)
  for (let at = text.indexOf('\n---'); at >= 0; at = text.indexOf('\n---', at + 1)) {
    if (isBlankOrEnd(text.charCodeAt(at + 4))) starts.push(at + 1)
  }
  return starts
}

/** True when there is more than comments, directives and blank lines. */
function hasContent(text: string, start: number, end: number): boolean {
  for (let at = text.charCodeAt(start) === 0xfeff ? start + 1 : start; at < end; ) {
    const found = text.indexOf('\n', at)
    const lineEnd = found < 0 || found > end ? end : found
    const line = text.slice(at, Math.min(lineEnd, at + 1000)).trim()
    if (line !== '' && !line.startsWith('#') && !(text.charCodeAt(at) === 0x25)) return true
    at = lineEnd + 1
  }
  return false
}

/** Directives between `...` and `---` belong to the document that follows. */
function directivesBefore(text: string, start: number, end: number): number {
  // The line before `---` is a directive only where the text says so; looking further back would take the whole file each time.
  const before = text.lastIndexOf('\n', end - 2)
  if (text.charCodeAt(before + 1) !== 0x25) return end
  const part = text.slice(start, before + 1)
  const closing = part.lastIndexOf('\n...')
  if (closing < 0) return end
  const lineEnd = text.indexOf('\n', start + closing + 1)
  return hasContent(text, lineEnd, end) ? end : lineEnd + 1
}

function addParts(text: string, start: number, end: number, parts: Part[]): number {
  for (const at of jsonObjects(text, start, end)) {
    parts.push({ span: { start, end: at } })
    start = at
  }
  parts.push({ span: { start, end } })
  return end
}

/** Starts of the second and further of JSON objects that stand one behind the other. */
function jsonObjects(text: string, start: number, end: number): number[] {
  const starts: number[] = []
  let at = skipWhite(text, start, end)
  // `{{` starts a template's action, never a JSON object.
  if (text.charCodeAt(at) !== 0x7b || text.charCodeAt(at + 1) === 0x7b) return starts
  for (;;) {
    const close = endOfJson(text, at, end)
    if (close < 0) return starts
    at = skipWhite(text, close, end)
    if (at >= end || text.charCodeAt(at) !== 0x7b) return starts
    starts.push(at)
  }
}

function skipWhite(text: string, at: number, end: number): number {
  while (at < end && text.charCodeAt(at) <= 0x20) at++
  return at
}

/** End of the JSON object at `at`; -1 when there is none, or it holds what JSON does not have. */
function endOfJson(text: string, at: number, end: number): number {
  let depth = 0
  for (; at < end; at++) {
    const code = text.charCodeAt(at)
    if (code === 0x22) {
      for (at++; at < end && text.charCodeAt(at) !== 0x22; at++) if (text.charCodeAt(at) === 0x5c) at++
    } else if (code === 0x7b || code === 0x5b) depth++
    else if (code === 0x7d || code === 0x5d) {
      if (--depth === 0) return at + 1
    } else if (code === 0x23 || code === 0x27) return -1
  }
  return -1
}
