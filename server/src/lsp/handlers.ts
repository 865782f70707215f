// One handler for each request: finds the document, calls a feature of core, converts its answer. A failing handler logs and answers null.
import {
  type CancellationToken,
  CodeActionRequest,
  CodeLensRequest,
  type CompletionItem,
  CompletionRequest,
  CompletionResolveRequest,
  DefinitionRequest,
  DocumentHighlightRequest,
  DocumentLinkRequest,
  DocumentSymbolRequest,
  FoldingRangeRequest,
  HoverRequest,
  InlayHintRequest,
  ReferencesRequest,
  SelectionRangeRequest,
} from 'vscode-languageserver'
import type { FileSnapshot } from '../core/workspace.ts'
import { codeActions } from './code-actions.ts'
import { completion, resolveCompletion } from './completion.ts'
import { describe } from './diagnostics.ts'
import { registerCommands } from './execute-command.ts'
import { hover } from './hover.ts'
import { createKeptLists, type ElementsOfPiece, type KeptLists } from './kept-lists.ts'
import { definition, documentHighlights, linksOfPiece, referencesTo } from './navigation.ts'
import { codeLenses, inlayHints } from './node-hints.ts'
import { registerNodeRequests } from './node-requests.ts'
import { foldsOfPiece, selectionRanges, symbolsOfPiece } from './outline.ts'
import { registerRename } from './renaming.ts'
import { type Session, settledSnapshot } from './session.ts'

/** A question about one document. */
interface DocumentParams {
  readonly textDocument: { readonly uri: string }
}

/** What it answers is the request's matter; each answer says so in its own file. */
type Answer<Params> = (session: Session, file: FileSnapshot, params: Params, token: CancellationToken) => unknown

/** What is told to the handlers. */
export interface Handlers {
  /** A file is not open any more. */
  closed(uri: string): void
}

export function registerHandlers(session: Session): Handlers {
  if (session.client.codeActionLiterals) register(session, CodeActionRequest.type, codeActions)
  register(session, HoverRequest.type, hover)
  register(session, CompletionRequest.type, completion)
  session.connection.onRequest(CompletionResolveRequest.method, (item: CompletionItem) => resolveCompletion(session, item))
  register(session, CodeLensRequest.type, codeLenses)
  register(session, InlayHintRequest.type, inlayHints)
  const kept = [
    registerList(session, DocumentSymbolRequest.type, symbolsOfPiece),
    registerList(session, FoldingRangeRequest.type, foldsOfPiece),
    registerList(session, DocumentLinkRequest.type, linksOfPiece),
  ]
  register(session, SelectionRangeRequest.type, selectionRanges)
  register(session, DefinitionRequest.type, definition)
  register(session, ReferencesRequest.type, referencesTo)
  register(session, DocumentHighlightRequest.type, documentHighlights)
  registerRename(session)
  registerNodeRequests(session)
  registerCommands(session)
  return {
    closed(uri) {
      for (const { forget } of kept) forget(uri)
    },
  }
}

/** Registers the answer to a question about a document. Documents that are not open have no answer. */
function register<Params extends DocumentParams>(session: Session, { method }: { readonly method: string }, answer: Answer<Params>): void {
  session.connection.onRequest(method, async (params: Params, token: CancellationToken) => {
    try {
      const file = await settledSnapshot(session, params.textDocument.uri, token)
      return file === undefined ? null : await answer(session, file, params, token)
    } catch (error) {
      session.connection.console.error(`${method}: ${describe(error)}`)
      return null
    }
  })
}

/** The same for a list about all of a document, of which an edit changes a part. */
function registerList<Element>(session: Session, type: { readonly method: string }, elementsOf: ElementsOfPiece<Element>): KeptLists<Element> {
  const lists = createKeptLists(session, elementsOf)
  register(session, type, (_, file, __, token) => lists.collect(file, () => token.isCancellationRequested))
  return lists
}
