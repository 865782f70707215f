// Commands that any client can run: fix all that is safe, in one file or in every open one. The client applies the edits.
import { ApplyWorkspaceEditRequest, type ExecuteCommandParams, ExecuteCommandRequest } from 'vscode-languageserver'
import { fixAllActions } from './code-actions.ts'
import { describe } from './diagnostics.ts'
import { type Session, settledSnapshot } from './session.ts'

/** Argument: the document's URI; without it every open document. Answer: the number of documents that were changed. */
export const FIX_ALL_COMMAND = 'daemonset.server.fixAll'

export function registerCommands(session: Session): void {
  const { connection } = session
  connection.onRequest(ExecuteCommandRequest.method, async ({ command, arguments: parameters = [] }: ExecuteCommandParams) => {
    if (command !== FIX_ALL_COMMAND) return null
    const [uri] = parameters as readonly unknown[]
    let changed = 0
    for (const each of typeof uri === 'string' ? [uri] : [...session.documents.keys()]) {
      try {
        const file = await settledSnapshot(session, each)
        const [action] = file === undefined ? [] : fixAllActions(session, file)
        if (action?.edit === undefined) continue
        const { applied } = await connection.sendRequest(ApplyWorkspaceEditRequest.type, { label: action.title, edit: action.edit })
        if (applied) changed++
      } catch (error) {
        connection.console.error(`${command}: ${describe(error)}`)
      }
    }
    return changed
  })
}
