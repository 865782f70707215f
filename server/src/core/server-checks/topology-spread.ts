// `topologySpreadConstraints`, and the label keys that stand beside a label selector there and in pod affinity.
import type { LabelSelector, PodSpec, TopologySpreadConstraint } from '../model/kubernetes.ts'
import type { Path } from '../path.ts'
import { type Cause, duplicate, forbidden, invalid, notSupported, required } from './cause.ts'
import { isOn } from './gates.ts'
import { validateLabelName, validateLabelSelector } from './labels.ts'
import type { PodOptions } from './relaxations.ts'

const ACTIONS = ['DoNotSchedule', 'ScheduleAnyway']
const NODE_POLICIES = ['Honor', 'Ignore']
const POSITIVE = 'must be greater than zero'
const NO_SELECTOR = 'must not be specified when labelSelector is not set'
const IN_SELECTOR = 'exists in both matchLabelKeys and labelSelector'

export function validateTopologySpread(pod: PodSpec, path: Path, options: PodOptions, causes: Cause[]): void {
  const constraints = pod.topologySpreadConstraints ?? []
  const old = options.oldPod?.topologySpreadConstraints ?? []
  const merging = mergesMatchLabelKeys(old, path, options)
  const keepSelectors = old.some((constraint) => finds((found) => validateLabelSelector(constraint.labelSelector, path, found)))
  for (const [index, constraint] of constraints.entries()) {
    const at = path.index(index)
    validateConstraint(constraint, at, causes)
    if (constraints.slice(index + 1).some((other) => isSameKind(other, constraint))) {
      const { topologyKey = '', whenUnsatisfiable = '' } = constraint
      const repeated = duplicate(at.child('{topologyKey, whenUnsatisfiable}'), `{${topologyKey}, ${whenUnsatisfiable}}`)
      causes.push({ ...repeated, at: at.child('topologyKey') })
    }
    const { matchLabelKeys = [], labelSelector } = constraint
    if (merging) validateMatchLabelKeys(matchLabelKeys, [], labelSelector, at, causes)
    else validateOldMatchLabelKeys(matchLabelKeys, labelSelector, at.child('matchLabelKeys'), causes)
    if (!keepSelectors) validateLabelSelector(labelSelector, at.child('labelSelector'), causes)
  }
}

function validateConstraint(constraint: TopologySpreadConstraint, path: Path, causes: Cause[]): void {
  const { maxSkew = 0, topologyKey = '', whenUnsatisfiable = '', minDomains } = constraint
  if (maxSkew <= 0) causes.push(invalid(path.child('maxSkew'), maxSkew, POSITIVE))
  if (topologyKey === '') causes.push(required(path.child('topologyKey'), 'can not be empty'))
  if (!ACTIONS.includes(whenUnsatisfiable)) causes.push(notSupported(path.child('whenUnsatisfiable'), whenUnsatisfiable, ACTIONS))
  if (minDomains !== undefined) {
    const at = path.child('minDomains')
    if (minDomains <= 0) causes.push(invalid(at, minDomains, POSITIVE))
    if (whenUnsatisfiable !== 'DoNotSchedule')
      causes.push(invalid(at, minDomains, `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${whenUnsatisfiable}`))
  }
  for (const field of ['nodeAffinityPolicy', 'nodeTaintsPolicy'] as const) {
    const policy = constraint[field]
    if (policy !== undefined && !NODE_POLICIES.includes(policy)) causes.push(notSupported(path.child(field), policy, NODE_POLICIES))
  }
}

function isSameKind(a: TopologySpreadConstraint, b: TopologySpreadConstraint): boolean {
  return (a.topologyKey ?? '') === (b.topologyKey ?? '') && (a.whenUnsatisfiable ?? '') === (b.whenUnsatisfiable ?? '')
}

/** Which of the two judgements of `matchLabelKeys` holds: the newer one, unless the old object fails it (and the other way round). */
function mergesMatchLabelKeys(old: readonly TopologySpreadConstraint[], path: Path, options: PodOptions): boolean {
  const newer = isOn('MatchLabelKeysInPodTopologySpreadSelectorMerge', options.minor)
  // Before 1.34 there was one judgement only.
  if (!newer) return false
  const fails = ({ matchLabelKeys = [], labelSelector }: TopologySpreadConstraint): boolean =>
    finds((found) => validateMatchLabelKeys(matchLabelKeys, [], labelSelector, path, found))
  return !old.some(fails)
}

function finds(check: (causes: Cause[]) => void): boolean {
  const found: Cause[] = []
  check(found)
  return found.length > 0
}

function validateOldMatchLabelKeys(keys: readonly string[], selector: LabelSelector | undefined, path: Path, causes: Cause[]): void {
  if (keys.length === 0) return
  if (selector === undefined) causes.push(forbidden(path, NO_SELECTOR))
  const selected = new Set([...Object.keys(selector?.matchLabels ?? {}), ...(selector?.matchExpressions ?? []).map(({ key = '' }) => key)])
  for (const [index, key] of keys.entries()) {
    validateLabelName(key, path.index(index), causes)
    if (selected.has(key)) causes.push(invalid(path.index(index), key, IN_SELECTOR))
  }
}

/**
 * `matchLabelKeys` and `mismatchLabelKeys` of the term at `path`. The server merges matchLabelKeys into the selector before it looks for
 * keys in both, so only a key that the selector holds twice is found; it is reported at an odd place.
 */
export function validateMatchLabelKeys(
  matchKeys: readonly string[],
  mismatchKeys: readonly string[],
  selector: LabelSelector | undefined,
  path: Path,
  causes: Cause[],
): void {
  validateLabelKeys(matchKeys, selector, path.child('matchLabelKeys'), causes)
  validateLabelKeys(mismatchKeys, selector, path.child('mismatchLabelKeys'), causes)
  const seen = new Set(Object.keys(selector?.matchLabels ?? {}))
  for (const { key = '' } of selector?.matchExpressions ?? []) {
    const index = matchKeys.lastIndexOf(key)
    if (index >= 0 && seen.has(key)) causes.push({ ...invalid(path.index(index), key, IN_SELECTOR), at: path.child('matchLabelKeys').index(index) })
    seen.add(key)
  }
  for (const [index, key] of matchKeys.entries())
    if (mismatchKeys.includes(key))
      causes.push(invalid(path.child('matchLabelKeys').index(index), key, 'exists in both matchLabelKeys and mismatchLabelKeys'))
}

function validateLabelKeys(keys: readonly string[], selector: LabelSelector | undefined, path: Path, causes: Cause[]): void {
  if (keys.length === 0) return
  if (selector === undefined) causes.push(forbidden(path, NO_SELECTOR))
  else for (const [index, key] of keys.entries()) validateLabelName(key, path.index(index), causes)
}
