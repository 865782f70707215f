// Random DaemonSets that speak of the labels and taints of the built-in samples. The same seed gives the same one.
import { SAMPLE_NAMES, sampleInventory } from '../../server/src/core/inventory/samples.ts'
import type { DaemonSet } from '../../server/src/core/model/kubernetes.ts'
import { daemonSet } from './placement.ts'

const NODES = SAMPLE_NAMES.flatMap((name) => [...sampleInventory(name).nodes])
const LABELS = [
  ...new Map(NODES.flatMap((node) => Object.entries(node.labels).map(([key, value]) => [`${key}=${value}`, [key, value] as const]))).values(),
]
const COMMON = LABELS.filter(([key]) => /^kubernetes.io\/(os|arch)$|zone$|gpu|nodegroup$|nodepool$|^agentpool$|spot|hostname/.test(key))
const TAINTS = NODES.flatMap((node) => [...node.taints])

/** Numbers from 0 to 1, always the same ones for a seed (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

export function randomDaemonSet(seed: number): DaemonSet {
  const random = randomNumbers(seed)
  const pick = <T>(list: readonly T[]): T => {
    const item = list[Math.floor(random() * list.length)]
    if (item === undefined) throw new Error('nothing to pick from')
    return item
  }
  const some = <T>(most: number, make: () => T): T[] => Array.from({ length: Math.floor(random() * (most + 1)) }, make)
  const requirement = () => {
    const [key, value] = pick(random() < 0.8 ? COMMON : LABELS)
    const operator = pick(['In', 'In', 'NotIn', 'Exists', 'DoesNotExist'])
    if (operator === 'Exists' || operator === 'DoesNotExist') return { key, operator }
    return { key, operator, values: [value, ...some(2, () => pick(COMMON)[1])] }
  }
  const name = () => ({ key: 'metadata.name', operator: pick(['In', 'NotIn']), values: [pick(NODES).name] })
  const term = () => ({ matchExpressions: [requirement(), ...some(1, requirement)], ...(random() < 0.2 ? { matchFields: [name()] } : {}) })
  const toleration = () => {
    const { key, value, effect } = pick(TAINTS)
    return pick([
      { key, operator: 'Exists' },
      { key, operator: 'Exists', effect },
      { key, operator: 'Equal', ...(value === undefined ? {} : { value }), effect },
      { operator: 'Exists' },
      { key: 'nobody', operator: 'Exists' },
    ])
  }
  const label = pick(COMMON)
  return daemonSet({
    ...(random() < 0.4 ? { nodeSelector: { [label[0]]: label[1], ...(random() < 0.3 ? { 'kubernetes.io/os': 'linux' } : {}) } } : {}),
    ...(random() < 0.6
      ? { affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [term(), ...some(2, term)] } } } }
      : {}),
    tolerations: some(4, toleration),
    ...(random() < 0.1 ? { nodeName: pick(NODES).name } : {}),
    hostNetwork: random() < 0.2,
    containers: [{ name: 'agent', resources: { requests: { cpu: pick(['50m', '2', '8']), memory: pick(['100Mi', '4Gi', '100Gi']) } } }],
  })
}
