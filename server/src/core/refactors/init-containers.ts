// Init containers: a new one, a container that becomes one, and the first commands of a start script taken out into one.
import { commentOut } from '../edits/comment-out.ts'
import { colonEnd, endOf, fullWayTo, hasComment, isMissing, isNeededElsewhere, type Segments, type Step } from '../edits/find-place.ts'
import { columnOf, layoutOf, lineEnd, lineStart, startsItsLine } from '../edits/layout.ts'
import { plainValue } from '../edits/plain-value.ts'
import { remove, startOfOwnComments } from '../edits/remove.ts'
import { appendItem, type Change, setValue } from '../edits/set-value.ts'
import type { Plain } from '../edits/write-value.ts'
import { isMap } from '../scheduling/lenient.ts'
import type { SyntaxDocument } from '../syntax/tree.ts'
import { from, lookUp, made, plain, type Refactor, type Subject, standsAt, standsIn } from './refactor.ts'

const POD = ['spec', 'template', 'spec'] as const
const INIT = [...POD, 'initContainers'] as const
const BEFORE = { before: ['containers'] }

/** Where init containers come from. */
export function initContainers(subject: Subject): readonly Refactor[] {
  if (subject.object.daemonset === undefined || !standsIn(subject, ...POD)) return []
  const containers = lookUp(subject, ...POD, 'containers')
  if (!Array.isArray(containers)) return []
  const refactors: Refactor[] = []
  if (standsAt(subject, [...POD, 'containers'], INIT)) refactors.push(...addInitContainer(subject))
  const index = subject.at[POD.length + 1]
  const container: unknown = typeof index === 'number' && subject.at[POD.length] === 'containers' ? containers[index] : undefined
  if (typeof index !== 'number' || !isMap(container)) return refactors
  const path = [...POD, 'containers', index]
  if (standsAt(subject, path, [...path, 'name'], [...path, 'image'])) {
    refactors.push(...addInitContainer(subject))
    if (containers.length > 1) refactors.push(...moveToInit(subject, path, container))
  }
  if (standsIn(subject, ...path, 'command') || standsIn(subject, ...path, 'args')) refactors.push(...extractCommands(subject, path, container))
  return refactors
}

function addInitContainer(subject: Subject): readonly Refactor[] {
  const first = lookUp(subject, ...POD, 'containers', 0)
  const image = isMap(first) && typeof first.image === 'string' ? first.image : 'registry.example.com/setup:1.0.0'
  const container = { name: freeName(subject, 'setup'), image, command: ['sh', '-c', 'echo replace this by what has to be done first'] }
  return made(subject, 'Add an init container', 'refactor.add', appendItem(from(subject, ...INIT), container, BEFORE))
}

function moveToInit(subject: Subject, path: Segments, container: Readonly<Record<string, unknown>>): readonly Refactor[] {
  const name = String(container.name ?? '')
  const there = lookUp(subject, ...INIT)
  const moved = from(subject, ...INIT, Array.isArray(there) ? there.length : 0)
  const move = moveItem(from(subject, ...path), from(subject, ...INIT))
  const checks = ['livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle'].filter((field) => container[field] !== undefined)
  const said = checks.length === 0 ? '' : ` (${checks.join(', ')} cannot carry over)`
  return [
    ...made(
      subject,
      `Run ${name} to its end before the others start${said}`,
      'refactor.rewrite',
      ...move,
      ...checks.map((field) => commentOut([...moved, field], 'A container that runs to its end has no probes and no hooks.')),
    ),
    ...made(
      subject,
      `Start ${name} before the others, as a sidecar`,
      'refactor.rewrite',
      ...move,
      setValue([...moved, 'restartPolicy'], 'Always', { after: ['name', 'image'] }),
    ),
  ]
}

/** Carries an item of a list, with its comments, to the end of a list beside it. */
function moveItem(path: Segments, to: Segments): readonly Change[] {
  return [(document) => copyItem(document, path, to), remove(path, { withComments: true })]
}

function copyItem(document: SyntaxDocument, path: Segments, to: Segments): ReturnType<Change> {
  const { text } = document
  const source = fullWayTo(document, path)?.last
  const parent = fullWayTo(document, path.slice(0, -1))?.last
  if (source?.in !== 'list' || parent?.in !== 'map') return undefined
  const target = fullWayTo(document, to)?.last
  const targetList = target?.in === 'map' && target.entry.value.kind === 'list' ? target.entry.value : undefined
  const isEmpty = target?.in === 'map' && isMissing(target.entry.value)
  const asText = !source.list.flow && startsItsLine(text, source.item.start) && !parent.map.flow && targetList?.flow !== true
  if (!asText || (target !== undefined && !isEmpty && (targetList === undefined || targetList.items.length === 0))) {
    const value = plainValue(source.item.value)
    const lost = !source.list.flow && hasComment(document, { start: source.item.start, end: lineEnd(text, endOf(text, source)) })
    return value === undefined || lost ? undefined : appendItem(to, value, BEFORE)(document)
  }
  const { newline } = layoutOf(document)
  const end = lineEnd(text, endOf(text, source))
  if (isNeededElsewhere(document, source.item.value, { start: source.item.start, end })) return undefined
  const column = columnOf(text, source.item.start)
  const lines = text.slice(lineStart(text, startOfOwnComments(document, source.item.start)), end).split(/\r?\n/)
  if (isEmpty) {
    const at = lineEnd(text, colonEnd(text, target.entry))
    return [{ span: { start: at, end: at }, newText: lines.map((line) => newline + line).join('') }]
  }
  const last = targetList?.items.at(-1)
  if (targetList === undefined || last === undefined) {
    // Beside its own list: the same indentation.
    const at = parent.entry.keySpan.start
    if (!startsItsLine(text, at)) return undefined
    const key = String(to.at(-1))
    return [{ span: { start: at, end: at }, newText: [`${key}:`, ...lines, text.slice(lineStart(text, at), at)].join(newline) }]
  }
  const step: Step = { in: 'list', list: targetList, item: last, index: targetList.items.length - 1 }
  const at = lineEnd(text, endOf(text, step))
  const pad = ' '.repeat(columnOf(text, last.start))
  const moved = lines.map((line) => (line.trim() === '' ? line : pad + line.slice(Math.min(column, line.length - line.trimStart().length))))
  return [{ span: { start: at, end: at }, newText: moved.map((line) => newline + line).join('') }]
}

/** `prepare && exec agent`: what comes before `exec`. */
function extractCommands(subject: Subject, path: Segments, container: Readonly<Record<string, unknown>>): readonly Refactor[] {
  for (const field of ['args', 'command']) {
    const words: unknown = container[field]
    if (!Array.isArray(words)) continue
    const index = words.findLastIndex((word) => typeof word === 'string' && /(?:&&|;)\s*exec\s/.test(word))
    const script = String(words[index] ?? '')
    const parts = /^([^\n]*?)\s*(?:&&|;)\s*(exec\s[^\n]*)$/.exec(script)
    if (index < 0 || parts === null || index !== words.length - 1) continue
    const [, before = '', after = ''] = parts
    const init: Record<string, Plain> = { name: freeName(subject, 'setup') }
    const commandOf = (key: string): unknown => (key === field ? [...words.slice(0, -1), before] : container[key])
    for (const key of ['image', 'imagePullPolicy', 'command', 'args', 'env', 'envFrom', 'volumeMounts', 'securityContext', 'resources']) {
      const value = plain(commandOf(key))
      if (commandOf(key) !== undefined && value !== undefined) init[key] = value
    }
    return made(
      subject,
      `Extract "${before.length > 40 ? `${before.slice(0, 39)}…` : before}" into an init container`,
      'refactor.extract',
      setValue(from(subject, ...path, field, index), after),
      appendItem(from(subject, ...INIT), init, BEFORE),
    )
  }
  return []
}

function freeName(subject: Subject, wanted: string): string {
  const taken = new Set(
    ['initContainers', 'containers'].flatMap((list) => {
      const items = lookUp(subject, ...POD, list)
      return Array.isArray(items) ? items.map((item: unknown) => (isMap(item) ? item.name : undefined)) : []
    }),
  )
  let name = wanted
  for (let count = 2; taken.has(name); count++) name = `${wanted}-${count}`
  return name
}
