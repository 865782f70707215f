// Which anti-affinity terms of a pod template speak of the DaemonSet's own pods.
import type { LocatedDaemonSet } from '../model/located.ts'
import type { Path } from '../path.ts'
import { isMap } from '../scheduling/lenient.ts'
import { listAt, POD_SPEC, podSpecOf } from './fields.ts'

export interface SelfAntiAffinity {
  readonly path: Path
  readonly required: boolean
  readonly topologyKey: string
}

const ANTI_AFFINITY = POD_SPEC.child('affinity', 'podAntiAffinity')

/** The terms that select the template's own labels in its own namespace, by plain labels or simple expressions. */
export function selfAntiAffinities(daemonset: LocatedDaemonSet): readonly SelfAntiAffinity[] {
  const rules = podSpecOf(daemonset).affinity?.podAntiAffinity
  if (!isMap(rules)) return []
  const required = listAt(rules.requiredDuringSchedulingIgnoredDuringExecution, ANTI_AFFINITY.child('requiredDuringSchedulingIgnoredDuringExecution'))
  const preferred = listAt(
    rules.preferredDuringSchedulingIgnoredDuringExecution,
    ANTI_AFFINITY.child('preferredDuringSchedulingIgnoredDuringExecution'),
  )
  const all = [
    ...required.map(({ value, path }) => ({ term: value, path, required: true })),
    ...preferred.flatMap(({ value, path }) =>
      isMap(value.podAffinityTerm) ? [{ term: value.podAffinityTerm, path: path.child('podAffinityTerm'), required: false }] : [],
    ),
  ]
  const labels = daemonset.value.spec?.template?.metadata?.labels ?? {}
  return all
    .filter(({ term }) => term.namespaces === undefined && term.namespaceSelector === undefined && selects(term.labelSelector, labels))
    .map(({ term, path, required }) => ({ path, required, topologyKey: term.topologyKey ?? '' }))
}

interface Selector {
  readonly matchLabels?: Readonly<Record<string, string | undefined>> | undefined
  readonly matchExpressions?:
    | readonly { readonly key?: string | undefined; readonly operator?: string | undefined; readonly values?: readonly string[] | undefined }[]
    | undefined
}

/** Whether a label selector selects these labels; an absent one selects nothing, an empty one everything. */
export function selects(selector: Selector | undefined, labels: Readonly<Record<string, string | undefined>>): boolean {
  if (!isMap(selector)) return false
  const { matchLabels, matchExpressions } = selector
  if (!Object.entries(isMap(matchLabels) ? matchLabels : {}).every(([key, value]) => labels[key] === value)) return false
  return (Array.isArray(matchExpressions) ? matchExpressions : []).every(({ key = '', operator, values = [] }) => {
    const value = labels[key]
    if (operator === 'In') return value !== undefined && values.includes(value)
    if (operator === 'NotIn') return value === undefined || !values.includes(value)
    if (operator === 'Exists') return value !== undefined
    return operator === 'DoesNotExist' && value === undefined
  })
}
