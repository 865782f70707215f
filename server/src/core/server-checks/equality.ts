// Whether two plain values mean the same to the server. It cannot tell an absent list, map or plain field from an empty one, but it can
// for fields that are pointers in its types.
import { compareQuantities, quantityOf } from '../model/quantity.ts'

const QUANTITIES = new Set(['limits', 'requests', 'overhead'])
const MAPS = new Set([...QUANTITIES, 'labels', 'annotations', 'matchLabels', 'nodeSelector', 'volumeAttributes'])
/** Objects that are there even if absent. */
const STRUCTS = new Set(['template', 'spec', 'metadata', 'resources', 'preference', 'podAffinityTerm'])
/** Scalars for which absent is something else than zero. */
const POINTERS = new Set([
  'activeDeadlineSeconds',
  'allowPrivilegeEscalation',
  'automountServiceAccountToken',
  'blockOwnerDeletion',
  'controller',
  'defaultMode',
  'enableServiceLinks',
  'expirationSeconds',
  'fsGroup',
  'fsGroupChangePolicy',
  'gmsaCredentialSpec',
  'gmsaCredentialSpecName',
  'hostProcess',
  'hostUsers',
  'hostnameOverride',
  'localhostProfile',
  'minDomains',
  'mode',
  'mountPropagation',
  'nodeAffinityPolicy',
  'nodeTaintsPolicy',
  'optional',
  'preemptionPolicy',
  'priority',
  'privileged',
  'procMount',
  'readOnlyRootFilesystem',
  'recursiveReadOnly',
  'resourceClaimName',
  'resourceClaimTemplateName',
  'runAsGroup',
  'runAsNonRoot',
  'runAsUser',
  'runAsUserName',
  'runtimeClassName',
  'seLinuxChangePolicy',
  'setHostnameAsFQDN',
  'shareProcessNamespace',
  'sizeLimit',
  'stopSignal',
  'storageClassName',
  'supplementalGroupsPolicy',
  'terminationGracePeriodSeconds',
  'tolerationSeconds',
])

/** Deep equality of two values of the same type. `field`: the name of the field that holds them. */
export function isSame(a: unknown, b: unknown, field: string): boolean {
  if (MAPS.has(field)) return isSameMap(asObject(a), asObject(b), QUANTITIES.has(field))
  if (Array.isArray(a) || Array.isArray(b)) {
    const left: readonly unknown[] = Array.isArray(a) ? a : []
    const right: readonly unknown[] = Array.isArray(b) ? b : []
    // An item of a list is always there: its fields are compared, not itself.
    return left.length === right.length && left.every((item, index) => isSame(item, right[index], 'spec'))
  }
  if (isObject(a) || isObject(b)) {
    if (!(isObject(a) && isObject(b)) && !STRUCTS.has(field)) return false
    const [left, right] = [asObject(a), asObject(b)]
    return [...new Set([...Object.keys(left), ...Object.keys(right)])].every((name) => isSame(left[name], right[name], name))
  }
  if (a === b) return true
  if (field === 'sizeLimit' || field === 'divisor') return isSameQuantity(a, b)
  return !POINTERS.has(field) && isZero(a) && isZero(b)
}

function isSameMap(a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>, quantities: boolean): boolean {
  const keys = Object.keys(a)
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && (quantities ? isSameQuantity(a[key], b[key]) : a[key] === b[key]))
  )
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return isObject(value) ? value : {}
}

function isZero(value: unknown): boolean {
  return value === undefined || value === '' || value === 0 || value === false
}

function isSameQuantity(a: unknown, b: unknown): boolean {
  const [left, right] = [quantityOf(a), quantityOf(b)]
  return left === undefined || right === undefined ? a === b : compareQuantities(left, right) === 0
}
