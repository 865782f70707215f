// `daemonset nodes`: where each DaemonSet is eligible, and why not elsewhere.

import { blameTexts } from '../../core/features/rollout-words.ts'
import type { DaemonSet } from '../../core/model/kubernetes.ts'
import { type BlamedChange, blameChange } from '../../core/scheduling/blame-change.ts'
import { diffPlacement, type MovedNodes, type PlacementDiff } from '../../core/scheduling/diff-placement.ts'
import { placeDaemonSet } from '../../core/scheduling/place-daemonset.ts'
import type { Placement, PlacementReason } from '../../core/scheduling/placement.ts'
import { NEWEST_MINOR } from '../../core/schema/schema.ts'
import type { Options } from '../arguments.ts'
import { type Judge, judgeFor, showFrame } from '../judge.ts'
import { readManifests, troublesOn } from '../manifests.ts'
import { type FindOlder, olderVersions } from '../previous.ts'
import { type Subject, subjectJson, subjectsOf } from '../subjects.ts'
import { painter, type Terminal } from '../terminal.ts'

export interface Placed {
  readonly subject: Subject
  readonly placement: Placement
  readonly source: string
  /** Against the older version; undefined: there is none, or it was not asked for. */
  readonly change?: PlacementDiff
  /** The changed lines that moved its nodes. */
  readonly blame?: readonly BlamedChange[]
}

/** Places, prints, and gives the exit code. */
export async function nodes(paths: readonly string[], options: Options, terminal: Terminal): Promise<number> {
  const troubles = troublesOn(terminal)
  const manifests = readManifests(paths, terminal, troubles, options.quiet)
  const judge = judgeFor(manifests, options, terminal, troubles)
  const minor = judge.frame.minors.at(-1) ?? NEWEST_MINOR
  const older = options.against === undefined ? undefined : olderVersions(paths, options.against, minor, terminal, troubles)
  const subjects = subjectsOf(manifests, judge)
  const placed = subjects.map((subject) => place(subject, options.together ? subjects : [], judge, older))
  if (options.format === 'json') terminal.write(json(placed, judge))
  else {
    const { nodesText } = await import('../reporters/nodes-text.ts')
    const paint = painter(terminal.colors && !options.noColor)
    terminal.write(nodesText(placed, paint, options))
  }
  if (troubles.any) return 2
  const { minNodes } = options
  return minNodes !== undefined && placed.some(({ placement }) => placement.desired < minNodes) ? 1 : 0
}

function place(subject: Subject, all: readonly Subject[], judge: Judge, older: FindOlder | undefined): Placed {
  const { inventory, minors } = judge.frameOf(subject.manifest)
  const others = all.filter((other) => other !== subject).map((other) => other.daemonset.value)
  const context = { minor: minors.at(-1) ?? NEWEST_MINOR, workspace: judge.workspace, others }
  const placementOf = (value: DaemonSet): Placement => placeDaemonSet(value, inventory.nodes, context)
  const placement = placementOf(subject.daemonset.value)
  const before = older?.(subject.manifest)(subject.object)
  if (before === undefined) return { subject, placement, source: inventory.source }
  const old = { daemonset: before, placement: placementOf(before) }
  const change = diffPlacement(old.placement, placement)
  const blame = blameChange(old, { daemonset: subject.daemonset.value, placement }, change, inventory.nodes, context)
  return { subject, placement, source: inventory.source, change, blame }
}

function json(placed: readonly Placed[], judge: Judge): string {
  const { nodes, kubernetes } = showFrame(judge.frame)
  return `${JSON.stringify({ version: 1, kubernetes, nodes, daemonsets: placed.map((one) => placedJson(one, nodes.source)) })}\n`
}

function placedJson({ subject, placement, source, change, blame = [] }: Placed, callWide: string): unknown {
  return {
    ...subjectJson(subject),
    ...(source === callWide ? {} : { source }),
    desired: placement.desired,
    unknown: placement.unknown,
    ...(change === undefined
      ? {}
      : {
          against: {
            desired: change.before,
            lost: change.lost.flatMap(movedJson),
            gained: change.gained.flatMap(movedJson),
            changes: blame.map(blamedJson),
          },
        }),
    nodes: placement.groups.flatMap((group) => {
      const { shouldRun, shouldContinueRunning, verdict } = group
      const reasons = reasonsJson(group.reasons)
      return group.nodes.map(({ name }) => ({ name, shouldRun, shouldContinueRunning, verdict, reasons }))
    }),
  }
}

const movedJson = ({ nodes, because }: MovedNodes): unknown[] => nodes.map(({ name }) => ({ name, reasons: reasonsJson(because) }))

/** `field`: of the older version for a line that was removed. */
function blamedJson(change: BlamedChange): unknown {
  const names = (nodes: BlamedChange['lost']): string[] => nodes.map(({ name }) => name)
  const [text] = blameTexts([{ ...change, lost: [], gained: [] }])
  const field = (change.after ?? change.before)?.line.field.toString() ?? null
  return { change: text, field, lost: names(change.lost), gained: names(change.gained) }
}

export const reasonsJson = (reasons: readonly PlacementReason[]): unknown[] =>
  reasons.map(({ check, detail, field, met }) => ({ check, detail, field: field.toString(), ...(met === undefined ? {} : { met }) }))
