// A Node as placement sees it: name, labels, taints, sizes. Lenient: what a node list leaves out is absent, never guessed.
import type { Node, Taint } from './kubernetes.ts'

export interface ClusterNode {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly taints: readonly Taint[]
  /** `spec.unschedulable`. The DaemonSet controller does not look at it; shown to people. */
  readonly unschedulable: boolean
  /** `status.allocatable` (quantities as text); undefined: the capacity is unknown, resources never make a pod pending. */
  readonly allocatable: Readonly<Record<string, string>> | undefined
  /** The Ready condition; undefined: unknown. */
  readonly ready: boolean | undefined
  /** For things that are looked at rarely (conditions, addresses). */
  readonly object: Node
}

/** A list of nodes and where it comes from. */
export interface Inventory {
  /** As the command line names it: `file:nodes.json`, `workspace`, `sample:kubeadm`, `cluster:ctx`. */
  readonly source: string
  readonly nodes: readonly ClusterNode[]
}

/** True when only what can be proved without nodes may be called a problem. */
export function isSample(inventory: Inventory): boolean {
  return inventory.source.startsWith('sample')
}
