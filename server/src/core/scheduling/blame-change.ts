// Which change of a DaemonSet moved its nodes: the deciding lines that two versions do not share, and the nodes that each is to blame for.
// Knows where such lines stand (leave-out.ts); the answer comes from asking the engine again. Gives no texts.
import type { ClusterNode } from '../model/cluster-node.ts'
import type { DaemonSet } from '../model/kubernetes.ts'
import { POD_FIELD } from './controller-decision.ts'
import type { PlacementDiff } from './diff-placement.ts'
import { decidingLines, effectOf, type Line } from './leave-out.ts'
import { fieldOf, isMap, itemsOf, type KnownItems, textOf } from './lenient.ts'
import { placeDaemonSet, type SchedulingContext } from './place-daemonset.ts'
import type { Placement } from './placement.ts'

/** A line that only one of the versions has. */
export interface LineOfVersion {
  readonly line: Line
  readonly value: unknown
}

/** A line that was added (`after` alone), removed (`before` alone) or rewritten (both), and the nodes that moved because of it. */
export interface BlamedChange {
  readonly before?: LineOfVersion
  readonly after?: LineOfVersion
  readonly lost: readonly ClusterNode[]
  readonly gained: readonly ClusterNode[]
}

export interface Version {
  readonly daemonset: DaemonSet
  readonly placement: Placement
}

/**
 * The changes that explain the nodes which `diff` says were lost and gained. A change is to blame for a node if taking it back alone
 * would bring the node back. Where only several together do, every change of a deciding line is named, without nodes.
 */
export function blameChange(
  before: Version,
  after: Version,
  diff: PlacementDiff,
  nodes: readonly ClusterNode[],
  context: SchedulingContext,
): readonly BlamedChange[] {
  const lost = new Set(diff.lost.flatMap((moved) => moved.nodes))
  const gained = new Set(diff.gained.flatMap((moved) => moved.nodes))
  if (lost.size + gained.size === 0) return []
  const changes = changedLines(before.daemonset, after.daemonset)
  const blamed = changes.map((change): BlamedChange => {
    const added = change.after && effectOf(after.daemonset, change.after.line, after.placement, nodes, context)
    const removed = change.before && effectOf(before.daemonset, change.before.line, before.placement, nodes, context)
    // Without an added line its losses come back; a removed line took along what the old version had only through it.
    const mine = (moved: ReadonlySet<ClusterNode>, ...effects: readonly (readonly ClusterNode[] | undefined)[]): ClusterNode[] =>
      [...moved].filter((node) => effects.some((found) => found?.includes(node)))
    return { ...change, lost: mine(lost, added?.gained, removed?.lost), gained: mine(gained, added?.lost, removed?.gained) }
  })
  const guilty = blamed.filter((change) => change.lost.length + change.gained.length > 0)
  return guilty.length > 0 ? guilty : blamed
}

type Change = Pick<BlamedChange, 'before' | 'after'>

function changedLines(before: DaemonSet, after: DaemonSet): Change[] {
  // Alternatives are compared as wholes; the requirements of an only term one by one.
  const byTerm = termsOf(before).length > 1 || termsOf(after).length > 1
  const old = linesOf(before, byTerm)
  const now = linesOf(after, byTerm)
  const gone = old.filter((line) => !now.some((other) => sameLine(line, other)))
  const fresh = now.filter((line) => !old.some((other) => sameLine(line, other)))
  const changes: Change[] = []
  for (const removed of gone) {
    const at = fresh.findIndex((added) => slotOf(added) === slotOf(removed))
    const [added] = at < 0 ? [] : fresh.splice(at, 1)
    changes.push(added === undefined ? { before: removed } : { before: removed, after: added })
  }
  return [...changes, ...fresh.map((added): Change => ({ after: added }))]
}

/** Deciding lines, and what else keeps a DaemonSet off nodes as a whole. */
function linesOf(daemonset: DaemonSet, byTerm: boolean): LineOfVersion[] {
  const podSpec = fieldOf(daemonset, 'spec', 'template', 'spec')
  const lines: Line[] = decidingLines(daemonset).filter(({ kind }) => kind !== 'term' && !(byTerm && kind === 'requirement'))
  if (byTerm) lines.push(...termsOf(daemonset).map(({ index }): Line => ({ kind: 'term', field: TERMS.index(index) })))
  if ((fieldOf(podSpec, 'nodeName') ?? '') !== '') lines.push({ kind: 'nodeName', field: POD_FIELD.child('nodeName') })
  return lines.map((line) => ({ line, value: valueAt(daemonset, line) }))
}

const TERMS = POD_FIELD.child('affinity', 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution', 'nodeSelectorTerms')

function termsOf(daemonset: DaemonSet): KnownItems['items'] {
  return itemsOf(TERMS.segments().reduce<unknown>((at, segment) => fieldOf(at, String(segment)), daemonset)).items
}

function valueAt(daemonset: DaemonSet, { field }: Line): unknown {
  return field
    .segments()
    .reduce<unknown>(
      (at, segment) => (Array.isArray(at) ? at[Number(segment)] : isMap(at) && Object.hasOwn(at, segment) ? at[segment] : undefined),
      daemonset,
    )
}

function sameLine(a: LineOfVersion, b: LineOfVersion): boolean {
  return a.line.kind === b.line.kind && nameOf(a) === nameOf(b) && canonical(a.value) === canonical(b.value)
}

/** Labels are told apart by their key; where a list's items stand does not matter. */
function nameOf({ line }: LineOfVersion): string {
  return line.kind === 'label' ? String(line.field.name) : ''
}

/** Lines that replace each other: the same key of the node selector, the same key in tolerations or requirements. */
function slotOf(line: LineOfVersion): string {
  const key = line.line.kind === 'term' ? '' : textOf(fieldOf(line.value, 'key'))
  return `${line.line.kind} ${line.line.kind === 'term' ? line.line.field.name : nameOf(line) || key}`
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    isMap(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part,
  )
}

/** Both placements on the same nodes: the two versions of one comparison. */
export function placeVersions(before: DaemonSet, after: DaemonSet, nodes: readonly ClusterNode[], context: SchedulingContext): [Version, Version] {
  const version = (daemonset: DaemonSet): Version => ({ daemonset, placement: placeDaemonSet(daemonset, nodes, context) })
  return [version(before), version(after)]
}
