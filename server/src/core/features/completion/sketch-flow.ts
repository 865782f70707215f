// Flow style and JSON, as far as they are typed: brackets, commas, colons and texts. Iterative; brackets may be missing anywhere.
import type { Span } from '../../text.ts'
import type { ObjectPath, Sketch, SketchEntry, SketchList, SketchMap } from './cursor-place.ts'

/** Where the cursor stands in a flow collection; `path` is relative to the collection. */
export interface FlowCursor {
  readonly kind: 'key' | 'value'
  readonly path: ObjectPath
  readonly span: Span
  readonly around: SketchMap | undefined
  readonly before: string | undefined
  readonly colonFollows: boolean
  readonly lead: '' | ' '
  readonly quote: '"' | "'" | undefined
}

export interface ScannedFlow {
  readonly node: SketchMap | SketchList
  /** Offset behind the closing bracket, or where the collection breaks off. */
  readonly end: number
  readonly cursor: FlowCursor | undefined
}

interface Frame {
  readonly node: SketchMap | SketchList
  /** What comes next: a map's key, a colon, a value (a list's item), or a comma. */
  next: 'key' | 'colon' | 'value' | 'comma'
}

interface Scan {
  readonly text: string
  readonly cursor: number
  readonly frames: Frame[]
  found: FlowCursor | undefined
}

/**
 * Reads the collection whose bracket stands at `start`.
 * @param outer column of the keys around it: a line that has a key there or further left ends a collection that was left open
 */
export function scanFlow(text: string, start: number, cursor: number, outer: number | undefined): ScannedFlow {
  const root = open(text[start])
  const scan: Scan = { text, cursor, frames: [frameOf(root)], found: undefined }
  let at = start + 1
  while (scan.frames.length > 0) {
    const gap = skipGap(text, at)
    if (outer !== undefined && leavesCollection(text, at, gap, outer)) break
    if (cursor >= at && cursor <= gap && !inComment(text, at, cursor)) scan.found ??= placeInGap(scan)
    if (gap >= text.length) return { node: root, end: gap, cursor: scan.found }
    at = readToken(scan, gap)
  }
  return { node: root, end: at, cursor: scan.found }
}

function open(bracket: string | undefined): SketchMap | SketchList {
  return bracket === '{' ? { kind: 'map', flow: true, column: 0, entries: [] } : { kind: 'list', flow: true, column: 0, items: [] }
}

function frameOf(node: SketchMap | SketchList): Frame {
  return { node, next: node.kind === 'map' ? 'key' : 'value' }
}

function skipGap(text: string, from: number): number {
  let at = from
  while (at < text.length) {
    if (/\s/.test(text[at] ?? '')) at++
    else if (text[at] === '#' && /\s/.test(text[at - 1] ?? '')) {
      const end = text.indexOf('\n', at)
      at = end < 0 ? text.length : end
    } else break
  }
  return at
}

function inComment(text: string, from: number, cursor: number): boolean {
  const line = text.slice(Math.max(from, text.lastIndexOf('\n', cursor - 1) + 1), cursor)
  return /(^|\s)#/.test(line)
}

/** A line break lies in the gap, and plain text follows that stands no further right than the keys around the collection. */
function leavesCollection(text: string, from: number, to: number, outer: number): boolean {
  // Looked for in the gap only: a line may be megabytes long.
  const feed = text.slice(from, to).lastIndexOf('\n')
  return feed >= 0 && to - (from + feed + 1) <= outer && /^(- |[\w./])/.test(text.slice(to, to + 2))
}

/** Reads one bracket, comma, colon or text. Returns the offset behind it. */
function readToken(scan: Scan, at: number): number {
  const { text, frames } = scan
  const top = frames.at(-1)
  if (top === undefined) return at
  const character = text[at]
  if (character === '{' || character === '[') {
    const node = open(character)
    attach(top, node)
    frames.push(frameOf(node))
    return at + 1
  }
  if (character === '}' || character === ']') {
    frames.pop()
    return at + 1
  }
  if (character === ',') {
    top.next = top.node.kind === 'map' ? 'key' : 'value'
    return at + 1
  }
  if (character === ':' && (top.next === 'colon' || top.next === 'key')) {
    top.next = 'value'
    return at + 1
  }
  return readText(scan, top, at)
}

function readText(scan: Scan, top: Frame, at: number): number {
  const { text, cursor } = scan
  const quote = text[at] === '"' || text[at] === "'" ? text[at] : undefined
  const end = quote === undefined ? plainEnd(text, at) : quotedEnd(text, at, quote)
  const closed = quote !== undefined && end - 1 > at && text[end - 1] === quote
  const content = quote === undefined ? text.slice(at, end) : text.slice(at + 1, closed ? end - 1 : end)
  const here = cursor >= at && cursor <= end
  const span = { start: at, end }
  if (top.next === 'key' && top.node.kind === 'map') {
    if (here) scan.found ??= placeOfKey(scan, top.node, span)
    top.node.entries.push({ key: content, keySpan: span, value: undefined })
    top.next = 'colon'
  } else if (top.next === 'value') {
    const inner = quote === undefined ? span : { start: at + 1, end: closed ? end - 1 : end }
    if (here && cursor >= inner.start && cursor <= inner.end) scan.found ??= placeOfValue(scan, inner, '', quote)
    attach(top, { kind: 'scalar', text: content, span })
  }
  return Math.max(end, at + 1)
}

function attach(top: Frame, value: Sketch): void {
  if (top.node.kind === 'list') top.node.items.push({ value })
  else {
    const last = top.node.entries.at(-1)
    if (last !== undefined && last.value === undefined && top.next === 'value') last.value = value
  }
  top.next = 'comma'
}

function plainEnd(text: string, at: number): number {
  let end = at
  while (end < text.length && !/[,[\]{}\n\r]/.test(text[end] ?? '')) {
    if (text[end] === ':' && /[\s,[\]{}]|^$/.test(text[end + 1] ?? '')) break
    if (text[end] === '#' && end > at && /\s/.test(text[end - 1] ?? '')) break
    end++
  }
  while (end > at && /\s/.test(text[end - 1] ?? '')) end--
  return end
}

/** Behind the closing mark; one that is missing ends with the line. */
function quotedEnd(text: string, at: number, quote: string): number {
  for (let end = at + 1; end < text.length; end++) {
    if (text[end] === '\\' && quote === '"') end++
    else if (text[end] === quote) return end + 1
    else if (text[end] === '\n') return text[end - 1] === '\r' ? end - 1 : end
  }
  return text.length
}

function placeInGap(scan: Scan): FlowCursor | undefined {
  const top = scan.frames.at(-1)
  const span = { start: scan.cursor, end: scan.cursor }
  if (top?.next === 'key' && top.node.kind === 'map') return placeOfKey(scan, top.node, span)
  if (top?.next === 'value') return placeOfValue(scan, span, scan.text[scan.cursor - 1] === ':' ? ' ' : '', undefined)
  return undefined
}

function placeOfKey(scan: Scan, map: SketchMap, span: Span): FlowCursor {
  return {
    kind: 'key',
    path: pathTo(scan.frames.slice(0, -1)),
    span,
    around: withoutKeyAt(map, span.start),
    before: map.entries.at(-1)?.key,
    colonFollows: span.end > span.start && /^\s*:/.test(scan.text.slice(span.end, span.end + 100)),
    lead: '',
    quote: undefined,
  }
}

function placeOfValue(scan: Scan, span: Span, lead: '' | ' ', quote: '"' | "'" | undefined): FlowCursor {
  const top = scan.frames.at(-1)
  const own = top?.node.kind === 'list' ? [top.node.items.length] : [top?.node.entries.at(-1)?.key ?? '']
  return {
    kind: 'value',
    path: [...pathTo(scan.frames.slice(0, -1)), ...own],
    span,
    around: undefined,
    before: undefined,
    colonFollows: false,
    lead,
    quote,
  }
}

/** The path of what the frames' innermost is reading. */
function pathTo(frames: readonly Frame[]): ObjectPath {
  return frames.map(({ node }) => (node.kind === 'list' ? node.items.length - 1 : (node.entries.at(-1)?.key ?? '')))
}

/** A view of a map that leaves out the key that is being typed; keys that are read later appear in it. */
export function withoutKeyAt(map: SketchMap, start: number): SketchMap {
  return {
    kind: 'map',
    flow: map.flow,
    column: map.column,
    get entries(): SketchEntry[] {
      return map.entries.filter((entry) => entry.keySpan.start !== start)
    },
  }
}
