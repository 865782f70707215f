// The composition root: makes the session from the client's first words, keeps the open texts in step and registers what exists.
// Started by node.ts and worker.ts; does no IO of its own.
import {
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type InitializeResult,
} from 'vscode-languageserver'
import type { Environment } from '../core/analysis.ts'
import { parseMinor } from '../core/config.ts'
import { createWorkspace } from '../core/workspace.ts'
import { NO_WORKSPACE } from '../core/workspace-facts.ts'
import { capabilitiesOf } from './capabilities.ts'
import { type ClientTraits, traitsOf } from './client-traits.ts'
import { spanOf } from './convert.ts'
import { describe, type Publisher, pushDiagnostics, servePulls } from './diagnostics.ts'
import { type FileAccess, filesOf } from './files.ts'
import { registerHandlers } from './handlers.ts'
import { NEWEST_MINOR, RULE_VOCABULARY, readNodes } from './knowledge.ts'
import { createNodeSources } from './node-sources.ts'
import { STATUS_NOTIFICATION } from './protocol.ts'
import type { OpenDocument, Session } from './session.ts'
import { createSettingsStore } from './settings-store.ts'

/** What the process or worker around the server offers. */
export interface Host {
  /** Its file system, if it has one. */
  readonly files?: FileAccess
  readonly version: string
  /** Resolves when the messages that are waiting now have been read. */
  readonly nextTurn: () => Promise<void>
}

/** Serves one client until it says goodbye. */
export function serve(connection: Connection, host: Host): void {
  connection.onInitialize((params: InitializeParams): InitializeResult => {
    const client = traitsOf(params)
    start(connection, host, client)
    return { capabilities: capabilitiesOf(client), serverInfo: { name: 'daemonset', version: host.version } }
  })
  connection.listen()
}

function start(connection: Connection, host: Host, client: ClientTraits): void {
  const documents = new Map<string, OpenDocument>()
  const environments = new Map<string, Environment>()
  const files = filesOf(connection, host.files, client.options.clientFiles === true)
  let folders = client.folders
  let generation = 0
  let publisher: Publisher | undefined

  const environmentChanged = (): void => {
    generation++
    environments.clear()
    publisher?.refresh()
    if (client.refreshesCodeLenses)
      quietly(connection.languages.semanticTokens === undefined ? Promise.resolve() : connection.sendRequest('workspace/codeLens/refresh'))
    if (client.refreshesInlayHints) quietly(connection.languages.inlayHint.refresh())
    if (client.options.statusUpdates) void connection.sendNotification(STATUS_NOTIFICATION)
  }
  const quietly = (promise: Promise<unknown>): void => {
    promise.catch((error: unknown) => connection.console.log(describe(error)))
  }

  const settings = createSettingsStore(connection, client, RULE_VOCABULARY, environmentChanged)
  const nodeSources = createNodeSources({
    files,
    readNodes,
    folders: () => folders,
    trusted: client.options.untrusted !== true,
    changed: environmentChanged,
  })
  const workspace = createWorkspace((uri) => {
    const known = environments.get(uri)
    if (known !== undefined) return known
    const { kubernetesVersion, nodeSources: wanted, severities } = settings.of(uri)
    const [inventory] = nodeSources.inventoriesOf(uri, wanted)
    const environment: Environment = {
      minors: [parseMinor(kubernetesVersion) ?? NEWEST_MINOR],
      inventory: inventory ?? { source: 'workspace', nodes: [] },
      workspace: NO_WORKSPACE,
      severities,
    }
    environments.set(uri, environment)
    return environment
  })
  const session: Session = {
    connection,
    client,
    workspace,
    files,
    nodeSources,
    documents,
    generation: () => generation,
    settingsOf: settings.of,
    nextTurn: host.nextTurn,
    ready(uri) {
      const asked = settings.ready(uri)
      if (asked !== undefined) return asked.then(() => nodeSources.ready(uri, settings.of(uri).nodeSources))
      return nodeSources.ready(uri, settings.of(uri).nodeSources)
    },
  }
  publisher = client.pullsDiagnostics ? servePulls(session) : pushDiagnostics(session)
  const { changed, closed } = publisher
  keepInStep(session, documents, changed, (uri) => {
    environments.delete(uri)
    closed(uri)
  })
  registerHandlers(session)

  connection.onDidChangeConfiguration(({ settings: pushed }) => settings.changed(pushed))
  connection.onDidChangeWatchedFiles(({ changes }) => {
    for (const { uri } of changes) nodeSources.fileChanged(uri)
  })
  connection.onInitialized(() => {
    if (client.watchesConfiguration) quietly(connection.client.register(DidChangeConfigurationNotification.type, { section: 'daemonset' }))
    if (client.watchesFiles)
      quietly(connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: '**/*.{yaml,yml,json}' }] }))
    if (!client.watchesFolders) return
    connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      const gone = new Set(removed.map((folder) => folder.uri))
      folders = [...folders.filter((folder) => !gone.has(folder)), ...added.map((folder) => folder.uri)]
      settings.changed(undefined)
    })
  })
}

/** Opens, changes and closes texts as the client says. */
function keepInStep(
  { connection, workspace, client }: Session,
  documents: Map<string, OpenDocument>,
  changed: (uri: string) => void,
  closed: (uri: string) => void,
): void {
  connection.onDidOpenTextDocument(({ textDocument: { uri, languageId, version, text } }) => {
    documents.set(uri, { uri, languageId, version })
    workspace.open(uri, text, { template: isTemplate(uri, languageId) })
    changed(uri)
  })
  connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) => {
    const document = documents.get(uri)
    if (document === undefined) return
    for (const change of contentChanges) {
      const file = workspace.snapshot(uri)
      if (file === undefined) return
      if ('range' in change) workspace.replace(uri, spanOf(file.text, change.range, client.encoding), change.text)
      else workspace.open(uri, change.text, { template: isTemplate(uri, document.languageId) })
    }
    documents.set(uri, { ...document, version })
    changed(uri)
  })
  connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
    if (!documents.delete(uri)) return
    workspace.close(uri)
    closed(uri)
  })
}

/** Template languages by language id or by the file's name. */
function isTemplate(uri: string, languageId: string): boolean {
  return languageId === 'helm' || /\.(tpl|j2|jinja2?|gotmpl|tmpl|erb|mustache)(\.(ya?ml|json))?$/i.test(uri)
}
