// The built-in node lists, by name. They stand in until a real list is named: only what can be proved without nodes is a problem then.
import type { ClusterNode, Inventory } from '../model/cluster-node.ts'
import { AKS, AKS_VIRTUAL_NODE } from './samples/aks.ts'
import { EKS } from './samples/eks.ts'
import { GKE } from './samples/gke.ts'
import { KUBEADM } from './samples/kubeadm.ts'
import { KIND, MINIKUBE } from './samples/local.ts'
import { clusterNode, type SampleNode } from './samples/sample-node.ts'

export const SAMPLE_NAMES = ['kubeadm', 'eks', 'aks', 'gke', 'kind', 'minikube'] as const
export type SampleName = (typeof SAMPLE_NAMES)[number]

/** What each sample shows, for people who choose one. */
export const SAMPLE_DESCRIPTIONS: Readonly<Record<SampleName, string>> = {
  kubeadm: '3 control plane nodes, 4 workers, 2 tainted GPU nodes',
  eks: 'Amazon EKS: node groups on amd64 and Spot arm64, a GPU node, Fargate',
  aks: 'Azure Kubernetes Service: system, Linux, Spot and Windows pools, the virtual node',
  gke: 'Google Kubernetes Engine: default, Spot, Arm and GPU pools',
  kind: 'kind: a control plane node and 3 workers',
  minikube: 'minikube: a single node',
}

const KUBELETS: Readonly<Record<SampleName, readonly SampleNode[]>> = {
  kubeadm: KUBEADM,
  eks: EKS,
  aks: AKS,
  gke: GKE,
  kind: KIND,
  minikube: MINIKUBE,
}

const made = new Map<SampleName, Inventory>()

/** The sample of this name; the same value each time, so that what is known of its nodes is kept. */
export function sampleInventory(name: SampleName): Inventory {
  let inventory = made.get(name)
  if (inventory === undefined) {
    inventory = { source: `sample:${name}`, nodes: nodesOf(name) }
    made.set(name, inventory)
  }
  return inventory
}

/** True for the names that `sample:NAME` may have. */
export function isSampleName(name: string): name is SampleName {
  return SAMPLE_NAMES.some((known) => known === name)
}

function nodesOf(name: SampleName): ClusterNode[] {
  const nodes = KUBELETS[name].map(clusterNode)
  return name === 'aks' ? [...nodes, virtualNode()] : nodes
}

/** As its provider registers it: the labels of `AKS_VIRTUAL_NODE` and no others. */
function virtualNode(): ClusterNode {
  const node = clusterNode(AKS_VIRTUAL_NODE)
  const labels = AKS_VIRTUAL_NODE.labels
  return { ...node, labels, object: { ...node.object, metadata: { name: node.name, labels: { ...labels } } } }
}
