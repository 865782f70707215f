// All safe fixes in all manifests of the workspace, as one edit. Files that are not open are read for it, one at a time, and forgotten again.
import type { WorkspaceEdit } from 'vscode-languageserver'
import { looksLikePatch } from '../core/kustomize.ts'
import { toValue } from '../core/syntax/to-value.ts'
import { createWorkspace, type FileSnapshot } from '../core/workspace.ts'
import { fixAllActions } from './code-actions.ts'
import { type Session, settledSnapshot } from './session.ts'

export interface WorkspaceFixes {
  readonly edit: WorkspaceEdit
  /** How many files it changes. */
  readonly files: number
}

/** Templates and patches are left alone unless they are open: nobody sees what would become of them. */
export async function fixWorkspace(session: Session): Promise<WorkspaceFixes> {
  await session.workspaceRead()
  const indexed = session.workspace.environmentOf('').workspace.ofKind('DaemonSet')
  const edits: WorkspaceEdit[] = []
  for (const uri of new Set([...session.documents.keys(), ...indexed.map((object) => object.uri)])) {
    const file = session.documents.has(uri) ? await settledSnapshot(session, uri) : await closedFile(session, uri)
    const edit = file === undefined ? undefined : fixAllActions(session, file)[0]?.edit
    if (edit !== undefined) edits.push(edit)
    await session.nextTurn()
  }
  return { edit: merged(edits), files: edits.length }
}

async function closedFile(session: Session, uri: string): Promise<FileSnapshot | undefined> {
  await session.ready(uri)
  const text = await session.files.read(uri)
  if (text === undefined) return undefined
  const alone = createWorkspace(session.workspace.environmentOf)
  alone.open(uri, text, { template: false })
  const file = alone.snapshot(uri)
  const daemonSets = [...(file?.documents() ?? [])].flatMap(({ reading }) => reading.objects.flatMap(({ daemonset }) => daemonset ?? []))
  return daemonSets.some(({ root, document }) => looksLikePatch(uri, document.text, () => toValue(root))) ? undefined : file
}

function merged(edits: readonly WorkspaceEdit[]): WorkspaceEdit {
  const documentChanges = edits.flatMap((edit) => edit.documentChanges ?? [])
  return documentChanges.length > 0 ? { documentChanges } : { changes: Object.assign({}, ...edits.map((edit) => edit.changes)) }
}
