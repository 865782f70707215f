// Amazon EKS: a managed node group, a Spot group on Graviton, a GPU group, and pods on Fargate, each of which is a node.
// Labels: https://docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html
import { cloudLabels, type SampleNode } from './sample-node.ts'

const REGION = 'eu-west-1'

interface Group {
  readonly name: string
  readonly instanceType: string
  readonly capacityType: 'ON_DEMAND' | 'SPOT'
  readonly image: string
}

function ec2(address: string, zone: 'a' | 'b' | 'c', group: Group): Pick<SampleNode, 'name' | 'labels'> {
  const at = `${REGION}${zone}`
  return {
    name: `${address}.${REGION}.compute.internal`,
    labels: {
      ...cloudLabels(group.instanceType, REGION, at),
      'eks.amazonaws.com/capacityType': group.capacityType,
      'eks.amazonaws.com/nodegroup': group.name,
      'eks.amazonaws.com/nodegroup-image': group.image,
      'k8s.io/cloud-provider-aws': '4a6b5f3a0e4fbc1f4d6c0a7a8f6e2d11',
      'topology.ebs.csi.aws.com/zone': at,
      'topology.k8s.aws/zone-id': `euw1-az${'abc'.indexOf(zone) + 1}`,
    },
  }
}

function fargate(address: string, zone: 'a' | 'b'): SampleNode {
  const at = `${REGION}${zone}`
  return {
    name: `fargate-${address}.${REGION}.compute.internal`,
    labels: {
      'eks.amazonaws.com/compute-type': 'fargate',
      'failure-domain.beta.kubernetes.io/region': REGION,
      'failure-domain.beta.kubernetes.io/zone': at,
      'kubernetes.io/hostname': `${address}.${REGION}.compute.internal`,
      'topology.kubernetes.io/region': REGION,
      'topology.kubernetes.io/zone': at,
    },
    taints: ['eks.amazonaws.com/compute-type=fargate:NoSchedule'],
    allocatable: { cpu: '2', memory: '3926592Ki', 'ephemeral-storage': '27952234836', pods: '1', 'hugepages-2Mi': '0' },
  }
}

const general: Group = { name: 'general', instanceType: 'm6i.large', capacityType: 'ON_DEMAND', image: 'ami-0f5d1c2b9a7e8d341' }
const spot: Group = { name: 'spot-arm64', instanceType: 'm7g.large', capacityType: 'SPOT', image: 'ami-0a9c8b7d6e5f4a321' }
const gpu: Group = { name: 'gpu', instanceType: 'g5.xlarge', capacityType: 'ON_DEMAND', image: 'ami-07b1e6d5c4f3a2908' }

const large = { cpu: '1930m', memory: '7218284Ki', 'ephemeral-storage': '18181869946', pods: '29', 'hugepages-1Gi': '0', 'hugepages-2Mi': '0' }

export const EKS: readonly SampleNode[] = [
  { ...ec2('ip-10-0-11-23', 'a', general), allocatable: large },
  { ...ec2('ip-10-0-12-87', 'b', general), allocatable: large },
  { ...ec2('ip-10-0-13-140', 'c', general), allocatable: large },
  { ...ec2('ip-10-0-11-201', 'a', spot), arch: 'arm64', allocatable: { ...large, memory: '7087212Ki' } },
  { ...ec2('ip-10-0-12-38', 'b', spot), arch: 'arm64', allocatable: { ...large, memory: '7087212Ki' } },
  {
    ...ec2('ip-10-0-13-66', 'c', gpu),
    taints: ['nvidia.com/gpu=true:NoSchedule'],
    allocatable: { ...large, cpu: '3920m', memory: '14949372Ki', 'ephemeral-storage': '95551679124', pods: '58', 'nvidia.com/gpu': '1' },
  },
  fargate('ip-10-0-101-17', 'a'),
  fargate('ip-10-0-102-94', 'b'),
]
