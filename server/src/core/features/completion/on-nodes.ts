// What the nodes of the chosen inventory have: labels and taints with the number of nodes. Counted once for each inventory.
import type { Inventory } from '../../model/cluster-node.ts'

export interface NodeCounts {
  readonly total: number
  /** Label key -> value -> number of nodes. */
  readonly labels: ReadonlyMap<string, ReadonlyMap<string, number>>
  readonly taints: readonly CountedTaint[]
  /** Names of allocatable resources -> number of nodes. */
  readonly resources: ReadonlyMap<string, number>
}

export interface CountedTaint {
  readonly key: string
  readonly value: string
  readonly effect: string
  readonly nodes: number
}

const counted = new WeakMap<Inventory, NodeCounts>()

export function countNodes(inventory: Inventory): NodeCounts {
  const ready = counted.get(inventory)
  if (ready !== undefined) return ready
  const labels = new Map<string, Map<string, number>>()
  const taints = new Map<string, CountedTaint>()
  const resources = new Map<string, number>()
  for (const node of inventory.nodes) {
    for (const [key, value] of Object.entries(node.labels)) {
      const values = labels.get(key) ?? new Map<string, number>()
      labels.set(key, values.set(value, (values.get(value) ?? 0) + 1))
    }
    for (const taint of node.taints) {
      const { key = '', value = '', effect = '' } = taint
      const id = `${key}=${value}:${effect}`
      taints.set(id, { key, value, effect, nodes: (taints.get(id)?.nodes ?? 0) + 1 })
    }
    for (const name of Object.keys(node.allocatable ?? {})) resources.set(name, (resources.get(name) ?? 0) + 1)
  }
  const counts: NodeCounts = { total: inventory.nodes.length, labels, resources, taints: [...taints.values()].sort((a, b) => b.nodes - a.nodes) }
  counted.set(inventory, counts)
  return counts
}

/** `3 of 9 nodes` */
export function share(nodes: number, counts: NodeCounts): string {
  return `${nodes} of ${counts.total} node${counts.total === 1 ? '' : 's'}`
}

/** Number of nodes that have the label at all. */
export function nodesWithLabel(counts: NodeCounts, key: string): number {
  let nodes = 0
  for (const count of counts.labels.get(key)?.values() ?? []) nodes += count
  return nodes
}
