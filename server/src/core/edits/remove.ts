// Takes entries and items out, with the comments that belong to them and no others. A list or map that would be left empty goes too.
import type { SyntaxDocument } from '../syntax/tree.ts'
import type { Span, TextEdit } from '../text.ts'
import { colonEnd, endOf, fullWayTo, hasComment, isAlias, isNeededElsewhere, nodeOf, type Segments, type Step, startOf } from './find-place.ts'
import { columnOf, lineEnd, lineStart, nextLine, ownEntries, startsItsLine } from './layout.ts'
import type { Change } from './set-value.ts'

export interface RemoveOptions {
  /** Leave `{}` or `[]` behind instead of taking the emptied parent away. */
  readonly keepParent?: boolean
  /** The comments above the first of several go too: it is carried elsewhere with them. */
  readonly withComments?: boolean
}

/** Removes the entry or item at `path`. */
export function remove(path: Segments, options: RemoveOptions = {}): Change {
  return (document) => {
    const way = fullWayTo(document, path)
    if (way === undefined) return undefined
    let depth = way.steps.length - 1
    while (!options.keepParent && depth > 0 && isAlone(way.steps[depth]) && way.steps[depth - 1]?.in === 'map' && depth > 1) depth -= 1
    const step = way.steps[depth]
    return step && removeStep(document, step, way.steps[depth - 1], options)
  }
}

function isAlone(step: Step | undefined): boolean {
  return step !== undefined && (step.in === 'map' ? step.map.entries.length : step.list.items.length) === 1
}

function removeStep(document: SyntaxDocument, step: Step, holder: Step | undefined, options: RemoveOptions): readonly TextEdit[] | undefined {
  const { text } = document
  const span = { start: startOf(step), end: endOf(text, step) }
  if (!isAlias(step) && isNeededElsewhere(document, nodeOf(step), span)) return undefined
  if (step.in === 'map' ? step.map.flow : step.list.flow) return removeFromFlow(document, step, span)
  if (isAlone(step)) return removeLast(document, step, holder, span)
  return startsItsLine(text, span.start) ? removeLines(document, step, span, options) : removeBehindDash(document, step, span)
}

/** The only child of a block: `{}` or `[]` stays, behind the key of the block where it has one. */
function removeLast(document: SyntaxDocument, step: Step, holder: Step | undefined, span: Span): readonly TextEdit[] | undefined {
  const { text } = document
  const empty = step.in === 'map' ? '{}' : '[]'
  const cut = holder?.in === 'map' ? { start: colonEnd(text, holder.entry), end: span.end } : span
  const trailing = text.slice(span.end, lineEnd(text, span.end))
  if (hasComment(document, cut) || trailing.includes('#')) return undefined
  return [{ span: cut, newText: holder?.in === 'map' ? ` ${empty}` : empty }]
}

function removeLines(document: SyntaxDocument, step: Step, span: Span, options: RemoveOptions): readonly TextEdit[] {
  const { text } = document
  const start = lineStart(text, isFirst(step) && !options.withComments ? span.start : startOfOwnComments(document, span.start))
  const end = nextLine(text, span.end)
  if (end < text.length || text.endsWith('\n') || start === 0) return [{ span: { start, end }, newText: '' }]
  const before = text[start - 2] === '\r' ? start - 2 : start - 1
  return [{ span: { start: before, end }, newText: '' }]
}

function isFirst(step: Step): boolean {
  return step.in === 'map' ? ownEntries(step.map)[0] === step.entry : step.index === 0
}

/**
 * Comments straight above at the same column belong to what follows, unless they look like an entry that was commented out.
 * (Above the first of several they may speak of all of them: those stay, see removeLines.)
 */
export function startOfOwnComments(document: SyntaxDocument, offset: number): number {
  const { text } = document
  const column = columnOf(text, offset)
  let start = offset
  for (;;) {
    const line = lineStart(text, start)
    if (line === 0) return start
    const previous = lineStart(text, line - 1)
    const content = text.slice(previous, lineEnd(text, previous))
    if (!/^\s*#/.test(content) || content.indexOf('#') !== column || isCommentedOut(content)) return start
    start = previous + column
  }
}

function isCommentedOut(line: string): boolean {
  return /^\s*#\s*(?:- .*|[\w./-]+:(?:\s+\S+)?)\s*$/.test(line)
}

/** `- key: a` where more entries follow: the dash stays. */
function removeBehindDash(document: SyntaxDocument, step: Step, span: Span): readonly TextEdit[] {
  const { text } = document
  const next = step.in === 'map' ? ownEntries(step.map)[1]?.keySpan.start : step.list.items[1]?.start
  const end = lineEnd(text, span.end)
  if (next !== undefined && !hasComment(document, { start: end, end: next })) return [{ span: { start: span.start, end: next }, newText: '' }]
  let start = span.start
  while (text[start - 1] === ' ') start -= 1
  return [{ span: { start, end }, newText: '' }]
}

function removeFromFlow(document: SyntaxDocument, step: Step, span: Span): readonly TextEdit[] | undefined {
  const { text } = document
  const siblings =
    step.in === 'map'
      ? ownEntries(step.map).map((entry): Step => ({ in: 'map', map: step.map, entry }))
      : step.list.items.map((item, index): Step => ({ in: 'list', list: step.list, item, index }))
  const at = siblings.findIndex((sibling) => startOf(sibling) === span.start)
  const before = siblings[at - 1]
  const after = siblings[at + 1]
  const container = step.in === 'map' ? step.map.span : step.list.span
  const cut = before
    ? { start: endOf(text, before), end: span.end }
    : after
      ? { start: span.start, end: startOf(after) }
      : { start: container.start + 1, end: container.end - 1 }
  return hasComment(document, cut) ? undefined : [{ span: cut, newText: '' }]
}
