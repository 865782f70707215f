// "What if this node had that taint?": changes to an inventory, kept beside the real one. Pure functions; nothing is forgotten by them.
import type { ClusterNode, Inventory } from '../model/cluster-node.ts'
import type { Taint } from '../model/kubernetes.ts'
import { kubeletLabels } from './samples/sample-node.ts'

/** A hypothetical change to the nodes of these names (of `add-node`: the new node's). */
export type NodeChange = { readonly nodes: readonly string[] } & (
  | { readonly change: 'add-taint' | 'remove-taint'; readonly taint: Taint }
  | { readonly change: 'set-label'; readonly key: string; readonly value: string }
  | { readonly change: 'remove-label'; readonly key: string }
  | { readonly change: 'cordon' | 'uncordon' | 'not-ready' | 'ready' | 'remove-node' }
  /** `like`: a known node whose labels, taints and sizes the new one gets. */
  | { readonly change: 'add-node'; readonly like?: string }
)

const CORDONED: Taint = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' }
const NOT_READY: readonly Taint[] = [
  { key: 'node.kubernetes.io/not-ready', effect: 'NoExecute' },
  { key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' },
]

/** The inventory as it would be after the changes, in their order. Names that are not known change nothing. */
export function whatIf(inventory: Inventory, changes: readonly NodeChange[]): Inventory {
  if (changes.length === 0) return inventory
  let nodes: ClusterNode[] = [...inventory.nodes]
  for (const change of changes) nodes = apply(nodes, change)
  return { source: `${inventory.source}+what-if`, nodes }
}

function apply(nodes: ClusterNode[], change: NodeChange): ClusterNode[] {
  const named = new Set(change.nodes)
  switch (change.change) {
    case 'remove-node':
      return nodes.filter((node) => !named.has(node.name))
    case 'add-node':
      return [...nodes, ...change.nodes.filter((name) => nodes.every((node) => node.name !== name)).map((name) => newNode(name, nodes, change.like))]
    default:
      return nodes.map((node) => (named.has(node.name) ? changed(node, change) : node))
  }
}

function newNode(name: string, nodes: readonly ClusterNode[], like: string | undefined): ClusterNode {
  const model = nodes.find((node) => node.name === like)
  const labels = model === undefined ? kubeletLabels(name) : { ...model.labels, 'kubernetes.io/hostname': name }
  return withObject({ name, labels, taints: model?.taints ?? [], unschedulable: false, allocatable: model?.allocatable, ready: true, object: {} })
}

function changed(node: ClusterNode, change: NodeChange): ClusterNode {
  switch (change.change) {
    case 'add-taint':
      return withTaints(node, [...without(node.taints, change.taint), change.taint])
    case 'remove-taint':
      return withTaints(node, without(node.taints, change.taint))
    case 'set-label':
      return withObject({ ...node, labels: { ...node.labels, [change.key]: change.value } })
    case 'remove-label':
      return withObject({ ...node, labels: Object.fromEntries(Object.entries(node.labels).filter(([key]) => key !== change.key)) })
    case 'cordon':
      return { ...withTaints(node, [...without(node.taints, CORDONED), CORDONED]), unschedulable: true }
    case 'uncordon':
      return { ...withTaints(node, without(node.taints, CORDONED)), unschedulable: false }
    case 'not-ready':
      return { ...withTaints(node, [...NOT_READY.reduce(without, node.taints), ...NOT_READY]), ready: false }
    case 'ready':
      return { ...withTaints(node, NOT_READY.reduce(without, node.taints)), ready: true }
    default:
      return node
  }
}

/** Taints are told apart by key and effect. */
function without(taints: readonly Taint[], taint: Taint): readonly Taint[] {
  return taints.filter((known) => known.key !== taint.key || known.effect !== taint.effect)
}

function withTaints(node: ClusterNode, taints: readonly Taint[]): ClusterNode {
  return withObject({ ...node, taints })
}

function withObject(node: ClusterNode): ClusterNode {
  const { name, labels, taints } = node
  return { ...node, object: { ...node.object, metadata: { name, labels: { ...labels } }, spec: { ...node.object.spec, taints: [...taints] } } }
}
