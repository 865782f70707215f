// Which terms of a required node affinity can match no node whatever its labels are. Knows no nodes; placeholders may be anything.
import type { NodeSelectorTerm } from '../model/kubernetes.ts'
import type { LocatedDaemonSet } from '../model/located.ts'
import { isPlaceholder } from '../model/placeholder.ts'
import type { Path } from '../path.ts'
import { readNodeSelector, readRequiredTerms } from '../scheduling/node-affinity.ts'
import { parseInt64 } from '../scheduling/requirement.ts'
import { type At, expressionsOf, listAt, NODE_SELECTOR, nodeSelectorOf, POD_SPEC, requiredTermsOf } from './fields.ts'

/** One thing that is asked of a label. */
export interface Demand {
  readonly key: string
  readonly operator: string
  readonly values: readonly string[]
  readonly path: Path
}

export interface Contradiction {
  readonly key: string
  /** A demand that was there before, and the one that cannot be met beside it. */
  readonly first: Demand
  readonly second: Demand
}

/** What every node has to meet by `nodeSelector`. */
export function selectorDemands(daemonset: LocatedDaemonSet): readonly Demand[] {
  return nodeSelectorOf(daemonset).map(([key, value]) => ({ key, operator: 'In', values: [value], path: NODE_SELECTOR.key(key) }))
}

/** What a term asks; of matchFields the name, under a key that no label has. */
export function termDemands(term: At<NodeSelectorTerm>): readonly Demand[] {
  const labels = expressionsOf(term).map(({ value, path }) => ({
    key: value.key ?? '',
    operator: value.operator ?? '',
    values: Array.isArray(value.values) ? value.values : [],
    path,
  }))
  const names = listAt(term.value.matchFields, term.path.child('matchFields')).map(({ value, path }) => ({
    key: `field ${value.key ?? ''}`,
    operator: value.operator ?? '',
    values: Array.isArray(value.values) ? value.values : [],
    path,
  }))
  return [...labels, ...names]
}

/** The first two demands that exclude each other; demands with placeholders, or that the server refuses, are left out. */
export function contradictionIn(demands: readonly Demand[]): Contradiction | undefined {
  const byKey = new Map<string, Demand[]>()
  for (const demand of demands) {
    if (isPlaceholder(demand.key) || isPlaceholder(demand.operator) || demand.values.some(isPlaceholder)) continue
    const known = byKey.get(demand.key) ?? []
    byKey.set(demand.key, [...known, demand])
    const first = known.find((other) => !canMeet([other, demand])) ?? known.at(-1)
    if (first && canMeet(known) && !canMeet([...known, demand])) return { key: demand.key, first, second: demand }
  }
  return undefined
}

/** Whether some value, or the lack of the label, meets all demands. */
function canMeet(demands: readonly Demand[]): boolean {
  const of = (operator: string): readonly Demand[] => demands.filter((demand) => demand.operator === operator)
  const mustExist = demands.some(({ operator }) => operator === 'In' || operator === 'Exists' || operator === 'Gt' || operator === 'Lt')
  if (!mustExist) return true
  if (of('DoesNotExist').length > 0) return false
  const bounds = [...of('Gt'), ...of('Lt')].map(({ operator, values }) => ({ operator, bound: parseInt64(values[0] ?? '') }))
  if (bounds.some(({ bound }) => bound === undefined)) return true
  const inBounds = (value: string): boolean => {
    const number = parseInt64(value)
    return bounds.every(({ operator, bound = 0n }) => number !== undefined && (operator === 'Gt' ? number > bound : number < bound))
  }
  const denied = new Set(of('NotIn').flatMap(({ values }) => values))
  const lists = of('In').map(({ values }) => values)
  if (lists.length === 0) return hasRoom(bounds)
  const [first = [], ...others] = lists
  return first.some((value) => others.every((list) => list.includes(value)) && !denied.has(value) && (bounds.length === 0 || inBounds(value)))
}

function hasRoom(bounds: readonly { readonly operator: string; readonly bound: bigint | undefined }[]): boolean {
  let low: bigint | undefined
  let high: bigint | undefined
  for (const { operator, bound = 0n } of bounds) {
    if (operator === 'Gt' && (low === undefined || bound > low)) low = bound
    if (operator === 'Lt' && (high === undefined || bound < high)) high = bound
  }
  return low === undefined || high === undefined || high - low > 1n
}

/** Requirements Gt and Lt whose value is no whole number: the server accepts them, and they match nothing. */
export function neverMatching(demands: readonly Demand[]): readonly Demand[] {
  return demands.filter(
    ({ operator, values }) =>
      (operator === 'Gt' || operator === 'Lt') && values.length === 1 && !isPlaceholder(values[0]) && parseInt64(values[0] ?? '') === undefined,
  )
}

/** The terms that can be proved to match nothing: empty, never matching, or contradictory (also to nodeSelector). */
export function provedDeadTerms(daemonset: LocatedDaemonSet): readonly At<NodeSelectorTerm>[] {
  const selector = selectorDemands(daemonset)
  return requiredTermsOf(daemonset).filter((term) => {
    const demands = termDemands(term)
    if (isEmptyTerm(term.value)) return true
    return neverMatching(demands).length > 0 || contradictionIn([...selector, ...demands]) !== undefined
  })
}

export function isEmptyTerm(term: NodeSelectorTerm): boolean {
  const isNone = (list: unknown): boolean => list === undefined || (Array.isArray(list) && list.length === 0)
  return isNone(term.matchExpressions) && isNone(term.matchFields)
}

/** What a pod's spec asks of nodes: one list of demands for each term of its affinity, or one for all. */
function demandsOf(podSpec: unknown): readonly (readonly Demand[])[] {
  const selector = readNodeSelector(podSpec, POD_SPEC).entries.map(({ key, value, field }) => ({ key, operator: 'In', values: [value], path: field }))
  const terms = readRequiredTerms(podSpec, POD_SPEC)?.terms ?? []
  const ofTerms = terms.map(({ requirements }) =>
    requirements.map(({ key, operator, values, field, ofField }) => ({ key: ofField ? `field ${key}` : key, operator, values, path: field })),
  )
  return ofTerms.length === 0 ? [selector] : ofTerms.map((demands) => [...selector, ...demands])
}

/** True if no node can be selected by both pod specs, whatever its labels are. */
export function areOnDifferentNodes(podSpec: unknown, other: unknown): boolean {
  const theirs = demandsOf(other)
  return demandsOf(podSpec).every((own) => theirs.every((demands) => contradictionIn([...own, ...demands]) !== undefined))
}
