// "What does this very line do?": the lines of a DaemonSet that decide where it runs, and the same DaemonSet without one of them.
// Knows where such lines stand; the answer comes from asking the engine again.
import type { ClusterNode } from '../model/cluster-node.ts'
import type { DaemonSet } from '../model/kubernetes.ts'
import type { Path } from '../path.ts'
import { POD_FIELD } from './controller-decision.ts'
import { entriesOf, fieldOf, isMap, itemsOf } from './lenient.ts'
import { placeDaemonSet, type SchedulingContext } from './place-daemonset.ts'
import type { Placement, PlacementGroup } from './placement.ts'

export type LineKind =
  | 'toleration'
  | 'tolerations'
  | 'label'
  | 'nodeSelector'
  | 'requirement'
  | 'term'
  | 'nodeAffinity'
  | 'podAffinity'
  | 'affinity'
  | 'spreadConstraint'
  | 'schedulingGates'
  | 'nodeName'
  | 'runtimeClass'
  | 'hostNetwork'
  | 'request'

/** A part of the manifest that can be left out as a whole. */
export interface Line {
  readonly kind: LineKind
  readonly field: Path
}

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution'
type Segments = readonly (string | number)[]

/** The shapes of such lines below the pod's spec; `*` stands for any index or key. The most specific one comes first. */
const SHAPES: readonly (readonly [LineKind, Segments])[] = [
  ['requirement', ['affinity', 'nodeAffinity', REQUIRED, 'nodeSelectorTerms', '*', 'matchExpressions', '*']],
  ['requirement', ['affinity', 'nodeAffinity', REQUIRED, 'nodeSelectorTerms', '*', 'matchFields', '*']],
  ['term', ['affinity', 'nodeAffinity', REQUIRED, 'nodeSelectorTerms', '*']],
  ['podAffinity', ['affinity', 'podAffinity', REQUIRED, '*']],
  ['podAffinity', ['affinity', 'podAntiAffinity', REQUIRED, '*']],
  ['nodeAffinity', ['affinity', 'nodeAffinity']],
  ['podAffinity', ['affinity', 'podAffinity']],
  ['podAffinity', ['affinity', 'podAntiAffinity']],
  ['affinity', ['affinity']],
  ['toleration', ['tolerations', '*']],
  ['tolerations', ['tolerations']],
  ['label', ['nodeSelector', '*']],
  ['nodeSelector', ['nodeSelector']],
  ['spreadConstraint', ['topologySpreadConstraints', '*']],
  ['schedulingGates', ['schedulingGates']],
  ['nodeName', ['nodeName']],
  ['runtimeClass', ['runtimeClassName']],
  ['hostNetwork', ['hostNetwork']],
  ['request', ['containers', '*', 'resources']],
  ['request', ['initContainers', '*', 'resources']],
  ['request', ['resources']],
]
const POD_SEGMENTS = POD_FIELD.segments()

/** The line that a place belongs to; undefined where nothing decides about nodes. */
export function lineAt(ds: DaemonSet, field: Path): Line | undefined {
  const segments = field.segments()
  if (!startsWith(segments, POD_SEGMENTS)) return undefined
  const below = segments.slice(POD_SEGMENTS.length)
  for (const [kind, shape] of SHAPES) {
    if (!startsWith(below, shape)) continue
    const at = ancestor(field, segments.length - POD_SEGMENTS.length - shape.length)
    if (valueAt(ds, at.segments()) !== undefined) return { kind, field: at }
  }
  return undefined
}

function startsWith(segments: Segments, shape: Segments): boolean {
  return shape.length <= segments.length && shape.every((part, index) => part === '*' || part === segments[index])
}

function ancestor(field: Path, levels: number): Path {
  let at = field
  for (let level = 0; level < levels; level++) at = at.parent ?? at
  return at
}

function valueAt(value: unknown, segments: Segments): unknown {
  let at: unknown = value
  for (const segment of segments) at = Array.isArray(at) ? at[Number(segment)] : isMap(at) && Object.hasOwn(at, segment) ? at[segment] : undefined
  return at ?? undefined
}

/** The lines whose effect is shown beside them: tolerations, labels of the node selector, terms and (in a single term) requirements. */
export function decidingLines(ds: DaemonSet): readonly Line[] {
  const podSpec = fieldOf(ds, 'spec', 'template', 'spec')
  const lines: Line[] = []
  for (const [key] of entriesOf(fieldOf(podSpec, 'nodeSelector')).entries)
    lines.push({ kind: 'label', field: POD_FIELD.child('nodeSelector').key(key) })
  const terms = itemsOf(fieldOf(podSpec, 'affinity', 'nodeAffinity', REQUIRED, 'nodeSelectorTerms')).items
  const termsField = POD_FIELD.child('affinity', 'nodeAffinity', REQUIRED, 'nodeSelectorTerms')
  for (const { value, index } of terms) {
    const term = termsField.index(index)
    const requirements = (['matchExpressions', 'matchFields'] as const).flatMap((list) =>
      itemsOf(fieldOf(value, list)).items.map((item): Line => ({ kind: 'requirement', field: term.child(list).index(item.index) })),
    )
    if (terms.length > 1 || requirements.length === 0) lines.push({ kind: 'term', field: term })
    if (requirements.length > 1 || terms.length === 1) lines.push(...requirements)
  }
  for (const { index } of itemsOf(fieldOf(podSpec, 'tolerations')).items)
    lines.push({ kind: 'toleration', field: POD_FIELD.child('tolerations').index(index) })
  return lines
}

/**
 * The DaemonSet without the line. With the last requirement of a term goes the term, with the last term the whole required node
 * affinity: what would be left of them means "no node at all", which nobody means who takes away a condition.
 */
export function leaveOut(ds: DaemonSet, line: Line): DaemonSet {
  const without = remove(ds, line.field.segments())
  if (line.kind !== 'requirement' && line.kind !== 'term') return without as DaemonSet
  const segments = line.field.segments()
  const required = [...POD_SEGMENTS, 'affinity', 'nodeAffinity', REQUIRED]
  const term = segments.slice(0, required.length + 2)
  let result: unknown = without
  if (line.kind === 'requirement' && isEmptyTerm(valueAt(result, term))) result = remove(result, term)
  const left = valueAt(result, [...required, 'nodeSelectorTerms'])
  if (Array.isArray(left) && left.length === 0) result = remove(result, required)
  return result as DaemonSet
}

function isEmptyTerm(term: unknown): boolean {
  return ['matchExpressions', 'matchFields'].every((list) => {
    const value = fieldOf(term, list)
    return value === undefined || (Array.isArray(value) && value.length === 0)
  })
}

function remove(value: unknown, segments: Segments): unknown {
  const [head, ...rest] = segments
  if (head === undefined) return value
  if (Array.isArray(value)) {
    const at = Number(head)
    return rest.length === 0 ? value.filter((_, index) => index !== at) : value.map((item, index) => (index === at ? remove(item, rest) : item))
  }
  if (!isMap(value) || !Object.hasOwn(value, head)) return value
  if (rest.length > 0) return { ...value, [head]: remove(value[head], rest) }
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== String(head)))
}

/** What a line does: what the known nodes would be without it. */
export interface Effect {
  readonly line: Line
  /** Nodes that would no longer be eligible. */
  readonly lost: readonly ClusterNode[]
  /** Nodes that would become eligible. */
  readonly gained: readonly ClusterNode[]
  /** Nodes whose pods would no longer wait for a place (`freed`), or would have to (`held`). */
  readonly freed: readonly ClusterNode[]
  readonly held: readonly ClusterNode[]
  /** Something is not known before a template is rendered, so there may be more. */
  readonly uncertain: boolean
}

/** The effect of a line, by leaving it out and asking again. `before`: the placement as it is. */
export function effectOf(ds: DaemonSet, line: Line, before: Placement, nodes: readonly ClusterNode[], context: SchedulingContext): Effect {
  const after = placeDaemonSet(leaveOut(ds, line), nodes, context)
  const was = groupByNode(before)
  const effect = { lost: [] as ClusterNode[], gained: [] as ClusterNode[], freed: [] as ClusterNode[], held: [] as ClusterNode[] }
  for (const group of after.groups) {
    for (const node of group.nodes) {
      const old = was.get(node)
      const how = old === undefined ? undefined : movement(old, group)
      if (how !== undefined) effect[how].push(node)
    }
  }
  return { line, ...effect, uncertain: before.unknown > 0 || after.unknown > 0 }
}

export type Movement = 'lost' | 'gained' | 'held' | 'freed'

/** What becomes of a node that changes from one group to another; undefined: nothing that people would see. */
export function movement(old: PlacementGroup, now: PlacementGroup): Movement | undefined {
  if (old.shouldRun === true && now.shouldRun === false) return 'lost'
  if (old.shouldRun === false && now.shouldRun === true) return 'gained'
  if (old.verdict === 'runs' && now.verdict === 'pending') return 'held'
  return old.verdict === 'pending' && now.verdict === 'runs' ? 'freed' : undefined
}

const groupsByNode = new WeakMap<Placement, ReadonlyMap<ClusterNode, PlacementGroup>>()

/** Each known node's group; kept as long as the placement is. */
export function groupByNode(placement: Placement): ReadonlyMap<ClusterNode, PlacementGroup> {
  let known = groupsByNode.get(placement)
  if (known === undefined) {
    const made = new Map<ClusterNode, PlacementGroup>()
    for (const group of placement.groups) for (const node of group.nodes) made.set(node, group)
    groupsByNode.set(placement, made)
    known = made
  }
  return known
}
