// Adds entries to maps and items to lists that have some already, in the style of their neighbours.
import type { ListNode, MapEntry, MapNode, SyntaxDocument } from '../syntax/tree.ts'
import type { TextEdit } from '../text.ts'
import { endOf, isMissing, type Step } from './find-place.ts'
import { columnOf, indentOf, type Layout, lineEnd, lineStart, ownEntries, startsItsLine } from './layout.ts'
import { entryLines, flowEntry, flowText, itemLines, type Plain } from './write-value.ts'

/** Where a new entry goes: behind the last of these keys that exists, or before the first of those; else at the end. */
export interface Where {
  readonly after?: readonly string[]
  readonly before?: readonly string[]
}

/** Adds `key: value` to a map that has entries. */
export function insertEntry(
  document: SyntaxDocument,
  map: MapNode,
  key: string,
  value: Plain,
  where: Where | undefined,
  layout: Layout,
): readonly TextEdit[] | undefined {
  if (!map.flow) return insertLines(document, map, entryLines(key, value, layout), where, layout)
  const entries = ownEntries(map)
  const steps = entries.map((entry): Step => ({ in: 'map', map, entry }))
  const quotedKeys = layout.json || entries.every((entry) => document.text[entry.keySpan.start] === '"')
  return insertInFlow(document, steps, indexFor(entries, where), layout, (indent) => flowEntry(key, value, { layout, quotedKeys, indent }))
}

/** Adds lines (without their common indentation) as an entry of a block map that has entries. */
export function insertLines(
  document: SyntaxDocument,
  map: MapNode,
  lines: readonly string[],
  where: Where | undefined,
  layout: Layout,
): readonly TextEdit[] | undefined {
  const { text } = document
  const entries = ownEntries(map)
  const index = indexFor(entries, where)
  const before = entries[index - 1]
  const first = entries[0]
  if (first === undefined || text[lineStart(text, first.keySpan.start)] === '?') return undefined
  const pad = ' '.repeat(columnOf(text, first.keySpan.start))
  if (before === undefined) {
    const at = first.keySpan.start
    return [{ span: { start: at, end: at }, newText: lines.map((line) => line + layout.newline + pad).join('') }]
  }
  const at = lineEnd(text, endOf(text, { in: 'map', map, entry: before }))
  return [{ span: { start: at, end: at }, newText: lines.map((line) => layout.newline + (line === '' ? '' : pad + line)).join('') }]
}

function indexFor(entries: readonly MapEntry[], where: Where | undefined): number {
  const behind = entries.map(({ key }) => where?.after?.includes(key) ?? false).lastIndexOf(true)
  if (behind >= 0) return behind + 1
  const ahead = entries.findIndex(({ key }) => where?.before?.includes(key))
  return ahead >= 0 ? ahead : entries.length
}

/** Adds an item before the one at `index` to a list that has items. */
export function insertListItem(
  document: SyntaxDocument,
  list: ListNode,
  index: number,
  value: Plain,
  layout: Layout,
): readonly TextEdit[] | undefined {
  const { text } = document
  const steps = list.items.map((item, at): Step => ({ in: 'list', list, item, index: at }))
  if (list.flow)
    return insertInFlow(document, steps, Math.min(index, steps.length), layout, (indent) =>
      flowText(value, { layout, quotedKeys: layout.json, indent }),
    )
  const first = list.items[0]
  if (first === undefined) return undefined
  const pad = ' '.repeat(columnOf(text, first.start))
  const lines = itemLines(value, layout)
  if (index <= 0) return [{ span: { start: first.start, end: first.start }, newText: lines.map((line) => line + layout.newline + pad).join('') }]
  const before = steps[Math.min(index, steps.length) - 1]
  if (before === undefined) return undefined
  const at = lineEnd(text, endOf(text, before))
  return [{ span: { start: at, end: at }, newText: lines.map((line) => layout.newline + pad + line).join('') }]
}

function insertInFlow(
  document: SyntaxDocument,
  steps: readonly Step[],
  index: number,
  layout: Layout,
  write: (indent: string | undefined) => string,
): readonly TextEdit[] | undefined {
  const { text } = document
  const neighbour = steps[Math.max(0, index - 1)]
  if (neighbour === undefined) return undefined
  const start = neighbour.in === 'map' ? neighbour.entry.keySpan.start : neighbour.item.start
  const indent = startsItsLine(text, start) ? indentOf(text, start) : undefined
  const separator = indent === undefined ? ' ' : layout.newline + indent
  const spread = indent !== undefined && layout.json ? indent : undefined
  if (index <= 0) return [{ span: { start, end: start }, newText: `${write(spread)},${separator}` }]
  const at = endOf(text, neighbour)
  const comma = /^\s*,/.exec(text.slice(at))
  if (comma && index === steps.length) {
    const behind = at + comma[0].length
    return [{ span: { start: behind, end: behind }, newText: `${separator}${write(spread)},` }]
  }
  if (neighbour.in === 'map' && isMissing(neighbour.entry.value) && layout.json) return undefined
  return [{ span: { start: at, end: at }, newText: `,${separator}${write(spread)}` }]
}
