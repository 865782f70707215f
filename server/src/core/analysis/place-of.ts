// From a field's path to the smallest span that holds the mistake. Knows the tree; knows nothing of what is wrong.
import type { Path } from '../path.ts'
import type { MapEntry, MapNode, Node } from '../syntax/tree.ts'
import type { Span } from '../text.ts'

/** What to point at: the value (a wrong one), or the key (a field that should not be there, or that lacks something). */
export type Pointer = 'value' | 'key'

/**
 * The span of the field at `path`, or of the nearest thing above it that exists. A map or a list is pointed at by its key (or by
 * the first line of a list item); `value` names a key or an item inside it, which is then pointed at.
 */
export function spanOfField(root: MapNode, path: Path, pointer: Pointer, value?: unknown): Span {
  let node: Node = root
  let span: Span = firstOf(root)
  for (const segment of path.segments()) {
    const step: { node: Node; span: Span } | undefined = stepInto(node, segment, pointer)
    if (step === undefined) return span
    node = step.node
    span = step.span
  }
  return (value === undefined ? undefined : offendingPart(node, value)) ?? span
}

function stepInto(node: Node, segment: string | number, pointer: Pointer): { node: Node; span: Span } | undefined {
  if (node.kind === 'map') {
    const entry = node.entries.find((candidate) => candidate.key === String(segment))
    return entry === undefined ? undefined : { node: entry.value, span: spanOfEntry(entry, pointer) }
  }
  if (node.kind === 'list' && typeof segment === 'number') {
    const item = node.items[segment]
    if (item === undefined) return undefined
    return { node: item.value, span: item.value.kind === 'scalar' || item.value !== node ? leadOf(item.value, item.valueSpan) : item.valueSpan }
  }
  return undefined
}

function spanOfEntry(entry: MapEntry, pointer: Pointer): Span {
  const pointsAtValue = pointer === 'value' && entry.value.kind === 'scalar' && entry.valueSpan.end > entry.valueSpan.start
  return pointsAtValue ? entry.valueSpan : entry.keySpan
}

/** A scalar whole; of a map its first key; of a list (in a list) its first character. */
function leadOf(node: Node, span: Span): Span {
  if (node.kind === 'scalar') return span
  return node.kind === 'map' ? firstOf(node) : { start: span.start, end: Math.min(span.end, span.start + 1) }
}

function firstOf(map: MapNode): Span {
  return map.entries[0]?.keySpan ?? { start: map.span.start, end: Math.min(map.span.end, map.span.start + 2) }
}

/** The key or the item of a map or list that the server's message names by its value. */
function offendingPart(node: Node, value: unknown): Span | undefined {
  if (node.kind === 'map') {
    const entry =
      node.entries.find((candidate) => candidate.key === value) ??
      node.entries.find((candidate) => candidate.value.kind === 'scalar' && candidate.value.source === value)
    if (entry === undefined) return undefined
    return entry.key === value ? entry.keySpan : entry.valueSpan
  }
  if (node.kind === 'list')
    return node.items.find((item) => item.value.kind === 'scalar' && (item.value.value === value || item.value.source === value))?.valueSpan
  return undefined
}
