// Quick fixes that change where a DaemonSet runs: tolerate a taint, include nodes, leave nodes out, say the same otherwise.
// Titles say what becomes of the number of nodes. All are candidates: features/check-fixes.ts decides what is offered.
import { readObjects } from '../analysis/read-objects.ts'
import { editDaemonSet, pathIn } from '../edits/edit.ts'
import { remove } from '../edits/remove.ts'
import { appendItem, type Change, setValue } from '../edits/set-value.ts'
import type { Plain } from '../edits/write-value.ts'
import type { ClusterNode } from '../model/cluster-node.ts'
import type { NodeSelectorRequirement, Taint } from '../model/kubernetes.ts'
import type { LocatedDaemonSet } from '../model/located.ts'
import { isPlaceholder } from '../model/placeholder.ts'
import type { Fix } from '../problem.ts'
import type { Placement, PlacementGroup } from '../scheduling/placement.ts'
import { isRepelling, isTolerated, readTolerations, taintText } from '../scheduling/tolerations.ts'
import { applyEdits } from '../text.ts'
import { expressionsOf, NODE_SELECTOR, nodeSelectorOf, POD_SPEC, podSpecOf, requiredTermsOf, TERMS, TOLERATIONS } from './fields.ts'
import type { RuleContext } from './rule.ts'

interface About {
  readonly title: string
  readonly preferred?: boolean
  readonly safe?: boolean
}

/** A fix whose title says how many nodes there are before and after it. */
function countedFix(daemonset: LocatedDaemonSet, context: RuleContext, about: About, ...changes: readonly Change[]): readonly Fix[] {
  const edits = editDaemonSet(daemonset, changes)
  if (edits === undefined) return []
  const { desired } = context.placement()
  const after = readObjects(applyEdits(daemonset.document.text, edits), daemonset.template).objects[daemonset.item ?? 0]?.daemonset
  const then = after === undefined ? undefined : context.placementOf(after.value).desired
  const count = then === undefined || context.inventory.nodes.length === 0 ? '' : `: ${desired} → ${then} nodes`
  return [{ title: `${about.title}${count}`, preferred: about.preferred ?? false, safe: about.safe ?? false, edits }]
}

/** The fixes, safe only where the known nodes stay as they are. */
export function safeOnKnownNodes(daemonset: LocatedDaemonSet, context: RuleContext, fixes: readonly Fix[]): readonly Fix[] {
  const before = verdictsOf(context.placement())
  return fixes.map((fix) => {
    if (!fix.safe) return fix
    const after = readObjects(applyEdits(daemonset.document.text, fix.edits), daemonset.template).objects[daemonset.item ?? 0]?.daemonset
    return { ...fix, safe: after !== undefined && verdictsOf(context.placementOf(after.value)) === before }
  })
}

function verdictsOf({ groups }: Placement): string {
  const verdicts = groups.flatMap(({ nodes, shouldRun, shouldContinueRunning }) =>
    nodes.map(({ name }) => `${name} ${shouldRun} ${shouldContinueRunning}`),
  )
  return verdicts.sort().join('\n')
}

/** Tolerations for a taint: as narrowly as possible, then whatever its value, then whatever its value and effect. */
export function fixesToTolerate(daemonset: LocatedDaemonSet, context: RuleContext, taint: Taint): readonly Fix[] {
  const { key = '', value = '', effect = '' } = taint
  const narrow: Plain = value === '' ? { key, operator: 'Exists', effect } : { key, operator: 'Equal', value, effect }
  const add = (item: Plain): Change => appendItem(pathIn(daemonset, TOLERATIONS), item, { before: ['containers', 'initContainers', 'volumes'] })
  return [
    ...countedFix(daemonset, context, { title: `Tolerate ${taintText(taint)}`, preferred: true }, add(narrow)),
    ...(value === ''
      ? []
      : countedFix(daemonset, context, { title: `Tolerate ${key} whatever its value` }, add({ key, operator: 'Exists', effect }))),
    ...countedFix(daemonset, context, { title: `Tolerate ${key} whatever its value and effect` }, add({ key, operator: 'Exists' })),
  ]
}

/** Fixes that make more of the nodes eligible: of one group, or of every group that is excluded. */
export function fixesToInclude(daemonset: LocatedDaemonSet, context: RuleContext, only?: PlacementGroup): readonly Fix[] {
  const groups = only ? [only] : context.placement().groups.filter((group) => group.shouldRun === false)
  const fixes = groups.flatMap((group) => fixesForGroup(daemonset, context, group))
  const seen = new Set<string>()
  return fixes.filter(({ title }) => !seen.has(title) && seen.add(title))
}

function fixesForGroup(daemonset: LocatedDaemonSet, context: RuleContext, group: PlacementGroup): readonly Fix[] {
  const [node] = group.nodes
  if (node === undefined) return []
  const checks = new Set(group.reasons.map(({ check }) => check))
  const fixes: Fix[] = []
  if (checks.has('taint')) {
    const own = readTolerations(podSpecOf(daemonset), POD_SPEC, context.minor)
    const taints = node.taints.filter((taint) => isRepelling(taint) && isTolerated(own, taint) === false)
    for (const taint of taints) fixes.push(...fixesToTolerate(daemonset, context, taint))
  }
  if (checks.has('nodeName'))
    fixes.push(...countedFix(daemonset, context, { title: 'Remove nodeName' }, remove(pathIn(daemonset, POD_SPEC.child('nodeName')))))
  if (checks.has('nodeSelector')) fixes.push(...fixesOfSelector(daemonset, context, node))
  if (checks.has('nodeAffinity')) fixes.push(...fixesOfAffinity(daemonset, context, group))
  return fixes
}

function fixesOfSelector(daemonset: LocatedDaemonSet, context: RuleContext, node: ClusterNode): readonly Fix[] {
  return nodeSelectorOf(daemonset)
    .filter(([key, value]) => !isPlaceholder(value) && node.labels[key] !== value)
    .flatMap(([key, value]) => {
      const field = pathIn(daemonset, NODE_SELECTOR.key(key))
      const actual = node.labels[key]
      return [
        ...countedFix(daemonset, context, { title: `Remove ${key}: ${value} from nodeSelector` }, remove(field)),
        ...(actual === undefined ? [] : countedFix(daemonset, context, { title: `Select ${key}: ${actual} instead` }, setValue(field, actual))),
      ]
    })
}

/** Widens each requirement of a term that the nodes do not meet; by name as the last resort. */
function fixesOfAffinity(daemonset: LocatedDaemonSet, context: RuleContext, group: PlacementGroup): readonly Fix[] {
  const [node] = group.nodes
  const fixes = requiredTermsOf(daemonset).flatMap((term) =>
    expressionsOf(term).flatMap(({ value: requirement, path }): readonly Fix[] => {
      const { key = '', operator, values = [] } = requirement
      const actual = node?.labels[key]
      if (actual === undefined || !Array.isArray(values)) return []
      const list = pathIn(daemonset, path.child('values'))
      if (operator === 'In' && !values.includes(actual))
        return countedFix(daemonset, context, { title: `Include ${key} ${actual}` }, appendItem(list, actual))
      const at = operator === 'NotIn' ? values.indexOf(actual) : -1
      if (at < 0) return []
      const whole = values.length === 1 ? pathIn(daemonset, path) : [...list, at]
      return countedFix(daemonset, context, { title: `No longer leave out ${key} ${actual}` }, remove(whole))
    }),
  )
  return [...fixes, ...includeByName(daemonset, context, group)]
}

function includeByName(daemonset: LocatedDaemonSet, context: RuleContext, group: PlacementGroup): readonly Fix[] {
  const names = group.nodes.map((node) => node.labels['kubernetes.io/hostname']).filter((name) => name !== undefined)
  if (names.length === 0 || names.length !== group.nodes.length || names.length > 20 || requiredTermsOf(daemonset).length === 0) return []
  const term = { matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: names }] }
  return countedFix(daemonset, context, { title: `Include ${listed(names)} by name` }, appendItem(pathIn(daemonset, TERMS), term))
}

/** Labels that name a kind or a pool of nodes, the best choice first. */
const GROUP_LABELS: readonly string[] = [
  'kubernetes.io/os',
  'kubernetes.io/arch',
  'eks.amazonaws.com/compute-type',
  'type',
  'cloud.google.com/gke-nodepool',
  'eks.amazonaws.com/nodegroup',
  'karpenter.sh/nodepool',
  'kubernetes.azure.com/agentpool',
  'agentpool',
  'node.kubernetes.io/instance-type',
  'topology.kubernetes.io/zone',
]

/** Fixes that keep the DaemonSet away from nodes, by a label that only they have; by name as the last resort. */
export function fixesToLeaveOut(daemonset: LocatedDaemonSet, context: RuleContext, nodes: readonly ClusterNode[]): readonly Fix[] {
  const out = new Set(nodes)
  const others = context
    .placement()
    .groups.filter((group) => group.shouldRun !== false)
    .flatMap((group) => group.nodes)
    .filter((node) => !out.has(node))
  const fixes: Fix[] = []
  for (const key of GROUP_LABELS) {
    const values = [...new Set(nodes.map((node) => node.labels[key]))]
    if (!values.every((value) => value !== undefined) || values.length === 0 || others.some((node) => values.includes(node.labels[key] ?? '')))
      continue
    fixes.push(...leaveOutBy(daemonset, context, key, values, others, fixes.length === 0))
    if (fixes.length >= 3) break
  }
  if (fixes.length > 0) return fixes
  const names = nodes.map((node) => node.labels['kubernetes.io/hostname'] ?? node.name)
  const requirement = { key: 'kubernetes.io/hostname', operator: 'NotIn', values: names }
  return names.length > 20
    ? []
    : countedFix(daemonset, context, { title: `Leave out ${listed(names)} by name` }, ...changesToRequire(daemonset, requirement))
}

function leaveOutBy(
  daemonset: LocatedDaemonSet,
  context: RuleContext,
  key: string,
  values: readonly string[],
  others: readonly ClusterNode[],
  preferred: boolean,
): readonly Fix[] {
  const rest = [...new Set(others.map((node) => node.labels[key]))]
  const [only] = rest
  const simple = key === 'kubernetes.io/os' || key === 'kubernetes.io/arch'
  if (simple && rest.length === 1 && only !== undefined)
    return countedFix(daemonset, context, { title: `Select ${key}: ${only}`, preferred }, changeToSelect(daemonset, key, only))
  return countedFix(
    daemonset,
    context,
    { title: `Leave out ${key} ${listed(values)}`, preferred },
    ...changesToRequire(daemonset, { key, operator: 'NotIn', values: [...values] }),
  )
}

/** Asks for one more label by `nodeSelector`. */
export function changeToSelect(daemonset: LocatedDaemonSet, key: string, value: string): Change {
  const where = { before: ['affinity', 'tolerations', 'containers', 'initContainers'] }
  if (podSpecOf(daemonset).nodeSelector === undefined) return setValue(pathIn(daemonset, NODE_SELECTOR), { [key]: value }, where)
  return setValue(pathIn(daemonset, NODE_SELECTOR.key(key)), value)
}

/** Asks for one more thing in every term: terms are alternatives. */
export function changesToRequire(daemonset: LocatedDaemonSet, requirement: NodeSelectorRequirement): readonly Change[] {
  const { key = '', operator = '', values } = requirement
  const item: Plain = values && values.length > 0 ? { key, operator, values } : { key, operator }
  const terms = requiredTermsOf(daemonset)
  if (terms.length === 0) return [changeToAddTerm(daemonset, { matchExpressions: [item] })]
  return terms.map(({ path }) => appendItem(pathIn(daemonset, path.child('matchExpressions')), item))
}

function changeToAddTerm(daemonset: LocatedDaemonSet, term: Plain): Change {
  if (podSpecOf(daemonset).affinity !== undefined) return appendItem(pathIn(daemonset, TERMS), term)
  const affinity = { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [term] } } }
  return setValue(pathIn(daemonset, POD_SPEC.child('affinity')), affinity, { before: ['tolerations', 'containers', 'initContainers'] })
}

/** `nodeSelector` as requirements of the node affinity: the same nodes. */
export function selectorToAffinity(daemonset: LocatedDaemonSet): readonly Fix[] {
  const entries = nodeSelectorOf(daemonset)
  if (entries.length === 0) return []
  const requirements = entries.map(([key, value]) => ({ key, operator: 'In', values: [value] }))
  const terms = requiredTermsOf(daemonset)
  const changes =
    terms.length === 0
      ? [changeToAddTerm(daemonset, { matchExpressions: requirements })]
      : requirements.flatMap((requirement) => changesToRequire(daemonset, requirement))
  const edits = editDaemonSet(daemonset, [...changes, remove(pathIn(daemonset, NODE_SELECTOR))])
  return edits ? [{ title: 'Turn nodeSelector into node affinity', preferred: false, safe: true, edits }] : []
}

/** A single term that only asks for single values as `nodeSelector`: the same nodes. */
export function affinityToSelector(daemonset: LocatedDaemonSet): readonly Fix[] {
  const [term, ...others] = requiredTermsOf(daemonset)
  if (term === undefined || others.length > 0 || (term.value.matchFields?.length ?? 0) > 0) return []
  const requirements = expressionsOf(term).map(({ value }) => value)
  const taken = new Set(nodeSelectorOf(daemonset).map(([key]) => key))
  const simple = requirements.every(({ key = '', operator, values }) => operator === 'In' && values?.length === 1 && !taken.has(key))
  if (!simple || requirements.length === 0 || new Set(requirements.map(({ key }) => key)).size < requirements.length) return []
  const required = pathIn(daemonset, TERMS).slice(0, -1)
  const selector = Object.fromEntries(requirements.map(({ key = '', values = [] }) => [key, values[0] ?? '']))
  const added =
    taken.size === 0
      ? [setValue(pathIn(daemonset, NODE_SELECTOR), selector, { before: ['affinity'] })]
      : Object.entries(selector).map(([key, value]) => setValue(pathIn(daemonset, NODE_SELECTOR.key(key)), value))
  const edits = editDaemonSet(daemonset, [...added, remove(required)])
  return edits ? [{ title: 'Turn node affinity into nodeSelector', preferred: false, safe: true, edits }] : []
}

function listed(words: readonly string[]): string {
  return words.length > 3 ? `${words.slice(0, 3).join(', ')} and ${words.length - 3} more` : words.join(', ')
}
