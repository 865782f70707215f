// What "expand selection" takes in, step by step: value, entry, item, map, document.
import type { DocumentReading } from '../analysis/read-objects.ts'
import type { Node } from '../syntax/tree.ts'
import { type Span, spanTouches } from '../text.ts'

/** Spans around an offset, the innermost first, each inside the next; relative to the document. */
export function selectionSpans(reading: DocumentReading, offset: number): Span[] {
  const spans: Span[] = [{ start: 0, end: reading.text.length }]
  let node: Node | null = reading.syntax.root
  while (node !== null && spanTouches(node.span, offset)) {
    add(spans, node.span)
    node = stepDown(node, offset, spans)
  }
  return spans.reverse()
}

function stepDown(node: Node, offset: number, spans: Span[]): Node | null {
  if (node.kind === 'map') {
    for (const entry of node.entries) {
      const span = { start: entry.keySpan.start, end: Math.max(entry.keySpan.end, entry.valueSpan.end) }
      if (entry.merged || !spanTouches(span, offset)) continue
      add(spans, span)
      if (spanTouches(entry.keySpan, offset)) add(spans, entry.keySpan)
      else if (spanTouches(entry.valueSpan, offset)) return !isElsewhere(entry) ? entry.value : null
      return null
    }
  } else if (node.kind === 'list') {
    for (const item of node.items) {
      const span = { start: Math.min(item.start, item.valueSpan.start), end: Math.max(item.start, item.valueSpan.end) }
      if (!spanTouches(span, offset)) continue
      add(spans, span)
      return !isElsewhere(item) && spanTouches(item.valueSpan, offset) ? item.value : null
    }
  }
  return null
}

/** Keeps the chain strictly growing outwards. */
function add(spans: Span[], span: Span): void {
  const outer = spans.at(-1)
  if (outer !== undefined && span.start >= outer.start && span.end <= outer.end && (span.start > outer.start || span.end < outer.end))
    spans.push(span)
}

/** An alias: its value is written somewhere else. */
function isElsewhere({ value, valueSpan }: { readonly value: Node; readonly valueSpan: Span }): boolean {
  return valueSpan.start !== value.span.start || valueSpan.end !== value.span.end
}
