// `check --format text`: for people. The line of the file, carets under the mistake, what to do about it.
import type { Severity } from '../../core/problem.ts'
import { cutLine, displayLine, printable } from '../display.ts'
import { problemsByPlace, type Report, type ReportedFile, type ReportedProblem } from '../report.ts'
import type { Paint, Style } from '../terminal.ts'

const STYLES: Readonly<Record<Severity, Style>> = { error: 'red', warning: 'yellow', information: 'blue', hint: 'cyan' }

/** `columns`: width of the terminal. `summary`: end with a line that counts. */
export function textReport(report: Report, paint: Paint, columns: number, summary: boolean): string {
  const blocks = report.files.flatMap((file) => problemsByPlace(file).map((problem) => problemBlock(file, problem, paint, columns)))
  const text = blocks.length > 0 ? `${blocks.join('\n')}\n` : ''
  return summary ? text + summaryLine(report, paint) : text
}

function problemBlock(file: ReportedFile, problem: ReportedProblem, paint: Paint, columns: number): string {
  const { start } = file.lines.range(problem.span)
  const place = `${printable(file.path)}:${start.line + 1}:${start.character + 1}`
  const only = problem.minors === undefined ? '' : paint('dim', ` [Kubernetes ${problem.minors.join(', ')}]`)
  const head = `${paint('bold', place)} ${paint(STYLES[problem.severity], problem.severity)} ${printable(problem.ownMessage ?? problem.message)} ${paint('dim', `(${problem.rule})`)}${only}`
  return `${[head, ...excerpt(file, problem, paint, columns), ...notes(file, problem, paint)].join('\n')}\n`
}

/** The line with the mistake and the carets under it; of a mistake over several lines, its first. */
function excerpt(file: ReportedFile, problem: ReportedProblem, paint: Paint, columns: number): string[] {
  const { start, end } = file.lines.range(problem.span)
  const number = String(start.line + 1)
  const cut = cutLine(file.lines.text, file.lines.lineSpan(start.line), problem.span, Math.max(40, columns - number.length - 5))
  const shown = displayLine(cut.line, cut.from, cut.to)
  const bar = paint('dim', '|')
  const carets =
    '^'.repeat(shown.width) + (end.line > start.line + 1 || (end.line > start.line && end.character > 0) ? ` to line ${end.line + 1}` : '')
  return [
    `  ${paint('dim', number)} ${bar} ${shown.text}`,
    `  ${' '.repeat(number.length)} ${bar} ${' '.repeat(shown.start)}${paint(STYLES[problem.severity], carets)}`,
  ]
}

function notes(file: ReportedFile, problem: ReportedProblem, paint: Paint): string[] {
  const notes: string[] = []
  for (const related of problem.related ?? []) {
    const place = related.uri === undefined ? `line ${file.lines.position(related.span.start).line + 1}` : printable(related.uri)
    notes.push(`${place}: ${printable(related.message)}`)
  }
  if (problem.serverMessage !== undefined) notes.push(`server: ${printable(problem.serverMessage)}`)
  return notes.map((note) => `    ${paint('dim', '=')} ${note}`)
}

function summaryLine(report: Report, paint: Paint): string {
  const counts: Record<Severity, number> = { error: 0, warning: 0, information: 0, hint: 0 }
  let daemonSets = 0
  let touched = 0
  for (const file of report.files) {
    const problems = problemsByPlace(file)
    if (problems.length > 0) touched++
    for (const problem of problems) counts[problem.severity]++
    daemonSets += file.documents.filter((document) => document.kind === 'DaemonSet').length
  }
  const found = (['error', 'warning', 'information', 'hint'] as const)
    .filter((severity) => counts[severity] > 0)
    .map((severity) => paint(STYLES[severity], plural(counts[severity], NOUNS[severity])))
  // every version that was asked for is unknown: silence would look like praise
  if (report.kubernetes === '')
    return `${paint('yellow', 'not judged')}: ${plural(daemonSets, 'DaemonSet')} in ${plural(report.files.length, 'file')}\n`
  const scope = `${plural(daemonSets, 'DaemonSet')} in ${plural(report.files.length, 'file')}, Kubernetes ${report.kubernetes}, ${plural(report.nodes.count, 'node')} of ${report.nodes.source}`
  if (found.length === 0) return `${paint('green', 'no problems')}: ${scope}\n`
  return `${found.join(', ')} in ${plural(touched, 'file')}: ${scope}\n`
}

const NOUNS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', information: 'note', hint: 'hint' }

/** `1 file`, `2 files`. */
const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`
