// `check --format github`: workflow commands that GitHub shows as annotations.
// https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
import type { Severity } from '../../core/problem.ts'
import { problemsByPlace, type Report } from '../report.ts'

const LEVELS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', information: 'notice', hint: 'notice' }

/** One line a problem; every text is escaped, so that a manifest cannot give commands to the workflow. */
export function githubReport(report: Report): string {
  let text = ''
  for (const file of report.files)
    for (const problem of problemsByPlace(file)) {
      const { start, end } = file.lines.range(problem.span)
      // An annotation over several lines may have no columns.
      const columns = start.line === end.line ? `,col=${start.character + 1},endColumn=${Math.max(end.character, start.character + 1)}` : ''
      const place =
        file.path === '-' ? '' : `file=${property(file.path.replace(/^\.\//, ''))},line=${start.line + 1},endLine=${end.line + 1}${columns},`
      const only = problem.minors === undefined ? '' : ` (Kubernetes ${problem.minors.join(', ')})`
      text += `::${LEVELS[problem.severity]} ${place}title=${property(`daemonset ${problem.rule}`)}::${data((problem.ownMessage ?? problem.message) + only)}\n`
    }
  return text
}

const data = (text: string): string => text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A')
const property = (text: string): string => data(text).replace(/:/g, '%3A').replace(/,/g, '%2C')
