// Scheduler filters by which pods of one DaemonSet stand in each other's way, or in the way of other pods: affinity, anti-affinity, spread.
import type { ClusterNode } from '../model/cluster-node.ts'
import type { Path } from '../path.ts'
import { type PodFace, type PodTerm, requiredPodTerms } from './affinity-terms.ts'
import { POD_FIELD } from './controller-decision.ts'
import { selects } from './label-selector.ts'
import { fieldOf, integerOf, itemsOf, textOf } from './lenient.ts'
import { type Column, labelOf, type NodeIndex } from './node-index.ts'
import { runsOn } from './resource-filter.ts'
import type { CompetingFilter, FilterInput, Objection, OtherPods, SchedulerFilter } from './scheduler-filter.ts'

/** What is said about the nodes of one domain (the nodes with one value of a label). */
type Saying = Omit<Objection, 'field'> | undefined

/** A filter that says something per domain of one label; `undefined` domain: nodes without the label. */
function perDomain(key: string, field: Path, index: NodeIndex, say: (domain: string | undefined) => Saying): SchedulerFilter {
  const sayings = new Map<string | undefined, Saying>()
  const saying = (domain: string | undefined): Saying => {
    if (!sayings.has(domain)) sayings.set(domain, say(domain))
    return sayings.get(domain)
  }
  return {
    columns: () => [domainColumn(key, field, index, saying)],
    objections: (node) => {
      const said = saying(labelOf(node, key))
      return said === undefined ? [] : [{ ...said, field }]
    },
  }
}

function domainColumn(key: string, field: Path, index: NodeIndex, saying: (domain: string | undefined) => Saying): Column {
  const column = index.label(key)
  const texts = new Map<string, number>()
  const classes = column.values.map((domain) => {
    const text = saying(domain)?.detail ?? ''
    const number = texts.get(text) ?? texts.size
    texts.set(text, number)
    return number
  })
  return index.coarse(column, JSON.stringify([String(field), [...texts.keys()], classes.join()]), (number) => classes[number] ?? 0)
}

/** Nodes per value of a label, of those that can take a pod. */
function countByDomain(key: string, nodes: readonly ClusterNode[], takes: (node: ClusterNode) => boolean): Map<string, number> {
  const counts = new Map<string, number>()
  for (const node of nodes) {
    const domain = labelOf(node, key)
    if (domain !== undefined) counts.set(domain, (counts.get(domain) ?? 0) + (takes(node) ? 1 : 0))
  }
  return counts
}

function ownFace({ daemonset }: FilterInput): PodFace {
  return { namespace: namespaceOf(daemonset), labels: fieldOf(daemonset, 'spec', 'template', 'metadata', 'labels') ?? {} }
}

function namespaceOf(object: unknown): string {
  return textOf(fieldOf(object, 'metadata', 'namespace')) || 'default'
}

const WORKLOADS = ['DaemonSet', 'Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController', 'Job', 'CronJob', 'Pod']

/** Required pod affinity: pods want to be where certain pods are. */
export function podAffinityFilters(input: FilterInput): CompetingFilter[] {
  const own = ownFace(input)
  const terms = requiredPodTerms(input.podSpec, POD_FIELD, 'podAffinity', own)
  if (terms.length === 0) return []
  const matchesAll = (pod: PodFace): boolean => terms.every((term) => term.matches(pod) !== false)
  const known = WORKLOADS.flatMap((kind) => [...input.workspace.ofKind(kind)])
  const isOwn = (name: string | null, namespace: string): boolean => name === input.daemonset.metadata?.name && namespace === own.namespace
  const faces = known
    .filter((summary) => summary.template !== undefined && !(summary.kind === 'DaemonSet' && isOwn(summary.name, summary.namespace ?? 'default')))
    .map((summary): PodFace => ({ namespace: summary.namespace ?? 'default', labels: summary.template?.labels }))
  const others = input.others.map(
    ({ daemonset }): PodFace => ({ namespace: namespaceOf(daemonset), labels: fieldOf(daemonset, 'spec', 'template', 'metadata', 'labels') }),
  )
  const satisfied = [...faces, ...others].some(matchesAll)
  return terms.map((term) => ({
    among: (runnable) => (satisfied ? needsLabel(term, input.index) : affinityToItself(term, matchesAll(own), runnable, input.index)),
  }))
}

/** With such a pod known, only nodes without the topology label are ruled out; where that pod runs is not known from here. */
function needsLabel(term: PodTerm, index: NodeIndex): SchedulerFilter {
  return perDomain(term.topologyKey, term.field, index, (domain) => (domain === undefined ? missingKey(term) : undefined))
}

function missingKey({ topologyKey }: PodTerm): Saying {
  return { check: 'podAffinity', detail: `label ${topologyKey} is missing, the required pod affinity needs it`, certain: true }
}

function affinityToItself(term: PodTerm, toItself: boolean, runnable: (node: ClusterNode) => boolean, index: NodeIndex): SchedulerFilter {
  const { topologyKey, text } = term
  const domains = [...countByDomain(topologyKey, index.nodes, runnable).values()].filter((count) => count > 0).length
  return perDomain(topologyKey, term.field, index, (domain) => {
    if (!toItself) return { check: 'podAffinity', detail: `no known pod is what the required pod affinity asks for (${text})`, certain: true }
    if (domain === undefined) return missingKey(term)
    if (domains <= 1) return undefined
    const detail = `required pod affinity to its own pods: only one of ${domains} values of ${topologyKey} gets pods`
    return { check: 'podAffinity', detail, certain: false }
  })
}

/** Required anti-affinity: to itself, and between it and the other DaemonSets. */
export function antiAffinityFilters(input: FilterInput): CompetingFilter[] {
  const own = ownFace(input)
  const terms = requiredPodTerms(input.podSpec, POD_FIELD, 'podAntiAffinity', own)
  const toItself = terms
    .filter((term) => term.matches(own) === true)
    .map((term): CompetingFilter => ({ among: (runnable) => oneADomain(term, runnable, input.index) }))
  const toOthers = input.others.flatMap((pods) => {
    const face: PodFace = { namespace: namespaceOf(pods.daemonset), labels: fieldOf(pods.daemonset, 'spec', 'template', 'metadata', 'labels') ?? {} }
    const theirs = requiredPodTerms(fieldOf(pods.daemonset, 'spec', 'template', 'spec'), POD_FIELD, 'podAntiAffinity', face)
    const ours = terms.filter((term) => term.matches(face) === true).map((term) => ({ key: term.topologyKey, field: term.field }))
    const field = POD_FIELD.parent?.child('metadata', 'labels') ?? POD_FIELD
    const symmetric = theirs.filter((term) => term.matches(own) === true).map((term) => ({ key: term.topologyKey, field }))
    return [...ours, ...symmetric].map(({ key, field: at }): CompetingFilter => ({ among: () => awayFrom(pods, key, at, input.index) }))
  })
  return [...toItself, ...toOthers]
}

function oneADomain(term: PodTerm, runnable: (node: ClusterNode) => boolean, index: NodeIndex): SchedulerFilter {
  const counts = countByDomain(term.topologyKey, index.nodes, runnable)
  return perDomain(term.topologyKey, term.field, index, (domain) => {
    const count = domain === undefined ? 0 : (counts.get(domain) ?? 0)
    if (count <= 1) return undefined
    const detail = `required anti-affinity to its own pods: one of the ${count} eligible nodes with ${term.topologyKey}=${domain} gets a pod`
    return { check: 'podAffinity', detail, certain: false }
  })
}

function awayFrom(pods: OtherPods, key: string, field: Path, index: NodeIndex): SchedulerFilter {
  const counts = countByDomain(key, index.nodes, (node) => runsOn(pods, node, index))
  return perDomain(key, field, index, (domain) => {
    if (domain === undefined || (counts.get(domain) ?? 0) === 0) return undefined
    return { check: 'podAffinity', detail: `required anti-affinity between it and the pods of ${pods.name}, by ${key}`, certain: true }
  })
}

/** Spread constraints that forbid (DoNotSchedule). */
export function spreadFilters(input: FilterInput): CompetingFilter[] {
  const own = ownFace(input)
  const field = POD_FIELD.child('topologySpreadConstraints')
  return itemsOf(fieldOf(input.podSpec, 'topologySpreadConstraints'))
    .items.filter(({ value }) => fieldOf(value, 'whenUnsatisfiable') === 'DoNotSchedule')
    .map(({ value, index: at }): CompetingFilter => ({ among: (runnable) => spreadFilter(value, field.index(at), own, runnable, input.index) }))
}

function spreadFilter(constraint: unknown, field: Path, own: PodFace, runnable: (node: ClusterNode) => boolean, index: NodeIndex): SchedulerFilter {
  const key = textOf(fieldOf(constraint, 'topologyKey'))
  const limits = allowedByDomain(constraint, key, own, runnable, index)
  return perDomain(key, field, index, (domain) => {
    if (domain === undefined) return { check: 'topologySpread', detail: `label ${key} is missing, the spread constraint needs it`, certain: true }
    const limit = limits.get(domain)
    if (limit === undefined || limit.allowed >= limit.eligible) return undefined
    const detail = `the spread constraint allows ${limit.allowed} pods on the ${limit.eligible} eligible nodes with ${key}=${domain}`
    return { check: 'topologySpread', detail, certain: limit.allowed === 0 }
  })
}

/**
 * How many pods each domain can get. A daemon pod's node affinity names one node, so by default (`nodeAffinityPolicy: Honor`) only that
 * node is counted and nothing is ever out of balance.
 */
function allowedByDomain(
  constraint: unknown,
  key: string,
  own: PodFace,
  runnable: (node: ClusterNode) => boolean,
  index: NodeIndex,
): ReadonlyMap<string, { readonly allowed: number; readonly eligible: number }> {
  const counted = fieldOf(constraint, 'nodeAffinityPolicy') === 'Ignore' && selects(fieldOf(constraint, 'labelSelector'), own.labels) === true
  if (!counted) return new Map()
  const eligible = countByDomain(key, index.nodes, runnable)
  const enough = eligible.size >= (integerOf(fieldOf(constraint, 'minDomains')) ?? 1)
  const least = enough ? Math.min(...eligible.values()) : 0
  const most = least + (integerOf(fieldOf(constraint, 'maxSkew')) ?? 1)
  return new Map([...eligible].map(([domain, count]) => [domain, { allowed: Math.min(count, most), eligible: count }]))
}
