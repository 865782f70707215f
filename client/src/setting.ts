// Where a setting of ours is written when a choice changes it.
import * as vscode from 'vscode'

/** Writes a setting where it is set already, else in the workspace, else for the user. */
export async function set(key: string, value: string): Promise<void> {
  const resource = vscode.window.activeTextEditor?.document.uri
  const settings = vscode.workspace.getConfiguration('daemonset', resource ?? null)
  const at = settings.inspect(key)
  const target =
    at?.workspaceFolderValue !== undefined
      ? vscode.ConfigurationTarget.WorkspaceFolder
      : vscode.workspace.workspaceFolders === undefined
        ? vscode.ConfigurationTarget.Global
        : vscode.ConfigurationTarget.Workspace
  await settings.update(key, value, target)
}

/** True where the user, the workspace or the folder has a value of its own. */
export function isSet(key: string, resource: vscode.Uri): boolean {
  const at = vscode.workspace.getConfiguration('daemonset', resource).inspect(key)
  return [
    at?.globalValue,
    at?.workspaceValue,
    at?.workspaceFolderValue,
    at?.globalLanguageValue,
    at?.workspaceLanguageValue,
    at?.workspaceFolderLanguageValue,
  ].some((value) => value !== undefined)
}
