// Google Kubernetes Engine (Standard): the default pool, a Spot pool, an Arm pool and a GPU pool. GKE itself taints Arm and GPU nodes.
// Labels: https://docs.cloud.google.com/kubernetes-engine/docs/how-to/creating-managing-labels
import { cloudLabels, type SampleNode } from './sample-node.ts'

const REGION = 'europe-west1'

interface Pool {
  readonly name: string
  readonly instanceType: string
  readonly family: string
  readonly provisioning: 'standard' | 'spot'
  readonly cpu: string
  readonly memoryGb: string
}

function gke(pool: Pool, suffix: string, zone: 'b' | 'c' | 'd'): { name: string; labels: Record<string, string> } {
  const at = `${REGION}-${zone}`
  return {
    name: `gke-shop-${pool.name}-${suffix}`,
    labels: {
      ...cloudLabels(pool.instanceType, REGION, at),
      'cloud.google.com/gke-boot-disk': 'pd-balanced',
      'cloud.google.com/gke-container-runtime': 'containerd',
      'cloud.google.com/gke-cpu-scaling-level': pool.cpu,
      'cloud.google.com/gke-logging-variant': 'DEFAULT',
      'cloud.google.com/gke-max-pods-per-node': '110',
      'cloud.google.com/gke-memory-gb-scaling-level': pool.memoryGb,
      'cloud.google.com/gke-nodepool': pool.name,
      'cloud.google.com/gke-os-distribution': 'cos',
      'cloud.google.com/gke-provisioning': pool.provisioning,
      'cloud.google.com/gke-stack-type': 'IPV4',
      'cloud.google.com/machine-family': pool.family,
      'topology.gke.io/zone': at,
      ...(pool.provisioning === 'spot' ? { 'cloud.google.com/gke-spot': 'true' } : {}),
    },
  }
}

const standard: Pool = { name: 'default-pool', instanceType: 'e2-standard-4', family: 'e2', provisioning: 'standard', cpu: '4', memoryGb: '16' }
const spot: Pool = { ...standard, name: 'spot', provisioning: 'spot' }
const arm: Pool = { ...standard, name: 'arm', instanceType: 't2a-standard-4', family: 't2a' }
const gpu: Pool = { ...standard, name: 'gpu', instanceType: 'g2-standard-4', family: 'g2' }

const four = { cpu: '3920m', memory: '12887304Ki', 'ephemeral-storage': '47060071478', pods: '110', 'hugepages-1Gi': '0', 'hugepages-2Mi': '0' }

export const GKE: readonly SampleNode[] = [
  { ...gke(standard, '5f0c1d2e-8xkq', 'b'), allocatable: four },
  { ...gke(standard, '7a9b3c4d-m2vz', 'c'), allocatable: four },
  { ...gke(standard, '1e2f5a6b-qt7w', 'd'), allocatable: four },
  { ...gke(spot, '0b4d6f81-c9rl', 'b'), taints: ['cloud.google.com/gke-spot=true:NoSchedule'], allocatable: four },
  { ...gke(spot, '3c5e7092-h4np', 'c'), taints: ['cloud.google.com/gke-spot=true:NoSchedule'], allocatable: four },
  { ...gke(arm, '6d8fa1b3-t5xs', 'b'), arch: 'arm64', taints: ['kubernetes.io/arch=arm64:NoSchedule'], allocatable: four },
  { ...gke(arm, '9e0c2b4a-w8jd', 'd'), arch: 'arm64', taints: ['kubernetes.io/arch=arm64:NoSchedule'], allocatable: four },
  withAccelerator('2f4a6c8e-k7bm', 'b'),
]

function withAccelerator(suffix: string, zone: 'b' | 'c' | 'd'): SampleNode {
  const { name, labels } = gke(gpu, suffix, zone)
  return {
    name,
    labels: {
      ...labels,
      'cloud.google.com/gke-accelerator': 'nvidia-l4',
      'cloud.google.com/gke-accelerator-count': '1',
      'cloud.google.com/gke-gpu': 'true',
      'cloud.google.com/gke-gpu-driver-version': 'default',
    },
    taints: ['nvidia.com/gpu=present:NoSchedule'],
    allocatable: { ...four, 'nvidia.com/gpu': '1' },
  }
}
