// Clusters on one's own machine: kind with a control plane node and three workers; minikube with its single, untainted node.
import { CONTROL_PLANE_LABELS, CONTROL_PLANE_TAINT, type SampleNode } from './sample-node.ts'

// Every kind node sees the whole machine.
const machine = { cpu: '8', memory: '16081500Ki', 'ephemeral-storage': '486903968Ki', pods: '110', 'hugepages-1Gi': '0', 'hugepages-2Mi': '0' }

export const KIND: readonly SampleNode[] = [
  { name: 'kind-control-plane', labels: CONTROL_PLANE_LABELS, taints: [CONTROL_PLANE_TAINT], allocatable: machine },
  ...['kind-worker', 'kind-worker2', 'kind-worker3'].map((name) => ({ name, allocatable: machine })),
]

export const MINIKUBE: readonly SampleNode[] = [
  {
    name: 'minikube',
    labels: {
      ...CONTROL_PLANE_LABELS,
      'minikube.k8s.io/commit': 'f8f52f5de11fc6ad8244afac475e1d0f96841df1',
      'minikube.k8s.io/name': 'minikube',
      'minikube.k8s.io/primary': 'true',
      'minikube.k8s.io/updated_at': '2025_09_02T09_30_11_0700',
      'minikube.k8s.io/version': 'v1.36.0',
    },
    allocatable: { cpu: '2', memory: '3911456Ki', 'ephemeral-storage': '61202244Ki', pods: '110', 'hugepages-1Gi': '0', 'hugepages-2Mi': '0' },
  },
]
