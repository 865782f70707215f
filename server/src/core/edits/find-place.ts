// The way through the tree along a path, and where entries and items begin and end in the text. Refuses ways through aliases,
// merge keys and shared anchors: an edit there would change other places too.
import type { ListItem, ListNode, MapEntry, MapNode, Node, SyntaxDocument } from '../syntax/tree.ts'
import type { Span } from '../text.ts'

/** Field names, map keys and list indexes from the document's root. */
export type Segments = readonly (string | number)[]

export type Step =
  | { readonly in: 'map'; readonly map: MapNode; readonly entry: MapEntry }
  | { readonly in: 'list'; readonly list: ListNode; readonly item: ListItem; readonly index: number }

export interface Way {
  /** One step for each segment that exists. */
  readonly steps: readonly Step[]
  /** The node at the last step, or the root. */
  readonly node: Node
  /** Segments for which there is nothing yet. */
  readonly rest: Segments
}

/** Follows the path as far as it exists. Undefined: it goes through something that is shared with another place, or there is no document. */
export function wayTo(document: SyntaxDocument, path: Segments): Way | undefined {
  if (document.root === null) return undefined
  let node = document.root
  const steps: Step[] = []
  for (const [at, segment] of path.entries()) {
    if (isShared(document, node)) return undefined
    const step = stepInto(node, segment)
    if (step === undefined) return { steps, node, rest: path.slice(at) }
    if (step.in === 'map' && step.entry.merged) return undefined
    steps.push(step)
    node = step.in === 'map' ? step.entry.value : step.item.value
    if (isAlias(step) && at < path.length - 1) return undefined
  }
  return { steps, node, rest: [] }
}

/** The way if the whole path exists. */
export function fullWayTo(document: SyntaxDocument, path: Segments): (Way & { readonly last: Step }) | undefined {
  const way = wayTo(document, path)
  const last = way?.steps.at(-1)
  return way && last && way.rest.length === 0 ? { ...way, last } : undefined
}

function stepInto(node: Node, segment: string | number): Step | undefined {
  if (node.kind === 'map') {
    const entry = node.entries.find(({ key }) => key === String(segment))
    return entry && { in: 'map', map: node, entry }
  }
  if (node.kind === 'list' && typeof segment === 'number') {
    const item = node.items[segment]
    return item && { in: 'list', list: node, item, index: segment }
  }
  return undefined
}

export function nodeOf(step: Step): Node {
  return step.in === 'map' ? step.entry.value : step.item.value
}

export function valueSpanOf(step: Step): Span {
  return step.in === 'map' ? step.entry.valueSpan : step.item.valueSpan
}

/** Where the entry or item begins: its key, its `-`, or its value in flow style. */
export function startOf(step: Step): number {
  return step.in === 'map' ? step.entry.keySpan.start : step.item.start
}

/** True when the value is written as an alias (`*x`): the node stands elsewhere. */
export function isAlias(step: Step): boolean {
  const value = nodeOf(step)
  const span = valueSpanOf(step)
  return value.span.start !== span.start || value.span.end !== span.end
}

/** True when the node is anchored and an alias repeats it. */
export function isShared(document: SyntaxDocument, node: Node): boolean {
  return node.anchor !== undefined && aliasOffsets(document, node.anchor).length > 0
}

/** True when something inside of the span is anchored and repeated outside of it. */
export function isNeededElsewhere(document: SyntaxDocument, node: Node, span: Span): boolean {
  // a list of what is still to be looked at, and no recursion: a value may be nested thousands of levels deep
  const left: Node[] = [node]
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    if (next.anchor !== undefined && aliasOffsets(document, next.anchor).some((at) => at < span.start || at >= span.end)) return true
    if (next.kind === 'scalar') continue
    const children = next.kind === 'map' ? next.entries.filter((entry) => !entry.merged) : next.items
    for (const child of children) if (child.value.span.start === child.valueSpan.start) left.push(child.value)
  }
  return false
}

function aliasOffsets(document: SyntaxDocument, anchor: string): number[] {
  const offsets: number[] = []
  const { text } = document
  for (let at = text.indexOf(`*${anchor}`); at >= 0; at = text.indexOf(`*${anchor}`, at + 1)) {
    const after = text[at + anchor.length + 1]
    if (after === undefined || /[\s,[\]{}]/.test(after)) offsets.push(at)
  }
  return offsets
}

/** Offset behind the `:` of an entry; its key's end where there is none (`{a}` in flow style). */
export function colonEnd(text: string, entry: MapEntry): number {
  const colon = /^[ \t]*:/.exec(text.slice(entry.keySpan.end))
  return entry.keySpan.end + (colon?.[0].length ?? 0)
}

/** Offset behind the last visible character of the entry or item, without its trailing comment. */
export function endOf(text: string, step: Step): number {
  const begin = beginOfValue(text, step)
  if (isAlias(step)) return Math.max(begin, valueSpanOf(step).end)
  return Math.max(begin, endOfNode(text, nodeOf(step)))
}

/** Offset behind the `:` or the `-`. */
function beginOfValue(text: string, step: Step): number {
  if (step.in === 'map') return colonEnd(text, step.entry)
  return step.list.flow ? step.item.start : step.item.start + 1
}

/** Offset behind the last visible character of a node: that of what stands last in it, at any depth. */
export function endOfNode(text: string, node: Node): number {
  let end = visibleEnd(text, node)
  for (let step = lastIn(node); step !== undefined; step = lastIn(nodeOf(step))) {
    end = Math.max(end, beginOfValue(text, step))
    if (isAlias(step)) return Math.max(end, valueSpanOf(step).end)
    end = Math.max(end, visibleEnd(text, nodeOf(step)))
  }
  return end
}

function visibleEnd(text: string, node: Node): number {
  let end = node.span.end
  if (node.kind === 'scalar' ? node.style === 'literal' || node.style === 'folded' : !node.flow)
    while (end > node.span.start && /\s/.test(text[end - 1] ?? '')) end -= 1
  return end
}

/** The last entry or item that is written in a node of block style. */
function lastIn(node: Node): Step | undefined {
  if (node.kind === 'scalar' || node.flow) return undefined
  if (node.kind === 'list') {
    const item = node.items.at(-1)
    return item && { in: 'list', list: node, item, index: node.items.length - 1 }
  }
  const entry = node.entries.findLast(({ merged }) => !merged)
  return entry && { in: 'map', map: node, entry }
}

/** True when a comment begins inside of the span. */
export function hasComment(document: SyntaxDocument, span: Span): boolean {
  return document.comments.some((comment) => comment.span.start >= span.start && comment.span.start < span.end)
}

/** True when nothing is written there (`key:`). */
export function isMissing(node: Node): boolean {
  return node.kind === 'scalar' && node.style === 'plain' && node.span.start === node.span.end
}
