// From a path to a place in the tree, and back. Knows the tree and, for blank lines, the indentation of the text; knows no fields.
import { type Span, spanTouches } from '../text.ts'
import type { ListItem, ListNode, MapEntry, MapNode, Node, SyntaxDocument } from './tree.ts'

export type Segments = readonly (string | number)[]

export interface Located {
  /** The deepest node that exists along the path. */
  readonly node: Node
  /** The map entry that holds `node`, if a map holds it. */
  readonly entry?: MapEntry
  /** The list item that holds `node`, if a list holds it. */
  readonly item?: ListItem
  /** The whole path exists. */
  readonly found: boolean
  /** How many segments exist. */
  readonly matched: number
}

/** Follows a path of keys and indexes from `root` as far as it exists. */
export function locate(root: Node, segments: Segments): Located {
  let located: Located = { node: root, found: segments.length === 0, matched: 0 }
  for (const segment of segments) {
    const { node } = located
    const matched = located.matched + 1
    const found = matched === segments.length
    if (node.kind === 'map') {
      const entry = node.entries.find((candidate) => candidate.key === String(segment))
      if (entry === undefined) break
      located = { node: entry.value, entry, found, matched }
    } else if (node.kind === 'list') {
      const item = node.items[Number(segment)]
      if (item === undefined) break
      located = { node: item.value, item, found, matched }
    } else break
  }
  return located
}

export interface Place {
  /** Path of the entry, the item or (in a gap) the map or list that a new entry would join. */
  readonly segments: (string | number)[]
  /** `gap`: on no entry; what is typed here becomes a new entry or item of the map or list at `segments`. */
  readonly on: 'key' | 'value' | 'gap'
  /** The value of the entry, or in a gap the map or list; null in an empty document. */
  readonly node: Node | null
  /** The entry, when `on` is `key` or `value` and a map holds it. */
  readonly entry?: MapEntry
}

/** One level on the way to an offset. */
interface Level {
  readonly node: MapNode | ListNode
  readonly segments: (string | number)[]
  /** The last child that starts before the offset. */
  readonly child: Child
}

interface Child {
  readonly segment: string | number
  readonly start: number
  readonly value: Node
  readonly valueSpan: Span
  readonly alias: boolean
  readonly entry?: MapEntry
}

/** What an offset of the document's text stands on. On a blank line its column decides which map or list it belongs to. */
export function pathAt(document: SyntaxDocument, offset: number): Place {
  const { root, text } = document
  if (root === null || root.kind === 'scalar') return { segments: [], on: root === null ? 'gap' : 'value', node: root }
  const levels: Level[] = []
  let node: Node = root
  let segments: (string | number)[] = []
  while (node.kind !== 'scalar') {
    const child = lastChildBefore(node, offset)
    if (child === undefined) break
    levels.push({ node, segments, child })
    segments = [...segments, child.segment]
    if (child.alias) break
    node = child.value
  }
  const deepest = levels[levels.length - 1]
  if (deepest === undefined) return { segments: [], on: 'gap', node: root }
  return standsOn(levels, offset, text) ?? inGap(levels, offset, text)
}

function childrenOf(node: MapNode | ListNode): readonly Child[] {
  if (node.kind === 'list') {
    return node.items.map((item, index) => ({
      segment: index,
      start: item.start,
      value: item.value,
      valueSpan: item.valueSpan,
      alias: item.valueSpan !== item.value.span,
    }))
  }
  return node.entries
    .filter((entry) => entry.merged !== true)
    .map((entry) => ({
      segment: entry.key,
      start: entry.keySpan.start,
      value: entry.value,
      valueSpan: entry.valueSpan,
      alias: entry.valueSpan !== entry.value.span,
      entry,
    }))
}

function lastChildBefore(node: MapNode | ListNode, offset: number): Child | undefined {
  if (node.flow && offset > node.span.end) return undefined
  let last: Child | undefined
  for (const child of childrenOf(node)) if (child.start <= offset && (last === undefined || child.start >= last.start)) last = child
  return last
}

/** The deepest key or value that is written at the offset. */
function standsOn(levels: readonly Level[], offset: number, text: string): Place | undefined {
  for (let i = levels.length - 1; i >= 0; i--) {
    const level = levels[i]
    if (level === undefined) continue
    const { child } = level
    const place = { segments: [...level.segments, child.segment], node: child.value }
    const entry = child.entry
    if (entry !== undefined && spanTouches(entry.keySpan, offset)) return { ...place, on: 'key', entry }
    const scalar = child.value.kind === 'scalar' || child.alias
    const inside = scalar ? spanTouches(child.valueSpan, offset) : child.valueSpan.start <= offset && offset <= child.valueSpan.end
    if (inside && !scalar && isFlow(child.value) && child.valueSpan.start < offset && offset < child.valueSpan.end) return { ...place, on: 'gap' }
    const written = inside && (scalar || isFlow(child.value))
    // Behind the colon or the dash, where the value is going to stand.
    const from = entry === undefined ? child.start : entry.keySpan.end
    const before = offset <= child.valueSpan.start || child.valueSpan.end === child.valueSpan.start
    const behind = scalar && offset > from && before && !text.slice(from, offset).includes('\n')
    if (written || behind) return entry === undefined ? { ...place, on: 'value' } : { ...place, on: 'value', entry }
  }
  return undefined
}

function isFlow(node: Node): boolean {
  return node.kind !== 'scalar' && node.flow
}

/** Between entries: the column of the offset tells which map or list goes on there. */
function inGap(levels: readonly Level[], offset: number, text: string): Place {
  const column = offset - (text.lastIndexOf('\n', offset - 1) + 1)
  for (let i = levels.length - 1; i >= 0; i--) {
    const level = levels[i]
    if (level === undefined) continue
    const { child, node } = level
    const own = columnOf(child.start, text)
    if (column > own && child.value.kind === 'scalar' && child.valueSpan.start === child.valueSpan.end) {
      const place = { segments: [...level.segments, child.segment], node: child.value }
      return child.entry === undefined ? { ...place, on: 'value' } : { ...place, on: 'value', entry: child.entry }
    }
    const parent = levels[i - 1]?.child
    // Dashes in the column of the keys: without a dash what is typed becomes a key.
    if (node.kind === 'list' && !node.flow && parent !== undefined && columnOf(parent.start, text) === column) continue
    if (column >= own || i === 0) return { segments: level.segments, on: 'gap', node }
  }
  return { segments: [], on: 'gap', node: levels[0]?.node ?? null }
}

function columnOf(offset: number, text: string): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1)
}
