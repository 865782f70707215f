// Rename: finds the name, asks core whether and how, and tells the author why not. A refusal is an error of the request, shown as it is.
import {
  type CancellationToken,
  type PrepareRenameParams,
  PrepareRenameRequest,
  type Range,
  type RenameParams,
  RenameRequest,
  ResponseError,
  type WorkspaceEdit,
} from 'vscode-languageserver'
import type { DocumentReading } from '../core/analysis/read-objects.ts'
import type { Occurrence } from '../core/features/occurrences.ts'
import { type FileEdit, filesToCompare, type PreviousDocuments, prepareRename, type Refusal, rename } from '../core/features/rename.ts'
import { shiftSpan } from '../core/text.ts'
import type { FileSnapshot } from '../core/workspace.ts'
import { rangeOf } from './convert.ts'
import { previousVersionOf } from './files.ts'
import { documentsFor, nameAt } from './navigation.ts'
import { documentsIn, type Nearby } from './nearby.ts'
import { type Session, settledSnapshot } from './session.ts'

/** Code of an answer that says why a name cannot be changed (RequestFailed of the protocol). */
const REFUSED = -32803

export function registerRename(session: Session): void {
  const { connection } = session
  connection.onRequest(PrepareRenameRequest.method, async ({ textDocument, position }: PrepareRenameParams, token: CancellationToken) => {
    const file = await settledSnapshot(session, textDocument.uri, token)
    const target = file === undefined ? undefined : nameAt(session, file, position)
    return file === undefined || target === undefined ? null : prepare(session, file, target)
  })
  connection.onRequest(RenameRequest.method, async ({ textDocument, position, newName }: RenameParams, token: CancellationToken) => {
    const file = await settledSnapshot(session, textDocument.uri, token)
    const target = file === undefined ? undefined : nameAt(session, file, position)
    return file === undefined || target === undefined ? null : edit(session, file, target, newName)
  })
}

async function prepare(session: Session, file: FileSnapshot, target: Occurrence): Promise<{ range: Range; placeholder: string }> {
  const { documents } = await documentsFor(session, file, target)
  const prepared = accepted(prepareRename(target, documents, await previousDocuments(session, filesToCompare(target, documents))))
  return { range: rangeOf(file.text, shiftSpan(prepared.span, target.document.start), session.client.encoding), placeholder: prepared.name }
}

async function edit(session: Session, file: FileSnapshot, target: Occurrence, name: string): Promise<WorkspaceEdit> {
  const nearby = await documentsFor(session, file, target)
  const previous = await previousDocuments(session, filesToCompare(target, nearby.documents))
  return workspaceEditOf(session, accepted(rename(target, name, nearby.documents, previous)), nearby)
}

function accepted<Answer extends object>(answer: Answer | Refusal): Answer {
  if ('refused' in answer) throw new ResponseError(REFUSED, answer.refused)
  return answer
}

/** What git HEAD has of some files, where the client can tell. */
async function previousDocuments({ connection, client }: Session, uris: readonly string[]): Promise<PreviousDocuments> {
  const known = new Map<string, readonly DocumentReading[]>()
  if (client.options.previousVersion === true)
    for (const uri of uris) {
      const text = await previousVersionOf(connection, uri)
      if (text !== undefined)
        known.set(
          uri,
          documentsIn(uri, text).map(({ reading }) => reading),
        )
    }
  return (uri) => known.get(uri)
}

function workspaceEditOf({ client, documents }: Session, edits: readonly FileEdit[], nearby: Nearby): WorkspaceEdit {
  const byFile = new Map<string, { range: Range; newText: string }[]>()
  for (const { uri, edit: one } of edits) {
    const text = nearby.textOf(uri)
    if (text === undefined) continue
    const converted = { range: rangeOf(text, one.span, client.encoding), newText: one.newText }
    byFile.set(uri, [...(byFile.get(uri) ?? []), converted])
  }
  if (!client.versionedEdits) return { changes: Object.fromEntries(byFile) }
  return {
    documentChanges: [...byFile].map(([uri, own]) => ({ textDocument: { uri, version: documents.get(uri)?.version ?? null }, edits: own })),
  }
}
