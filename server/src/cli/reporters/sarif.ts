// `check --format sarif`: SARIF 2.1.0 for code scanning. https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
import { isAbsolute } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Severity } from '../../core/problem.ts'
import type { Span } from '../../core/text.ts'
import type { LineIndex } from '../line-index.ts'
import { problemsByPlace, type Report, type ReportedFile, type ReportedProblem } from '../report.ts'

const LEVELS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', information: 'note', hint: 'note' }

/** What is known of the rules that occur, for the list of rules. */
export type RuleSummary = (id: string) => string | undefined

/** `version`: of this program. */
export function sarifReport(report: Report, version: string, summaryOf: RuleSummary): string {
  const ids = [...new Set(report.files.flatMap((file) => problemsByPlace(file).map((problem) => problem.rule)))].sort()
  const results = report.files.flatMap((file) => problemsByPlace(file).map((problem) => result(file, problem, ids)))
  const rules = ids.map((id) => ({ id, name: id, shortDescription: { text: summaryOf(id) ?? id } }))
  return `${JSON.stringify({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'daemonset', version, rules } },
        columnKind: 'utf16CodeUnits',
        results,
        properties: { kubernetes: report.kubernetes, nodes: report.nodes },
      },
    ],
  })}\n`
}

function result(file: ReportedFile, problem: ReportedProblem, ids: readonly string[]): unknown {
  const related = (problem.related ?? []).map((place) => ({
    message: { text: place.message },
    physicalLocation:
      place.uri === undefined ? location(file, place.span) : { artifactLocation: { uri: place.uri }, region: { startLine: 1, startColumn: 1 } },
  }))
  const fixes = problem.fixes.map((fix) => ({
    description: { text: fix.title },
    artifactChanges: [
      {
        artifactLocation: { uri: uriOf(file.path) },
        replacements: fix.edits.map((edit) => ({ deletedRegion: region(file.lines, edit.span), insertedContent: { text: edit.newText } })),
      },
    ],
  }))
  return {
    ruleId: problem.rule,
    ruleIndex: ids.indexOf(problem.rule),
    level: LEVELS[problem.severity],
    message: { text: problem.ownMessage ?? problem.message },
    locations: [{ physicalLocation: location(file, problem.span) }],
    ...(related.length > 0 ? { relatedLocations: related } : {}),
    ...(fixes.length > 0 ? { fixes } : {}),
    properties: { origin: problem.origin, field: problem.field, reason: problem.reason, kubernetes: problem.minors },
  }
}

const location = (file: ReportedFile, span: Span): unknown => ({ artifactLocation: { uri: uriOf(file.path) }, region: region(file.lines, span) })

function region(lines: LineIndex, span: Span): unknown {
  const { start, end } = lines.range(span)
  return { startLine: start.line + 1, startColumn: start.character + 1, endLine: end.line + 1, endColumn: end.character + 1 }
}

function uriOf(path: string): string {
  if (path === '-') return 'stdin'
  if (isAbsolute(path)) return pathToFileURL(path).href
  return path
    .replace(/\\/g, '/')
    .replace(/^(?:\.\/)+/, '')
    .split('/')
    .map(encodeURIComponent)
    .join('/')
}
