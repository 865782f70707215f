// The documents that may speak of a name: those of the open file and of the other manifests in its folder, read when a question needs them.
import { readObjects } from '../core/analysis/read-objects.ts'
import type { NearbyDocument } from '../core/features/occurrences.ts'
import { type FileText, fileTextOf } from '../core/file-text.ts'
import { splitDocuments } from '../core/syntax/split-documents.ts'
import type { FileSnapshot } from '../core/workspace.ts'
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

/** The documents of the file, and those of its folder that hold all words. */
export async function nearbyDocuments(session: Session, file: FileSnapshot, words: readonly string[]): Promise<Nearby> {
  await session.workspaceRead()
  const facts = session.workspace.environmentOf(file.uri).workspace
  const uris = new Set(KINDS.flatMap((kind) => facts.ofKind(kind).map(({ uri }) => uri)))
  const texts = new Map<string, FileText>([[file.uri, file.text]])
  const documents = documentsOfOpen(file)
  for (const uri of uris) {
    if (uri === file.uri || folderOf(uri) !== folderOf(file.uri)) continue
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
