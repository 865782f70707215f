// Our own requests about nodes: which lists there are, and where each DaemonSet runs on them.

import { spanOfField } from '../core/analysis/place-of.ts'
import type { ReadObject } from '../core/analysis/read-objects.ts'
import type { ClusterNode, Inventory } from '../core/model/cluster-node.ts'
import type { LocatedDaemonSet } from '../core/model/located.ts'
import { placeDaemonSet } from '../core/scheduling/place-daemonset.ts'
import type { Placement } from '../core/scheduling/placement.ts'
import { shiftSpan } from '../core/text.ts'
import type { DocumentInFile, FileSnapshot } from '../core/workspace.ts'
import { rangeOf } from './convert.ts'
import { NEWEST_MINOR, OLDEST_MINOR } from './knowledge.ts'
import {
  type DaemonSetPlacementView,
  type InventoryView,
  NODE_SOURCES_REQUEST,
  type NodeSourcesResult,
  type NodeView,
  PLACEMENT_REQUEST,
  type PlacementParams,
  type PlacementResult,
} from './protocol.ts'
import { type Session, settledSnapshot } from './session.ts'

export function registerNodeRequests(session: Session): void {
  const { connection } = session
  connection.onRequest(NODE_SOURCES_REQUEST, async (params: { uri?: string } | undefined): Promise<NodeSourcesResult> => {
    const uri = params?.uri ?? [...session.documents.keys()][0] ?? ''
    await session.ready(uri)
    const minors = Array.from({ length: NEWEST_MINOR - OLDEST_MINOR + 1 }, (_, index) => `1.${NEWEST_MINOR - index}`)
    const { minors: inUse } = session.workspace.environmentOf(uri)
    return {
      sources: session.nodeSources.describe(uri, session.settingsOf(uri).nodeSources),
      kubernetes: `1.${inUse[0] ?? NEWEST_MINOR}`,
      kubernetesVersions: minors,
    }
  })
  connection.onRequest(PLACEMENT_REQUEST, (params: PlacementParams | undefined) => placements(session, params?.uris ?? [...session.documents.keys()]))
}

async function placements(session: Session, uris: readonly string[]): Promise<PlacementResult> {
  const inventories = new Map<Inventory, DaemonSetPlacementView[]>()
  for (const uri of uris) {
    const file = await settledSnapshot(session, uri)
    if (file === undefined) continue
    for (const inventory of session.nodeSources.inventoriesOf(uri, session.settingsOf(uri).nodeSources)) {
      const views = inventories.get(inventory) ?? []
      inventories.set(inventory, views)
      let index = 0
      for (const document of file.documents()) {
        for (const { object } of document.analysis.objects)
          if (object.daemonset !== undefined) views.push({ ...viewOf(session, file, document, object, object.daemonset, inventory), index })
        index++
      }
    }
  }
  return { inventories: [...inventories].map(([inventory, daemonsets]): InventoryView => ({ ...inventoryView(inventory), daemonsets })) }
}

const inventoryViews = new WeakMap<Inventory, { source: string; nodes: readonly NodeView[]; indexes: ReadonlyMap<ClusterNode, number> }>()

function inventoryView(inventory: Inventory): { source: string; nodes: readonly NodeView[]; indexes: ReadonlyMap<ClusterNode, number> } {
  const known = inventoryViews.get(inventory)
  if (known !== undefined) return known
  const view = {
    source: inventory.source,
    nodes: inventory.nodes.map(nodeView),
    indexes: new Map(inventory.nodes.map((node, index) => [node, index])),
  }
  inventoryViews.set(inventory, view)
  return view
}

function nodeView(node: ClusterNode): NodeView {
  return {
    name: node.name,
    labels: node.labels,
    taints: node.taints.map(({ key, value, effect }) => `${key ?? ''}${value ? `=${value}` : ''}:${effect ?? ''}`),
    ready: node.ready ?? null,
    unschedulable: node.unschedulable,
    allocatable: null,
  }
}

function viewOf(
  { client, documents }: Session,
  file: FileSnapshot,
  document: DocumentInFile,
  object: ReadObject,
  { value, root }: LocatedDaemonSet,
  inventory: Inventory,
): Omit<DaemonSetPlacementView, 'index'> {
  const { indexes } = inventoryView(inventory)
  const placement: Placement = placeDaemonSet(value, inventory.nodes, {
    minor: file.environment.minors[0] ?? NEWEST_MINOR,
    workspace: file.environment.workspace,
  })
  const range = (span: { start: number; end: number }) => rangeOf(file.text, shiftSpan(span, document.start), client.encoding)
  return {
    uri: file.uri,
    version: documents.get(file.uri)?.version ?? 0,
    ...(object.item === undefined ? {} : { item: object.item }),
    namespace: object.namespace,
    name: object.name,
    range: range(root.span),
    desired: placement.desired,
    unknown: placement.unknown,
    total: placement.total,
    requests: null,
    groups: placement.groups.map(({ nodes, shouldRun, shouldContinueRunning, verdict, reasons }) => ({
      nodes: nodes.map((node) => indexes.get(node) ?? -1),
      shouldRun,
      shouldContinueRunning,
      verdict,
      reasons: reasons.map(({ check, detail, field, met }) => ({
        check,
        detail,
        field: field.toString(),
        ...(met === undefined ? {} : { met }),
        range: range(spanOfField(root, field, 'key')),
      })),
    })),
  }
}
