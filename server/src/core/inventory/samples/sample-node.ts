// How a sample node is written down: what every kubelet sets, plus what the product adds. Knows no product.
import type { ClusterNode } from '../../model/cluster-node.ts'
import type { Taint } from '../../model/kubernetes.ts'

export interface SampleNode {
  readonly name: string
  readonly os?: 'linux' | 'windows'
  readonly arch?: 'amd64' | 'arm64'
  readonly labels?: Readonly<Record<string, string>>
  /** `key=value:Effect` or `key:Effect`, as `kubectl taint` takes it. */
  readonly taints?: readonly string[]
  /** CPU, memory, ephemeral storage and pods that are left for pods, then extended resources. */
  readonly allocatable: Readonly<Record<string, string>>
}

export const CONTROL_PLANE_LABELS = {
  'node-role.kubernetes.io/control-plane': '',
  'node.kubernetes.io/exclude-from-external-load-balancers': '',
} as const
export const CONTROL_PLANE_TAINT = 'node-role.kubernetes.io/control-plane:NoSchedule'

/** The labels that every kubelet sets on its node. */
export function kubeletLabels(name: string, os = 'linux', arch = 'amd64'): Record<string, string> {
  return {
    'beta.kubernetes.io/arch': arch,
    'beta.kubernetes.io/os': os,
    'kubernetes.io/arch': arch,
    'kubernetes.io/hostname': name,
    'kubernetes.io/os': os,
  }
}

/** The labels that a cloud's controller sets: machine type, region and zone, under their current and their deprecated keys. */
export function cloudLabels(instanceType: string, region: string, zone: string): Record<string, string> {
  return {
    'beta.kubernetes.io/instance-type': instanceType,
    'failure-domain.beta.kubernetes.io/region': region,
    'failure-domain.beta.kubernetes.io/zone': zone,
    'node.kubernetes.io/instance-type': instanceType,
    'topology.kubernetes.io/region': region,
    'topology.kubernetes.io/zone': zone,
  }
}

/** Reads `key=value:Effect`; undefined if there is no key or no effect. */
export function parseTaint(text: string): Taint | undefined {
  const match = /^([^=:]+)(?:=([^:]*))?:(\w+)$/.exec(text)
  const [, key, value = '', effect] = match ?? []
  if (key === undefined || effect === undefined) return undefined
  return value === '' ? { key, effect } : { key, value, effect }
}

export function clusterNode(sample: SampleNode): ClusterNode {
  const { name, os, arch, allocatable } = sample
  const labels = { ...kubeletLabels(name, os, arch), ...sample.labels }
  const taints = (sample.taints ?? []).map(parseTaint).filter((taint) => taint !== undefined)
  const object = {
    apiVersion: 'v1' as const,
    kind: 'Node' as const,
    metadata: { name, labels },
    ...(taints.length > 0 ? { spec: { taints: [...taints] } } : {}),
    status: { allocatable: { ...allocatable }, conditions: [{ type: 'Ready', status: 'True' }] },
  }
  return { name, labels, taints, unschedulable: false, allocatable, ready: true, object }
}
