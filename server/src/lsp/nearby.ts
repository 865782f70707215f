// The documents that may speak of a name: those of the open file and of the manifests that are installed with it, read when a question needs them.
import { readObjects } from '../core/analysis/read-objects.ts'
import type { NearbyDocument } from '../core/features/occurrences.ts'
import { type FileText, fileTextOf } from '../core/file-text.ts'
import { splitDocuments } from '../core/syntax/split-documents.ts'
import type { FileSnapshot } from '../core/workspace.ts'
import type { ObjectSummary } from '../core/workspace-facts.ts'
import type { Session } from './session.ts'

/** Kinds that name pods, their labels, or what pods use. */
const KINDS = [
  ...['DaemonSet', 'Deployment', 'StatefulSet', 'ReplicaSet', 'Job', 'CronJob', 'Pod'],
  ...['Service', 'NetworkPolicy', 'PodDisruptionBudget', 'ServiceMonitor', 'PodMonitor', 'HorizontalPodAutoscaler', 'VerticalPodAutoscaler'],
  ...['ConfigMap', 'Secret', 'ServiceAccount', 'Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding', 'Namespace'],
  ...['PersistentVolumeClaim', 'PriorityClass', 'RuntimeClass', 'StorageClass', 'ResourceClaim', 'ResourceClaimTemplate'],
]

export interface Nearby {
  readonly documents: readonly NearbyDocument[]
  /** Text of a file that one of the documents is in. */
  textOf(uri: string): FileText | undefined
}

/** The documents of the file alone: for names that nobody else can use. */
export function ownDocuments(file: FileSnapshot): Nearby {
  return { documents: documentsOfOpen(file), textOf: (uri) => (uri === file.uri ? file.text : undefined) }
}

/** The documents of the file, and those of the same installation that hold all words. */
export async function nearbyDocuments(session: Session, file: FileSnapshot, words: readonly string[], namespace: string | null): Promise<Nearby> {
  await session.workspaceRead()
  const facts = session.workspace.environmentOf(file.uri).workspace
  const uris = sameInstallation(file.uri, namespace, KINDS.flatMap(facts.ofKind))
  const texts = new Map<string, FileText>([[file.uri, file.text]])
  const documents = documentsOfOpen(file)
  for (const uri of uris) {
    if (uri === file.uri) continue
    const open = session.workspace.snapshot(uri)
    if (open !== undefined) {
      texts.set(uri, open.text)
      documents.push(...documentsOfOpen(open))
      continue
    }
    const text = await session.files.read(uri)
    if (text === undefined || !words.every((word) => text.includes(word))) continue
    texts.set(uri, fileTextOf(text))
    documents.push(...documentsIn(uri, text))
  }
  return { documents, textOf: (uri) => texts.get(uri) }
}

/**
 * Files whose objects meet in a cluster: those of the folder, and others with objects of the same named namespace. A folder that has an object
 * of its own by a name that is in this folder too holds another version of the same things (an overlay, an example, an older release).
 */
function sameInstallation(uri: string, namespace: string | null, objects: readonly ObjectSummary[]): ReadonlySet<string> {
  const own = folderOf(uri)
  const identity = (object: ObjectSummary): string => `${object.kind} ${object.namespace} ${object.name}`
  const here = new Set(objects.filter((object) => folderOf(object.uri) === own).map(identity))
  const versions = new Set(objects.filter((object) => here.has(identity(object))).map((object) => folderOf(object.uri)))
  const near = objects.filter((object) => {
    const folder = folderOf(object.uri)
    return folder === own || (namespace !== null && object.namespace === namespace && !versions.has(folder))
  })
  return new Set(near.map((object) => object.uri))
}

/** The text of any file of the workspace, as the editor has it or from disk. */
export async function textOfFile(session: Session, uri: string): Promise<FileText | undefined> {
  const open = session.workspace.snapshot(uri)
  if (open !== undefined) return open.text
  const text = await session.files.read(uri)
  return text === undefined ? undefined : fileTextOf(text)
}

export function documentsIn(uri: string, text: string): NearbyDocument[] {
  return splitDocuments(text).map(({ span }) => ({ uri, start: span.start, reading: readObjects(text.slice(span.start, span.end)) }))
}

function documentsOfOpen(file: FileSnapshot): NearbyDocument[] {
  return [...file.documents()].map(({ reading, start }) => ({ uri: file.uri, start, reading }))
}

function folderOf(uri: string): string {
  return uri.slice(0, uri.lastIndexOf('/') + 1)
}
