// Where a DaemonSet runs on known nodes, and why. Nodes that it cannot tell apart are judged once, as a group.
import type { ClusterNode } from '../model/cluster-node.ts'
import type { DaemonSet } from '../model/kubernetes.ts'
import type { WorkspaceFacts } from '../workspace-facts.ts'
import { type ControllerQuery, type Decision, decide, type IsMixed, readControllerQuery } from './controller-decision.ts'
import type { Known } from './known.ts'
import { testEntry } from './node-affinity.ts'
import { type Column, indexOf, type NodeIndex } from './node-index.ts'
import type { Placement, PlacementGroup, Verdict } from './placement.ts'

/** The newest Kubernetes minor, for callers that name none. */
const NEWEST_MINOR = 37

/** What an answer may depend on besides the DaemonSet and the nodes. */
export interface SchedulingContext {
  /** Kubernetes minor: 37 for 1.37. */
  readonly minor?: number
  /** RuntimeClasses, volumes, namespaces and pods that are known. */
  readonly workspace?: WorkspaceFacts
  /** Other DaemonSets whose pods take room and ports on the same nodes. Empty: judged as if alone in the cluster. */
  readonly others?: readonly DaemonSet[]
}

/** A label with more values than this is told apart only as far as the DaemonSet asks. */
const MANY_VALUES = 64

/** Where the DaemonSet runs. A pure function; what depends on the nodes alone is kept with the node list. */
export function placeDaemonSet(ds: DaemonSet, nodes: readonly ClusterNode[], context: SchedulingContext = {}): Placement {
  const { minor = NEWEST_MINOR } = context
  const query = readControllerQuery(ds, minor)
  const index = indexOf(nodes)
  const mixed = new Set<string>()
  const columns = columnsOf(query, index, mixed)
  const isMixed: IsMixed = (key) => mixed.has(key)
  const groups: PlacementGroup[] = []
  for (const members of index.partition(columns)) {
    const [first] = members
    if (first !== undefined) groups.push(groupOf(members, decide(query, first, isMixed)))
  }
  return summary(groups, nodes.length)
}

function groupOf(nodes: readonly ClusterNode[], decision: Decision): PlacementGroup {
  return { nodes, ...decision, verdict: verdictOf(decision) }
}

function verdictOf({ shouldRun, shouldContinueRunning }: Decision): Verdict {
  if (shouldRun === true) return 'runs'
  if (shouldRun === null || shouldContinueRunning === null) return 'unknown'
  return shouldContinueRunning ? 'stays' : 'excluded'
}

function summary(groups: readonly PlacementGroup[], total: number): Placement {
  const count = (shouldRun: Known): number => groups.reduce((sum, group) => sum + (group.shouldRun === shouldRun ? group.nodes.length : 0), 0)
  return { groups, desired: count(true), unknown: count(null), total }
}

interface LabelTest {
  /** Tests with the same text give the same answers. */
  readonly text: string
  readonly test: (value: string | undefined) => Known
}

/** The columns in which nodes can differ for this DaemonSet. Labels with many values land in `mixed`. */
function columnsOf(query: ControllerQuery, index: NodeIndex, mixed: Set<string>): Column[] {
  const tests = new Map<string, LabelTest[]>()
  const names = new Set<string>()
  const add = (key: string, test: LabelTest): void => {
    const known = tests.get(key)
    if (known) known.push(test)
    else tests.set(key, [test])
  }
  if (query.nodeName !== '') names.add(query.nodeName)
  for (const entry of query.selection.entries) add(entry.key, { text: entry.value, test: (value) => testEntry(entry, value) })
  for (const requirement of query.required?.terms.flatMap((term) => term.requirements) ?? []) {
    if (requirement.ofField) for (const name of requirement.values) names.add(name)
    else add(requirement.key, { text: JSON.stringify([requirement.operator, requirement.values]), test: requirement.test })
  }
  const columns: Column[] = [index.taints(), ...nameColumns(index, names)]
  for (const [key, ofKey] of tests) {
    const column = index.label(key)
    if (column.size > MANY_VALUES) mixed.add(key)
    columns.push(column.size > MANY_VALUES ? coarseColumn(index, key, ofKey) : column)
  }
  return columns
}

function coarseColumn(index: NodeIndex, key: string, tests: readonly LabelTest[]): Column {
  const id = JSON.stringify(tests.map(({ text }) => text))
  return index.coarseLabel(key, id, (value) => `${value === undefined} ${tests.map(({ test }) => test(value)).join()}`)
}

function nameColumns(index: NodeIndex, names: ReadonlySet<string>): Column[] {
  const named = [...names].map((name) => index.indexByName.get(name)).filter((at) => at !== undefined)
  if (named.length === 0) return []
  const numbers = new Int32Array(index.nodes.length)
  named
    .sort((a, b) => a - b)
    .forEach((at, position) => {
      numbers[at] = position + 1
    })
  return [{ id: `names ${named.join()}`, size: named.length + 1, numbers }]
}
