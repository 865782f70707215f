// `daemonset fix`: applies fixes to the files themselves.
import { allRuleIds } from '../../core/rule-ids.ts'
import { type Options, UsageError } from '../arguments.ts'
import { encodeText } from '../bytes.ts'
import { printable } from '../display.ts'
import { whyNot } from '../files.ts'
import { chooserFor, type Fixed, fixText } from '../fixing.ts'
import { judgeFor } from '../judge.ts'
import { lineDiff } from '../line-diff.ts'
import { type Manifest, readManifests, type Troubles, troublesOn } from '../manifests.ts'
import type { Terminal } from '../terminal.ts'
import { replaceFile } from '../write-file.ts'

/** Fixes, prints what was done, and gives the exit code. */
export function fix(paths: readonly string[], options: Options, terminal: Terminal): number {
  for (const id of options.rules) if (!allRuleIds().includes(id)) throw new UsageError(`--rule ${id}: there is no such rule`)
  const troubles = troublesOn(terminal)
  const manifests = readManifests(paths, terminal, troubles, options.quiet)
  const judge = judgeFor(manifests, options, terminal, troubles)
  const choose = chooserFor(options.rules)
  let changes = 0
  let errorsLeft = 0
  for (const manifest of manifests.filter(judge.wants)) {
    const fixed = fixText(manifest.decoded.text, judge.environmentOf(manifest), choose)
    errorsLeft += fixed.errorsLeft
    if (fixed.applied.length > 0) changes++
    show(manifest, fixed, options, terminal, troubles)
  }
  if (!options.quiet) terminal.complain(summary(changes, errorsLeft, options.dryRun))
  if (troubles.any) return 2
  return (options.dryRun ? changes : errorsLeft) > 0 ? 1 : 0
}

function show(manifest: Manifest, fixed: Fixed, options: Options, terminal: Terminal, troubles: Troubles): void {
  const { name, decoded } = manifest
  const { text } = decoded
  if (options.dryRun) {
    terminal.write(lineDiff(printable(name.path), text, fixed.text))
    return
  }
  if (name.location === '-') {
    // As a filter: what cannot be fixed goes through as it came.
    terminal.write(fixed.text)
    return
  }
  if (fixed.applied.length === 0) return
  try {
    replaceFile(name.location, encodeText(fixed.text, decoded))
    for (const { rule, title } of fixed.applied) terminal.write(`${printable(name.path)}: ${printable(title)} (${rule})\n`)
  } catch (error) {
    troubles.add(`${name.path}: ${whyNot(error)}`)
  }
}

function summary(changes: number, errorsLeft: number, dryRun: boolean): string {
  const files = `${changes} file${changes === 1 ? '' : 's'}`
  const errors = errorsLeft === 0 ? 'no errors remain' : `${errorsLeft} error${errorsLeft === 1 ? '' : 's'} remain`
  return dryRun ? `${files} would change` : `${files} changed, ${errors}`
}
