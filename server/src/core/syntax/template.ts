// Templates (Helm and other Go templates, Jinja, ERB, ${VAR}) as text that can be read as YAML: what a template engine fills in becomes
// PLACEHOLDER characters, what only steers it becomes blank. Lengths and lines stay. Knows lines and actions; knows no Kubernetes.
import { PLACEHOLDER } from '../model/placeholder.ts'
import type { Span } from '../text.ts'
import { blockScalars, linesOf, type TextLine } from './lines.ts'
import { type Action, findActions } from './template-actions.ts'
import { nestActions } from './template-blocks.ts'

export interface MaskedText {
  /** As long as the text, with the same lines. */
  readonly text: string
  /** The text is a template. If not, `text` is what was given. */
  readonly template: boolean
  /** Parts that the engine may leave out or repeat: what stands there is not certain. */
  readonly conditional: readonly Span[]
}

const MARKS = /\{\{|\{%|\{#|<%|\$\{|__[A-Z]/
const VARIABLE_VALUE = /^(\s*(?:- +)*(?:[\w./-]+: +|- +))(\$\{[A-Za-z_][A-Za-z0-9_]*(?::?[-=?+][^}\n]*)?\})[ \t]*(?:#.*)?$/

/** A line that a script replaces by lines of its own. */
const NAMED_LINE = /^\s*__[A-Z][A-Z0-9_]*__\s*$/

/** Behind so many characters of a line nothing is looked for. */
const LONGEST_LINE = 2000

/** Makes a template readable. A text that is none comes back as it is. */
export function maskTemplate(original: string): MaskedText {
  if (!MARKS.test(original)) return { text: original, template: false, conditional: [] }
  const lines = linesOf(original)
  const scalars = blockScalars(lines)
  const named = lines.filter((line, index) => scalars[index] === -1 && NAMED_LINE.test(line.text))
  if (named.length > 0) return { ...maskMarks(withoutLines(original, named)), template: true }
  return maskMarks(original)
}

function withoutLines(text: string, gone: readonly TextLine[]): string {
  return paint(
    text,
    gone.map((line) => ({ start: line.start, end: line.start + line.text.length })),
    ' ',
  )
}

function maskMarks(text: string): MaskedText {
  const plain: MaskedText = { text, template: false, conditional: [] }
  const lines = linesOf(text)
  const scalars = blockScalars(lines)
  const variables = variableValues(lines, scalars)
  const actions = findActions(text)
  if (!isTemplate(actions, lines, scalars)) {
    if (variables.length === 0) return plain
    return { text: paint(text, variables, PLACEHOLDER), template: true, conditional: [] }
  }
  return maskActions(text, lines, actions, variables)
}

/** Values that are nothing but `${NAME}`, without quotes. */
function variableValues(lines: readonly TextLine[], scalars: readonly number[]): Span[] {
  const spans: Span[] = []
  lines.forEach((line, index) => {
    const match = scalars[index] === -1 ? VARIABLE_VALUE.exec(line.text) : null
    if (match === null) return
    const start = line.start + (match[1]?.length ?? 0)
    spans.push({ start, end: start + (match[2]?.length ?? 0) })
  })
  return spans
}

/**
 * True when an action stands where YAML would not have text: as a line or at the start of a value, not in quotes, comments or block scalars.
 * One bare word in double braces (`{{ x }}`) and nothing else is not enough: YAML can read that.
 */
function isTemplate(actions: readonly Action[], lines: readonly TextLine[], scalars: readonly number[]): boolean {
  const bareWord = actions.length === 1 && /^\{\{ ?\w* ?\}\}$/.test(actions[0]?.text ?? '')
  return !bareWord && actions.some((action) => standsOutside(action, lines, scalars))
}

function standsOutside(action: Action, lines: readonly TextLine[], scalars: readonly number[]): boolean {
  const index = lineIndex(lines, action.start)
  const line = lines[index]
  if (line === undefined || scalars[index] !== -1) return false
  const before = action.start - line.start
  if (before > LONGEST_LINE) return false
  const text = line.text.slice(0, before)
  return /^\s*$|(?:^|\s)-\s+$|:\s+$|[[,]\s*$/.test(text) && !/(^|\s)#/.test(text)
}

function lineIndex(lines: readonly TextLine[], offset: number): number {
  let low = 0
  let high = lines.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((lines[middle]?.start ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return low
}

/** The text with the spans replaced, character by character, but for line breaks. */
function paint(text: string, spans: readonly Span[], by: string): string {
  let result = ''
  let at = 0
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    if (start < at) continue
    result += text.slice(at, start) + text.slice(start, end).replace(/[^\r\n]/g, by)
    at = end
  }
  return result + text.slice(at)
}

function maskActions(text: string, lines: readonly TextLine[], actions: readonly Action[], variables: readonly Span[]): MaskedText {
  const { conditional, dropped } = nestActions(text, actions)
  const masked = paint(text, variables, PLACEHOLDER).split('')
  const pending: number[] = []
  const filled: number[] = []
  for (const branch of dropped) blank(masked, branch.start, branch.end)
  const byLine = new Map<number, Action[]>()
  for (const action of outsideOf(actions, dropped)) {
    const index = lineIndex(lines, action.start)
    const inLine = byLine.get(index)
    if (inLine === undefined) byLine.set(index, [action])
    else inLine.push(action)
  }
  for (const [index, inLine] of byLine) {
    const line = lines[index]
    if (line === undefined) continue
    const printed = maskLine(masked, line, inLine)
    if (printed === 'line') pending.push(index)
    else if (printed === 'value') filled.push(index)
  }
  const written = masked.join('')
  const texts = linesOf(written).map((line) => line.text)
  for (const index of filled) blankBelow(texts, index, new Set(pending))
  placeContent(texts, pending, lines)
  return { text: joinLines(written, lines, texts), template: true, conditional }
}

/** The actions that do not stand in one of the spans. */
function outsideOf(actions: readonly Action[], spans: readonly Span[]): Action[] {
  const ordered = [...spans].sort((a, b) => a.start - b.start)
  let next = 0
  let end = -1
  return actions.filter(({ start }) => {
    for (let span = ordered[next]; span !== undefined && span.start <= start; span = ordered[++next]) end = Math.max(end, span.end)
    return start >= end
  })
}

function blank(masked: string[], start: number, end: number): void {
  for (let i = start; i < end; i++) if (masked[i] !== '\n' && masked[i] !== '\r') masked[i] = ' '
}

/** Masks the actions that start on the line. `line`: it is nothing but actions that print something; `value`: such actions are its value. */
function maskLine(masked: string[], line: TextLine, actions: readonly Action[]): 'line' | 'value' | undefined {
  const end = line.start + line.text.length
  let outside = ''
  let at = line.start
  let depth = 0
  let prints = false
  let inlineStart = -1
  const inline: Span[] = []
  const closed = closedOnLine(actions)
  for (const action of actions) {
    if (depth === 0) outside += line.text.slice(at - line.start, Math.max(at, action.start) - line.start)
    at = action.end
    if (closed.has(action)) {
      if (depth++ === 0) inlineStart = action.start
      prints = true
    } else if (action.role === 'close' && depth > 0) {
      if (--depth === 0) inline.push({ start: inlineStart, end: action.end })
    } else if (action.role === 'output') prints = true
  }
  if (at < end) outside += line.text.slice(at - line.start)
  // Marks between two actions (`{{ a }},{{ b }}`) are printed with them.
  const alone = /^(?!\s*- )[^\w"'#{}[\]|>&*!]*(#.*)?$/.test(outside) && !/: *$/.test(outside)
  for (const action of actions) maskAction(masked, action, !alone && action.role === 'output')
  for (const span of inline) {
    if (alone) blank(masked, span.start, span.end)
    else for (let i = span.start; i < span.end; i++) masked[i] = PLACEHOLDER
  }
  if (alone && !/^\s*(#.*)?$/.test(outside)) blank(masked, line.start, end)
  if (!prints) return undefined
  if (alone) return 'line'
  return /^\s*(?:- +)*[^\s#:]+:\s*(#.*)?$/.test(outside) ? 'value' : undefined
}

/** The actions of a line that open a block which the same line closes. */
function closedOnLine(actions: readonly Action[]): ReadonlySet<Action> {
  const open: Action[] = []
  const closed = new Set<Action>()
  for (const action of actions) {
    if (action.role === 'open') open.push(action)
    else if (action.role === 'close') {
      const opener = open.pop()
      if (opener !== undefined) closed.add(opener)
    }
  }
  return closed
}

/** A value that is filled in becomes placeholders on its first line; everything else becomes blank. */
function maskAction(masked: string[], action: Action, value: boolean): void {
  blank(masked, action.start, action.end)
  if (!value) return
  for (let i = action.start; i < action.end && masked[i] !== '\n' && masked[i] !== '\r'; i++) masked[i] = PLACEHOLDER
}

/** What follows deeper below a value that is filled in joins that value, which is unknown as a whole. */
function blankBelow(texts: string[], index: number, pending: Set<number>): void {
  const key = keyColumn(texts[index] ?? '')
  for (let i = index + 1; i < texts.length; i++) {
    const text = texts[i] ?? ''
    if (pending.has(i) || !isContent(text)) continue
    if (indentOf(text) < key || (indentOf(text) === key && !/^\s*- /.test(text))) return
    texts[i] = ' '.repeat(text.length)
  }
}

/** Puts the lines that actions print where they belong, in a form that the reader can take for the unknown. */
function placeContent(texts: string[], pending: readonly number[], originals: readonly TextLine[]): void {
  if (pending.length === 0) return
  const scalars = blockScalars(texts.map((text) => ({ start: 0, text })))
  for (const index of [...pending].sort((a, b) => a - b)) {
    const source = originals[index]?.text ?? ''
    const indent = /\bn?indent +(\d+)/.exec(source)?.[1]
    const column = indent === undefined ? source.search(/\S/) : Number(indent)
    const placed = contentLine(texts, index, column, scalars[index] ?? -1, indent !== undefined)
    const length = texts[index]?.length ?? 0
    if (placed.length <= length) texts[index] = placed.padEnd(length)
  }
}

function joinLines(written: string, lines: readonly TextLine[], texts: readonly string[]): string {
  let result = ''
  lines.forEach((line, index) => {
    const next = lines[index + 1]?.start ?? written.length
    result += (texts[index] ?? '') + written.slice(line.start + line.text.length, next)
  })
  return result
}

/** The line that stands for printed content of unknown shape: a value, an entry or an item, by what stands around it. */
function contentLine(texts: readonly string[], index: number, column: number, scalar: number, sure: boolean): string {
  const above = nearest(texts, index, -1)
  const below = nearest(texts, index, 1)
  const at = (spaces: number, form: string) => ' '.repeat(Math.max(0, spaces)) + form
  const value = PLACEHOLDER.repeat(2)
  if (scalar >= 0) {
    const next = indentOf(below) > scalar ? indentOf(below) : Infinity
    const previous = indentOf(above) > scalar ? indentOf(above) : Infinity
    return at(previous !== Infinity ? previous : Math.min(next, Math.max(column, scalar + 1)), value)
  }
  const key = keyColumn(above)
  if (opens(above)) {
    const goesOn = indentOf(below) > key || (indentOf(below) === key && /^\s*- /.test(below))
    if (!goesOn) return at(Math.max(key + 1, Math.min(column, key + 2)), value)
    // What is printed ends with a key that the lines below belong to.
    if (sure && column > key && column < indentOf(below)) return at(column, `${value}:`)
    return at(indentOf(below), /^\s*-( |$)/.test(below) ? `- ${value}` : `${value}:`)
  }
  if (above.trim() !== '' && above.trim().replaceAll(PLACEHOLDER, '') === '') return at(indentOf(above), value)
  return sibling(texts, index, column, at)
}

/** How many lines are looked at for what belongs together. */
const REACH = 1000

/** The nearest line with content above (-1) or below (1). */
function nearest(texts: readonly string[], index: number, direction: 1 | -1): string {
  for (let i = 1; i <= REACH; i++) {
    const text = texts[index + i * direction]
    if (text === undefined) return ''
    if (isContent(text)) return text
  }
  return ''
}

/** An entry or item beside those above that start in the column. */
function sibling(texts: readonly string[], index: number, column: number, at: (spaces: number, form: string) => string): string {
  let closest = Infinity
  for (let i = index - 1; i >= Math.max(0, index - REACH); i--) {
    const text = texts[i] ?? ''
    if (!isContent(text)) continue
    const indent = indentOf(text)
    if (indent >= closest) continue
    closest = indent
    const dash = /^\s*-( |$)/.test(text)
    if (dash && indent === column) return at(column, `- ${PLACEHOLDER}`)
    if (keyColumn(text) <= column && /^\s*(?:- +)*[^\s#-][^#]*:( |$)/.test(text)) return at(keyColumn(text), `${PLACEHOLDER}:`)
    if (indent === 0) break
  }
  return ''
}

function isContent(text: string): boolean {
  return /^\s*[^\s#]/.test(text) && !/^(---|\.\.\.)/.test(text)
}

function indentOf(text: string): number {
  return text.search(/\S|$/) === text.length ? -1 : text.search(/\S/)
}

/** Column of the key behind the dashes. */
function keyColumn(text: string): number {
  return /^\s*(?:- +)*/.exec(text)?.[0].length ?? 0
}

/** True for a key or a dash without a value. */
function opens(text: string): boolean {
  return /(:|^\s*-|\s-)(\s+[&!]\S+)*\s*(\s#.*)?$/.test(text)
}
