// What the scheduler may object to, one value per kind of objection: the columns in which nodes differ for it, and its reasons for one node.
// Types only; the filters themselves stand in the files next to this one.
import type { ClusterNode } from '../model/cluster-node.ts'
import type { DaemonSet } from '../model/kubernetes.ts'
import type { WorkspaceFacts } from '../workspace-facts.ts'
import type { IsMixed } from './affinity-reasons.ts'
import type { Column, NodeIndex } from './node-index.ts'
import type { Placement, PlacementReason } from './placement.ts'

/** Another DaemonSet whose pods are on the nodes already. */
export interface OtherPods {
  readonly daemonset: DaemonSet
  readonly name: string
  readonly placement: Placement
  /** 1: its pod runs on the node. */
  readonly column: Column
}

export interface FilterInput {
  readonly daemonset: DaemonSet
  readonly podSpec: unknown
  readonly minor: number
  readonly workspace: WorkspaceFacts
  readonly index: NodeIndex
  /** Those of at least the same priority: pods of a lower one give way. */
  readonly others: readonly OtherPods[]
}

/** One node's objections: it stays pending, or nobody can say which of several nodes does. */
export interface Objection extends PlacementReason {
  readonly certain: boolean
}

export interface SchedulerFilter {
  /** What nodes must be told apart by; labels with many values are named in `mixed`. */
  columns(mixed: Set<string>): readonly Column[]
  objections(node: ClusterNode, isMixed: IsMixed): readonly Objection[]
}

/**
 * A filter whose answer for one node depends on which other nodes get a pod: asked in a second pass, with those that
 * nothing else keeps from running.
 */
export interface CompetingFilter {
  among(runnable: (node: ClusterNode) => boolean): SchedulerFilter
}
