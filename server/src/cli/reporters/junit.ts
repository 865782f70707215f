// `check --format junit`: one suite a file, one case a document; what makes the exit code 1 is a failure, the rest is output.
import type { Severity } from '../../core/problem.ts'
import { type Report, type ReportedDocument, type ReportedFile, type ReportedProblem, SEVERITY_ORDER } from '../report.ts'

/** `failOn`: as `--fail-on`. */
export function junitReport(report: Report, failOn: Severity | 'never'): string {
  const fails = (problem: ReportedProblem): boolean => failOn !== 'never' && SEVERITY_ORDER[problem.severity] >= SEVERITY_ORDER[failOn]
  const suites = report.files.map((file) => suite(file, fails))
  const tests = report.files.reduce((sum, file) => sum + file.documents.length, 0)
  const failures = report.files.reduce((sum, file) => sum + failing(file, fails), 0)
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="daemonset" tests="${tests}" failures="${failures}">\n${suites.join('')}</testsuites>\n`
}

type Fails = (problem: ReportedProblem) => boolean

const failing = (file: ReportedFile, fails: Fails): number => file.documents.filter((document) => document.problems.some(fails)).length

function suite(file: ReportedFile, fails: Fails): string {
  const cases = file.documents.map((document) => testCase(file, document, fails))
  return `  <testsuite name="${xml(file.path)}" tests="${file.documents.length}" failures="${failing(file, fails)}">\n${cases.join('')}  </testsuite>\n`
}

function testCase(file: ReportedFile, document: ReportedDocument, fails: Fails): string {
  const place = document.item === undefined ? `document ${document.index}` : `document ${document.index} item ${document.item}`
  const name = [document.kind, [document.namespace, document.name].filter((part) => part !== null).join('/')].filter(Boolean).join(' ')
  const open = `    <testcase classname="${xml(file.path)}" name="${xml(name === '' ? place : `${name} (${place})`)}"`
  if (document.problems.length === 0) return `${open}/>\n`
  const failures = document.problems.filter(fails)
  const others = document.problems.filter((problem) => !fails(problem))
  const failureLines = failures.map(
    (problem) =>
      `      <failure type="${xml(problem.rule)}" message="${xml(problem.ownMessage ?? problem.message)}">${xml(line(file, problem))}</failure>\n`,
  )
  const output = others.length === 0 ? '' : `      <system-out>${xml(others.map((problem) => line(file, problem)).join('\n'))}</system-out>\n`
  return `${open}>\n${failureLines.join('')}${output}    </testcase>\n`
}

function line(file: ReportedFile, problem: ReportedProblem): string {
  const { start } = file.lines.range(problem.span)
  return `${file.path}:${start.line + 1}:${start.character + 1}: ${problem.severity} ${problem.rule}: ${problem.ownMessage ?? problem.message}`
}

/** XML 1.0 has no way to write most control characters and lone surrogates: they become U+FFFD. */
function xml(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what has to go
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu, '\ufffd')
      .replace(/[&<>"\n\r\t]/g, (character) => ENTITIES[character] ?? character)
  )
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\r': '&#13;',
  '\t': '&#9;',
}
