// Resources of the whole pod: pod-level requests and limits against what its containers ask for, and overhead.
import type { Container, PodSpec } from '../model/kubernetes.ts'
import { addQuantities, compareQuantities, formatQuantity, type Quantity } from '../model/quantity.ts'
import type { Path } from '../path.ts'
import { type Cause, forbidden, invalid } from './cause.ts'
import { validateResourceRequirements } from './container-resources.ts'
import type { PodOptions } from './relaxations.ts'
import { containerResourceName, isHugePages, podResourceName, type ResourceList, resourceQuantity } from './resource-names.ts'

type Quantities = ReadonlyMap<string, Quantity>

/** Judged like the limits of a container. */
export function validateOverhead(pod: PodSpec, path: Path, options: PodOptions, causes: Cause[]): void {
  if (pod.overhead === undefined) return
  const found: Cause[] = []
  validateResourceRequirements({ limits: pod.overhead }, containerResourceName, new Set(), path, options, found)
  for (const cause of found) {
    // The server names it `overhead.limits[cpu]`.
    causes.push({ ...cause, at: cause.field.kind === 'key' ? path.key(String(cause.field.name)) : path })
  }
}

/** `spec.resources`; `path` is the pod spec's. */
export function validatePodResources(pod: PodSpec, path: Path, options: PodOptions, causes: Cause[]): void {
  const { resources } = pod
  if (resources === undefined) return
  const at = path.child('resources')
  if (pod.os?.name === 'windows') {
    causes.push(forbidden(at, 'may not be set for a windows pod'))
    return
  }
  if (resources.claims !== undefined) causes.push(forbidden(at.child('claims'), 'claims may not be set for Resources at pod-level'))
  const claimNames = new Set((pod.resourceClaims ?? []).map(({ name = '' }) => name).filter((name) => name !== ''))
  validateResourceRequirements(resources, podResourceName, claimNames, at, options, causes)
  validateAgainstContainers(pod, path, causes)
}

function validateAgainstContainers(pod: PodSpec, path: Path, causes: Cause[]): void {
  const at = path.child('resources')
  const requests: ResourceList = pod.resources?.requests ?? {}
  const limits: ResourceList = pod.resources?.limits ?? {}
  for (const [name, needed] of askedByContainers(pod, 'requests')) {
    const request = resourceQuantity(requests, name)
    if (request === undefined || compareQuantities(needed, request) <= 0) continue
    const problem = `must be greater than or equal to aggregate container requests of ${formatQuantity(needed)}`
    causes.push(invalid(at.child('requests').key(name), formatQuantity(request), problem))
  }
  for (const [name, needed] of askedByContainers(pod, 'limits')) {
    const limit = isHugePages(name) ? resourceQuantity(limits, name) : undefined
    if (limit === undefined || compareQuantities(needed, limit) <= 0) continue
    const problem = `must be greater than or equal to aggregate container limits of ${formatQuantity(needed)}`
    causes.push(invalid(at.child('limits').key(name), formatQuantity(limit), problem))
  }
  for (const [index, { resources }] of (pod.containers ?? []).entries())
    for (const name of Object.keys(resources?.limits ?? {})) {
      const limit = resourceQuantity(limits, name)
      const own = resourceQuantity(resources?.limits, name)
      if (limit === undefined || own === undefined || compareQuantities(own, limit) <= 0) continue
      causes.push({
        ...invalid(
          at.child('containers').index(index).key(name).child('limits'),
          formatQuantity(own),
          `must be less than or equal to pod limits of ${formatQuantity(limit)}`,
        ),
        at: path.child('containers').index(index).child('resources', 'limits').key(name),
      })
    }
}

/** What the containers need together: those that run side by side are added, init containers need the most that any of them needs. */
function askedByContainers(pod: PodSpec, field: 'requests' | 'limits'): Quantities {
  const asked = (container: Container): Quantities => {
    const list: ResourceList = container.resources?.[field] ?? {}
    return new Map(Object.keys(list).flatMap((name) => pairOf(name, resourceQuantity(list, name))))
  }
  let running: Quantities = new Map()
  for (const container of pod.containers ?? []) running = added(running, asked(container))
  let sidecars: Quantities = new Map()
  let starting: Quantities = new Map()
  for (const container of pod.initContainers ?? []) {
    const own = asked(container)
    if (container.restartPolicy === 'Always') {
      running = added(running, own)
      sidecars = added(sidecars, own)
      starting = most(starting, sidecars)
    } else starting = most(starting, added(own, sidecars))
  }
  return most(running, starting)
}

function pairOf(name: string, quantity: Quantity | undefined): [string, Quantity][] {
  return quantity === undefined ? [] : [[name, quantity]]
}

function added(a: Quantities, b: Quantities): Quantities {
  const sum = new Map(a)
  for (const [name, quantity] of b) {
    const other = sum.get(name)
    sum.set(name, other === undefined ? quantity : addQuantities(other, quantity))
  }
  return sum
}

function most(a: Quantities, b: Quantities): Quantities {
  const larger = new Map(a)
  for (const [name, quantity] of b) {
    const other = larger.get(name)
    if (other === undefined || compareQuantities(quantity, other) > 0) larger.set(name, quantity)
  }
  return larger
}
