// `daemonset rollout`: what a change of the pod template will do on the known nodes.
import { eligibleText } from '../../core/features/placement-words.ts'
import { rolloutTexts } from '../../core/features/rollout-words.ts'
import { placeDaemonSet } from '../../core/scheduling/place-daemonset.ts'
import type { Placement } from '../../core/scheduling/placement.ts'
import { type Rollout, rollout as rolloutOf } from '../../core/scheduling/rollout.ts'
import { NEWEST_MINOR } from '../../core/schema/schema.ts'
import type { Options } from '../arguments.ts'
import { printable } from '../display.ts'
import { type Judge, judgeFor, showFrame } from '../judge.ts'
import { readManifests, troublesOn } from '../manifests.ts'
import { type Subject, subjectJson, subjectName, subjectsOf } from '../subjects.ts'
import { type Paint, painter, type Terminal } from '../terminal.ts'
import { reasonsJson } from './nodes.ts'

interface Rolled {
  readonly subject: Subject
  readonly placement: Placement
  readonly source: string
  readonly rollout: Rollout
}

/** Computes, prints, and gives the exit code. */
export function rollout(paths: readonly string[], options: Options, terminal: Terminal): number {
  const troubles = troublesOn(terminal)
  const manifests = readManifests(paths, terminal, troubles, options.quiet)
  const judge = judgeFor(manifests, options, terminal, troubles)
  const rolled = subjectsOf(manifests, judge).map((subject) => roll(subject, options.notReady, judge))
  if (options.format === 'json') terminal.write(json(rolled, judge))
  else terminal.write(text(rolled, painter(terminal.colors && !options.noColor), options.quiet))
  if (troubles.any) return 2
  return rolled.some((one) => !one.rollout.completes) ? 1 : 0
}

function roll(subject: Subject, notReady: number, judge: Judge): Rolled {
  const { inventory, minors } = judge.frameOf(subject.manifest)
  const minor = minors.at(-1) ?? NEWEST_MINOR
  const { value } = subject.daemonset
  const placement = placeDaemonSet(value, inventory.nodes, { minor, workspace: judge.workspace })
  return { subject, placement, source: inventory.source, rollout: rolloutOf(value, placement, notReady, minor) }
}

function json(rolled: readonly Rolled[], judge: Judge): string {
  const { nodes, kubernetes } = showFrame(judge.frame)
  const rollouts = rolled.map(({ subject, source, rollout: { reasons, ...numbers } }) => ({
    ...subjectJson(subject),
    ...(source === nodes.source ? {} : { source }),
    ...numbers,
    reasons: reasonsJson(reasons),
  }))
  return `${JSON.stringify({ version: 1, kubernetes, nodes, rollouts })}\n`
}

function text(rolled: readonly Rolled[], paint: Paint, quiet: boolean): string {
  if (rolled.length === 0) return quiet ? '' : 'no DaemonSet found\n'
  return rolled
    .map(({ subject, placement, source, rollout }) => {
      const head = `${paint('bold', printable(subjectName(subject)))} ${paint('dim', `(${printable(subject.manifest.name.path)})`)}`
      const lines = [`${eligibleText(placement)} of ${printable(source)}`, ...rolloutTexts(rollout)]
      return `${head}\n${lines.map((line) => `  ${rollout.completes ? line : paint('red', line)}\n`).join('')}`
    })
    .join('\n')
}
