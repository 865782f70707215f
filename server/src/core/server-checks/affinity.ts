// Affinity of a pod to nodes and to other pods.
import type { Affinity, NodeSelectorRequirement, NodeSelectorTerm } from '../model/kubernetes.ts'
import { Path } from '../path.ts'
import { type Cause, forbidden, invalid, required } from './cause.ts'
import { validateLabelName, validateLabelSelector } from './labels.ts'
import { isDns1123Label, isDns1123Subdomain, isLabelValue } from './names.ts'
import type { PodOptions } from './relaxations.ts'
import { validateMatchLabelKeys } from './topology-spread.ts'

type PodAffinity = NonNullable<Affinity['podAffinity']>
export type PodAffinityTerm = NonNullable<PodAffinity['requiredDuringSchedulingIgnoredDuringExecution']>[number]

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution'
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution'
const BAD_OPERATOR = 'not a valid selector operator'

export function validateAffinity(affinity: Affinity | undefined, path: Path, options: PodOptions, causes: Cause[]): void {
  validateNodeAffinity(affinity?.nodeAffinity, path.child('nodeAffinity'), options, causes)
  for (const { term, path: at, weight } of podAffinityTerms(affinity, path)) {
    if (weight !== undefined) validateWeight(weight.value, weight.path, causes)
    validatePodAffinityTerm(term, at, causes, options.keepSelectorValues)
  }
}

/** True when a label selector of pod affinity has anything wrong with it. */
export function hasBadSelector(affinity: Affinity | undefined): boolean {
  const causes: Cause[] = []
  for (const { term, path } of podAffinityTerms(affinity, Path.root(''))) validateSelectors(term, path, causes)
  return causes.length > 0
}

function validateNodeAffinity(nodeAffinity: Affinity['nodeAffinity'], path: Path, options: PodOptions, causes: Cause[]): void {
  const selector = nodeAffinity?.[REQUIRED]
  if (selector !== undefined) {
    const at = path.child(REQUIRED, 'nodeSelectorTerms')
    const terms = selector.nodeSelectorTerms ?? []
    if (terms.length === 0) causes.push(required(at, 'must have at least one node selector term'))
    // Label values are judged since 1.32, and not if the old object already had bad ones.
    const keepValues = options.minor < 32 || (options.oldPod?.affinity?.nodeAffinity?.[REQUIRED]?.nodeSelectorTerms ?? []).some(hasBadValue)
    for (const [index, term] of terms.entries()) validateNodeSelectorTerm(term, at.index(index), causes, keepValues)
  }
  for (const [index, { weight = 0, preference = {} }] of (nodeAffinity?.[PREFERRED] ?? []).entries()) {
    const at = path.child(PREFERRED).index(index)
    validateWeight(weight, at.child('weight'), causes)
    // The values of a preference are never judged: it may be ignored anyway.
    validateNodeSelectorTerm(preference, at.child('preference'), causes, true)
  }
}

function validateWeight(weight: number, path: Path, causes: Cause[]): void {
  if (weight <= 0 || weight > 100) causes.push(invalid(path, weight, 'must be in the range 1-100'))
}

function hasBadValue(term: NodeSelectorTerm): boolean {
  return (term.matchExpressions ?? []).some(({ values = [] }) => values.some((value) => isLabelValue(value).length > 0))
}

function validateNodeSelectorTerm(term: NodeSelectorTerm, path: Path, causes: Cause[], keepValues: boolean): void {
  for (const [index, requirement] of (term.matchExpressions ?? []).entries())
    validateExpression(requirement, path.child('matchExpressions').index(index), causes, keepValues)
  for (const [index, requirement] of (term.matchFields ?? []).entries())
    validateFieldRequirement(requirement, path.child('matchFields').index(index), causes)
}

function validateExpression(requirement: NodeSelectorRequirement, path: Path, causes: Cause[], keepValues: boolean): void {
  const { key = '', operator = '', values = [] } = requirement
  const at = path.child('values')
  if (operator === 'In' || operator === 'NotIn') {
    if (values.length === 0) causes.push(required(at, "must be specified when `operator` is 'In' or 'NotIn'"))
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    if (values.length > 0) causes.push(forbidden(at, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"))
  } else if (operator === 'Gt' || operator === 'Lt') {
    if (values.length !== 1) causes.push(required(at, "must be specified single value when `operator` is 'Lt' or 'Gt'"))
  } else causes.push(invalid(path.child('operator'), operator, BAD_OPERATOR))
  validateLabelName(key, path.child('key'), causes)
  if (keepValues) return
  for (const [index, value] of values.entries()) for (const problem of isLabelValue(value)) causes.push(invalid(at.index(index), value, problem))
}

function validateFieldRequirement(requirement: NodeSelectorRequirement, path: Path, causes: Cause[]): void {
  const { key = '', operator = '', values = [] } = requirement
  const at = path.child('values')
  if (operator !== 'In' && operator !== 'NotIn') causes.push(invalid(path.child('operator'), operator, BAD_OPERATOR))
  else if (values.length !== 1) causes.push(required(at, "must be only one value when `operator` is 'In' or 'NotIn' for node field selector"))
  if (key !== 'metadata.name') causes.push(invalid(path.child('key'), key, 'not a valid field selector key'))
  else
    for (const [index, value] of values.entries())
      for (const problem of isDns1123Subdomain(value)) causes.push(invalid(at.index(index), value, problem))
}

interface LocatedTerm {
  readonly term: PodAffinityTerm
  readonly path: Path
  /** Of a preferred term only. */
  readonly weight?: { readonly value: number; readonly path: Path }
}

/** The terms of pod affinity and anti-affinity, required and preferred, with their places below `affinity`. */
export function podAffinityTerms(affinity: Affinity | undefined, path: Path): LocatedTerm[] {
  return (['podAffinity', 'podAntiAffinity'] as const).flatMap((kind) => {
    const at = path.child(kind)
    const needed = (affinity?.[kind]?.[REQUIRED] ?? []).map((term, index) => ({ term, path: at.child(REQUIRED).index(index) }))
    const wished = (affinity?.[kind]?.[PREFERRED] ?? []).map(({ weight = 0, podAffinityTerm = {} }, index) => {
      const item = at.child(PREFERRED).index(index)
      return { term: podAffinityTerm, path: item.child('podAffinityTerm'), weight: { value: weight, path: item.child('weight') } }
    })
    return [...needed, ...wished]
  })
}

function validatePodAffinityTerm(term: PodAffinityTerm, path: Path, causes: Cause[], keepValues = false): void {
  validateSelectors(term, path, causes, keepValues)
  for (const [index, namespace] of (term.namespaces ?? []).entries())
    for (const problem of isDns1123Label(namespace))
      causes.push({ ...invalid(path.child('namespace'), namespace, problem), at: path.child('namespaces').index(index) })
  validateMatchLabelKeys(term.matchLabelKeys ?? [], term.mismatchLabelKeys ?? [], term.labelSelector, path, causes)
  const { topologyKey = '' } = term
  if (topologyKey === '') causes.push(required(path.child('topologyKey'), 'can not be empty'))
  validateLabelName(topologyKey, path.child('topologyKey'), causes)
}

function validateSelectors(term: PodAffinityTerm, path: Path, causes: Cause[], keepValues = false): void {
  validateLabelSelector(term.labelSelector, path.child('labelSelector'), causes, keepValues)
  validateLabelSelector(term.namespaceSelector, path.child('namespaceSelector'), causes, keepValues)
}
