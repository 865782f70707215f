// Azure Kubernetes Service: a system pool kept for critical add-ons, a Linux pool, a Spot pool, a Windows pool, and the virtual node
// (which has no kubernetes.io/os label). Labels: https://learn.microsoft.com/azure/aks/use-labels
import { cloudLabels, type SampleNode } from './sample-node.ts'

const REGION = 'westeurope'

interface Pool {
  readonly name: string
  readonly mode: 'system' | 'user'
  readonly instanceType: string
  readonly osSku: string
  readonly image: string
}

function labels(pool: Pool, zone: number): Record<string, string> {
  return {
    ...cloudLabels(pool.instanceType, REGION, `${REGION}-${zone}`),
    agentpool: pool.name,
    'kubernetes.azure.com/agentpool': pool.name,
    'kubernetes.azure.com/cluster': 'MC_shop_shop_westeurope',
    'kubernetes.azure.com/mode': pool.mode,
    'kubernetes.azure.com/node-image-version': pool.image,
    'kubernetes.azure.com/nodepool-type': 'VirtualMachineScaleSets',
    'kubernetes.azure.com/os-sku': pool.osSku,
    'kubernetes.azure.com/role': 'agent',
    'kubernetes.azure.com/storageprofile': 'managed',
    'kubernetes.azure.com/storagetier': 'Premium_LRS',
    'topology.disk.csi.azure.com/zone': `${REGION}-${zone}`,
  }
}

const system: Pool = {
  name: 'system',
  mode: 'system',
  instanceType: 'Standard_D4ds_v5',
  osSku: 'Ubuntu',
  image: 'AKSUbuntu-2204gen2containerd-202508.20.0',
}
const linux: Pool = { ...system, name: 'apps', mode: 'user' }
const spot: Pool = { ...linux, name: 'spot' }
const windows: Pool = { ...linux, name: 'win22', osSku: 'Windows2022', image: 'AKSWindows-2022-containerd-gen2-20348.3932.250702' }

const four = { cpu: '3860m', memory: '12880564Ki', 'ephemeral-storage': '119703055367', pods: '110', 'hugepages-1Gi': '0', 'hugepages-2Mi': '0' }

export const AKS: readonly SampleNode[] = [
  ...[1, 2].map((zone) => ({
    name: `aks-system-31084512-vmss00000${zone - 1}`,
    labels: labels(system, zone),
    taints: ['CriticalAddonsOnly=true:NoSchedule'],
    allocatable: four,
  })),
  ...[1, 2, 3].map((zone) => ({ name: `aks-apps-20675039-vmss00000${zone - 1}`, labels: labels(linux, zone), allocatable: four })),
  {
    name: 'aks-spot-14421873-vmss000000',
    labels: { ...labels(spot, 1), 'kubernetes.azure.com/priority': 'spot', 'kubernetes.azure.com/scalesetpriority': 'spot' },
    taints: ['kubernetes.azure.com/scalesetpriority=spot:NoSchedule'],
    allocatable: four,
  },
  ...[1, 2].map((zone) => ({
    name: `akswin2200000${zone - 1}`,
    os: 'windows' as const,
    labels: { ...labels(windows, zone), 'node.kubernetes.io/windows-build': '10.0.20348' },
    allocatable: { cpu: '3860m', memory: '12475852Ki', 'ephemeral-storage': '133703905Ki', pods: '110' },
  })),
]

/** Not made by a kubelet: it lacks most labels that kubelets set. */
export const AKS_VIRTUAL_NODE = {
  name: 'virtual-node-aci-linux',
  labels: {
    'alpha.service-controller.kubernetes.io/exclude-balancer': 'true',
    'beta.kubernetes.io/os': 'linux',
    'kubernetes.azure.com/managed': 'false',
    'kubernetes.azure.com/role': 'agent',
    'kubernetes.io/hostname': 'virtual-node-aci-linux',
    'kubernetes.io/role': 'agent',
    'node-role.kubernetes.io/agent': '',
    'node.kubernetes.io/exclude-from-external-load-balancers': 'true',
    type: 'virtual-kubelet',
  },
  taints: ['virtual-kubelet.io/provider=azure:NoSchedule'],
  allocatable: { cpu: '10k', memory: '4Ti', pods: '5k' },
} as const
