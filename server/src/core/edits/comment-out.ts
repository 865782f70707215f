// Leaves an entry in the text as a comment, with a sentence on why: nothing that the author wrote is lost.
import { endOf, fullWayTo, isAlias, isNeededElsewhere, type Segments, startOf } from './find-place.ts'
import { columnOf, layoutOf, lineEnd, lineStart, ownEntries, startsItsLine } from './layout.ts'
import { remove } from './remove.ts'
import type { Change } from './set-value.ts'

/** Turns the entry at `path` into a comment below one that says why. Where no comment can stand (flow style, JSON) the entry goes. */
export function commentOut(path: Segments, why: string): Change {
  return (document) => {
    const { text } = document
    const last = fullWayTo(document, path)?.last
    if (last?.in !== 'map') return undefined
    const start = startOf(last)
    if (last.map.flow || !startsItsLine(text, start) || ownEntries(last.map).length === 1) return remove(path)(document)
    const end = lineEnd(text, endOf(text, last))
    if (!isAlias(last) && isNeededElsewhere(document, last.entry.value, { start, end })) return undefined
    const { newline } = layoutOf(document)
    const column = columnOf(text, start)
    const pad = text.slice(lineStart(text, start), start)
    const lines = text.slice(start, end).split(/\r?\n/)
    const commented = lines.map((line, index) => {
      const content = index === 0 ? line : line.slice(Math.min(column, line.length - line.trimStart().length))
      return `${index === 0 ? '' : pad}#${content === '' ? '' : ` ${content}`}`
    })
    return [{ span: { start, end }, newText: [`# ${why}`, `${pad}${commented[0]}`, ...commented.slice(1)].join(newline) }]
  }
}
