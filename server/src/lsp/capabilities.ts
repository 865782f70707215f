// What the server tells a client that it can do: only what is registered in handlers.ts. Imports nothing that takes time to load.
import type { InitializeParams, InitializeResult, ServerCapabilities, TextDocumentSyncKind } from 'vscode-languageserver'
import { version } from '../../../package.json'
import { type ClientTraits, traitsOf } from './client-traits.ts'
import { CODE_ACTION_KINDS, FIX_ALL_COMMAND, FIX_WORKSPACE_COMMAND, TRIGGER_CHARACTERS } from './offers.ts'

const INCREMENTAL: typeof TextDocumentSyncKind.Incremental = 2

/** The answer to `initialize`. */
export function helloTo(params: InitializeParams): InitializeResult {
  return { capabilities: capabilitiesOf(traitsOf(params)), serverInfo: { name: 'daemonset', version } }
}

function capabilitiesOf(client: ClientTraits): ServerCapabilities {
  return {
    positionEncoding: client.encoding,
    textDocumentSync: { openClose: true, change: INCREMENTAL, save: { includeText: false } },
    ...(client.pullsDiagnostics ? { diagnosticProvider: { interFileDependencies: true, workspaceDiagnostics: false, identifier: 'daemonset' } } : {}),
    ...(client.codeActionLiterals ? { codeActionProvider: { codeActionKinds: CODE_ACTION_KINDS } } : {}),
    hoverProvider: true,
    completionProvider: { triggerCharacters: TRIGGER_CHARACTERS, resolveProvider: true },
    codeLensProvider: {},
    inlayHintProvider: true,
    documentSymbolProvider: true,
    foldingRangeProvider: true,
    selectionRangeProvider: true,
    definitionProvider: true,
    referencesProvider: true,
    documentHighlightProvider: true,
    documentLinkProvider: {},
    renameProvider: client.prepareRename ? { prepareProvider: true } : true,
    executeCommandProvider: { commands: [FIX_ALL_COMMAND, FIX_WORKSPACE_COMMAND] },
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  }
}
