// What one pod of a template asks a node for: the sum that the scheduler makes of containers, init containers, pod-level resources and
// overhead. Values that a template fills in are left out: what is not known keeps no pod from a node.
// Semantics: https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#resource-sharing-within-containers
import { addQuantities, compareQuantities, type Quantity, quantityOf, toInteger, toMilli } from '../model/quantity.ts'
import type { Path } from '../path.ts'
import { isOn } from '../server-checks/gates.ts'
import { entriesOf, fieldOf, itemsOf } from './lenient.ts'

export interface Request {
  readonly resource: string
  readonly quantity: Quantity
  /** The line that asks for it, or for most of it. */
  readonly field: Path
}

export type Requests = ReadonlyMap<string, Request>

type Sums = Map<string, Request>

/** What a pod asks for, by resource name; without resources of amount zero. `overhead`: of the RuntimeClass. */
export function podRequests(podSpec: unknown, podField: Path, minor: number, overhead?: unknown): Requests {
  const total: Sums = new Map()
  for (const container of containersOf(podSpec, 'containers', podField)) add(total, container.requests)
  atLeast(total, whileInitializing(containersOf(podSpec, 'initContainers', podField), total))
  if (isOn('PodLevelResources', minor)) applyPodLevel(total, podSpec, podField)
  const own = fieldOf(podSpec, 'overhead')
  add(total, quantitiesOf(own ?? overhead, podField.child('overhead')))
  return new Map([...total].filter(([, request]) => request.quantity.nano > 0n && isScheduled(request.resource)))
}

interface ContainerRequests {
  readonly requests: Requests
  /** An init container that runs as long as the pod. */
  readonly sidecar: boolean
}

function containersOf(podSpec: unknown, name: 'containers' | 'initContainers', podField: Path): ContainerRequests[] {
  const field = podField.child(name)
  return itemsOf(fieldOf(podSpec, name)).items.map(({ value, index }) => ({
    requests: containerRequests(fieldOf(value, 'resources'), field.index(index).child('resources')),
    sidecar: fieldOf(value, 'restartPolicy') === 'Always',
  }))
}

/** Limits stand in for requests that are not given. */
function containerRequests(resources: unknown, field: Path): Requests {
  const requests = new Map(quantitiesOf(fieldOf(resources, 'limits'), field.child('limits')))
  const given = fieldOf(resources, 'requests')
  for (const [name] of entriesOf(given).entries) requests.delete(name)
  for (const [name, request] of quantitiesOf(given, field.child('requests'))) requests.set(name, request)
  return requests
}

/** The most that is needed while init containers run: each beside the sidecars that were started before it. Adds sidecars to `total`. */
function whileInitializing(containers: readonly ContainerRequests[], total: Sums): Sums {
  const sidecars: Sums = new Map()
  const most: Sums = new Map()
  for (const { requests, sidecar } of containers) {
    if (sidecar) {
      add(total, requests)
      add(sidecars, requests)
      atLeast(most, sidecars)
    } else {
      const now = new Map(sidecars)
      add(now, requests)
      atLeast(most, now)
    }
  }
  return most
}

/** What the pod asks for as a whole counts instead of its containers' sum. */
function applyPodLevel(total: Sums, podSpec: unknown, podField: Path): void {
  const resources = fieldOf(podSpec, 'resources')
  const field = podField.child('resources')
  const requests = quantitiesOf(fieldOf(resources, 'requests'), field.child('requests'))
  const limits = quantitiesOf(fieldOf(resources, 'limits'), field.child('limits'))
  for (const [name, request] of limits) {
    if (!isPodLevel(name) || requests.has(name)) continue
    if (!total.has(name) || name.startsWith('hugepages-')) total.set(name, request)
  }
  for (const [name, request] of requests) if (isPodLevel(name)) total.set(name, request)
}

function isPodLevel(resource: string): boolean {
  return resource === 'cpu' || resource === 'memory' || resource.startsWith('hugepages-')
}

/** Other names are refused by the server, the scheduler does not count them. */
function isScheduled(resource: string): boolean {
  return (
    resource === 'cpu' || resource === 'memory' || resource === 'ephemeral-storage' || resource.startsWith('hugepages-') || resource.includes('/')
  )
}

function quantitiesOf(value: unknown, field: Path): Requests {
  const requests = new Map<string, Request>()
  for (const [resource, text] of entriesOf(value).entries) {
    const quantity = quantityOf(text)
    if (quantity !== undefined) requests.set(resource, { resource, quantity, field: field.key(resource) })
  }
  return requests
}

function add(total: Sums, more: Requests): void {
  for (const [name, request] of more) {
    const known = total.get(name)
    if (known === undefined) total.set(name, request)
    else {
      const larger = compareQuantities(known.quantity, request.quantity) >= 0 ? known : request
      total.set(name, { ...larger, quantity: addQuantities(known.quantity, request.quantity) })
    }
  }
}

function atLeast(total: Sums, least: Requests): void {
  for (const [name, request] of least) {
    const known = total.get(name)
    if (known === undefined || compareQuantities(known.quantity, request.quantity) < 0) total.set(name, request)
  }
}

/** As the scheduler counts: thousandths of CPUs, whole units of everything else, both rounded up. */
export function counted(resource: string, quantity: Quantity): bigint {
  return resource === 'cpu' ? toMilli(quantity) : toInteger(quantity)
}

const BINARY_UNITS = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'] as const

/** A size as people read it: `15.5Gi` for `16265200Ki`, rounded down; CPUs and counts as they are written. */
export function shortSize(resource: string, text: string): string {
  const quantity = quantityOf(text)
  const bytes = resource === 'memory' || resource === 'ephemeral-storage' || resource.startsWith('hugepages-')
  if (quantity === undefined || !bytes) return text
  let size = Number(toInteger(quantity))
  let unit = 0
  while (size >= 1024 && unit < BINARY_UNITS.length - 1) {
    size /= 1024
    unit++
  }
  return `${Math.floor(size * 10) / 10}${BINARY_UNITS[unit]}`
}
