// Our own requests: which node lists there are, where each DaemonSet runs on them, and a rule's page.
import { spanOfField } from '../core/analysis/place-of.ts'
import type { ReadObject } from '../core/analysis/read-objects.ts'
import { rolloutTexts } from '../core/features/rollout-words.ts'
import { rulePage } from '../core/features/rule-page.ts'
import { type NodeChange, whatIf } from '../core/inventory/what-if.ts'
import type { ClusterNode, Inventory } from '../core/model/cluster-node.ts'
import type { LocatedDaemonSet } from '../core/model/located.ts'
import { type Quantity, quantityOf, toInteger, toMilli } from '../core/model/quantity.ts'
import { POD_FIELD } from '../core/scheduling/controller-decision.ts'
import { podRequests } from '../core/scheduling/pod-requests.ts'
import { rollout } from '../core/scheduling/rollout.ts'
import { type Span, shiftSpan } from '../core/text.ts'
import type { FileSnapshot } from '../core/workspace.ts'
import { workspaceEdit } from './code-actions.ts'
import { rangeOf } from './convert.ts'
import { notReady } from './hover.ts'
import { NEWEST_MINOR, OLDEST_MINOR } from './knowledge.ts'
import { fixesFor } from './placement-actions.ts'
import { changeView, type FindOther, otherVersion } from './placement-changes.ts'
import { daemonSetsOf, placementInput } from './placements.ts'
import {
  type DaemonSetPlacementView,
  type InventoryView,
  NODE_SOURCES_REQUEST,
  type NodeSourcesResult,
  type NodeView,
  PLACEMENT_FIXES_REQUEST,
  PLACEMENT_REQUEST,
  type PlacementFixesParams,
  type PlacementFixesResult,
  type PlacementParams,
  type PlacementResult,
  RULE_PAGE_REQUEST,
} from './protocol.ts'
import { type Session, settledSnapshot } from './session.ts'

export function registerNodeRequests(session: Session): void {
  const { connection } = session
  connection.onRequest(NODE_SOURCES_REQUEST, (params: { uri?: string } | undefined) =>
    nodeSources(session, params?.uri ?? [...session.documents.keys()][0] ?? ''),
  )
  connection.onRequest(PLACEMENT_REQUEST, (params: PlacementParams | undefined) => placements(session, params ?? {}))
  connection.onRequest(PLACEMENT_FIXES_REQUEST, (params: PlacementFixesParams) => placementFixes(session, params))
  connection.onRequest(RULE_PAGE_REQUEST, ({ rule }: { rule: string }) => rulePage(rule) ?? null)
}

async function nodeSources(session: Session, uri: string): Promise<NodeSourcesResult> {
  await session.ready(uri)
  const { minors } = session.workspace.environmentOf(uri)
  return {
    sources: session.nodeSources.describe(uri, session.nodeSourcesOf(uri)),
    kubernetes: minors.map((minor) => `1.${minor}`).join(', '),
    kubernetesVersions: Array.from({ length: NEWEST_MINOR - OLDEST_MINOR + 1 }, (_, index) => `1.${NEWEST_MINOR - index}`),
  }
}

async function placements(session: Session, params: PlacementParams): Promise<PlacementResult> {
  const { uris = [...session.documents.keys()], whatIf: changes = [], known = [], against } = params
  const views = new Map<Inventory, DaemonSetPlacementView[]>()
  for (const uri of uris) {
    const file = await settledSnapshot(session, uri)
    if (file === undefined) continue
    const other = against === undefined ? undefined : ((await otherVersion(session, file, against)) ?? (() => undefined))
    const real = session.nodeSources.inventoriesOf(uri, session.nodeSourcesOf(uri))
    for (const inventory of changes.length === 0 ? real : real.flatMap((one) => [one, supposed(one, changes)])) {
      const list = views.get(inventory) ?? []
      views.set(inventory, list)
      for (const found of daemonSetsOf(file)) list.push(viewOf(session, file, found, inventory, other))
    }
  }
  return {
    inventories: [...views].map(([inventory, daemonsets]): InventoryView => {
      const { id, nodes } = shown(inventory)
      return { source: inventory.source, id, ...(known.includes(id) ? {} : { nodes }), daemonsets }
    }),
  }
}

/** The last supposed inventories: the same changes give the same object, so that placements are kept. */
const supposedInventories = new WeakMap<Inventory, { readonly changes: string; readonly inventory: Inventory }>()

function supposed(real: Inventory, changes: readonly NodeChange[]): Inventory {
  if (changes.length === 0) return real
  const text = JSON.stringify(changes)
  const last = supposedInventories.get(real)
  if (last?.changes === text) return last.inventory
  const inventory = whatIf(real, changes)
  supposedInventories.set(real, { changes: text, inventory })
  return inventory
}

async function placementFixes(session: Session, params: PlacementFixesParams): Promise<PlacementFixesResult> {
  const { uri, index, item, node, source, whatIf: changes = [] } = params
  const snapshot = await settledSnapshot(session, uri)
  if (snapshot === undefined) return { fixes: [] }
  const real = session.nodeSources.inventoriesOf(uri, session.nodeSourcesOf(uri))
  const meant = real.flatMap((one) => [one, supposed(one, changes)]).find((one) => one.source === source)
  const file = meant === undefined ? snapshot : { ...snapshot, environment: { ...snapshot.environment, inventory: meant } }
  for (const found of daemonSetsOf(file)) {
    if (found.index !== index || found.object.item !== item) continue
    const fixes = fixesFor(file, found.object, found.daemonset, node)
    return { fixes: fixes.map(({ title, edits }) => ({ title, edit: workspaceEdit(session, file, edits, found.start) })) }
  }
  return { fixes: [] }
}

interface ShownNodes {
  readonly id: number
  readonly nodes: readonly NodeView[]
  readonly indexes: ReadonlyMap<ClusterNode, number>
}

let lastId = 0
const shownInventories = new WeakMap<Inventory, ShownNodes>()

function shown(inventory: Inventory): ShownNodes {
  const known = shownInventories.get(inventory)
  if (known !== undefined) return known
  const view: ShownNodes = {
    id: ++lastId,
    nodes: inventory.nodes.map(nodeView),
    indexes: new Map(inventory.nodes.map((node, index) => [node, index])),
  }
  shownInventories.set(inventory, view)
  return view
}

function nodeView(node: ClusterNode): NodeView {
  return {
    name: node.name,
    labels: node.labels,
    taints: node.taints.map(({ key, value, effect }) => `${key ?? ''}${value ? `=${value}` : ''}:${effect ?? ''}`),
    ready: node.ready ?? null,
    unschedulable: node.unschedulable,
    allocatable:
      node.allocatable === undefined
        ? null
        : { cpu: coresOf(quantityOf(node.allocatable.cpu)), memory: bytesOf(quantityOf(node.allocatable.memory)) },
  }
}

function viewOf(
  { client, documents }: Session,
  file: FileSnapshot,
  {
    object,
    daemonset,
    start,
    index,
  }: { readonly object: ReadObject; readonly daemonset: LocatedDaemonSet; readonly start: number; readonly index: number },
  inventory: Inventory,
  other: FindOther | undefined,
): DaemonSetPlacementView {
  const { indexes } = shown(inventory)
  const input = placementInput(file, daemonset, inventory)
  const { placement, context } = input
  const older = other?.(object)
  const indexOf = (node: ClusterNode): number => indexes.get(node) ?? -1
  const range = (span: Span) => rangeOf(file.text, shiftSpan(span, start), client.encoding)
  const requests = podRequests(daemonset.value.spec?.template?.spec, POD_FIELD, context.minor ?? NEWEST_MINOR)
  return {
    uri: file.uri,
    version: documents.get(file.uri)?.version ?? 0,
    index,
    ...(object.item === undefined ? {} : { item: object.item }),
    namespace: object.namespace,
    name: object.name,
    range: range(daemonset.root.span),
    desired: placement.desired,
    unknown: placement.unknown,
    total: placement.total,
    requests: { cpu: coresOf(requests.get('cpu')?.quantity), memory: bytesOf(requests.get('memory')?.quantity) },
    rollout: rolloutTexts(rollout(daemonset.value, placement, notReady(placement), context.minor)),
    ...(other === undefined ? {} : { change: older === undefined ? null : changeView(input, daemonset, older, indexOf, range) }),
    groups: placement.groups.map(({ nodes, shouldRun, shouldContinueRunning, verdict, reasons }) => ({
      nodes: nodes.map(indexOf),
      shouldRun,
      shouldContinueRunning,
      verdict,
      reasons: reasons.map(({ check, detail, field, met }) => ({
        check,
        detail,
        field: field.toString(),
        ...(met === undefined ? {} : { met }),
        range: range(spanOfField(daemonset.root, field, 'key')),
      })),
    })),
  }
}

function coresOf(quantity: Quantity | undefined): number {
  return quantity === undefined ? 0 : Number(toMilli(quantity)) / 1000
}

function bytesOf(quantity: Quantity | undefined): number {
  return quantity === undefined ? 0 : Number(toInteger(quantity))
}
