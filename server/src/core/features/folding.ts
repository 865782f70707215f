// What can be folded in a document: the document itself, every map, list and long text of more than one line, and runs of comments.
import type { DocumentReading } from '../analysis/read-objects.ts'
import type { Node } from '../syntax/tree.ts'
import type { Span } from '../text.ts'

/** From the place whose line stays visible to the end of what is hidden. */
export interface Fold {
  readonly span: Span
  readonly kind: 'region' | 'comment'
}

/** Candidate folds, relative to the document; the caller drops those that stay within one line. */
export function folds(reading: DocumentReading): Fold[] {
  const { root, comments } = reading.syntax
  const result: Fold[] = []
  if (root !== null && reading.objects.some((object) => object.kind !== null)) result.push({ span: root.span, kind: 'region' })
  const waiting: Node[] = root === null ? [] : [root]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.kind === 'map') {
      for (const entry of node.entries) {
        if (entry.merged || entry.valueSpan.start < entry.keySpan.end || isElsewhere(entry)) continue
        if (isLong(entry.value)) result.push({ span: { start: entry.keySpan.start, end: entry.valueSpan.end }, kind: 'region' })
        waiting.push(entry.value)
      }
    } else if (node.kind === 'list') {
      for (const item of node.items) {
        if (isElsewhere(item)) continue
        if (isLong(item.value)) result.push({ span: { start: item.start, end: item.valueSpan.end }, kind: 'region' })
        waiting.push(item.value)
      }
    }
  }
  for (let at = 0; at < comments.length; at++) {
    const first = comments[at]
    let last = first
    for (
      let next = comments[at + 1];
      next !== undefined && last !== undefined && isNextLine(reading.text, last.span, next.span);
      next = comments[at + 1]
    ) {
      last = next
      at++
    }
    if (first !== undefined && last !== undefined && last !== first)
      result.push({ span: { start: first.span.start, end: last.span.end }, kind: 'comment' })
  }
  return result
}

function isLong(node: Node): boolean {
  return node.kind !== 'scalar' || node.style === 'literal' || node.style === 'folded'
}

function isNextLine(text: string, first: Span, second: Span): boolean {
  return /^\r?\n[ \t]*$/.test(text.slice(first.end, second.start))
}

/** An alias: its value is written somewhere else. */
function isElsewhere({ value, valueSpan }: { readonly value: Node; readonly valueSpan: Span }): boolean {
  return valueSpan.start !== value.span.start || valueSpan.end !== value.span.end
}
