// Compute resources: names, quantities, requests against limits, claims, and what may be resized. Serves containers, the pod's own
// `resources` and `overhead`.
// https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
import type { Container, PodSpec } from '../model/kubernetes.ts'
import { compareQuantities, formatQuantity, milliValue, type Quantity } from '../model/quantity.ts'
import type { Path } from '../path.ts'
import { type Cause, duplicate, forbidden, invalid, notFound, notSupported, required } from './cause.ts'
import { isDns1123Label } from './names.ts'
import type { PodOptions } from './relaxations.ts'
import { keepsIndivisibleHugePages } from './relaxations-containers.ts'
import {
  isCountedResource,
  isHugePages,
  isOvercommitAllowed,
  isWholeHugePages,
  POD_RESOURCES,
  type ResourceList,
  type ResourceNameCheck,
  resourceQuantity,
} from './resource-names.ts'

export type ResourceRequirements = NonNullable<Container['resources']>
type ResourceClaim = NonNullable<ResourceRequirements['claims']>[number]

/** Appends what the server says of `resources`, at `path`; `claimNames`: the pod's resource claims. */
export function validateResourceRequirements(
  resources: ResourceRequirements,
  checkName: ResourceNameCheck,
  claimNames: ReadonlySet<string>,
  path: Path,
  options: PodOptions,
  causes: Cause[],
): void {
  const limits: ResourceList = resources.limits ?? {}
  const requests: ResourceList = resources.requests ?? {}
  const anyPages = keepsIndivisibleHugePages(options)
  for (const [field, list] of [['limits', limits] as const, ['requests', requests] as const])
    for (const name of Object.keys(list)) {
      const at = path.child(field).key(name)
      checkName(name, at, causes)
      validateQuantity(name, resourceQuantity(list, name), at, anyPages, causes)
    }
  validateRequestsAgainstLimits(requests, limits, path, causes)

  const names = [...Object.keys(limits), ...Object.keys(requests)]
  if (names.some(isHugePages) && !names.some((name) => POD_RESOURCES.includes(name)))
    causes.push({ ...forbidden(path, 'HugePages require cpu or memory'), at: path })
  validateClaims(resources.claims ?? [], claimNames, path.child('claims'), causes)
}

function validateQuantity(name: string, quantity: Quantity | undefined, path: Path, anyPages: boolean, causes: Cause[]): void {
  if (quantity === undefined) return
  if (quantity.nano < 0n) causes.push(invalid(path, formatQuantity(quantity), 'must be greater than or equal to 0'))
  if (isCountedResource(name) && milliValue(quantity) % 1000n !== 0n) causes.push(invalid(path, formatQuantity(quantity), 'must be an integer'))
  if (isHugePages(name) && !anyPages && !isWholeHugePages(name, quantity)) {
    const shown = formatQuantity(quantity)
    causes.push(invalid(path, shown, `${shown} is not positive integer multiple of ${name}`))
  }
}

function validateRequestsAgainstLimits(requests: ResourceList, limits: ResourceList, path: Path, causes: Cause[]): void {
  for (const name of Object.keys(requests)) {
    const at = path.child('requests').key(name)
    const overcommit = isOvercommitAllowed(name)
    if (!Object.hasOwn(limits, name)) {
      if (!overcommit) causes.push({ ...required(path.child('limits'), 'Limit must be set for non overcommitable resources'), at })
      continue
    }
    const request = resourceQuantity(requests, name)
    const limit = resourceQuantity(limits, name)
    if (request === undefined || limit === undefined) continue
    const order = compareQuantities(request, limit)
    if (order === 0 || (order < 0 && overcommit)) continue
    const relation = overcommit ? 'less than or equal to' : 'equal to'
    const problem = `must be ${relation} ${name} limit of ${formatQuantity(limit)}`
    causes.push({ ...invalid(path.child('requests'), formatQuantity(request), problem), at })
  }
}

/** Each entry names a claim of the pod, whole or one request of it, and none twice. */
function validateClaims(claims: readonly ResourceClaim[], claimNames: ReadonlySet<string>, path: Path, causes: Cause[]): void {
  const seen = new Set<string>()
  for (const [index, { name = '', request = '' }] of claims.entries()) {
    const at = path.index(index)
    if (name === '') {
      causes.push(required(at))
      continue
    }
    if (seen.has(name)) causes.push(duplicate(at, name))
    else {
      const key = request === '' ? name : `${name}/${request}`
      if (request !== '') for (const problem of isDns1123Label(request)) causes.push(invalid(at.child('request'), request, problem))
      if (seen.has(key)) causes.push(duplicate(at, key))
      else if (request === '') for (const other of seen) if (other.includes('/') && other.split('/')[0] === name) causes.push(duplicate(at, name))
      seen.add(key)
    }
    if (!claimNames.has(name)) {
      const known = claimNames.size === 0 ? ' which is empty' : `: ${[...claimNames].sort().join(', ')}`
      causes.push(notFound(at, name, `must be one of the names in pod.spec.resourceClaims${known}`))
    }
  }
}

const RESIZE_POLICIES = ['NotRequired', 'RestartContainer']

/** `resizePolicy`: the server names the list, not the entry. */
export function validateResizePolicy(container: Pick<Container, 'resizePolicy'>, pod: PodSpec, path: Path, causes: Cause[]): void {
  const seen = new Set<string>()
  for (const [index, { resourceName = '', restartPolicy = '' }] of (container.resizePolicy ?? []).entries()) {
    const entry = path.index(index)
    const push = (field: string, cause: Cause): number => causes.push({ ...cause, at: entry.child(field) })
    if (seen.has(resourceName)) push('resourceName', duplicate(entry, resourceName))
    seen.add(resourceName)
    if (resourceName === '') push('resourceName', required(path))
    else if (!POD_RESOURCES.includes(resourceName)) push('resourceName', notSupported(path, resourceName, POD_RESOURCES))
    if (restartPolicy === '') push('restartPolicy', required(path))
    else if (!RESIZE_POLICIES.includes(restartPolicy)) push('restartPolicy', notSupported(path, restartPolicy, RESIZE_POLICIES))
    if (pod.restartPolicy === 'Never' && restartPolicy !== 'NotRequired')
      push('restartPolicy', invalid(path, restartPolicy, "must be 'NotRequired' when pod `restartPolicy` is 'Never'"))
  }
}
