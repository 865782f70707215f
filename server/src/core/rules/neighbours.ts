// Which other objects of the workspace belong to the same installation as a DaemonSet. A workspace often holds many installations (examples,
// overlays, clusters); only files of one folder, or one namespace that is named, are taken to meet in a cluster.
import type { LocatedDaemonSet } from '../model/located.ts'
import { PLACEHOLDER } from '../model/placeholder.ts'
import type { Related } from '../problem.ts'
import type { ObjectSummary } from '../workspace-facts.ts'
import type { RuleContext } from './rule.ts'

const WORKLOADS = ['DaemonSet', 'Deployment', 'StatefulSet', 'ReplicaSet', 'Job', 'CronJob', 'Pod'] as const

export interface Neighbours {
  /** Objects of a kind in the DaemonSet's namespace that stand in the same folder (or file) as it does. */
  ofKind(kind: string): readonly ObjectSummary[]
  /** Workloads of the same namespace and folder, without the DaemonSet itself. */
  readonly workloads: readonly ObjectSummary[]
  /** DaemonSets of any namespace and the same folder, without the DaemonSet itself. */
  readonly daemonSets: readonly ObjectSummary[]
  /** True if the object stands in the same file: then the two are surely installed together. */
  isInSameFile(object: ObjectSummary): boolean
}

/** Undefined: nothing is known of other files, or the DaemonSet is not among what is known. */
export function neighboursOf(daemonset: LocatedDaemonSet, context: RuleContext): Neighbours | undefined {
  const { workspace } = context
  const name = daemonset.value.metadata?.name
  if (!workspace.known || name === undefined || name.includes(PLACEHOLDER)) return undefined
  const namespace = daemonset.value.metadata?.namespace ?? null
  const isSelf = (object: ObjectSummary): boolean => object.kind === 'DaemonSet' && object.name === name && object.namespace === namespace
  const files = new Set(
    workspace
      .ofKind('DaemonSet')
      .filter(isSelf)
      .map(({ uri }) => uri),
  )
  const folders = new Set([...files].map(folderOf))
  if (folders.size === 0) return undefined
  const near = (object: ObjectSummary): boolean => folders.has(folderOf(object.uri))
  const ofKind = (kind: string): readonly ObjectSummary[] => workspace.ofKind(kind).filter((object) => near(object) && object.namespace === namespace)
  return {
    ofKind,
    isInSameFile: ({ uri }) => files.has(uri),
    workloads: WORKLOADS.flatMap(ofKind).filter((object) => !isSelf(object) && !(object.kind === 'DaemonSet' && object.name === name)),
    daemonSets: workspace.ofKind('DaemonSet').filter((object) => near(object) && object.name !== name),
  }
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
