// The plain loop: every requirement of a DaemonSet on every node, one after the other. Written apart from the engine, to compare with it.
import type { ClusterNode } from '../../server/src/core/model/cluster-node.ts'
import type { DaemonSet, NodeSelectorRequirement, Taint, Toleration } from '../../server/src/core/model/kubernetes.ts'
import { parseQuantity } from '../../server/src/core/model/quantity.ts'

export interface PlainDecision {
  readonly shouldRun: boolean
  readonly shouldContinueRunning: boolean
  /** Requests that are larger than what the node has. */
  readonly tooLarge: boolean
}

const ADDED: readonly Toleration[] = [
  { key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute' },
  { key: 'node.kubernetes.io/unreachable', operator: 'Exists', effect: 'NoExecute' },
  { key: 'node.kubernetes.io/disk-pressure', operator: 'Exists', effect: 'NoSchedule' },
  { key: 'node.kubernetes.io/memory-pressure', operator: 'Exists', effect: 'NoSchedule' },
  { key: 'node.kubernetes.io/pid-pressure', operator: 'Exists', effect: 'NoSchedule' },
  { key: 'node.kubernetes.io/unschedulable', operator: 'Exists', effect: 'NoSchedule' },
]

/** Decides for each node, in their order. */
export function plainPlacement(ds: DaemonSet, nodes: readonly ClusterNode[]): readonly PlainDecision[] {
  const spec = ds.spec?.template?.spec ?? {}
  const tolerations: Toleration[] = [...(spec.tolerations ?? []), ...ADDED]
  if (spec.hostNetwork === true) tolerations.push({ key: 'node.kubernetes.io/network-unavailable', operator: 'Exists', effect: 'NoSchedule' })
  const requests = (spec.containers ?? []).map((container) => container.resources?.requests ?? {})
  return nodes.map((node) => {
    const fits = namedHere(spec.nodeName, node) && labelsFit(ds, node) && affinityFits(ds, node)
    const untolerated = node.taints.filter(
      (taint) => (taint.effect === 'NoSchedule' || taint.effect === 'NoExecute') && !tolerations.some((toleration) => matches(toleration, taint)),
    )
    return {
      shouldRun: fits && untolerated.length === 0,
      shouldContinueRunning: fits && untolerated.every((taint) => taint.effect !== 'NoExecute'),
      tooLarge: isTooLarge(requests, node),
    }
  })
}

function namedHere(nodeName: string | undefined, node: ClusterNode): boolean {
  return nodeName === undefined || nodeName === '' || nodeName === node.name
}

function labelsFit(ds: DaemonSet, node: ClusterNode): boolean {
  return Object.entries(ds.spec?.template?.spec?.nodeSelector ?? {}).every(([key, value]) => node.labels[key] === value)
}

function affinityFits(ds: DaemonSet, node: ClusterNode): boolean {
  const required = ds.spec?.template?.spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution
  if (required === undefined) return true
  return (required.nodeSelectorTerms ?? []).some((term) => {
    const expressions = term.matchExpressions ?? []
    const fields = term.matchFields ?? []
    if (expressions.length + fields.length === 0) return false
    return expressions.every((one) => meets(one, node.labels[one.key ?? ''])) && fields.every((one) => meets(one, node.name))
  })
}

function meets({ operator, values = [] }: NodeSelectorRequirement, found: string | undefined): boolean {
  switch (operator) {
    case 'In':
      return found !== undefined && values.includes(found)
    case 'NotIn':
      return found === undefined || !values.includes(found)
    case 'Exists':
      return found !== undefined
    case 'DoesNotExist':
      return found === undefined
    default: {
      const [bound = ''] = values
      if (found === undefined || !/^-?\d+$/.test(found) || !/^-?\d+$/.test(bound)) return false
      return operator === 'Gt' ? BigInt(found) > BigInt(bound) : BigInt(found) < BigInt(bound)
    }
  }
}

function matches(toleration: Toleration, taint: Taint): boolean {
  if (toleration.effect && toleration.effect !== taint.effect) return false
  if (toleration.key && toleration.key !== taint.key) return false
  return toleration.operator === 'Exists' || (toleration.value ?? '') === (taint.value ?? '')
}

function isTooLarge(requests: readonly Readonly<Record<string, unknown>>[], node: ClusterNode): boolean {
  if (node.allocatable === undefined) return false
  const total = new Map<string, bigint>()
  for (const own of requests)
    for (const [name, text] of Object.entries(own)) total.set(name, (total.get(name) ?? 0n) + (parseQuantity(String(text))?.nano ?? 0n))
  return [...total].some(([name, wanted]) => wanted > (parseQuantity(node.allocatable?.[name] ?? '0')?.nano ?? 0n))
}
