// One `---` part of a file as a tree: the way in to reading. Never fails; after a mistake it keeps what can be read around it.
import type { Span } from '../text.ts'
import { isBreakOrEnd, lineNumber } from './characters.ts'
import { composeDocument } from './compose.ts'
import { type Fault, faultProblem, firstFault, type Report } from './fault.ts'
import type { RepeatedKey } from './map-entries.ts'
import { endOfLine } from './scan-scalar.ts'
import { type Cuts, createScanner, type Scanner } from './scanner.ts'
import type { SyntaxDocument, SyntaxProblem } from './tree.ts'

/** The tree may be full of mistakes; the first few are enough. */
const MAX_FAULTS = 100
const MAX_REPEATED = 1000
/** How often the text is read again with one more quote or bracket taken as closed. */
const MAX_CUTS = 4

/** Reads the text of one document as the API server does (sigs.k8s.io/yaml), with exact places. */
export function readDocument(text: string): SyntaxDocument {
  const reading = readOnce(text, new Map())
  const { unreadable, document } = reading
  if (unreadable === undefined || reading.suspect === undefined) return document
  // What the server says is known; now find the tree that the author most likely means.
  const cuts = new Map<number, number>()
  let mended = reading
  for (let i = 0; i < MAX_CUTS && mended.suspect !== undefined && !cuts.has(mended.suspect.start); i++) {
    cuts.set(mended.suspect.start, mended.suspect.end)
    mended = readOnce(text, cuts)
  }
  const problems = [unreadable, ...mended.document.problems.filter((problem) => problem.kind === 'repeated-key')]
  return { ...mended.document, problems }
}

interface Reading {
  readonly document: SyntaxDocument
  readonly unreadable: SyntaxProblem | undefined
  /** A quote or bracket that may never be closed, and where it may have been meant to end. */
  readonly suspect: Span | undefined
}

function readOnce(text: string, cuts: Cuts): Reading {
  const faults: Fault[] = []
  const stages = new Set<string>()
  let suspect: Span | undefined
  const report: Report = (stage, problem, at, start = at, end = start) => {
    const layout = stage === 'scan' || stage === 'parse'
    // Only the first mistake of layout counts: the others may follow from it.
    if (layout && stages.has('layout')) return
    if (layout) suspect = findSuspect(scanner, problem, at, start)
    stages.add(layout ? 'layout' : stage)
    if (faults.length < MAX_FAULTS) faults.push({ stage, problem, at, span: clip(text, start, end) })
  }
  const keys: RepeatedAt[] = []
  const scanner = createScanner(text, report, cuts)
  const root = composeDocument(scanner, (key, path) => {
    if (keys.length < MAX_REPEATED) keys.push({ ...key, path })
  })
  const fault = firstFault(faults)
  const repeated = repeatedProblems(text, keys)
  const unreadable = fault === undefined ? undefined : faultProblem(text, fault)
  const problems = unreadable === undefined ? repeated : [unreadable, ...repeated]
  return { document: { text, root, problems, comments: scanner.comments }, unreadable, suspect }
}

/** The quote or bracket that is most likely not closed, given where reading first stopped. */
function findSuspect(scanner: Scanner, problem: string, at: number, start: number): Span | undefined {
  const { text, brokenQuote } = scanner
  if (problem.startsWith('found unexpected')) return { start, end: endOfLine(text, start) }
  if (brokenQuote !== undefined && brokenQuote.end <= at && endOfLine(text, brokenQuote.end) >= at && !scanner.cuts.has(brokenQuote.start)) {
    return { start: brokenQuote.start, end: endOfLine(text, brokenQuote.start) }
  }
  const bracket = scanner.brackets[0]
  if (bracket === undefined || scanner.cuts.has(bracket) || endOfLine(text, bracket) >= at) return undefined
  const end = endOfDeeperLines(text, bracket)
  return end === text.length ? undefined : { start: bracket, end }
}

/** Start of the first line below `at` that is indented no more than its line, and does not close a bracket. */
function endOfDeeperLines(text: string, at: number): number {
  const lineStart = text.lastIndexOf('\n', at) + 1
  const indent = /^[ ]*/.exec(text.slice(lineStart, at))?.[0].length ?? 0
  for (let next = text.indexOf('\n', at); next >= 0; next = text.indexOf('\n', next + 1)) {
    let first = next + 1
    while (text.charCodeAt(first) === 0x20) first++
    const code = text.charCodeAt(first)
    const empty = isBreakOrEnd(code) || code === 0x23 || code === 0x5d || code === 0x7d
    if (!empty && first - next - 1 <= indent) return next + 1
  }
  return text.length
}

function clip(text: string, start: number, end: number): Span {
  const from = Math.min(start, text.length)
  return { start: from, end: Math.max(from, Math.min(end, text.length)) }
}

interface RepeatedAt extends RepeatedKey {
  readonly path: readonly (string | number)[]
}

function repeatedProblems(text: string, keys: readonly RepeatedAt[]): SyntaxProblem[] {
  let line = 1
  let counted = 0
  // In the order of the text, so that its lines are counted once.
  const ordered = [...keys].sort((a, b) => a.value.start - b.value.start)
  const problems = ordered.map(({ key, span, first, value, path }): SyntaxProblem => {
    line += lineNumber(text.slice(counted, value.start), value.start - counted)
    counted = value.start
    const shown = typeof key.value === 'string' ? JSON.stringify(key.value) : String(key.value)
    return {
      kind: 'repeated-key',
      span,
      first,
      path: [...path, String(key.value)],
      message: `The key ${shown} stands here twice. Remove one: the API server refuses the object, other tools silently take the last.`,
      serverMessage: `yaml: unmarshal errors:\n  line ${line}: key ${shown} already set in map`,
    }
  })
  return problems.sort((a, b) => a.span.start - b.span.start)
}
