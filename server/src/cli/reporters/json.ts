// `check --format json`: the shape is fixed, see CONTRIBUTING.md.
import type { Fix } from '../../core/problem.ts'
import type { LineIndex } from '../line-index.ts'
import type { Report, ReportedDocument, ReportedFile, ReportedProblem } from '../report.ts'

/** The whole report as one line of JSON. */
export function jsonReport(report: Report): string {
  const { kubernetes, nodes } = report
  return `${JSON.stringify({ version: 1, kubernetes, nodes, files: report.files.map(jsonFile) })}\n`
}

function jsonFile(file: ReportedFile): unknown {
  const { path, kubernetes, nodes } = file
  return { path, kubernetes, nodes, documents: file.documents.map((document) => jsonDocument(document, file.lines)) }
}

function jsonDocument(document: ReportedDocument, lines: LineIndex): unknown {
  const { index, item, apiVersion, kind, namespace, name } = document
  return { index, item, apiVersion, kind, namespace, name, problems: document.problems.map((problem) => jsonProblem(problem, lines)) }
}

function jsonProblem(problem: ReportedProblem, lines: LineIndex): unknown {
  const { rule, origin, severity, message, ownMessage, field, reason, serverMessage, minors } = problem
  return {
    rule,
    origin,
    severity,
    message,
    ownMessage,
    field,
    reason,
    range: lines.range(problem.span),
    fixes: problem.fixes.map((fix) => jsonFix(fix, lines)),
    serverMessage,
    related: problem.related?.map((related) => ({
      ...(related.uri === undefined ? { range: lines.range(related.span) } : { uri: related.uri }),
      message: related.message,
    })),
    kubernetes: minors,
  }
}

function jsonFix(fix: Fix, lines: LineIndex): unknown {
  const edits = fix.edits.map((edit) => ({ range: lines.range(edit.span), newText: edit.newText }))
  return { title: fix.title, preferred: fix.preferred, safe: fix.safe, edits }
}
