// Required terms of pod affinity and anti-affinity: which pods they speak of. Knows no nodes.
// Semantics: https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#inter-pod-affinity-and-anti-affinity
import { isPlaceholder } from '../model/placeholder.ts'
import type { Path } from '../path.ts'
import { both, type Known } from './known.ts'
import { selectorText, selects } from './label-selector.ts'
import { entriesOf, fieldOf, isMap, itemsOf, textOf } from './lenient.ts'

/** A pod as far as selectors see it. */
export interface PodFace {
  readonly namespace: string
  readonly labels: unknown
}

export interface PodTerm {
  readonly topologyKey: string
  readonly field: Path
  /** Whether the term speaks of this pod. */
  readonly matches: (pod: PodFace) => Known
  readonly text: string
  /** `matchLabelKeys`. */
  readonly labelKeys: readonly string[]
}

export function requiredPodTerms(podSpec: unknown, podField: Path, kind: 'podAffinity' | 'podAntiAffinity', own: PodFace): readonly PodTerm[] {
  const field = podField.child('affinity', kind, 'requiredDuringSchedulingIgnoredDuringExecution')
  const list = fieldOf(podSpec, 'affinity', kind, 'requiredDuringSchedulingIgnoredDuringExecution')
  return itemsOf(list).items.map(({ value, index }) => podTerm(value, field.index(index), own))
}

function podTerm(value: unknown, field: Path, own: PodFace): PodTerm {
  const selector = withLabelKeys(value, own.labels)
  return {
    topologyKey: textOf(fieldOf(value, 'topologyKey')),
    field,
    matches: (pod) => both(inNamespaces(value, own.namespace, pod.namespace), selects(selector, pod.labels)),
    text: selectorText(selector),
    labelKeys: itemsOf(fieldOf(value, 'matchLabelKeys')).items.map((item) => textOf(item.value)),
  }
}

/** matchLabelKeys and mismatchLabelKeys add requirements made of the pod's own labels. */
function withLabelKeys(value: unknown, labels: unknown): unknown {
  const selector = fieldOf(value, 'labelSelector')
  if (!isMap(selector)) return selector
  const own = new Map(entriesOf(labels).entries)
  const added = (name: string, operator: string): unknown[] =>
    itemsOf(fieldOf(value, name)).items.flatMap((item) => {
      const key = textOf(item.value)
      return own.has(key) ? [{ key, operator, values: [own.get(key)] }] : []
    })
  const more = [...added('matchLabelKeys', 'In'), ...added('mismatchLabelKeys', 'NotIn')]
  if (more.length === 0) return selector
  const expressions = fieldOf(selector, 'matchExpressions')
  return { ...selector, matchExpressions: [...(Array.isArray(expressions) ? expressions : []), ...more] }
}

function inNamespaces(value: unknown, own: string, namespace: string): Known {
  const listed = itemsOf(fieldOf(value, 'namespaces')).items.map((item) => textOf(item.value))
  const selector = fieldOf(value, 'namespaceSelector')
  if (listed.includes(namespace)) return true
  if (selector === undefined) return listed.length === 0 && own === namespace
  if (isPlaceholder(selector)) return null
  const empty = entriesOf(fieldOf(selector, 'matchLabels')).entries.length === 0 && itemsOf(fieldOf(selector, 'matchExpressions')).items.length === 0
  // Labels of namespaces are not known from here.
  return empty ? true : null
}
