// `daemonset check`: what is wrong with the DaemonSets of files and folders.
import type { Severity } from '../../core/problem.ts'
import { NEWEST_MINOR } from '../../core/schema/schema.ts'
import type { Options } from '../arguments.ts'
import { type Judge, judged, judgeFor, showFrame } from '../judge.ts'
import { type Manifest, readManifests, troublesOn } from '../manifests.ts'
import { type FindOlder, olderVersions } from '../previous.ts'
import { type Report, type ReportedFile, SEVERITY_ORDER } from '../report.ts'
import { painter, type Terminal } from '../terminal.ts'

/** Checks, prints, and gives the exit code. */
export async function check(paths: readonly string[], options: Options, terminal: Terminal): Promise<number> {
  const troubles = troublesOn(terminal)
  const manifests = readManifests(paths, terminal, troubles, options.quiet)
  const judge = judgeFor(manifests, options, terminal, troubles)
  const stored =
    options.previous === undefined ? undefined : olderVersions(paths, options.previous, judge.frame.minors[0] ?? NEWEST_MINOR, terminal, troubles)
  const withFixes = options.format === 'json' || options.format === 'sarif'
  const files = manifests.filter(judge.wants).map((manifest) => reported(manifest, judge, stored, withFixes))
  const report: Report = { ...showFrame(judge.frame), files }
  terminal.write(await print(report, options, terminal))
  if (troubles.any) return 2
  return fails(report, options.failOn) ? 1 : 0
}

function reported(manifest: Manifest, judge: Judge, stored: FindOlder | undefined, withFixes: boolean): ReportedFile {
  const environment = judge.environmentOf(manifest)
  const asked = stored === undefined ? environment : { ...environment, stored: stored(manifest), previous: stored(manifest) }
  const documents = judged(manifest, asked, withFixes)
  const frame = judge.frameOf(manifest)
  const own = showFrame(frame)
  const callWide = showFrame(judge.frame)
  return {
    path: manifest.name.path,
    lines: manifest.lines,
    documents,
    ...(own.kubernetes === callWide.kubernetes ? {} : { kubernetes: own.kubernetes }),
    ...(frame.inventory === judge.frame.inventory ? {} : { nodes: own.nodes }),
  }
}

function fails(report: Report, failOn: Severity | 'never'): boolean {
  if (failOn === 'never') return false
  const least = SEVERITY_ORDER[failOn]
  return report.files.some((file) =>
    file.documents.some((document) => document.problems.some((problem) => SEVERITY_ORDER[problem.severity] >= least)),
  )
}

/** Reporters are loaded as they are needed. */
async function print(report: Report, options: Options, terminal: Terminal): Promise<string> {
  if (options.format === 'json') return (await import('../reporters/json.ts')).jsonReport(report)
  if (options.format === 'github') return (await import('../reporters/github.ts')).githubReport(report)
  if (options.format === 'junit') return (await import('../reporters/junit.ts')).junitReport(report, options.failOn)
  if (options.format === 'sarif') {
    const [{ sarifReport }, { RULES }, { VERSION }] = await Promise.all([
      import('../reporters/sarif.ts'),
      import('../../core/rules/index.ts'),
      import('../version.ts'),
    ])
    return sarifReport(report, VERSION, (id) => RULES.find((rule) => rule.id === id)?.summary)
  }
  const { textReport } = await import('../reporters/text.ts')
  return textReport(report, painter(terminal.colors && !options.noColor), terminal.columns, !options.quiet)
}
