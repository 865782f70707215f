// A rough tree of a manifest that is being typed, from lines, indentation and brackets only: nothing half-typed breaks it. Tells where in it
// a cursor stands. Knows no schema and no YAML types; the exact tree is core/syntax.
import { PLACEHOLDER } from '../../model/placeholder.ts'
import type { Span } from '../../text.ts'
import type { CursorPlace, KeyPlace, ObjectPath, Sketch, SketchList, SketchMap } from './cursor-place.ts'
import { type FlowCursor, scanFlow, withoutKeyAt } from './sketch-flow.ts'
import { blockScalarEnd, isDash, type LineKey, lineEnds, readKey, readScalar } from './sketch-line.ts'

export interface Sketched {
  readonly root: Sketch | undefined
  /** Undefined: nothing can be written at the cursor (comments, block scalars, a wrong indentation). */
  readonly place: CursorPlace | undefined
}

interface Scan {
  readonly text: string
  readonly cursor: number
  /** The open maps and lists, outermost first. */
  readonly frames: (SketchMap | SketchList)[]
  root: Sketch | undefined
  /** Made when all is read: what stands below the cursor counts too. */
  place: (() => CursorPlace | undefined) | undefined
}

/** One line of block style: `at` is where its content begins, behind dashes. */
interface Line {
  readonly start: number
  readonly at: number
  readonly end: number
  readonly next: number
  /** Of the content. */
  readonly column: number
  /** Of the first character that is no space. */
  readonly lineColumn: number
  readonly afterDash: boolean
}

/** Reads one document's text; `cursor` is an offset in it, or -1. Never throws, linear in the text. */
export function sketch(text: string, cursor = -1): Sketched {
  const scan: Scan = { text, cursor, frames: [], root: undefined, place: undefined }
  let at = 0
  while (at <= text.length) at = scanLine(scan, at)
  return { root: scan.root, place: scan.place?.() }
}

/** Reads the line that begins at `start` and what belongs to it. Returns where the next line begins. */
function scanLine(scan: Scan, start: number): number {
  const { text, cursor } = scan
  const { end, next } = lineEnds(text, start)
  let at = start
  while (at < end && text[at] === ' ') at++
  const lineColumn = at - start
  const nothing = at === end || text[at] === '#' || text[at] === '%' || text[at] === '\t' || /^(---|\.\.\.)(\s|$)/.test(text.slice(start, start + 4))
  if (nothing || isPlaceholderLine(text, at, end)) {
    if (start <= cursor && cursor <= at) emptyLine(scan, start)
    return next
  }
  while (isDash(text, at, end)) {
    enterItem(scan, at - start)
    at++
    while (at < end && text[at] === ' ') at++
  }
  const line: Line = { start, at, end, next, column: at - start, lineColumn, afterDash: at - start > lineColumn }
  if (!line.afterDash) popTo(scan, line.column)
  return scanContent(scan, line)
}

/** A line that a template fills. */
function isPlaceholderLine(text: string, at: number, end: number): boolean {
  return text[at] === PLACEHOLDER && !text.slice(at, end).includes(':')
}

function scanContent(scan: Scan, line: Line): number {
  const { text, cursor } = scan
  const { at, end } = line
  if (at === end || text[at] === '#') {
    const behindDash = text.lastIndexOf('-', at) + 1
    if (cursor > behindDash && cursor <= at) itemPlace(scan, line, { start: cursor, end: cursor })
    else if (cursor === behindDash && at === end) itemPlace(scan, line, { start: cursor, end: cursor })
    return line.next
  }
  const key = readKey(text, at, end)
  if (key !== undefined) return readEntry(scan, line, key)
  return text[at] === '{' || text[at] === '[' ? readLooseFlow(scan, line) : readLooseText(scan, line)
}

function readEntry(scan: Scan, line: Line, key: LineKey): number {
  const map = enterMap(scan, line.column)
  if (map === undefined) return line.next
  if (touches(key.span, scan.cursor)) {
    keyPlace(scan, line, key.span, {
      path: pathTo(scan.frames.slice(0, -1)),
      around: withoutKeyAt(map, key.span.start),
      before: map.entries.at(-1)?.key,
      colonFollows: true,
    })
  }
  const entry = { key: key.text, keySpan: key.span, value: undefined as Sketch | undefined }
  map.entries.push(entry)
  return readValue(scan, line, key.behind, (value) => {
    entry.value = value
  })
}

/** Reads what stands behind a colon, and the lines that belong to it. */
function readValue(scan: Scan, line: Line, from: number, set: (value: Sketch) => void): number {
  const { text, cursor } = scan
  let at = from
  while (at < line.end && /[ \t]/.test(text[at] ?? '')) at++
  at += /^(?:[&!][^\s,[\]{}]*[ \t]+)*/.exec(text.slice(at, line.end))?.[0].length ?? 0
  const inGap = from <= cursor && cursor <= at && cursor <= line.end
  if (at >= line.end || text[at] === '#') {
    if (inGap) valuePlace(scan, line, from, { start: cursor, end: cursor }, undefined)
    return line.next
  }
  if (text[at] === '|' || text[at] === '>') {
    const end = blockScalarEnd(text, line.next, scan.frames.at(-1)?.column ?? 0)
    set({ kind: 'scalar', text: text.slice(line.next, end), span: { start: at, end: Math.min(end, text.length) } })
    return end
  }
  if (text[at] === '{' || text[at] === '[') return readFlow(scan, line, at, set)
  const scalar = readScalar(text, at, line.end)
  set({ kind: 'scalar', text: scalar.text, span: scalar.span })
  if (touches(scalar.inner, cursor)) valuePlace(scan, line, from, scalar.inner, scalar.quote)
  return Math.max(scalar.next, line.next)
}

function readFlow(scan: Scan, line: Line, at: number, set: (value: Sketch) => void): number {
  const path = pathTo(scan.frames)
  const json = path.length === 0
  const flow = scanFlow(scan.text, at, scan.cursor, scan.frames.findLast((frame) => frame.kind === 'map')?.column)
  set(flow.node)
  if (flow.cursor !== undefined) flowPlace(scan, line, flow.cursor, path, json)
  return lineEnds(scan.text, Math.min(flow.end, scan.text.length)).next
}

function flowPlace(scan: Scan, line: Line, found: FlowCursor, path: ObjectPath, json: boolean): void {
  const base = { path: [...path, ...found.path], span: found.span, flow: true, json, lineColumn: line.lineColumn, column: line.column }
  const { around, before, colonFollows, lead, quote } = found
  scan.place = () =>
    found.kind === 'key'
      ? { ...base, kind: 'key', around, before, colonFollows, afterDash: false, lead: '' }
      : { ...base, kind: 'value', lead, quote }
}

/** A flow collection that stands on a line of its own, or behind a dash. */
function readLooseFlow(scan: Scan, line: Line): number {
  const top = scan.frames.at(-1)
  const holder = top?.kind === 'map' ? top.entries.at(-1) : top?.items.at(-1)
  if (top !== undefined && (holder === undefined || (!line.afterDash && line.column <= top.column))) return line.next
  return readFlow(scan, line, line.at, (value) => {
    if (holder !== undefined) holder.value ??= value
    else scan.root ??= value
  })
}

/** Text without a colon: a key or a list's item that is being typed, or the continuation of a scalar. */
function readLooseText(scan: Scan, line: Line): number {
  const { text, cursor } = scan
  const scalar = readScalar(text, line.at, line.end)
  const top = scan.frames.at(-1)
  if (line.afterDash) {
    if (touches(scalar.inner, cursor)) {
      if (scalar.quote === undefined) itemPlace(scan, line, scalar.span)
      else valuePlace(scan, line, line.at, scalar.inner, scalar.quote)
    }
    const item = top?.kind === 'list' ? top.items.at(-1) : undefined
    // What is being typed is not there yet.
    if (item !== undefined && !touches(scalar.span, cursor)) item.value = { kind: 'scalar', text: scalar.text, span: scalar.span }
    return Math.max(scalar.next, line.next)
  }
  const last = top?.kind === 'map' ? top.entries.at(-1) : undefined
  const continues = last?.value?.kind === 'scalar' && line.column > (top?.column ?? 0)
  if (!continues && touches(scalar.span, cursor)) typedKey(scan, line, scalar.span)
  return Math.max(scalar.next, line.next)
}

/** An empty line or the space before a comment: the cursor's column says whose child a key here would be. */
function emptyLine(scan: Scan, start: number): void {
  const column = scan.cursor - start
  // A line that is indented further down belongs to what is open now: look at a copy.
  const frames = [...scan.frames]
  popTo(scan, column)
  typedKey(scan, { column, lineColumn: column, afterDash: false }, { start: scan.cursor, end: scan.cursor })
  scan.frames.splice(0, scan.frames.length, ...frames)
}

type Columns = Pick<Line, 'column' | 'lineColumn' | 'afterDash'>

/** A key (or an item without its dash) on a line of its own. */
function typedKey(scan: Scan, line: Columns, span: Span): void {
  const top = scan.frames.at(-1)
  if (top === undefined) {
    if (line.column === 0) keyPlace(scan, line, span, { path: [], around: scan.root, before: undefined, colonFollows: false })
  } else if (top.column === line.column) {
    const last = top.kind === 'map' ? top.entries.at(-1) : undefined
    const above = last?.value?.kind === 'list' ? { itemsAbove: last.value.items.length } : {}
    keyPlace(scan, line, span, { path: pathTo(scan.frames.slice(0, -1)), around: top, before: last?.key, colonFollows: false, ...above })
  } else if (top.kind === 'map') {
    const last = top.entries.at(-1)
    if (last === undefined || last.value?.kind === 'scalar') return
    // What follows further down may be this key's value.
    const path = pathTo(scan.frames)
    const { column, lineColumn, afterDash } = line
    const columns = { column, lineColumn, afterDash }
    const deferred = { path, before: undefined, colonFollows: false }
    scan.place = () => ({ ...columns, ...deferred, kind: 'key', span, lead: '', flow: false, json: false, around: last.value })
  }
}

function itemPlace(scan: Scan, line: Columns & { readonly start: number }, span: Span): void {
  const list = scan.frames.at(-1)
  const item = list?.kind === 'list' ? list.items.at(-1) : undefined
  if (item === undefined) return
  const path = pathTo(scan.frames)
  const { lineColumn } = line
  const column = Math.max(span.start - line.start, lineColumn + 2)
  scan.place = () => ({
    kind: 'key',
    path,
    span,
    column,
    lineColumn,
    flow: false,
    json: false,
    around: item.value,
    before: undefined,
    colonFollows: false,
    afterDash: true,
    lead: scan.text[span.start - 1] === '-' ? ' ' : '',
  })
}

function keyPlace(scan: Scan, line: Columns, span: Span, more: Pick<KeyPlace, 'path' | 'around' | 'before' | 'itemsAbove' | 'colonFollows'>): void {
  const { column, lineColumn, afterDash } = line
  scan.place = () => ({ kind: 'key', span, column, lineColumn, afterDash, flow: false, json: false, lead: '', ...more })
}

function valuePlace(scan: Scan, line: Line, from: number, span: Span, quote: '"' | "'" | undefined): void {
  const path = pathTo(scan.frames)
  const lead = span.start === from && scan.text[from - 1] === ':' ? ' ' : ''
  scan.place = () => ({ kind: 'value', path, span, flow: false, json: false, lineColumn: line.lineColumn, column: line.column, lead, quote })
}

function touches(span: Span, cursor: number): boolean {
  return span.start <= cursor && cursor <= span.end
}

/** The path of what the innermost frame reads at the moment. */
function pathTo(frames: readonly (SketchMap | SketchList)[]): ObjectPath {
  return frames.map((frame) => (frame.kind === 'list' ? frame.items.length - 1 : (frame.entries.at(-1)?.key ?? '')))
}

/** Goes into the list whose dashes stand at `column`, making it if needed, and begins an item. */
function enterItem(scan: Scan, column: number): void {
  popTo(scan, column, true)
  const top = scan.frames.at(-1)
  if (top?.kind === 'list' && top.column === column) {
    top.items.push({ value: undefined })
    return
  }
  const list: SketchList = { kind: 'list', flow: false, column, items: [{ value: undefined }] }
  if (place(scan, list)) scan.frames.push(list)
}

function enterMap(scan: Scan, column: number): SketchMap | undefined {
  const top = scan.frames.at(-1)
  if (top?.kind === 'map' && top.column === column) return top
  const map: SketchMap = { kind: 'map', flow: false, column, entries: [] }
  if (!place(scan, map)) return undefined
  scan.frames.push(map)
  return map
}

/** Puts a new node where the innermost open frame has room for it; false: nowhere. */
function place(scan: Scan, node: Sketch): boolean {
  const top = scan.frames.at(-1)
  if (top === undefined) {
    if (scan.root !== undefined) return false
    scan.root = node
    return true
  }
  const holder = top.kind === 'map' ? top.entries.at(-1) : top.items.at(-1)
  if (holder === undefined || holder.value !== undefined) return false
  holder.value = node
  return true
}

/** Closes what cannot hold anything at `column`. Dashes may stand under the key they belong to. */
function popTo(scan: Scan, column: number, dash = false): void {
  for (let top = scan.frames.at(-1); top !== undefined; top = scan.frames.at(-1)) {
    if (top.column < column || (top.column === column && (dash || top.kind === 'map'))) return
    scan.frames.pop()
  }
}
