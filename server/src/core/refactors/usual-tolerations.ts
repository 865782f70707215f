// The usual tolerations of a platform: a choice of its author's, whatever nodes are known.
import { appendItem } from '../edits/set-value.ts'
import type { Plain } from '../edits/write-value.ts'
import { Path } from '../path.ts'
import { isTolerated, readTolerations } from '../scheduling/tolerations.ts'
import { from, lookUp, made, type Refactor, type Subject, standsAt, standsIn } from './refactor.ts'

const POD = ['spec', 'template', 'spec'] as const

interface Platform {
  readonly name: string
  /** The taints that its nodes usually have, where DaemonSets can run. */
  readonly taints: readonly { readonly key: string; readonly value?: string; readonly effect: string }[]
}

/** Taints that platforms set themselves or tell their users to set. Nodes that run no DaemonSets (Fargate, virtual nodes) are left out. */
const PLATFORMS: readonly Platform[] = [
  { name: 'kubeadm', taints: [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }] },
  { name: 'EKS', taints: [{ key: 'nvidia.com/gpu', effect: 'NoSchedule' }] },
  {
    name: 'AKS',
    taints: [
      { key: 'CriticalAddonsOnly', effect: 'NoSchedule' },
      { key: 'kubernetes.azure.com/scalesetpriority', value: 'spot', effect: 'NoSchedule' },
    ],
  },
  {
    name: 'GKE',
    taints: [
      { key: 'nvidia.com/gpu', effect: 'NoSchedule' },
      { key: 'kubernetes.io/arch', value: 'arm64', effect: 'NoSchedule' },
      { key: 'cloud.google.com/gke-spot', value: 'true', effect: 'NoSchedule' },
    ],
  },
  {
    name: 'RKE2 and k3s',
    taints: [
      { key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' },
      { key: 'node-role.kubernetes.io/etcd', effect: 'NoExecute' },
      { key: 'CriticalAddonsOnly', effect: 'NoExecute' },
    ],
  },
]

/** The tolerations that let the pods onto the tainted nodes of a platform, as far as they are not there already. */
export function usualTolerations(subject: Subject): readonly Refactor[] {
  if (subject.object.daemonset === undefined) return []
  if (!standsAt(subject, POD) && !standsIn(subject, ...POD, 'tolerations')) return []
  const own = readTolerations(lookUp(subject, ...POD), Path.root(...POD), subject.minor)
  return PLATFORMS.flatMap(({ name, taints }) => {
    const wanted = taints.filter((taint) => isTolerated(own, taint) === false)
    const items = wanted.map(
      ({ key, value, effect }): Plain => (value === undefined ? { key, operator: 'Exists', effect } : { key, operator: 'Equal', value, effect }),
    )
    const changes = items.map((item) =>
      appendItem(from(subject, ...POD, 'tolerations'), item, { before: ['initContainers', 'containers', 'volumes'] }),
    )
    const keys = [...new Set(wanted.map(({ key }) => key))]
    return changes.length === 0 ? [] : made(subject, `Tolerate the usual taints of ${name}: ${keys.join(', ')}`, 'refactor.rewrite', ...changes)
  })
}
