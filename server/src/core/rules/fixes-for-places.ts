// Quick fixes for what is missing, stands twice, or names something that is not there.
import { fixWith, pathIn } from '../edits/edit.ts'
import { columnOf, lineEnd, lineStart, nextLine, startsItsLine } from '../edits/layout.ts'
import { plainValue } from '../edits/plain-value.ts'
import { remove } from '../edits/remove.ts'
import { appendItem, setValue } from '../edits/set-value.ts'
import type { LocatedDaemonSet } from '../model/located.ts'
import type { Fix, Problem } from '../problem.ts'
import { isMap } from '../scheduling/lenient.ts'
import { nearestTexts } from '../schema/nearby-fields.ts'
import type { Span } from '../text.ts'
import { type CauseAt, removeIt } from './cause-at.ts'
import { nodeAt, POD_SPEC, REQUIRED_AFFINITY, volumesOf } from './fields.ts'
import { findField } from './find-field.ts'

/** A key that stands twice: other tools take the last, so that taking the first away keeps the meaning. */
export function fixesForRepeatedKey(problem: Problem, daemonset: LocatedDaemonSet): readonly Fix[] {
  const { text } = daemonset.document
  const { path, node } = findField(daemonset, problem.field ?? '')
  const first = problem.related?.[0]?.span
  const name = String(path.name)
  const second = node && fixWith(daemonset, { title: `Remove the second ${name}`, preferred: false, safe: false }, remove(pathIn(daemonset, path)))
  const lines = first && linesOfEntry(text, first)
  const last = lines && linesOfEntry(text, problem.span)
  // whole blocks that differ, or an object's head, are a missing `---` or two things to bring together: nothing to throw away
  const oneLine = (span: Span): boolean => !text.slice(span.start, span.end).trim().includes('\n')
  if (lines === undefined || last === undefined) return node?.kind === 'scalar' ? (second ?? []) : []
  if (path.segments().length === 1 && /^(apiVersion|kind|metadata)$/.test(name)) return []
  const same = text.slice(lines.start, lines.end).trim() === text.slice(last.start, last.end).trim()
  if (!same && !(oneLine(lines) && oneLine(last))) return []
  return [{ title: `Remove the first ${name}`, preferred: true, safe: same, edits: [{ span: lines, newText: '' }] }, ...(second ?? [])]
}

/** The lines of an entry of a block map, told by their indentation; undefined where other things stand on them. */
function linesOfEntry(text: string, key: Span): Span | undefined {
  if (!startsItsLine(text, key.start)) return undefined
  const column = columnOf(text, key.start)
  const start = lineStart(text, key.start)
  let end = nextLine(text, key.end)
  while (end < text.length) {
    const line = text.slice(end, lineEnd(text, end))
    const indent = /^ */.exec(line)?.[0].length ?? 0
    const belongs = indent > column ? !line.trimStart().startsWith('#') : indent === column && /^ *-(\s|$)/.test(line)
    if (!belongs) break
    end = nextLine(text, end)
  }
  return { start, end }
}

/** An item that stands twice, word by word. */
export function fixesForDuplicate(cause: CauseAt): readonly Fix[] {
  const item = itemOf(cause)
  const list = item?.parent && nodeAt(cause.daemonset, item.parent)
  if (item === undefined || list?.kind !== 'list') return []
  const values = list.items.map(({ value }) => JSON.stringify(plainValue(value)))
  const same = values.indexOf(values[Number(item.name)] ?? '') < Number(item.name)
  return same ? removeIt({ ...cause, path: item }, true, true) : []
}

/** The list item that holds the field. */
function itemOf(cause: CauseAt): CauseAt['path'] | undefined {
  let path: CauseAt['path'] | undefined = cause.path
  while (path !== undefined && path.kind !== 'index') path = path.parent
  return path
}

/** A mount of a volume that is not there: another name, or the volume. */
export function fixesForNotFound({ daemonset, path, value, problem }: CauseAt): readonly Fix[] {
  if (typeof value !== 'string' || value === '' || !/\.volumeMounts\[\d+\]\.name$/.test(problem.field ?? '')) return []
  const names = volumesOf(daemonset).map((volume) => volume.value.name ?? '')
  const near = nearestTexts(value, names)
  const volume = { name: value, emptyDir: {} }
  return [
    ...near.flatMap((name, index) =>
      fixWith(daemonset, { title: `Mount ${name}`, preferred: index === 0, safe: false }, setValue(pathIn(daemonset, path), name)),
    ),
    ...fixWith(
      daemonset,
      { title: `Add an emptyDir volume ${value}`, preferred: false, safe: false },
      appendItem(pathIn(daemonset, POD_SPEC.child('volumes')), volume, { after: ['containers'] }),
    ),
  ]
}

export function fixesForRequired({ daemonset, path, says, problem }: CauseAt): readonly Fix[] {
  const field = problem.field ?? ''
  const parent = path.parent && nodeAt(daemonset, path.parent)
  const siblings = parent === undefined ? undefined : plainValue(parent)
  const set = (title: string, value: string | number): readonly Fix[] =>
    fixWith(daemonset, { title, safe: false }, setValue(pathIn(daemonset, path), value))
  if (/maxUnavailable$/.test(field)) return set('Set maxUnavailable to 1', 1)
  if (/at least one node selector term/.test(says))
    return fixWith(daemonset, { title: 'Remove the required node affinity', safe: false }, remove(pathIn(daemonset, REQUIRED_AFFINITY)))
  if (!isMap(siblings)) return []
  if (/[cC]ontainers\[\d+\]\.name$/.test(field)) {
    const name = /([^/:@]+)(?:[:@][^/]*)?$/
      .exec(String(siblings.image ?? ''))?.[1]
      ?.toLowerCase()
      .replace(/[^a-z0-9-]+/g, '-')
    return name === undefined || name === ''
      ? []
      : fixWith(daemonset, { title: `Name it ${name}`, safe: false }, setValue(pathIn(daemonset, path), name, { before: ['image'] }))
  }
  if (/ports\[\d+\]\.containerPort$/.test(field) && typeof siblings.hostPort === 'number')
    return set(`Set containerPort to ${siblings.hostPort}`, siblings.hostPort)
  if (/'In' or 'NotIn'/.test(says) && typeof siblings.operator === 'string') {
    const operator = siblings.operator === 'In' ? 'Exists' : 'DoesNotExist'
    const change = setValue(pathIn(daemonset, path.parent?.child('operator') ?? path), operator)
    return fixWith(daemonset, { title: `Use operator ${operator}`, preferred: false, safe: false }, change)
  }
  return []
}
