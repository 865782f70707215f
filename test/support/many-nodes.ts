// A large cluster that looks like a real one: pools with their labels and taints, zones, sizes that differ a little from node to node.
import type { ClusterNode } from '../../server/src/core/model/cluster-node.ts'
import type { Taint } from '../../server/src/core/model/kubernetes.ts'

const POOLS: readonly {
  readonly name: string
  readonly arch: string
  readonly os: string
  readonly taints: readonly Taint[]
  readonly gpu?: string
}[] = [
  { name: 'general', arch: 'amd64', os: 'linux', taints: [] },
  { name: 'batch', arch: 'amd64', os: 'linux', taints: [{ key: 'dedicated', value: 'batch', effect: 'NoSchedule' }] },
  { name: 'arm', arch: 'arm64', os: 'linux', taints: [{ key: 'kubernetes.io/arch', value: 'arm64', effect: 'NoSchedule' }] },
  { name: 'gpu', arch: 'amd64', os: 'linux', taints: [{ key: 'nvidia.com/gpu', value: 'present', effect: 'NoSchedule' }], gpu: '8' },
  { name: 'windows', arch: 'amd64', os: 'windows', taints: [] },
  { name: 'spot', arch: 'amd64', os: 'linux', taints: [{ key: 'spot', value: 'true', effect: 'NoExecute' }] },
]

/** `count` nodes; the same ones each time. */
export function manyNodes(count: number): ClusterNode[] {
  return Array.from({ length: count }, (_, index) => {
    const pool = POOLS[(index * 7 + Math.floor(index / 97)) % POOLS.length] ?? POOLS[0]
    if (pool === undefined) throw new Error('no pools')
    const name = `node-${index}`
    const ill =
      index % 113 === 0
        ? [
            { key: 'node.kubernetes.io/not-ready', effect: 'NoExecute' },
            { key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' },
          ]
        : []
    const labels = {
      'beta.kubernetes.io/arch': pool.arch,
      'beta.kubernetes.io/os': pool.os,
      'kubernetes.io/arch': pool.arch,
      'kubernetes.io/hostname': name,
      'kubernetes.io/os': pool.os,
      'node.kubernetes.io/instance-type': `m${index % 9}.large`,
      'topology.kubernetes.io/region': 'eu-west-1',
      'topology.kubernetes.io/zone': `eu-west-1${'abc'[index % 3]}`,
      'example.com/cores': String(2 ** (index % 7)),
      'example.com/rack': `rack-${index % 400}`,
      pool: pool.name,
    }
    const allocatable = {
      cpu: `${2 ** (index % 5)}`,
      memory: `${7_000_000 + ((index * 7919) % 60_000)}Ki`,
      'ephemeral-storage': '95491281146',
      pods: '110',
      ...(pool.gpu === undefined ? {} : { 'nvidia.com/gpu': pool.gpu }),
    }
    return { name, labels, taints: [...pool.taints, ...ill], unschedulable: false, allocatable, ready: ill.length === 0, object: {} }
  })
}
