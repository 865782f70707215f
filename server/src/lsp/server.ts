// The composition root: makes the session from the client's first words, wires what changes to what depends on it, registers what exists.
// Started by node.ts and worker.ts; does no IO of its own.
import {
  CodeLensRefreshRequest,
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type InitializeResult,
} from 'vscode-languageserver'
import { createWorkspace, type Workspace } from '../core/workspace.ts'
import { helloTo } from './capabilities.ts'
import { type ClientTraits, traitsOf } from './client-traits.ts'
import { describe, type Publisher, pushDiagnostics, servePulls } from './diagnostics.ts'
import { keepInStep } from './documents.ts'
import { createEnvironments, type Environments } from './environments.ts'
import { type FileAccess, filesOf, previousVersionOf } from './files.ts'
import { registerHandlers } from './handlers.ts'
import { RULE_VOCABULARY, readNodes } from './knowledge.ts'
import { createNodeSources } from './node-sources.ts'
import { createPreviousVersions } from './previous-versions.ts'
import { createProjectFiles } from './project-files.ts'
import { STATUS_NOTIFICATION } from './protocol.ts'
import type { Session } from './session.ts'
import { createSettingsStore } from './settings-store.ts'
import { createWorkspaceIndex } from './workspace-index.ts'

/** What the process or worker around the server offers. */
export interface Host {
  /** Its file system, if it has one. */
  readonly files?: FileAccess
  /** The connection's writer makes JSON and takes a JsonList; others send objects. */
  readonly writesJsonLists?: boolean
  /** Resolves when the messages that are waiting now have been read. */
  readonly nextTurn: () => Promise<void>
  /** Gives memory back, if it can. */
  readonly collectGarbage?: () => void
  /** Called when what a start asks for has been done. */
  readonly rested?: () => void
}

/** After this long, what was read has been used. */
const TIDY_AFTER_MS = 2000

/** Serves one client until it says goodbye. */
export function serve(connection: Connection, host: Host): void {
  connection.onInitialize((params: InitializeParams): InitializeResult => {
    start(connection, host, traitsOf(params))
    return helloTo(params)
  })
  connection.listen()
}

function start(connection: Connection, host: Host, client: ClientTraits): void {
  const files = filesOf(connection, host.files, client.options.clientFiles === true)
  let folders = client.folders
  let generation = 0
  const quietly = (promise: Promise<unknown>): void => {
    promise.catch((error: unknown) => connection.console.log(describe(error)))
  }
  /** Something besides the texts has changed that every answer may depend on. */
  const allChanged = (): void => {
    generation++
    environments.forgetAll()
    publisher.refresh()
    if (client.refreshesCodeLenses) quietly(connection.sendRequest(CodeLensRefreshRequest.type))
    if (client.refreshesInlayHints) quietly(connection.languages.inlayHint.refresh())
    if (client.options.statusUpdates) void connection.sendNotification(STATUS_NOTIFICATION)
  }
  /** The same for one file. */
  const fileChanged = (uri: string): void => {
    generation++
    environments.forget(uri)
    publisher.changed(uri)
    if (client.pullsDiagnostics) publisher.refresh()
  }

  let tidying: ReturnType<typeof setTimeout> | undefined
  const tidyLater = (): void => {
    clearTimeout(tidying)
    tidying = setTimeout(() => {
      host.rested?.()
      // Pages that the first has emptied go back to the system with the second.
      host.collectGarbage?.()
      host.collectGarbage?.()
    }, TIDY_AFTER_MS)
  }

  const settings = createSettingsStore(connection, client, RULE_VOCABULARY, allChanged)
  const projects = createProjectFiles(files, (message) => connection.console.warn(message))
  const nodes = createNodeSources({ files, readNodes, folders: () => folders, trusted: client.options.untrusted !== true, changed: allChanged })
  const index = createWorkspaceIndex({
    files,
    folders: () => folders,
    nextTurn: host.nextTurn,
    collectGarbage: host.collectGarbage ?? (() => {}),
    changed() {
      allChanged()
      tidyLater()
    },
    nodesChanged: nodes.setWorkspaceNodes,
  })
  const asksPrevious = client.options.previousVersion === true
  const previous = createPreviousVersions(async (uri) => (asksPrevious ? previousVersionOf(connection, uri) : undefined), fileChanged)
  const open = keepInStep(connection, () => workspace, client.encoding, {
    opened: previous.look,
    changed: (uri) => publisher.changed(uri),
    saved: previous.look,
    closed(uri) {
      environments.forget(uri)
      previous.forget(uri)
      index.opened(uri, undefined)
      publisher.closed(uri)
      handlers.closed(uri)
      tidyLater()
    },
    quiet(uri, documents, hasDaemonSet) {
      if (hasDaemonSet) void index.start()
      index.opened(uri, documents)
    },
  })
  const environments: Environments = createEnvironments({ settings, projects, nodes, index, previous, looksLikePatch: open.looksLikePatch })
  const workspace: Workspace = createWorkspace(environments.of)
  const waitFor = async (uri: string): Promise<void> => {
    await settings.ready(uri)
    await projects.ready(uri)
    await index.ready(uri)
    await nodes.ready(uri, environments.nodeSourcesOf(uri))
    environments.forget(uri)
  }
  const session: Session = {
    connection,
    client,
    workspace,
    files,
    nodeSources: nodes,
    writesJsonLists: host.writesJsonLists === true,
    documents: open.byUri,
    generation: () => generation,
    settingsOf: settings.of,
    nodeSourcesOf: environments.nodeSourcesOf,
    workspaceRead: index.start,
    nextTurn: host.nextTurn,
    ready: (uri) =>
      (settings.ready(uri) ?? projects.ready(uri) ?? index.ready(uri) ?? nodes.ready(uri, environments.nodeSourcesOf(uri))) === undefined
        ? undefined
        : waitFor(uri),
  }
  const publisher: Publisher = client.pullsDiagnostics ? servePulls(session) : pushDiagnostics(session)
  const handlers = registerHandlers(session)

  connection.onDidChangeConfiguration(({ settings: pushed }) => settings.changed(pushed))
  connection.onDidChangeWatchedFiles(({ changes }) => {
    for (const { uri } of changes) {
      nodes.fileChanged(uri)
      index.fileChanged(uri)
      if (projects.fileChanged(uri)) allChanged()
    }
  })
  connection.onInitialized(() => {
    if (client.watchesConfiguration) quietly(connection.client.register(DidChangeConfigurationNotification.type, { section: 'daemonset' }))
    if (client.watchesFiles)
      quietly(connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: '**/*.{yaml,yml,json}' }] }))
    if (!client.watchesFolders) return
    connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      const gone = new Set(removed.map((folder) => folder.uri))
      folders = [...folders.filter((folder) => !gone.has(folder)), ...added.map((folder) => folder.uri)]
      index.restart()
      settings.changed(undefined)
    })
  })
}
