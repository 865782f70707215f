// Commands that any client can run: fix all that is safe, in one file, in every open one or in the workspace. The client applies the edits.
import { ApplyWorkspaceEditRequest, type ExecuteCommandParams, ExecuteCommandRequest } from 'vscode-languageserver'
import { fixAllActions } from './code-actions.ts'
import { describe } from './diagnostics.ts'
import { fixWorkspace } from './fix-workspace.ts'
import { FIX_ALL_COMMAND, FIX_WORKSPACE_COMMAND } from './offers.ts'
import { type Session, settledSnapshot } from './session.ts'

export function registerCommands(session: Session): void {
  const { connection } = session
  connection.onRequest(ExecuteCommandRequest.method, async ({ command, arguments: parameters = [] }: ExecuteCommandParams) => {
    if (command === FIX_WORKSPACE_COMMAND) return fixAllFiles(session)
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

async function fixAllFiles(session: Session): Promise<number> {
  const { connection } = session
  try {
    const { edit, files } = await fixWorkspace(session)
    if (files === 0) return 0
    const { applied } = await connection.sendRequest(ApplyWorkspaceEditRequest.type, { label: 'Fix all safe DaemonSet problems', edit })
    return applied ? files : 0
  } catch (error) {
    connection.console.error(`${FIX_WORKSPACE_COMMAND}: ${describe(error)}`)
    return 0
  }
}
