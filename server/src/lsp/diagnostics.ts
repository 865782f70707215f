// Problems as diagnostics: pulled if the client can pull, else pushed with the document's version; never both.
import {
  type CancellationToken,
  type Diagnostic,
  DiagnosticSeverity,
  DiagnosticTag,
  type DocumentDiagnosticReport,
  LSPErrorCodes,
  ResponseError,
} from 'vscode-languageserver'
import type { DocumentAnalysis } from '../core/analysis.ts'
import { type Piece, pieceIndexAt } from '../core/file-text.ts'
import type { Problem, Severity } from '../core/problem.ts'
import type { Span } from '../core/text.ts'
import type { DocumentInFile, FileSnapshot } from '../core/workspace.ts'
import { firstLinesOf, positionInPiece, rangeOf, shiftRange } from './convert.ts'
import { createPace } from './pace.ts'
import { isProjectFile, problemsOfProjectFile } from './project-files.ts'
import { type Session, settledSnapshot } from './session.ts'

/** Longest stretch of work before waiting messages are read. */
const TURN_MS = 12

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
}

/** What a diagnostic carries besides the standard's fields. */
export interface DiagnosticData {
  readonly field: string | null
  readonly origin: Problem['origin']
  readonly reason: Problem['reason']
}

/** Diagnostics of an analysis whose lines count from the start of its piece; shifted when the file is asked for. */
const converted = new WeakMap<DocumentAnalysis, readonly Diagnostic[]>()

/**
 * All diagnostics of a file. Reads waiting messages now and then; undefined as soon as `isStale` says that nobody wants the answer any more.
 */
export async function collectDiagnostics(session: Session, file: FileSnapshot, isStale: () => boolean): Promise<Diagnostic[] | undefined> {
  if (isProjectFile(file.uri)) return projectFileDiagnostics(session, file)
  const diagnostics: Diagnostic[] = []
  const firstLines = firstLinesOf(file.text)
  let turnEnds = performance.now() + TURN_MS
  for (const document of file.documents()) {
    const index = pieceIndexAt(file.text, document.start)
    const piece = file.text.pieces[index]
    if (piece === undefined) continue
    const lines = firstLines[index] ?? 0
    const own = diagnosticsOf(session, file, document, piece, document.start - (file.text.starts[index] ?? 0))
    for (const diagnostic of lines === 0 ? own : movedTo(lines, own, file.uri)) diagnostics.push(diagnostic)
    if (performance.now() < turnEnds) continue
    await session.nextTurn()
    if (isStale()) return undefined
    turnEnds = performance.now() + TURN_MS
  }
  return diagnostics
}

/** What the command line says of `.daemonset.yaml`, where it is being written. */
function projectFileDiagnostics({ client }: Session, { text }: FileSnapshot): Diagnostic[] {
  return problemsOfProjectFile(text.pieces.map((piece) => piece.text).join('')).map(({ span, message }) => ({
    range: rangeOf(text, span, client.encoding),
    severity: DiagnosticSeverity.Error,
    source: 'daemonset',
    message,
  }))
}

function diagnosticsOf(session: Session, file: FileSnapshot, document: DocumentInFile, piece: Piece, base: number): readonly Diagnostic[] {
  const known = converted.get(document.analysis)
  if (known !== undefined) return known
  const diagnostics = document.analysis.objects.flatMap(({ problems }) =>
    problems.map((problem) => toDiagnostic(session, file.uri, piece, base, problem)),
  )
  converted.set(document.analysis, diagnostics)
  return diagnostics
}

function toDiagnostic({ client }: Session, uri: string, piece: Piece, base: number, problem: Problem): Diagnostic {
  const range = ({ start, end }: Span) => ({
    start: positionInPiece(piece, base + start, client.encoding),
    end: positionInPiece(piece, base + end, client.encoding),
  })
  const data: DiagnosticData = { field: problem.field, origin: problem.origin, reason: problem.reason }
  const diagnostic: Diagnostic = {
    range: range(problem.span),
    severity: SEVERITIES[problem.severity],
    code: problem.rule,
    source: 'daemonset',
    message: problem.ownMessage ?? problem.message,
    data,
  }
  if (client.codeDescription && typeof client.options.rulePages === 'string')
    diagnostic.codeDescription = { href: `${client.options.rulePages}/${problem.rule}` }
  if (client.diagnosticTags && problem.tags !== undefined)
    diagnostic.tags = problem.tags.map((tag) => (tag === 'unnecessary' ? DiagnosticTag.Unnecessary : DiagnosticTag.Deprecated))
  if (client.relatedInformation) {
    const related = (problem.related ?? [])
      .filter((place) => place.uri === undefined || place.uri === uri)
      .map((place) => ({ location: { uri, range: range(place.span) }, message: place.message }))
    if (problem.serverMessage !== undefined)
      related.push({ location: { uri, range: range(problem.span) }, message: `API server: ${problem.serverMessage}` })
    if (related.length > 0) diagnostic.relatedInformation = related
  }
  return diagnostic
}

/** A key seldom adds a line: where the others stood last time, they stand still. */
const moved = new WeakMap<readonly Diagnostic[], { lines: number; diagnostics: readonly Diagnostic[] }>()

function movedTo(lines: number, own: readonly Diagnostic[], uri: string): readonly Diagnostic[] {
  const known = moved.get(own)
  if (known?.lines === lines) return known.diagnostics
  const diagnostics = own.map((diagnostic) => shifted(diagnostic, lines, uri))
  moved.set(own, { lines, diagnostics })
  return diagnostics
}

function shifted(diagnostic: Diagnostic, lines: number, uri: string): Diagnostic {
  const moved = { ...diagnostic, range: shiftRange(diagnostic.range, lines) }
  if (diagnostic.relatedInformation !== undefined)
    moved.relatedInformation = diagnostic.relatedInformation.map(({ location, message }) => ({
      location: { uri: location.uri, range: location.uri === uri ? shiftRange(location.range, lines) : location.range },
      message,
    }))
  return moved
}

/** Tells when diagnostics may have changed. */
export interface Publisher {
  changed(uri: string): void
  closed(uri: string): void
  /** Settings, nodes or other files have changed. */
  refresh(): void
}

/** Answers pulls. `unchanged` while neither the text nor anything it is judged by has changed. */
export function servePulls(session: Session): Publisher {
  const { connection, client } = session
  const pace = createPace()
  connection.languages.diagnostics.on(async ({ textDocument: { uri }, previousResultId }, token): Promise<DocumentDiagnosticReport> => {
    const asked = session.workspace.snapshot(uri)?.text
    const due = pace.due(uri)
    if (due !== undefined) await due
    // the pull for the newer text answers
    if (session.workspace.snapshot(uri)?.text !== asked) throw superseded()
    const file = await settledSnapshot(session, uri, token)
    if (token.isCancellationRequested) throw superseded()
    if (file === undefined) return { kind: 'full', items: [] }
    const resultId = `${session.documents.get(uri)?.version}.${session.generation()}`
    if (previousResultId === resultId) return { kind: 'unchanged', resultId }
    const items = await collectDiagnostics(session, file, () => isCancelled(token) || session.workspace.snapshot(uri)?.text !== file.text)
    if (items === undefined) throw superseded()
    return { kind: 'full', resultId, items }
  })
  return {
    changed: pace.changed,
    closed: pace.closed,
    refresh: () => {
      if (client.refreshesDiagnostics) connection.languages.diagnostics.refresh().catch((error: unknown) => connection.console.error(String(error)))
    },
  }
}

function isCancelled(token: CancellationToken): boolean {
  return token.isCancellationRequested
}

function superseded(): ResponseError<{ retriggerRequest: boolean }> {
  return new ResponseError(LSPErrorCodes.ServerCancelled, 'the document has changed', { retriggerRequest: true })
}

/** Pushes. One file at a time; changes that arrive meanwhile are merged. */
export function pushDiagnostics(session: Session): Publisher {
  const dirty = new Set<string>()
  const pace = createPace()
  let running = false

  async function work(): Promise<void> {
    for (let uri = newest(dirty); uri !== undefined; uri = newest(dirty)) {
      const due = pace.due(uri)
      if (due !== undefined) await due
      dirty.delete(uri)
      await publish(uri)
    }
  }

  async function publish(uri: string): Promise<void> {
    const file = await settledSnapshot(session, uri)
    const version = session.documents.get(uri)?.version
    if (file === undefined || version === undefined) return
    const isStale = (): boolean => dirty.has(uri) || session.documents.get(uri)?.version !== version
    const diagnostics = await collectDiagnostics(session, file, isStale)
    if (diagnostics !== undefined && !isStale()) await session.connection.sendDiagnostics({ uri, version, diagnostics })
  }

  function start(): void {
    if (running) return
    running = true
    // Two turns: keystrokes that wait already are read before the first is answered.
    session
      .nextTurn()
      .then(session.nextTurn)
      .then(work)
      .catch((error: unknown) => session.connection.console.error(describe(error)))
      .finally(() => {
        running = false
        if (dirty.size > 0) start()
      })
  }

  return {
    changed(uri) {
      pace.changed(uri)
      dirty.delete(uri)
      dirty.add(uri)
      start()
    },
    closed(uri) {
      pace.closed(uri)
      dirty.delete(uri)
      void session.connection.sendDiagnostics({ uri, diagnostics: [] })
    },
    refresh() {
      for (const uri of session.documents.keys()) dirty.add(uri)
      if (dirty.size > 0) start()
    },
  }
}

function newest(uris: ReadonlySet<string>): string | undefined {
  let last: string | undefined
  for (const uri of uris) last = uri
  return last
}

/** An error with its stack, for the log. */
export function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
