// What the server tells a client that it can do: only what is registered in handlers.ts.
import { type ServerCapabilities, TextDocumentSyncKind } from 'vscode-languageserver'
import type { ClientTraits } from './client-traits.ts'
import { CODE_ACTION_KINDS } from './code-actions.ts'
import { TRIGGER_CHARACTERS } from './completion.ts'
import { FIX_ALL_COMMAND, FIX_WORKSPACE_COMMAND } from './execute-command.ts'

export function capabilitiesOf(client: ClientTraits): ServerCapabilities {
  return {
    positionEncoding: client.encoding,
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: { includeText: false } },
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
