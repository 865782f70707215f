// What all handlers share: the connection, the client's traits, the open documents and the environment in which each is judged.
import type { CancellationToken, Connection } from 'vscode-languageserver'
import type { FileSnapshot, Workspace } from '../core/workspace.ts'
import type { ClientTraits } from './client-traits.ts'
import type { FileAccess } from './files.ts'
import type { NodeSources } from './node-sources.ts'
import type { Settings } from './settings.ts'

export interface OpenDocument {
  readonly uri: string
  readonly languageId: string
  readonly version: number
}

export interface Session {
  readonly connection: Connection
  readonly client: ClientTraits
  readonly workspace: Workspace
  readonly files: FileAccess
  readonly nodeSources: NodeSources
  /** The connection can send a JsonList. */
  readonly writesJsonLists: boolean
  /** Open documents by URI. */
  readonly documents: ReadonlyMap<string, OpenDocument>
  /** Grows whenever anything besides the texts changes that answers depend on. */
  generation(): number
  /** The settings of a file, as far as they are known. */
  settingsOf(uri: string): Settings
  /** The node sources of a file as settings or project file name them. */
  nodeSourcesOf(uri: string): readonly string[]
  /** Undefined when settings and nodes of a file are known; else resolves when they are. */
  ready(uri: string): Promise<void> | undefined
  /** Resolves when the other files of the workspace are known. */
  workspaceRead(): Promise<void>
  /** Lets the messages in that are waiting now. */
  nextTurn(): Promise<void>
}

/** The file at this moment, with settings and nodes known; undefined if it is not open or the request was cancelled. */
export async function settledSnapshot(session: Session, uri: string, token?: CancellationToken): Promise<FileSnapshot | undefined> {
  const waiting = session.ready(uri)
  if (waiting !== undefined) await waiting
  return token?.isCancellationRequested ? undefined : session.workspace.snapshot(uri)
}
