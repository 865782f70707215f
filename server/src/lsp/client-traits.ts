// What the client on the other side can do, read once from its `initialize` request.
import type { InitializeParams, InsertTextMode } from 'vscode-languageserver'
import type { PositionEncoding } from './convert.ts'
import type { InitializationOptions } from './protocol.ts'

const ADJUST_INDENTATION: typeof InsertTextMode.adjustIndentation = 2

export interface ClientTraits {
  readonly encoding: PositionEncoding
  readonly pullsDiagnostics: boolean
  readonly refreshesDiagnostics: boolean
  readonly refreshesCodeLenses: boolean
  readonly refreshesInlayHints: boolean
  readonly relatedInformation: boolean
  readonly codeDescription: boolean
  readonly diagnosticTags: boolean
  readonly markdownHover: boolean
  readonly markdownCompletion: boolean
  readonly snippets: boolean
  /** New lines of an inserted text are indented by the client. */
  readonly adjustsIndentation: boolean
  readonly nestedSymbols: boolean
  readonly codeActionLiterals: boolean
  readonly versionedEdits: boolean
  readonly configuration: boolean
  readonly watchesFiles: boolean
  readonly watchesConfiguration: boolean
  readonly watchesFolders: boolean
  readonly prepareRename: boolean
  readonly options: InitializationOptions
  readonly folders: readonly string[]
}

/** Reads the traits; whatever the client leaves out it cannot do. */
export function traitsOf({ capabilities, initializationOptions, workspaceFolders, rootUri }: InitializeParams): ClientTraits {
  const { textDocument, workspace, general } = capabilities
  const encodings = general?.positionEncodings ?? []
  const tags = textDocument?.publishDiagnostics?.tagSupport ?? textDocument?.diagnostic?.tagSupport
  const documentation = textDocument?.completion?.completionItem?.documentationFormat
  return {
    // UTF-16 is what core counts in; another is taken only from a client that does not know it.
    encoding: encodings.length === 0 || encodings.includes('utf-16') ? 'utf-16' : encodings.includes('utf-8') ? 'utf-8' : 'utf-32',
    pullsDiagnostics: textDocument?.diagnostic !== undefined,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    refreshesCodeLenses: workspace?.codeLens?.refreshSupport === true,
    refreshesInlayHints: workspace?.inlayHint?.refreshSupport === true,
    relatedInformation: (textDocument?.diagnostic?.relatedInformation ?? textDocument?.publishDiagnostics?.relatedInformation) === true,
    codeDescription: (textDocument?.diagnostic?.codeDescriptionSupport ?? textDocument?.publishDiagnostics?.codeDescriptionSupport) === true,
    diagnosticTags: tags !== undefined,
    markdownHover: textDocument?.hover?.contentFormat?.includes('markdown') === true,
    markdownCompletion: documentation?.includes('markdown') === true,
    snippets: textDocument?.completion?.completionItem?.snippetSupport === true,
    adjustsIndentation: textDocument?.completion?.completionItem?.insertTextModeSupport?.valueSet.includes(ADJUST_INDENTATION) === true,
    nestedSymbols: textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true,
    codeActionLiterals: textDocument?.codeAction?.codeActionLiteralSupport !== undefined,
    versionedEdits: workspace?.workspaceEdit?.documentChanges === true,
    configuration: workspace?.configuration === true,
    watchesFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    watchesConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    watchesFolders: workspace?.workspaceFolders === true,
    prepareRename: textDocument?.rename?.prepareSupport === true,
    options: optionsOf(initializationOptions),
    folders: workspaceFolders?.map((folder) => folder.uri) ?? (rootUri ? [rootUri] : []),
  }
}

function optionsOf(value: unknown): InitializationOptions {
  return typeof value === 'object' && value !== null ? (value as InitializationOptions) : {}
}
