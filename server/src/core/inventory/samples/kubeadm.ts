// A cluster made with kubeadm on machines of one's own: three control plane nodes, four workers, and two GPU machines as the
// NVIDIA GPU operator labels them, tainted by their owner.
import { CONTROL_PLANE_LABELS, CONTROL_PLANE_TAINT, type SampleNode } from './sample-node.ts'

const machine = { cpu: '4', memory: '16265200Ki', 'ephemeral-storage': '94477937300', pods: '110', 'hugepages-1Gi': '0', 'hugepages-2Mi': '0' }
const worker = { ...machine, cpu: '16', memory: '65742312Ki', 'ephemeral-storage': '473555891814' }

export const KUBEADM: readonly SampleNode[] = [
  ...['control-plane-1', 'control-plane-2', 'control-plane-3'].map((name) => ({
    name,
    labels: CONTROL_PLANE_LABELS,
    taints: [CONTROL_PLANE_TAINT],
    allocatable: machine,
  })),
  ...['worker-1', 'worker-2', 'worker-3', 'worker-4'].map((name) => ({ name, allocatable: worker })),
  ...['gpu-1', 'gpu-2'].map((name) => ({
    name,
    labels: {
      'feature.node.kubernetes.io/pci-10de.present': 'true',
      'nvidia.com/gpu.count': '4',
      'nvidia.com/gpu.present': 'true',
      'nvidia.com/gpu.product': 'NVIDIA-A100-SXM4-80GB',
    },
    taints: ['nvidia.com/gpu=present:NoSchedule'],
    allocatable: { ...worker, cpu: '64', memory: '527943428Ki', 'nvidia.com/gpu': '4' },
  })),
]
