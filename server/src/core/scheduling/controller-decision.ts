// What the DaemonSet controller decides for one node, and why. Knows neither the scheduler nor other nodes.
// Semantics: https://kubernetes.io/docs/concepts/workloads/controllers/daemonset/#how-daemon-pods-are-scheduled
import type { ClusterNode } from '../model/cluster-node.ts'
import type { DaemonSet, Taint } from '../model/kubernetes.ts'
import { isPlaceholder } from '../model/placeholder.ts'
import { Path } from '../path.ts'
import { type IsMixed, nothingMixed, shownValue, termReason } from './affinity-reasons.ts'
import { both, type Known } from './known.ts'
import { fieldOf, isMap, textOf } from './lenient.ts'
import { type LabelSelection, type RequiredTerms, readNodeSelector, readRequiredTerms, testEntry, testTerms } from './node-affinity.ts'
import { labelOf } from './node-index.ts'
import type { PlacementReason } from './placement.ts'
import type { Requirement } from './requirement.ts'
import { type EffectiveTolerations, isRepelling, isTolerated, readTolerations, taintText } from './tolerations.ts'

export const POD_FIELD = Path.root('spec', 'template', 'spec')

/** What the controller reads of a DaemonSet. */
export interface ControllerQuery {
  /** Empty: no name is asked for. */
  readonly nodeName: string
  readonly selection: LabelSelection
  readonly required: RequiredTerms | undefined
  readonly tolerations: EffectiveTolerations
}

export interface Decision {
  readonly shouldRun: Known
  readonly shouldContinueRunning: Known
  /** Every check that says no, or, if none does, every one that is unknown; in the controller's order. */
  readonly reasons: readonly PlacementReason[]
}

export function readControllerQuery(ds: DaemonSet, minor: number): ControllerQuery {
  const podSpec = fieldOf(ds, 'spec', 'template', 'spec')
  return {
    // A template's line among the fields makes the other fields unknown already; nobody brings nodeName by it.
    nodeName: isMap(podSpec) && !Object.hasOwn(podSpec, 'nodeName') ? '' : textOf(fieldOf(podSpec, 'nodeName')),
    selection: readNodeSelector(podSpec, POD_FIELD),
    required: readRequiredTerms(podSpec, POD_FIELD),
    tolerations: readTolerations(podSpec, POD_FIELD, minor),
  }
}

/** The controller's decision for one node (or for a node that stands for its group). */
export function decide(query: ControllerQuery, node: ClusterNode, isMixed: IsMixed = nothingMixed): Decision {
  const failed: PlacementReason[] = []
  const unknown: PlacementReason[] = []
  const note = (known: Known, reason: () => PlacementReason): Known => {
    if (known === false) failed.push(reason())
    if (known === null) unknown.push(fromTemplate(reason()))
    return known
  }
  let fits: Known = note(testNodeName(query.nodeName, node), () => nodeNameReason(query.nodeName))
  for (const entry of query.selection.entries) {
    const value = labelOf(node, entry.key)
    fits = both(
      fits,
      note(testEntry(entry, value), () => labelReason(entry, value, isMixed)),
    )
  }
  if (query.selection.open)
    fits = both(
      fits,
      note(null, () => ({ check: 'nodeSelector', detail: 'nodeSelector', field: query.selection.field })),
    )
  const { required } = query
  if (required !== undefined) {
    const lookUp = valuesOf(node)
    fits = both(
      fits,
      note(testTerms(required, lookUp), () => affinityReason(required, lookUp, isMixed)),
    )
  }
  let scheduled: Known = true
  let executed: Known = true
  for (const taint of node.taints) {
    if (!isRepelling(taint)) continue
    const known = note(isTolerated(query.tolerations, taint), () => taintReason(taint))
    scheduled = both(scheduled, known)
    if (taint.effect === 'NoExecute') executed = both(executed, known)
  }
  return { shouldRun: both(fits, scheduled), shouldContinueRunning: both(fits, executed), reasons: failed.length > 0 ? failed : unknown }
}

/** Looks up what a requirement asks of this node. */
export function valuesOf(node: ClusterNode): (requirement: Requirement) => string | undefined {
  return (requirement) => (requirement.ofField ? node.name : labelOf(node, requirement.key))
}

export function testNodeName(wanted: string, node: ClusterNode): Known {
  if (wanted === '') return true
  return isPlaceholder(wanted) ? null : wanted === node.name
}

function nodeNameReason(wanted: string): PlacementReason {
  return { check: 'nodeName', detail: `nodeName pins the pods to ${wanted}`, field: POD_FIELD.child('nodeName') }
}

function labelReason(entry: { key: string; value: string; field: Path }, value: string | undefined, isMixed: IsMixed): PlacementReason {
  const { key, field } = entry
  if (value === undefined) return { check: 'nodeSelector', detail: `label ${key}=${entry.value} is missing`, field }
  if (isMixed(key)) return { check: 'nodeSelector', detail: `label ${key} is not ${shownValue(entry.value)}`, field }
  return { check: 'nodeSelector', detail: `label ${key} is ${shownValue(value)}, not ${shownValue(entry.value)}`, field, met: `${key}=${value}` }
}

function affinityReason(required: RequiredTerms, lookUp: (r: Requirement) => string | undefined, isMixed: IsMixed): PlacementReason {
  const [only, ...others] = required.terms
  if (only !== undefined && others.length === 0) return { check: 'nodeAffinity', ...termReason(only, lookUp, isMixed) }
  const detail = only === undefined ? 'the required node affinity has no terms' : `none of ${required.terms.length} node affinity terms matches`
  return { check: 'nodeAffinity', detail, field: required.field }
}

function taintReason(taint: Taint): PlacementReason {
  const text = taintText(taint)
  return { check: 'taint', detail: `${text} is not tolerated`, field: POD_FIELD.child('tolerations'), met: text }
}

/** The same line as a reason for "unknown". */
function fromTemplate(reason: PlacementReason): PlacementReason {
  const { check, field, met } = reason
  const detail =
    check === 'taint'
      ? `whether ${met} is tolerated comes from a template`
      : `${field.parent?.name === 'nodeSelector' ? `nodeSelector ${field.name}` : check} comes from a template`
  return { check: 'template', detail, field, ...(met === undefined ? {} : { met }) }
}
