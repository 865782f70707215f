// Sets values, whatever stands there now: scalars keep their quotes, blocks stay blocks, flow style stays flow.
import type { Node, SyntaxDocument } from '../syntax/tree.ts'
import type { Span, TextEdit } from '../text.ts'
import {
  colonEnd,
  endOf,
  endOfNode,
  hasComment,
  isAlias,
  isMissing,
  isNeededElsewhere,
  isShared,
  nodeOf,
  type Segments,
  type Step,
  startOf,
  valueSpanOf,
  wayTo,
} from './find-place.ts'
import { insertEntry, insertListItem, type Where } from './insert.ts'
import { columnOf, indentOf, type Layout, layoutOf, lineEnd } from './layout.ts'
import { blockLines, flowText, isEmpty, isPlainSafe, itemLines, type Plain, quoted, scalarText } from './write-value.ts'

/** Edits of one document. Undefined: it cannot be done without harm (an alias, a comment that would be lost, another kind of value in the way). */
export type Change = (document: SyntaxDocument) => readonly TextEdit[] | undefined

/** Sets the value at `path`; parents that are missing are made. What is new goes to `where` in the map that it is added to (default: the end). */
export function setValue(path: Segments, value: Plain, where?: Where): Change {
  return (document) => {
    const way = wayTo(document, path)
    if (way === undefined) return undefined
    const layout = layoutOf(document)
    const last = way.steps.at(-1)
    if (way.rest.length === 0) return last && replaceValue(document, last, value, layout)
    return addUnder(document, way.node, last, way.rest, value, where, layout)
  }
}

/** Adds an item at the end of the list at `path`; a missing or empty list is made. */
export function appendItem(path: Segments, value: Plain, where?: Where): Change {
  return (document) => insertItem(path, Number.POSITIVE_INFINITY, value, where)(document)
}

/** Adds an item before the item at `index` of the list at `path` (behind the last one if there are fewer). */
export function insertItem(path: Segments, index: number, value: Plain, where?: Where): Change {
  return (document) => {
    const way = wayTo(document, path)
    if (way === undefined || isShared(document, way.node)) return undefined
    const layout = layoutOf(document)
    const last = way.steps.at(-1)
    if (way.rest.length > 0) return addUnder(document, way.node, last, way.rest, [value], where, layout)
    if (last && isAlias(last)) return undefined
    if (way.node.kind === 'list' && way.node.items.length > 0) return insertListItem(document, way.node, index, value, layout)
    const empty = way.node.kind === 'list' || (way.node.kind === 'scalar' && way.node.value === null)
    return empty && last ? replaceValue(document, last, [value], layout) : undefined
  }
}

function addUnder(
  document: SyntaxDocument,
  node: Node,
  step: Step | undefined,
  rest: Segments,
  value: Plain,
  where: Where | undefined,
  layout: Layout,
): readonly TextEdit[] | undefined {
  const [key, ...deeper] = rest
  if (key === undefined || isShared(document, node) || (step && isAlias(step))) return undefined
  const nested = deeper.reduceRight<Plain>((inner, segment) => (typeof segment === 'number' ? [inner] : { [segment]: inner }), value)
  if (typeof key === 'number') {
    if (node.kind === 'list' && node.items.length > 0) return insertListItem(document, node, key, nested, layout)
    return isVacant(node) && step ? replaceValue(document, step, [nested], layout) : undefined
  }
  if (node.kind === 'map' && node.entries.length > 0) return insertEntry(document, node, key, nested, where, layout)
  return isVacant(node) && step ? replaceValue(document, step, { [key]: nested }, layout) : undefined
}

function isVacant(node: Node): boolean {
  if (node.kind === 'scalar') return node.value === null
  return (node.kind === 'map' ? node.entries : node.items).length === 0
}

/** Replaces the value of an entry or item. */
export function replaceValue(document: SyntaxDocument, step: Step, value: Plain, layout: Layout): readonly TextEdit[] | undefined {
  const old = nodeOf(step)
  const alias = isAlias(step)
  if (!alias && (isShared(document, old) || isNeededElsewhere(document, old, old.span) || (old.tag !== undefined && old.kind === 'scalar')))
    return undefined
  const flow = step.in === 'map' ? step.map.flow : step.list.flow
  if (flow) return replaceInFlow(document, step, value, layout)
  const oneLine = value === null || typeof value !== 'object' || isEmpty(value)
  const inLine = alias || old.kind === 'scalar' || old.flow
  if (oneLine && inLine) return replaceInLine(document, step, value, layout)
  if (!alias && old.kind !== 'scalar' && old.flow && old.span.end - old.span.start > 2 && !oneLine)
    return replaceInFlow(document, step, value, layout)
  return step.in === 'map' ? replaceUnderKey(document, step, value, layout) : replaceItem(document, step, value, layout)
}

function replaceInLine(document: SyntaxDocument, step: Step, value: Plain, layout: Layout): readonly TextEdit[] {
  const { text } = document
  const old = nodeOf(step)
  const span = valueSpanOf(step)
  const written =
    value !== null && typeof value === 'object' ? blockLines(value, layout).join('') : likeOld(value, isAlias(step) ? undefined : old, layout, false)
  if (!isAlias(step) && isMissing(old)) {
    const at = step.in === 'map' ? colonEnd(text, step.entry) : step.item.start + 1
    return [{ span: { start: at, end: at }, newText: ` ${written}` }]
  }
  return [{ span: { start: span.start, end: isAlias(step) ? span.end : endOfNode(text, old) }, newText: written }]
}

/** The scalar in the quotes of the one that it replaces. */
function likeOld(value: Exclude<Plain, object>, old: Node | undefined, layout: Layout, flow: boolean): string {
  if (typeof value !== 'string' || layout.json) return scalarText(value, layout.quote, flow, layout.json)
  if (old?.kind === 'scalar' && typeof old.value === 'string') {
    if (old.style === 'single') return quoted(value, "'")
    if (old.style === 'double') return quoted(value, '"')
  }
  return isPlainSafe(value, flow) ? value : quoted(value, layout.quote)
}

function replaceInFlow(document: SyntaxDocument, step: Step, value: Plain, layout: Layout): readonly TextEdit[] | undefined {
  const { text } = document
  const old = nodeOf(step)
  const span = valueSpanOf(step)
  if (hasComment(document, span)) return undefined
  if (!isAlias(step) && isMissing(old) && step.in === 'map') {
    const at = colonEnd(text, step.entry)
    const colon = at === step.entry.keySpan.end ? ':' : ''
    return [{ span: { start: at, end: at }, newText: `${colon} ${flowText(value, flowStyleAt(document, step.entry.keySpan.start, layout))}` }]
  }
  const written =
    value !== null && typeof value === 'object'
      ? flowText(value, flowStyleAt(document, span.start, layout))
      : likeOld(value, isAlias(step) ? undefined : old, layout, true)
  return [{ span, newText: written }]
}

/** One line in YAML's flow style; in JSON over several lines where the document is. */
export function flowStyleAt(
  document: SyntaxDocument,
  offset: number,
  layout: Layout,
): { layout: Layout; quotedKeys: boolean; indent: string | undefined } {
  const spread = layout.json && document.text.trim().includes('\n')
  return { layout, quotedKeys: layout.json, indent: spread ? indentOf(document.text, offset) : undefined }
}

function replaceUnderKey(document: SyntaxDocument, step: Step & { in: 'map' }, value: Plain, layout: Layout): readonly TextEdit[] | undefined {
  const { text } = document
  const colon = colonEnd(text, step.entry)
  const end = endOf(text, step)
  const firstLine = lineEnd(text, colon)
  const column = columnOf(text, step.entry.keySpan.start)
  if (value === null || typeof value !== 'object' || isEmpty(value)) {
    if (hasComment(document, { start: colon, end })) return undefined
    return [{ span: { start: colon, end }, newText: ` ${blockLines(value, layout).join('')}` }]
  }
  const pad = ' '.repeat(column) + (Array.isArray(value) ? ' '.repeat(layout.dashOffset) : layout.step)
  const newText = blockLines(value, layout)
    .map((line) => layout.newline + pad + line)
    .join('')
  if (end > firstLine) {
    const span: Span = { start: valueSpanOf(step).start < firstLine ? colon : firstLine, end }
    return hasComment(document, { start: firstLine, end }) || hasComment(document, span) ? undefined : [{ span, newText }]
  }
  const insertion = { span: { start: firstLine, end: firstLine }, newText }
  return end > colon ? [{ span: { start: colon, end }, newText: '' }, insertion] : [insertion]
}

function replaceItem(document: SyntaxDocument, step: Step & { in: 'list' }, value: Plain, layout: Layout): readonly TextEdit[] | undefined {
  const span = { start: startOf(step), end: endOf(document.text, step) }
  if (hasComment(document, span)) return undefined
  const pad = layout.newline + ' '.repeat(columnOf(document.text, span.start))
  return [{ span, newText: itemLines(value, layout).join(pad) }]
}
