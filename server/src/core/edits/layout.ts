// How a document is laid out: line ends, indentation, dashes, quotes. Measured in the text, so that what is added looks as if its author wrote it.
// Knows the tree's places only, never what a field means.
import type { MapNode, Node, SyntaxDocument } from '../syntax/tree.ts'

export interface Layout {
  readonly newline: '\n' | '\r\n'
  /** Spaces (or tabs) by which a nested map stands further right than its key. */
  readonly step: string
  /** Spaces by which a list's `-` stands further right than the list's key: 0 or more. */
  readonly dashOffset: number
  /** From the `-` of an item to its content: 2 for `- a`. */
  readonly dashWidth: number
  /** The quotes for strings that need some. */
  readonly quote: '"' | "'"
  /** The whole document is JSON: everything that is added is JSON too. */
  readonly json: boolean
}

/** Measures the document: the most frequent habit wins, and the nearest thing to `kubectl`'s where there is nothing to measure. */
export function layoutOf(document: SyntaxDocument): Layout {
  const { text, root } = document
  const json = root !== null && root.kind !== 'scalar' && root.flow
  const counts = { step: new Map<number, number>(), dash: new Map<number, number>(), width: new Map<number, number>() }
  if (root !== null && !json) measure(document, root, counts)
  const step = mostFrequent(counts.step, 2)
  return {
    newline: text.includes('\r\n') ? '\r\n' : '\n',
    step: json ? jsonStep(text) : ' '.repeat(step),
    dashOffset: mostFrequent(counts.dash, 0),
    dashWidth: mostFrequent(counts.width, 2),
    quote: json ? '"' : quoteOf(root),
    json,
  }
}

/** Offset of the first character of the line that holds `offset`. */
export function lineStart(text: string, offset: number): number {
  const start = text.lastIndexOf('\n', offset - 1) + 1
  return start === 0 && text.charCodeAt(0) === 0xfeff ? 1 : start
}

/** Offset of the line end (before `\r\n` or `\n`) of the line that holds `offset`. */
export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset)
  if (end < 0) return text.length
  return end > offset && text[end - 1] === '\r' ? end - 1 : end
}

/** Offset behind the line end, or the text's end. */
export function nextLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset)
  return end < 0 ? text.length : end + 1
}

/** UTF-16 units from the line's start. */
export function columnOf(text: string, offset: number): number {
  return offset - lineStart(text, offset)
}

/** The white space with which the line of `offset` begins. */
export function indentOf(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset), offset))?.[0] ?? ''
}

/** True when only white space (and the dashes of list items) stand before `offset` in its line. */
export function startsItsLine(text: string, offset: number): boolean {
  return text.slice(lineStart(text, offset), offset).trim() === ''
}

type Counts = Readonly<Record<'step' | 'dash' | 'width', Map<number, number>>>

function measure(document: SyntaxDocument, node: Node, counts: Counts): void {
  if (node.kind === 'scalar' || node.flow) return
  if (node.kind === 'map') {
    for (const entry of ownEntries(node)) {
      const { value } = entry
      if (value.span !== entry.valueSpan && value.span.start !== entry.valueSpan.start) continue
      const key = columnOf(document.text, entry.keySpan.start)
      const first = value.kind === 'map' && !value.flow ? ownEntries(value)[0] : undefined
      if (first) count(counts.step, columnOf(document.text, first.keySpan.start) - key)
      const item = value.kind === 'list' && !value.flow ? value.items[0] : undefined
      if (item) count(counts.dash, columnOf(document.text, item.start) - key)
      measure(document, value, counts)
    }
    return
  }
  for (const item of node.items) {
    const first = item.value.kind === 'map' && !item.value.flow ? ownEntries(item.value)[0]?.keySpan.start : item.valueSpan.start
    if (first !== undefined && first > item.start && lineStart(document.text, first) === lineStart(document.text, item.start))
      count(counts.width, first - item.start)
    if (item.value.span.start === item.valueSpan.start) measure(document, item.value, counts)
  }
}

/** The entries that are written in the map itself, not merged in. */
export function ownEntries(map: MapNode): MapNode['entries'] {
  return map.entries.some((entry) => entry.merged) ? map.entries.filter((entry) => !entry.merged) : map.entries
}

function count(into: Map<number, number>, value: number): void {
  if (value >= 0 && value <= 12) into.set(value, (into.get(value) ?? 0) + 1)
}

function mostFrequent(counts: ReadonlyMap<number, number>, fallback: number): number {
  let best = fallback
  let most = 0
  for (const [value, times] of counts) if (times > most) [best, most] = [value, times]
  return best
}

function jsonStep(text: string): string {
  return /\n([ \t]+)\S/.exec(text)?.[1] ?? '  '
}

function quoteOf(root: Node | null): '"' | "'" {
  let balance = 0
  const open = root ? [root] : []
  // what aliases name is one node, at many places: it is written once
  const seen = new Set<Node>(open)
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.kind === 'scalar') balance += node.style === 'double' ? 1 : node.style === 'single' ? -1 : 0
    else
      for (const { value } of node.kind === 'map' ? node.entries : node.items) {
        if (seen.has(value)) continue
        seen.add(value)
        open.push(value)
      }
  }
  return balance < 0 ? "'" : '"'
}
