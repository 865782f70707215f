// Scheduler: is there room? Requests against allocatable, the pod count, and with other DaemonSets what they take.
import type { ClusterNode } from '../model/cluster-node.ts'
import { addQuantities, formatQuantity, parseQuantity, type Quantity } from '../model/quantity.ts'
import { POD_FIELD } from './controller-decision.ts'
import { fieldOf } from './lenient.ts'
import { amountOf, type Column, MANY_VALUES, type NodeIndex, type SizeColumn } from './node-index.ts'
import { counted, podRequests, type Request, shortSize } from './pod-requests.ts'
import type { FilterInput, Objection, OtherPods, SchedulerFilter } from './scheduler-filter.ts'

const ONE_POD: Quantity = { nano: 1_000_000_000n, format: 'DecimalSI', text: '1' }

interface Taker {
  readonly pods: OtherPods
  readonly requests: ReadonlyMap<string, Request>
}

/** `overhead`: what the pod's RuntimeClass adds. */
export function resourceFilter(input: FilterInput, overhead: unknown): SchedulerFilter {
  const { index, minor, others, podSpec } = input
  const own = [...podRequests(podSpec, POD_FIELD, minor, overhead).values(), { resource: 'pods', quantity: ONE_POD, field: POD_FIELD }]
  const takers = others.map((pods) => ({ pods, requests: podRequests(fieldOf(pods.daemonset, 'spec', 'template', 'spec'), POD_FIELD, minor) }))
  return {
    columns: (mixed) => own.map((request) => column(request, index, takers.length > 0, mixed)),
    objections: (node, isMixed) => own.flatMap((request) => objection(request, node, takers, index, isMixed(`size ${request.resource}`))),
  }
}

/** Alone, only sizes that are too small need telling apart, and those too only while they are few. */
function column(request: Request, index: NodeIndex, shared: boolean, mixed: Set<string>): Column {
  const sizes = index.size(request.resource)
  if (shared) return sizes
  const enough = firstThatFits(sizes, request)
  const many = sizes.size > MANY_VALUES
  if (many) mixed.add(sizes.id)
  return index.coarse(sizes, `from ${enough}`, (rank) => (rank === 0 ? 'unknown' : rank >= enough ? 'fits' : many ? 'short' : rank))
}

/** Rank of the smallest amount that is enough; amounts are ranked by size. */
function firstThatFits({ amounts }: SizeColumn, { resource, quantity }: Request): number {
  const wanted = counted(resource, quantity)
  let low = 1
  let high = amounts.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (counted(resource, { nano: amounts[middle] ?? 0n, format: 'DecimalSI' }) >= wanted) high = middle
    else low = middle + 1
  }
  return low
}

function objection(request: Request, node: ClusterNode, takers: readonly Taker[], index: NodeIndex, mixed: boolean): Objection[] {
  const { resource, field } = request
  const amount = amountOf(node, resource)
  if (amount === undefined) return []
  const here = takers.filter((taker) => runsOn(taker.pods, node, index))
  const wanted = here.reduce((sum, taker) => addQuantities(sum, taken(taker, resource)), request.quantity)
  if (counted(resource, { nano: amount, format: 'DecimalSI' }) >= counted(resource, wanted)) return []
  const text = node.allocatable?.[resource] ?? '0'
  const detail =
    resource === 'pods'
      ? `no room for another pod, the node takes ${text}`
      : `requests ${formatQuantity(request.quantity)} ${resource}${sharedText(here, resource)}, ${offer(resource, text, mixed)}`
  return [{ check: 'resources', detail, field, certain: true }]
}

function taken(taker: Taker, resource: string): Quantity {
  return resource === 'pods' ? ONE_POD : (taker.requests.get(resource)?.quantity ?? { nano: 0n, format: 'DecimalSI' })
}

function sharedText(here: readonly Taker[], resource: string): string {
  const names = here.filter((taker) => taken(taker, resource).nano > 0n).map((taker) => taker.pods.name)
  return names.length === 0 ? '' : ` beside ${names.join(', ')}`
}

function offer(resource: string, text: string, mixed: boolean): string {
  if (mixed) return 'less is allocatable'
  return parseQuantity(text)?.nano === 0n ? 'the node has none' : `the node has ${shortSize(resource, text)}`
}

export function runsOn(pods: OtherPods, node: ClusterNode, index: NodeIndex): boolean {
  const at = index.indexOfName(node.name)
  return at !== undefined && pods.column.numbers[at] === 1
}
