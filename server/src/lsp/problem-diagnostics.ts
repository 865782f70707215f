// One problem as a diagnostic of the protocol, with what the client understands of it.
import { type Diagnostic, DiagnosticSeverity, DiagnosticTag, type Range } from 'vscode-languageserver'
import type { Problem, Severity } from '../core/problem.ts'
import { type Span, shiftSpan } from '../core/text.ts'
import { rangeInPiece } from './convert.ts'
import type { PlacedPiece } from './kept-lists.ts'
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

export function diagnosticsOfPiece(session: Session, placed: PlacedPiece): Diagnostic[] {
  const diagnostics: Diagnostic[] = []
  for (const { analysis, startInPiece } of placed.documents)
    for (const { problems } of analysis.objects)
      for (const problem of problems) diagnostics.push(toDiagnostic(session, placed, startInPiece, problem))
  return diagnostics
}

function toDiagnostic({ client }: Session, { uri, piece, firstLine }: PlacedPiece, startInPiece: number, problem: Problem): Diagnostic {
  const range = (span: Span): Range => rangeInPiece(piece, firstLine, shiftSpan(span, startInPiece), client.encoding)
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
