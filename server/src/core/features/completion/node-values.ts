// Values that have to do with nodes: label keys and values for selectors, taints for tolerations. Ranked by what the inventory has.
import { countNodes, nodesWithLabel, share } from './on-nodes.ts'
import type { Scene, Suggestion } from './scene.ts'
import { relative } from './scene.ts'
import { NODE_LABELS, TAINTS } from './well-known.ts'

/** Labels that tell single nodes apart, or say nothing that a DaemonSet asks for, come last. */
const NOISE = /^(beta\.kubernetes\.io|failure-domain\.beta\.)|(^|\.)(hostname|node-name|machine-id)$|\/(hostname|instance-id|provider-id)$/

/** Keys for nodeSelector and node affinity. */
export function nodeLabelKeys(scene: Scene): Suggestion[] {
  const counts = countNodes(scene.inventory)
  const known = new Map(NODE_LABELS.map((label) => [label.key, label]))
  const onNodes = [...counts.labels.keys()].sort((a, b) => rankOfKey(scene, b) - rankOfKey(scene, a))
  const keys = [...onNodes, ...NODE_LABELS.map((label) => label.key).filter((key) => !counts.labels.has(key))]
  return keys.map((key) => {
    const nodes = nodesWithLabel(counts, key)
    const meaning = known.get(key)?.meaning
    return { text: key, kind: nodes > 0 ? 'node' : 'known', detail: share(nodes, counts), ...(meaning === undefined ? {} : { meaning }) }
  })
}

/** A label that some nodes have, and that splits them, is what one selects by. */
function rankOfKey(scene: Scene, key: string): number {
  const counts = countNodes(scene.inventory)
  const values = counts.labels.get(key)?.size ?? 0
  const nodes = nodesWithLabel(counts, key)
  const index = NODE_LABELS.findIndex((label) => label.key === key)
  if (NOISE.test(key) || (values > 3 && values === nodes)) return -1
  return (index < 0 ? 0 : 100 - index) + (nodes < counts.total || values > 1 ? 50 : 0)
}

/** Values of the label `key`: what nodes have, most nodes first. */
export function nodeLabelValues(scene: Scene, key: string | undefined): Suggestion[] {
  if (key === undefined) return []
  const counts = countNodes(scene.inventory)
  const onNodes = [...(counts.labels.get(key) ?? [])].sort((a, b) => b[1] - a[1])
  const known = NODE_LABELS.find((label) => label.key === key)?.values?.filter((value) => !counts.labels.get(key)?.has(value)) ?? []
  return [
    ...onNodes.slice(0, 100).map(([value, nodes]): Suggestion => ({ text: value, kind: 'node', detail: share(nodes, counts) })),
    ...known.map((value): Suggestion => ({ text: value, kind: 'known', detail: share(0, counts) })),
  ]
}

export interface ToleratedTaint {
  readonly key: string
  readonly value: string
  readonly effect: string
  readonly detail: string
  readonly meaning?: string
  readonly onNodes: boolean
  readonly automatic: boolean
}

/** Taints one may want to tolerate: those of the nodes first, those that the controller tolerates anyway last. */
export function taintsToTolerate(scene: Scene): ToleratedTaint[] {
  const counts = countNodes(scene.inventory)
  const onNodes = counts.taints.map((taint): ToleratedTaint => {
    const known = TAINTS.find((candidate) => candidate.key === taint.key)
    return {
      ...taint,
      detail: share(taint.nodes, counts),
      onNodes: true,
      automatic: known?.automatic === true,
      ...(known === undefined ? {} : { meaning: known.meaning }),
    }
  })
  const others = TAINTS.filter((taint) => !counts.taints.some((other) => other.key === taint.key && other.effect === taint.effect)).map(
    (taint): ToleratedTaint => ({
      key: taint.key,
      value: taint.value ?? '',
      effect: taint.effect,
      detail: taint.automatic === true ? 'tolerated anyway' : share(0, counts),
      meaning: taint.meaning,
      onNodes: false,
      automatic: taint.automatic === true,
    }),
  )
  return [...onNodes, ...others].sort((a, b) => Number(a.automatic) - Number(b.automatic))
}

export function taintKeys(scene: Scene): Suggestion[] {
  const seen = new Set<string>()
  return taintsToTolerate(scene).flatMap((taint): Suggestion[] => {
    if (seen.has(taint.key)) return []
    seen.add(taint.key)
    return [
      {
        text: taint.key,
        kind: taint.onNodes ? 'node' : 'known',
        detail: taint.detail,
        ...(taint.meaning === undefined ? {} : { meaning: taint.meaning }),
      },
    ]
  })
}

/** Values that taints of the key beside have. */
export function taintValues(scene: Scene): Suggestion[] {
  const key = relative(scene, 1, 'key')
  const values = taintsToTolerate(scene).filter((taint) => taint.key === key && taint.value !== '')
  return values.map((taint): Suggestion => ({ text: taint.value, kind: taint.onNodes ? 'node' : 'known', detail: taint.detail }))
}

/** Effects of the toleration's key that stand on nodes: they go first. */
export function effectsOnNodes(scene: Scene): readonly string[] {
  const key = relative(scene, 1, 'key')
  return countNodes(scene.inventory).taints.flatMap((taint) => (taint.key === key ? [taint.effect] : []))
}
