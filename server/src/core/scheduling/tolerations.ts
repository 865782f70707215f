// Which taints a daemon pod tolerates: its own tolerations and the ones that the controller adds. Knows no nodes.
// Semantics: https://kubernetes.io/docs/concepts/workloads/controllers/daemonset/#taints-and-tolerations
import type { Taint, Toleration } from '../model/kubernetes.ts'
import { isPlaceholder } from '../model/placeholder.ts'
import type { Path } from '../path.ts'
import { isOn } from '../server-checks/gates.ts'
import { both, type Known } from './known.ts'
import { fieldOf, itemsOf, textOf } from './lenient.ts'
import { parseInt64 } from './requirement.ts'

/** A toleration with the line it stands on; `field` is undefined for those that the controller adds. */
export interface EffectiveToleration {
  readonly key: string
  readonly operator: string
  readonly value: string
  readonly effect: string
  readonly field: Path | undefined
}

export interface EffectiveTolerations {
  readonly own: readonly EffectiveToleration[]
  readonly added: readonly EffectiveToleration[]
  /** A placeholder may add tolerations. */
  readonly open: boolean
  /** `hostNetwork` is a placeholder: network-unavailable may be tolerated or not. */
  readonly hostNetworkUnknown: boolean
  readonly minor: number
}

const ALWAYS: readonly (readonly [key: string, effect: string])[] = [
  ['node.kubernetes.io/not-ready', 'NoExecute'],
  ['node.kubernetes.io/unreachable', 'NoExecute'],
  ['node.kubernetes.io/disk-pressure', 'NoSchedule'],
  ['node.kubernetes.io/memory-pressure', 'NoSchedule'],
  ['node.kubernetes.io/pid-pressure', 'NoSchedule'],
  ['node.kubernetes.io/unschedulable', 'NoSchedule'],
]
const NETWORK_UNAVAILABLE = ['node.kubernetes.io/network-unavailable', 'NoSchedule'] as const

/** The tolerations that the DaemonSet controller adds to every pod (`operator: Exists`, without a time limit). */
export function controllerTolerations(
  hostNetwork: boolean,
): readonly { readonly key: string; readonly operator: 'Exists'; readonly effect: string }[] {
  return [...ALWAYS, ...(hostNetwork ? [NETWORK_UNAVAILABLE] : [])].map(([key, effect]) => ({ key, operator: 'Exists', effect }))
}

/** True when the controller adds this very toleration, and so drops its `tolerationSeconds`. */
export function isReplacedByController(toleration: Toleration, hostNetwork: boolean): boolean {
  const { key = '', operator = '', value = '', effect = '' } = toleration
  return operator === 'Exists' && value === '' && controllerTolerations(hostNetwork).some((added) => added.key === key && added.effect === effect)
}

export function readTolerations(podSpec: unknown, podField: Path, minor: number): EffectiveTolerations {
  const field = podField.child('tolerations')
  const { items, open } = itemsOf(fieldOf(podSpec, 'tolerations'))
  const own = items.map(({ value, index }) => readToleration(value, field.index(index)))
  const hostNetwork = fieldOf(podSpec, 'hostNetwork')
  const added = controllerTolerations(hostNetwork === true).map((toleration) => ({ ...toleration, value: '', field: undefined }))
  return { own, added, open, hostNetworkUnknown: isPlaceholder(hostNetwork), minor }
}

export function readToleration(value: unknown, field: Path | undefined): EffectiveToleration {
  const text = (name: string): string => textOf(fieldOf(value, name))
  return { key: text('key'), operator: text('operator'), value: text('value'), effect: text('effect'), field }
}

/** True for the effects that keep a daemon pod from being made; PreferNoSchedule and unknown effects do not. */
export function isRepelling(taint: Taint): boolean {
  return taint.effect === 'NoSchedule' || taint.effect === 'NoExecute'
}

/** Whether one toleration matches one taint. */
export function tolerates(toleration: EffectiveToleration, taint: Taint, minor: number): Known {
  const effect = agrees(toleration.effect, textOf(taint.effect))
  const key = agrees(toleration.key, textOf(taint.key))
  const known = both(effect, key)
  return known === false ? false : both(known, valueTolerated(toleration, textOf(taint.value), minor))
}

/** Empty means any. */
function agrees(wanted: string, found: string): Known {
  if (wanted === '') return true
  return isPlaceholder(wanted) ? null : wanted === found
}

function valueTolerated(toleration: EffectiveToleration, value: string, minor: number): Known {
  const { operator } = toleration
  if (operator === 'Exists') return true
  if (isPlaceholder(operator) || isPlaceholder(toleration.value)) return null
  if (operator === '' || operator === 'Equal') return toleration.value === value
  if ((operator !== 'Lt' && operator !== 'Gt') || !isOn('TaintTolerationComparisonOperators', minor)) return false
  const bound = decimalInteger(toleration.value)
  const found = decimalInteger(value)
  if (bound === undefined || found === undefined) return false
  return operator === 'Lt' ? found < bound : found > bound
}

/** Tolerations compare plain decimal integers only: no plus sign, no leading zeros. */
function decimalInteger(text: string): bigint | undefined {
  return /^(0|-?[1-9]\d*)$/.test(text) ? parseInt64(text) : undefined
}

/** Whether any of the pod's tolerations matches the taint. */
export function isTolerated(tolerations: EffectiveTolerations, taint: Taint): Known {
  let result: Known = false
  for (const list of [tolerations.own, tolerations.added]) {
    for (const toleration of list) {
      const known = tolerates(toleration, taint, tolerations.minor)
      if (known === true) return true
      if (known === null) result = null
    }
  }
  if (tolerations.open) return null
  const network = taint.key === NETWORK_UNAVAILABLE[0] && taint.effect === NETWORK_UNAVAILABLE[1]
  return network && tolerations.hostNetworkUnknown ? null : result
}

/** A taint as people and `kubectl` write it: `key=value:Effect`. */
export function taintText(taint: Taint): string {
  const value = textOf(taint.value)
  return `${textOf(taint.key)}${value ? `=${value}` : ''}:${textOf(taint.effect)}`
}
