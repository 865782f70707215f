// Which other objects of the workspace belong to the same installation as a DaemonSet. A workspace often holds many installations (examples,
// overlays, clusters); only files of one folder, or one namespace that is named, are taken to meet in a cluster.
import type { LocatedDaemonSet } from '../model/located.ts'
import { PLACEHOLDER } from '../model/placeholder.ts'
import type { Related } from '../problem.ts'
import type { ObjectSummary, WorkspaceFacts } from '../workspace-facts.ts'
import type { RuleContext } from './rule.ts'

const WORKLOADS = ['DaemonSet', 'Deployment', 'StatefulSet', 'ReplicaSet', 'Job', 'CronJob', 'Pod'] as const

export interface Neighbours {
  /** Objects of a kind in the DaemonSet's namespace that stand in the same folder (or file) as it does. */
  ofKind(kind: string): readonly ObjectSummary[]
  /** Workloads of the same namespace and folder, without the DaemonSet itself. */
  readonly workloads: readonly ObjectSummary[]
  /** Those of them whose pods have a label. */
  workloadsWith(key: string, value: string): readonly ObjectSummary[]
  /** DaemonSets of any namespace and the same folder, without the DaemonSet itself. */
  readonly daemonSets: readonly ObjectSummary[]
  /** True if the object stands in the same file: then the two are surely installed together. */
  isInSameFile(object: ObjectSummary): boolean
}

/** Undefined: nothing is known of other files, or the DaemonSet is not among what is known. */
export function neighboursOf(daemonset: LocatedDaemonSet, context: RuleContext): Neighbours | undefined {
  const { workspace } = context
  let known = found.get(context)
  if (known?.workspace !== workspace) {
    known = { workspace, neighbours: findNeighbours(daemonset, workspace) }
    found.set(context, known)
  }
  return known.neighbours
}

/** One rule after the other asks in the DaemonSet's context; it may live longer than what is known of the workspace. */
const found = new WeakMap<RuleContext, Found>()

interface Found {
  readonly workspace: WorkspaceFacts
  readonly neighbours: Neighbours | undefined
}

function findNeighbours(daemonset: LocatedDaemonSet, workspace: WorkspaceFacts): Neighbours | undefined {
  const name = daemonset.value.metadata?.name
  if (!workspace.known || name === undefined || name.includes(PLACEHOLDER)) return undefined
  const namespace = daemonset.value.metadata?.namespace ?? null
  const isSelf = (object: ObjectSummary): boolean => object.kind === 'DaemonSet' && object.name === name && object.namespace === namespace
  const selves = grouped(workspace, 'DaemonSet', 'name').get(name)?.filter(isSelf) ?? []
  if (selves.length === 0) return undefined
  const files = new Set(selves.map(({ uri }) => uri))
  const folders = [...new Set([...files].map(folderOf))]
  const near = (kind: string): readonly ObjectSummary[] => joined(folders.map((folder) => grouped(workspace, kind, 'folder').get(folder)))
  const ofKind = (kind: string): readonly ObjectSummary[] =>
    joined(folders.map((folder) => grouped(workspace, kind, 'place').get(placeKey(folder, namespace))))
  const isOther = (object: ObjectSummary): boolean => !isSelf(object) && !(object.kind === 'DaemonSet' && object.name === name)
  let workloads: readonly ObjectSummary[] | undefined
  return {
    ofKind,
    isInSameFile: ({ uri }) => files.has(uri),
    get workloads() {
      workloads ??= WORKLOADS.flatMap(ofKind).filter(isOther)
      return workloads
    },
    workloadsWith(key, value) {
      const places = new Set(folders.map((folder) => placeKey(folder, namespace)))
      const labelled = workloadsByLabel(workspace).get(`${key}=${value}`) ?? []
      return labelled.filter((object) => places.has(placeKey(folderOf(object.uri), object.namespace)) && isOther(object))
    },
    get daemonSets() {
      return near('DaemonSet').filter((object) => object.name !== name)
    },
  }
}

type Grouping = 'name' | 'folder' | 'place'
type Groups = ReadonlyMap<string, readonly ObjectSummary[]>

// Kept with the facts: every DaemonSet of a large workspace asks, and going through all objects for each would be quadratic.
const groupings = new WeakMap<WorkspaceFacts, Map<string, Groups>>()

/** The objects of a kind by name, by folder, or by folder and namespace. */
function grouped(workspace: WorkspaceFacts, kind: string, by: Grouping): Groups {
  const known = groupings.get(workspace) ?? new Map<string, Groups>()
  groupings.set(workspace, known)
  const key = `${by} ${kind}`
  const groups = known.get(key) ?? groupBy(workspace.ofKind(kind), by)
  known.set(key, groups)
  return groups
}

const labelGroups = new WeakMap<WorkspaceFacts, Groups>()

function workloadsByLabel(workspace: WorkspaceFacts): Groups {
  const known = labelGroups.get(workspace)
  if (known !== undefined) return known
  const groups = new Map<string, ObjectSummary[]>()
  for (const object of WORKLOADS.flatMap((kind) => [...workspace.ofKind(kind)])) {
    for (const [key, value] of Object.entries(object.template?.labels ?? {})) {
      const group = groups.get(`${key}=${value}`)
      if (group === undefined) groups.set(`${key}=${value}`, [object])
      else group.push(object)
    }
  }
  labelGroups.set(workspace, groups)
  return groups
}

function groupBy(objects: readonly ObjectSummary[], by: Grouping): Groups {
  const groups = new Map<string, ObjectSummary[]>()
  for (const object of objects) {
    const key = by === 'name' ? (object.name ?? '') : by === 'folder' ? folderOf(object.uri) : placeKey(folderOf(object.uri), object.namespace)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [object])
    else group.push(object)
  }
  return groups
}

const placeKey = (folder: string, namespace: string | null): string => `${folder}\n${namespace ?? ''}\n${namespace === null}`

/** The lists as one; no copy where there is one list. */
function joined(lists: readonly (readonly ObjectSummary[] | undefined)[]): readonly ObjectSummary[] {
  const [first = [], ...others] = lists
  return others.length === 0 ? first : [...first, ...others.flatMap((list) => list ?? [])]
}

function folderOf(uri: string): string {
  return uri.slice(0, uri.lastIndexOf('/') + 1)
}

/** A pointer to another object. */
export function relatedTo(object: ObjectSummary, message: string): Related {
  return { uri: object.uri, span: object.nameSpan, message }
}

export function nameOf(object: ObjectSummary): string {
  return `${object.kind} ${object.name ?? '(no name)'}`
}
