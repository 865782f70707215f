// Small DaemonSets and nodes for tests of placement, and answers in a form that reads well in a table.

import { parseTaint } from '../../server/src/core/inventory/samples/sample-node.ts'
import type { ClusterNode } from '../../server/src/core/model/cluster-node.ts'
import type { DaemonSet } from '../../server/src/core/model/kubernetes.ts'
import { placeDaemonSet, type SchedulingContext } from '../../server/src/core/scheduling/place-daemonset.ts'
import type { PlacementGroup } from '../../server/src/core/scheduling/placement.ts'
import type { ObjectSummary, WorkspaceFacts } from '../../server/src/core/workspace-facts.ts'

/** A DaemonSet called `agent` with this pod spec (of any shape: half-typed ones too). */
export function daemonSet(podSpec: unknown, rest: Readonly<Record<string, unknown>> = {}, labels: unknown = { app: 'agent' }): DaemonSet {
  const value: unknown = { metadata: { name: 'agent' }, spec: { ...rest, template: { metadata: { labels }, spec: podSpec } } }
  return value as DaemonSet
}

interface NodeParts {
  readonly labels?: Readonly<Record<string, string>>
  readonly taints?: readonly string[]
  readonly allocatable?: Readonly<Record<string, string>>
}

/** A node; taints as `key=value:Effect`. */
export function node(name: string, { labels = {}, taints = [], allocatable }: NodeParts = {}): ClusterNode {
  const parsed = taints.map(parseTaint).filter((taint) => taint !== undefined)
  return { name, labels, taints: parsed, unschedulable: false, allocatable, ready: undefined, object: {} }
}

/** The group that a node is in. */
export function groupOn(name: string, podSpec: unknown, nodes: readonly ClusterNode[], context?: SchedulingContext): PlacementGroup {
  const group = placeDaemonSet(daemonSet(podSpec), nodes, context).groups.find(({ nodes: members }) => members.some((member) => member.name === name))
  if (group === undefined) throw new Error(`${name} is in no group`)
  return group
}

/** `name: verdict`, in the order of the nodes. */
export function verdicts(ds: DaemonSet, nodes: readonly ClusterNode[], context?: SchedulingContext): Readonly<Record<string, string>> {
  const { groups } = placeDaemonSet(ds, nodes, context)
  const byName = new Map(groups.flatMap((group) => group.nodes.map((member) => [member.name, group.verdict] as const)))
  return Object.fromEntries(nodes.map((member) => [member.name, byName.get(member.name) ?? 'missing']))
}

type Summary = Partial<ObjectSummary> & Pick<ObjectSummary, 'kind' | 'name'>

/** A workspace that holds these objects. */
export function workspaceOf(...objects: readonly Summary[]): WorkspaceFacts {
  const all = objects.map(
    (object): ObjectSummary => ({
      uri: 'a.yaml',
      index: 0,
      apiVersion: 'v1',
      namespace: null,
      nameSpan: { start: 0, end: 0 },
      labels: {},
      ...object,
    }),
  )
  return { known: true, ofKind: (kind) => all.filter((object) => object.kind === kind) }
}
