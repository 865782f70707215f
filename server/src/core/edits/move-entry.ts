// Renames keys and carries entries to another place, with their comments, in the indentation of the new place.
import type { SyntaxDocument } from '../syntax/tree.ts'
import { endOf, fullWayTo, hasComment, isAlias, isNeededElsewhere, isShared, type Segments, type Step, startOf, wayTo } from './find-place.ts'
import { insertLines, type Where } from './insert.ts'
import { columnOf, type Layout, layoutOf, lineEnd, lineStart, startsItsLine } from './layout.ts'
import { plainValue } from './plain-value.ts'
import { remove, startOfOwnComments } from './remove.ts'
import { type Change, setValue } from './set-value.ts'
import { entryLines, quoted, scalarText } from './write-value.ts'

/** Gives the entry at `path` another key; its value and its quotes stay. Undefined if its map has that key already. */
export function renameKey(path: Segments, key: string): Change {
  return (document) => {
    const last = fullWayTo(document, path)?.last
    if (last?.in !== 'map' || last.map.entries.some((entry) => entry.key === key)) return undefined
    const quote = document.text[last.entry.keySpan.start]
    const newText = quote === '"' || quote === "'" ? quoted(key, quote) : scalarText(key, '"', last.map.flow)
    return [{ span: last.entry.keySpan, newText }]
  }
}

/** Writes a copy of the entry at `from` as the new entry `to`, whose last segment is its key; missing parents are made. */
export function copyEntry(from: Segments, to: Segments, where?: Where): Change {
  return (document) => {
    const key = to.at(-1)
    const source = fullWayTo(document, from)?.last
    const target = wayTo(document, to)
    if (typeof key !== 'string' || source?.in !== 'map' || target === undefined || target.rest.length === 0) return undefined
    const layout = layoutOf(document)
    const lines = source.map.flow ? undefined : entryText(document, source, key)
    const { node } = target
    const inBlock = node.kind === 'map' && !node.flow && node.entries.length > 0
    if (lines && inBlock && !isShared(document, node))
      return insertLines(document, node, nest(lines, target.rest.slice(0, -1), layout), where, layout)
    const span = { start: startOf(source), end: lineEnd(document.text, endOf(document.text, source)) }
    if (!source.map.flow && hasComment(document, span)) return undefined
    const value = plainValue(source.entry.value)
    return value === undefined ? undefined : setValue(to, value, where)(document)
  }
}

/** Carries the entry at `from` to `to`, see copyEntry. */
export function moveEntry(from: Segments, to: Segments, where?: Where): readonly Change[] {
  return [copyEntry(from, to, where), remove(from, { withComments: true })]
}

/** Parents that do not exist yet, around the lines of the entry. */
function nest(lines: readonly string[], parents: Segments, layout: Layout): readonly string[] {
  return parents.reduceRight<readonly string[]>(
    (inner, parent) => [...entryLines(String(parent), null, layout), ...inner.map((line) => (line === '' ? line : layout.step + line))],
    lines,
  )
}

/** The entry with its own comments as lines without their common indentation; undefined where that would change what it says. */
function entryText(document: SyntaxDocument, step: Step & { in: 'map' }, key: string): readonly string[] | undefined {
  const { text } = document
  const start = startOf(step)
  const end = lineEnd(text, endOf(text, step))
  if (isAlias(step) || isNeededElsewhere(document, step.entry.value, { start, end })) return undefined
  const body = text.slice(step.entry.keySpan.end, end)
  if (/[|>][-+]?\d/.test(body)) return undefined
  const from = startsItsLine(text, start) ? lineStart(text, startOfOwnComments(document, start)) : start
  const column = columnOf(text, start)
  const written = `${text.slice(from, start)}${scalarText(key, '"', false)}${body}`
  return written.split(/\r?\n/).map((line, index) => (index === 0 && from === start ? line : outdent(line, column)))
}

function outdent(line: string, by: number): string {
  const indent = /^ */.exec(line)?.[0].length ?? 0
  return line.slice(Math.min(indent, by))
}
