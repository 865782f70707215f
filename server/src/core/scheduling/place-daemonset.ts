// Where a DaemonSet runs on known nodes, and why. Nodes that it cannot tell apart are judged once, as a group.

import type { ClusterNode } from '../model/cluster-node.ts'
import type { DaemonSet } from '../model/kubernetes.ts'
import { NEWEST_MINOR } from '../schema/schema.ts'
import { NO_WORKSPACE, type WorkspaceFacts } from '../workspace-facts.ts'
import type { IsMixed } from './affinity-reasons.ts'
import { columnsFor, type LabelTest } from './asked-labels.ts'
import { antiAffinityFilters, podAffinityFilters, spreadFilters } from './competing-filters.ts'
import { type ControllerQuery, type Decision, decide, readControllerQuery } from './controller-decision.ts'
import type { Known } from './known.ts'
import { fieldOf, textOf } from './lenient.ts'
import { testEntry } from './node-affinity.ts'
import { type Column, indexOf, type NodeIndex } from './node-index.ts'
import type { Placement, PlacementGroup, PlacementReason, Verdict } from './placement.ts'
import { resourceFilter } from './resource-filter.ts'
import type { CompetingFilter, FilterInput, Objection, OtherPods, SchedulerFilter } from './scheduler-filter.ts'
import { gateFilter, namespaceFilter, portFilter, runtimeClassFilter, runtimeClassOf, volumeFilter } from './simple-filters.ts'

/** What an answer may depend on besides the DaemonSet and the nodes. */
export interface SchedulingContext {
  /** Kubernetes minor: 37 for 1.37. */
  readonly minor?: number
  /** RuntimeClasses, volumes, namespaces and pods that are known. */
  readonly workspace?: WorkspaceFacts
  /** Other DaemonSets whose pods take room and ports on the same nodes. None: judged as if alone in the cluster. */
  readonly others?: readonly DaemonSet[]
}

/** Where the DaemonSet runs. A pure function; what depends on the nodes alone is kept with the node list. */
export function placeDaemonSet(ds: DaemonSet, nodes: readonly ClusterNode[], context: SchedulingContext = {}): Placement {
  const { minor = NEWEST_MINOR, workspace = NO_WORKSPACE } = context
  const index = indexOf(nodes)
  const query = readControllerQuery(ds, minor)
  const podSpec = fieldOf(ds, 'spec', 'template', 'spec')
  const mixed = new Set<string>()
  const asked = [index.taints(), ...controllerColumns(query, index, mixed)]
  const isMixed: IsMixed = (key) => mixed.has(key)
  // The scheduler never sees a pod whose template names its node.
  if (query.nodeName !== '') return place(query, [], asked, index, isMixed)
  const others = (context.others ?? []).filter((other) => priority(other) >= priority(ds)).map((other, at) => otherPods(other, at, index, context))
  const input: FilterInput = { daemonset: ds, podSpec, minor, workspace, index, others }
  const filters = simpleFilters(input)
  const columns = [...asked, ...filters.flatMap((filter) => filter.columns(mixed))]
  const first = place(query, filters, columns, index, isMixed)
  const competing: CompetingFilter[] = [...podAffinityFilters(input), ...antiAffinityFilters(input), ...spreadFilters(input)]
  if (competing.length === 0) return first
  const runnable = new Set(first.groups.filter((group) => group.verdict === 'runs').flatMap((group) => group.nodes))
  const more = competing.map((filter) => filter.among((node) => runnable.has(node)))
  return place(query, [...filters, ...more], [...columns, ...more.flatMap((filter) => filter.columns(mixed))], index, isMixed)
}

function place(
  query: ControllerQuery,
  filters: readonly SchedulerFilter[],
  columns: readonly Column[],
  index: NodeIndex,
  isMixed: IsMixed,
): Placement {
  const groups: PlacementGroup[] = []
  for (const nodes of index.partition(columns)) {
    const [first] = nodes
    if (first === undefined) continue
    const decision = decide(query, first, isMixed)
    groups.push(
      decision.shouldRun === true ? scheduled(nodes, first, decision, filters, isMixed) : { nodes, ...decision, verdict: notMade(decision) },
    )
  }
  const count = (shouldRun: Known): number => groups.reduce((sum, group) => sum + (group.shouldRun === shouldRun ? group.nodes.length : 0), 0)
  return { groups, desired: count(true), unknown: count(null), total: index.nodes.length }
}

function notMade({ shouldRun, shouldContinueRunning }: Decision): Verdict {
  if (shouldRun === null || shouldContinueRunning === null) return 'unknown'
  return shouldContinueRunning ? 'stays' : 'excluded'
}

/** The controller makes a pod for these nodes: what does the scheduler say? */
function scheduled(
  nodes: readonly ClusterNode[],
  first: ClusterNode,
  decision: Decision,
  filters: readonly SchedulerFilter[],
  isMixed: IsMixed,
): PlacementGroup {
  const objections = filters.flatMap((filter) => filter.objections(first, isMixed))
  const certain = objections.filter((objection) => objection.certain)
  const verdict = certain.length > 0 ? 'pending' : objections.length > 0 ? 'unknown' : 'runs'
  return { nodes, ...decision, verdict, reasons: (certain.length > 0 ? certain : objections).map(withoutCertainty) }
}

function withoutCertainty({ certain: _, ...reason }: Objection): PlacementReason {
  return reason
}

function simpleFilters(input: FilterInput): SchedulerFilter[] {
  const runtimeClass = runtimeClassOf(input.podSpec, input.workspace)
  const filters = [
    gateFilter(input),
    namespaceFilter(input),
    runtimeClassFilter(input, runtimeClass),
    portFilter(input),
    resourceFilter(input, fieldOf(runtimeClass?.spec, 'overhead', 'podFixed')),
    volumeFilter(input),
  ]
  return filters.filter((filter) => filter !== undefined)
}

/** The labels and names in which nodes can differ for the controller. */
function controllerColumns(query: ControllerQuery, index: NodeIndex, mixed: Set<string>): readonly Column[] {
  const tests = new Map<string, LabelTest[]>()
  const names = new Set<string>(query.nodeName === '' ? [] : [query.nodeName])
  const add = (key: string, test: LabelTest): void => {
    const known = tests.get(key)
    if (known) known.push(test)
    else tests.set(key, [test])
  }
  for (const entry of query.selection.entries) add(entry.key, { text: entry.value, test: (value) => testEntry(entry, value) })
  for (const requirement of query.required?.terms.flatMap((term) => term.requirements) ?? []) {
    if (requirement.ofField) for (const name of requirement.values) names.add(name)
    else add(requirement.key, { text: JSON.stringify([requirement.operator, requirement.values]), test: requirement.test })
  }
  return columnsFor(tests, names, index, mixed)
}

/** Where another DaemonSet's pods are, each judged alone. */
function otherPods(daemonset: DaemonSet, at: number, index: NodeIndex, context: SchedulingContext): OtherPods {
  const { others: _, ...alone } = context
  const placement = placeDaemonSet(daemonset, index.nodes, alone)
  const running = new Set(placement.groups.filter((group) => group.verdict === 'runs').flatMap((group) => group.nodes))
  const numbers = Int32Array.from(index.nodes, (node) => (running.has(node) ? 1 : 0))
  const name = textOf(fieldOf(daemonset, 'metadata', 'name')) || 'another DaemonSet'
  return { daemonset, name, placement, column: { id: `other ${at} ${numbers.join('')}`, size: 2, numbers } }
}

/** Pods of a higher class push others away; the classes that are built in are known by name. */
function priority(ds: DaemonSet): number {
  return ['system-cluster-critical', 'system-node-critical'].indexOf(textOf(fieldOf(ds, 'spec', 'template', 'spec', 'priorityClassName')))
}
