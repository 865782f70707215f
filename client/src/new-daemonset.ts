// “New DaemonSet…”: a list of the shipped snippets; the chosen one opens as a new file with its tab stops.
import * as vscode from 'vscode'

interface Snippet {
  readonly prefix: string
  readonly description: string
  readonly body: readonly string[]
}

/** Asks which kind of agent it is going to be, and opens a manifest for it. Nothing is saved. */
export async function newDaemonSet({ extensionUri }: vscode.ExtensionContext): Promise<void> {
  const text = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extensionUri, 'snippets', 'daemonset.code-snippets'))
  const snippets = JSON.parse(new TextDecoder().decode(text)) as Record<string, Snippet>
  const choice = await vscode.window.showQuickPick(
    Object.entries(snippets).map(([name, { prefix, description, body }]) => ({
      // `DaemonSet: node metrics` says no more than the title of the list.
      label: name.replace(/^DaemonSet: ./, (start) => start.slice(-1).toUpperCase()),
      description: prefix,
      detail: description,
      body,
    })),
    { placeHolder: vscode.l10n.t('What the DaemonSet is for'), matchOnDescription: true, matchOnDetail: true },
  )
  if (choice === undefined) return
  const editor = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: 'yaml' }))
  await editor.insertSnippet(new vscode.SnippetString(choice.body.join('\n')))
}
