// What stands in a template's `if` or `range` may be there or not, once or many times: for whoever asks the values, it is unknown.
import { PLACEHOLDER } from '../model/placeholder.ts'
import type { ListItem, MapEntry, MapNode, Node, ScalarNode } from '../syntax/tree.ts'
import type { Span } from '../text.ts'

/**
 * The tree with a placeholder for the value of every field and for every list item that stands in a conditional part. A part that holds
 * the whole object is no condition on what is in it.
 */
export function withUnknowns(root: MapNode, conditional: readonly Span[]): MapNode {
  const start = root.entries[0]?.keySpan.start ?? root.span.start
  const parts = conditional.filter((span) => !(span.start <= start && root.span.end <= span.end) && !holds(span, start))
  if (parts.length === 0) return root
  return { ...root, entries: root.entries.map((entry) => entryWith(entry, parts)) }
}

function holds(span: Span, offset: number): boolean {
  return span.start <= offset && offset < span.end
}

function entryWith(entry: MapEntry, parts: readonly Span[]): MapEntry {
  if (entry.merged || parts.some((part) => holds(part, entry.keySpan.start))) return { ...entry, value: unknownAt(entry.valueSpan) }
  return { ...entry, value: nodeWith(entry.value, parts) }
}

function itemWith(item: ListItem, parts: readonly Span[]): ListItem {
  if (parts.some((part) => holds(part, item.start))) return { ...item, value: unknownAt(item.valueSpan) }
  return { ...item, value: nodeWith(item.value, parts) }
}

function nodeWith(node: Node, parts: readonly Span[]): Node {
  if (node.kind === 'scalar' || !parts.some((part) => part.start < node.span.end && node.span.start < part.end)) return node
  if (node.kind === 'map') return { ...node, entries: node.entries.map((entry) => entryWith(entry, parts)) }
  return { ...node, items: node.items.map((item) => itemWith(item, parts)) }
}

function unknownAt(span: Span): ScalarNode {
  return { kind: 'scalar', style: 'plain', span, source: PLACEHOLDER, value: PLACEHOLDER }
}
