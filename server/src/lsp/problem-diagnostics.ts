// One problem as a diagnostic of the protocol, with what the client understands of it. Lines count from the start of its piece.
import { type Diagnostic, DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver'
import type { Piece } from '../core/file-text.ts'
import type { Problem, Severity } from '../core/problem.ts'
import type { Span } from '../core/text.ts'
import type { DocumentInPiece } from '../core/workspace.ts'
import { positionInPiece, shiftRange } from './convert.ts'
import type { Session } from './session.ts'

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

/** The diagnostics of a piece that begins on line `firstLine` of its file. */
export function diagnosticsOfPiece(
  session: Session,
  uri: string,
  piece: Piece,
  documents: readonly DocumentInPiece[],
  firstLine: number,
): Diagnostic[] {
  const diagnostics: Diagnostic[] = []
  for (const { analysis, startInPiece } of documents)
    for (const { problems } of analysis.objects)
      for (const problem of problems) diagnostics.push(toDiagnostic(session, uri, piece, { startInPiece, firstLine }, problem))
  return diagnostics
}

interface Place {
  readonly startInPiece: number
  readonly firstLine: number
}

function toDiagnostic({ client }: Session, uri: string, piece: Piece, { startInPiece, firstLine }: Place, problem: Problem): Diagnostic {
  const range = ({ start, end }: Span) =>
    shiftRange(
      {
        start: positionInPiece(piece, startInPiece + start, client.encoding),
        end: positionInPiece(piece, startInPiece + end, client.encoding),
      },
      firstLine,
    )
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
