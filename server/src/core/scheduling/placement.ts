// The answer to "where does it run, and why": its shape. placement of one DaemonSet on an inventory is computed in place-daemonset.ts.
import type { ClusterNode } from '../model/cluster-node.ts'
import type { Path } from '../path.ts'

/** runs, pending (created, but something known from here stops it), stays (kept until a roll-out, no new one), excluded, unknown (a placeholder decides). */
export type Verdict = 'runs' | 'pending' | 'stays' | 'excluded' | 'unknown'

export type PlacementCheck =
  | 'nodeName'
  | 'nodeSelector'
  | 'nodeAffinity'
  | 'taint'
  | 'schedulingGates'
  | 'resources'
  | 'ports'
  | 'podAffinity'
  | 'topologySpread'
  | 'volume'
  | 'runtimeClass'
  | 'namespace'
  | 'strategy'
  | 'template'

/** Why a verdict is as it is. */
export interface PlacementReason {
  readonly check: PlacementCheck
  /** One sentence without a final stop: `nvidia.com/gpu=present:NoSchedule is not tolerated`. */
  readonly detail: string
  /** The line of the DaemonSet that decides (or the field that is missing). */
  readonly field: Path
  /** The node's label or taint it met (`key=value`, `key=value:Effect`), where there is one. */
  readonly met?: string
}

/** Nodes that this DaemonSet cannot tell apart, with their common verdict. */
export interface PlacementGroup {
  readonly nodes: readonly ClusterNode[]
  /** null: unknown. */
  readonly shouldRun: boolean | null
  readonly shouldContinueRunning: boolean | null
  readonly verdict: Verdict
  readonly reasons: readonly PlacementReason[]
}

export interface Placement {
  /** Every known node stands in exactly one group; groups in the order of their first node. */
  readonly groups: readonly PlacementGroup[]
  /** Number of nodes with shouldRun true (`status.desiredNumberScheduled`). */
  readonly desired: number
  /** Number of nodes with shouldRun null. */
  readonly unknown: number
  /** Number of known nodes. */
  readonly total: number
}
