// What a change of the pod template does on the known nodes: how many pods at once, how many rounds, and whether it ever ends.
// Knows the update strategy and a placement; gives numbers and reasons, no texts for people.
// Semantics: https://kubernetes.io/docs/tasks/manage-daemon/update-daemon-set/

import type { ClusterNode } from '../model/cluster-node.ts'
import type { DaemonSet } from '../model/kubernetes.ts'
import { isPlaceholder } from '../model/placeholder.ts'
import { Path } from '../path.ts'
import { NEWEST_MINOR } from '../schema/schema.ts'
import { requiredPodTerms } from './affinity-terms.ts'
import { POD_FIELD } from './controller-decision.ts'
import { hostPorts, portText } from './host-ports.ts'
import { fieldOf, integerOf, textOf } from './lenient.ts'
import { amountOf, labelOf } from './node-index.ts'
import type { Placement, PlacementReason } from './placement.ts'
import { counted, podRequests } from './pod-requests.ts'

export interface Rollout {
  readonly desired: number
  /** Daemon pods that are not available before the change. */
  readonly notReady: number
  /** Pods, percentages resolved. */
  readonly maxUnavailable: number
  readonly maxSurge: number
  /** Old pods that are ended at once, before any new pod is ready. */
  readonly firstWave: number
  /** New pods that are made beside old ones at once. */
  readonly surgedFirst: number
  /** Over the whole roll-out, when every new pod that can start becomes ready. */
  readonly mostUnavailable: number
  readonly mostSurge: number
  /** False: pods of the old version stay; `reasons` says why. */
  readonly completes: boolean
  /** Rounds of replacing at the budget; 0 for OnDelete, null if it never completes. */
  readonly waves: number | null
  /** Without the time that pods take to start; null if it never completes. */
  readonly seconds: { readonly least: number; readonly most: number } | null
  readonly reasons: readonly PlacementReason[]
}

export const STRATEGY_FIELD = Path.root('spec', 'updateStrategy')
/** The roll-out of a changed template on the nodes of a placement. `notReady`: daemon pods that are unavailable before it. */
export function rollout(ds: DaemonSet, placement: Placement, notReady: number, minor: number = NEWEST_MINOR): Rollout {
  const { desired } = placement
  const ill = Math.max(0, Math.min(Math.trunc(notReady), desired))
  const strategy = fieldOf(ds, 'spec', 'updateStrategy')
  if (textOf(fieldOf(strategy, 'type')) === 'OnDelete') return onDelete(desired, ill)
  const budget = readBudget(strategy, desired)
  const stuck = stuckNodes(ds, placement, budget, minor)
  const numbers = budget.maxSurge > 0 ? surging(desired, ill, budget, stuck) : replacing(desired, ill, budget, stuck)
  const { waves } = numbers
  const seconds = waves === null ? null : duration(ds, waves)
  const reasons = [...(numbers.completes ? [] : stuck.reasons), ...budget.reasons]
  const { maxUnavailable, maxSurge } = budget
  return { desired, notReady: ill, maxUnavailable, maxSurge, ...numbers, seconds, reasons }
}

function onDelete(desired: number, notReady: number): Rollout {
  const zero = { maxUnavailable: 0, maxSurge: 0, firstWave: 0, surgedFirst: 0, mostSurge: 0, waves: 0, seconds: { least: 0, most: 0 } }
  const detail = 'with OnDelete a pod gets the new version only after somebody has deleted it'
  const reasons: PlacementReason[] = [{ check: 'strategy', detail, field: STRATEGY_FIELD.child('type') }]
  return { desired, notReady, ...zero, mostUnavailable: notReady, completes: desired === 0, reasons }
}

interface Budget {
  readonly maxUnavailable: number
  readonly maxSurge: number
  readonly reasons: readonly PlacementReason[]
}

function readBudget(strategy: unknown, desired: number): Budget {
  const field = STRATEGY_FIELD.child('rollingUpdate')
  const rollingUpdate = fieldOf(strategy, 'rollingUpdate')
  const reasons: PlacementReason[] = []
  const read = (name: string, otherwise: number): number => {
    const value = fieldOf(rollingUpdate, name)
    if (isPlaceholder(value))
      reasons.push({ check: 'template', detail: `${name} comes from a template, counted as ${otherwise}`, field: field.child(name) })
    return scaled(value, desired) ?? otherwise
  }
  const maxSurge = read('maxSurge', 0)
  const maxUnavailable = read('maxUnavailable', 1)
  // The controller does not accept a budget of nothing.
  return { maxSurge, maxUnavailable: maxSurge === 0 && maxUnavailable === 0 && desired > 0 ? 1 : maxUnavailable, reasons }
}

/** A number of pods, or a percentage of the desired ones, rounded up. */
function scaled(value: unknown, desired: number): number | undefined {
  const percent = typeof value === 'string' ? /^(\d{1,9})%$/.exec(value)?.[1] : undefined
  if (percent !== undefined) return Math.ceil((Number(percent) * desired) / 100)
  return integerOf(value)
}

type Numbers = Pick<Rollout, 'firstWave' | 'surgedFirst' | 'mostUnavailable' | 'mostSurge' | 'completes' | 'waves'>

/** Old pods go first. Those that are unavailable go at once and count against the budget. */
function replacing(desired: number, notReady: number, { maxUnavailable }: Budget, { blocked }: Stuck): Numbers {
  const firstWave = Math.max(notReady, Math.min(maxUnavailable, desired))
  // New pods that cannot start eat the budget for good.
  const left = maxUnavailable - blocked
  const completes = left > 0 || blocked === 0 || desired <= Math.min(blocked, maxUnavailable)
  const mostUnavailable = Math.max(firstWave, Math.min(blocked, desired))
  const waves = desired === 0 ? 0 : 1 + Math.ceil((desired - firstWave) / Math.max(1, left))
  return { firstWave, surgedFirst: 0, mostUnavailable, mostSurge: 0, completes, waves: completes ? waves : null }
}

/** New pods come first. Old pods that are unavailable are ended outside the surge; those that are available wait for a new one that is ready. */
function surging(desired: number, notReady: number, { maxSurge }: Budget, { blocked, crowded }: Stuck): Numbers {
  const available = desired - notReady
  const surgedFirst = Math.min(maxSurge, available)
  const completes = available === 0 || (blocked === 0 && crowded === 0)
  const waves = desired === 0 ? 0 : Math.max(1, Math.ceil(available / maxSurge))
  return { firstWave: notReady, surgedFirst, mostUnavailable: notReady, mostSurge: surgedFirst, completes, waves: completes ? waves : null }
}

interface Stuck {
  /** Nodes on which a new pod stays pending even alone. */
  readonly blocked: number
  /** Further nodes on which it stays pending beside the old one. */
  readonly crowded: number
  readonly reasons: readonly PlacementReason[]
}

function stuckNodes(ds: DaemonSet, placement: Placement, { maxSurge }: Budget, minor: number): Stuck {
  const pending = placement.groups.filter((group) => group.verdict === 'pending')
  const blocked = pending.reduce((sum, group) => sum + group.nodes.length, 0)
  const [firstGroup] = pending
  const reasons: PlacementReason[] = []
  const [why] = firstGroup?.reasons ?? []
  if (why !== undefined) reasons.push({ ...why, detail: `${blocked} of ${placement.desired} new pods stay pending: ${why.detail}` })
  if (maxSurge === 0) return { blocked, crowded: 0, reasons }
  const running = placement.groups.filter((group) => group.shouldRun === true && group.verdict !== 'pending').flatMap((group) => group.nodes)
  const crowding = crowdingReasons(ds, running, minor)
  return { blocked, crowded: Math.max(0, ...crowding.map((reason) => reason.nodes)), reasons: [...reasons, ...crowding.map(({ reason }) => reason)] }
}

interface Crowding {
  readonly reason: PlacementReason
  readonly nodes: number
}

/** Why the new pod cannot stand beside the old one, and on how many nodes. */
function crowdingReasons(ds: DaemonSet, nodes: readonly ClusterNode[], minor: number): Crowding[] {
  const podSpec = fieldOf(ds, 'spec', 'template', 'spec')
  const found: Crowding[] = []
  const [port] = hostPorts(podSpec, POD_FIELD)
  if (port !== undefined) {
    const detail = `with maxSurge the new pod needs host port ${portText(port)} while the old one holds it`
    found.push({ nodes: nodes.length, reason: { check: 'ports', detail, field: port.field } })
  }
  found.push(...antiAffinityCrowding(ds, podSpec, nodes), ...roomCrowding(podSpec, nodes, minor))
  return found.filter((crowding) => crowding.nodes > 0)
}

/** Labels that only the pods of one revision share. */
const REVISION_LABELS: ReadonlySet<string> = new Set(['controller-revision-hash', 'pod-template-generation'])

function antiAffinityCrowding(ds: DaemonSet, podSpec: unknown, nodes: readonly ClusterNode[]): Crowding[] {
  const own = {
    namespace: textOf(fieldOf(ds, 'metadata', 'namespace')) || 'default',
    labels: fieldOf(ds, 'spec', 'template', 'metadata', 'labels') ?? {},
  }
  return requiredPodTerms(podSpec, POD_FIELD, 'podAntiAffinity', own)
    .filter((term) => term.matches(own) === true && !term.labelKeys.some((key) => REVISION_LABELS.has(key)))
    .map(({ topologyKey, field }) => {
      const detail = 'with maxSurge the required anti-affinity to its own pods keeps the new pod away from the old one'
      return {
        nodes: nodes.filter((node) => labelOf(node, topologyKey) !== undefined).length,
        reason: { check: 'podAffinity' as const, detail, field },
      }
    })
}

function roomCrowding(podSpec: unknown, nodes: readonly ClusterNode[], minor: number): Crowding[] {
  const one = { nano: 1_000_000_000n, format: 'DecimalSI' as const }
  const own = [...podRequests(podSpec, POD_FIELD, minor).values(), { resource: 'pods', quantity: one, field: POD_FIELD }]
  return own.map(({ resource, quantity, field }) => {
    const needed = counted(resource, { nano: quantity.nano * 2n, format: quantity.format })
    const full = nodes.filter((node) => {
      const amount = amountOf(node, resource)
      return amount !== undefined && counted(resource, { nano: amount, format: 'DecimalSI' }) < needed
    })
    const detail = `with maxSurge ${full.length} of ${nodes.length} nodes have no room for two pods (${resource})`
    return { nodes: full.length, reason: { check: 'resources' as const, detail, field } }
  })
}

const DEFAULT_GRACE_SECONDS = 30

function duration(ds: DaemonSet, waves: number): { least: number; most: number } {
  const ready = Math.max(0, integerOf(fieldOf(ds, 'spec', 'minReadySeconds')) ?? 0)
  const grace = Math.max(0, integerOf(fieldOf(ds, 'spec', 'template', 'spec', 'terminationGracePeriodSeconds')) ?? DEFAULT_GRACE_SECONDS)
  return { least: waves * ready, most: waves * (ready + grace) }
}
