// What runs as soon as a YAML file is opened, and nothing more: looks for a `kind: DaemonSet` line in open documents and then loads the rest.
import * as vscode from 'vscode'

/** The part of the extension that is loaded on demand. */
export interface Loaded {
  /** Runs a command of ours by its id. */
  run(command: string, parameters: readonly unknown[]): unknown
  /** Opens a link of ours: `/rules/<id>`. */
  open(uri: vscode.Uri): unknown
  dispose(): Thenable<void> | undefined
}

const LANGUAGES = new Set(['yaml', 'helm', 'json', 'jsonc'])
const KIND_LINE = /(?:^|[\s{,"'-])kind["']?[ \t]*:\s*["']?DaemonSet\b/

/** True when the text may hold a DaemonSet. Cheap, and wrong only on the generous side. */
export function mentionsDaemonSet(text: string): boolean {
  return text.includes('DaemonSet') && KIND_LINE.test(text)
}

/** Registers commands, links and the watch over open documents; `load` is called once at most, by whichever needs it first. */
export function startWhenNeeded(context: vscode.ExtensionContext, load: () => Promise<Loaded>): { loaded: () => Promise<Loaded> | undefined } {
  let loading: Promise<Loaded> | undefined
  const watching: vscode.Disposable[] = []
  const need = (): Promise<Loaded> => {
    if (loading === undefined) {
      for (const disposable of watching.splice(0)) disposable.dispose()
      loading = load()
      loading.catch((error: unknown) => void tellFailure(error instanceof Error ? error.message : String(error)))
    }
    return loading
  }
  const look = (document: vscode.TextDocument): void => {
    if (loading === undefined && LANGUAGES.has(document.languageId) && mentionsDaemonSet(document.getText())) void need()
  }
  const lookAtChange = ({ document, contentChanges }: vscode.TextDocumentChangeEvent): void => {
    if (loading !== undefined || !LANGUAGES.has(document.languageId)) return
    for (const change of contentChanges) {
      // A keystroke can complete the word only in its own line; a pasted text is looked at itself.
      const around = change.text.length > 1 ? change.text : ''
      if (mentionsDaemonSet(around) || mentionsDaemonSet(document.lineAt(change.range.start.line).text)) void need()
    }
  }
  for (const { command } of commandsOf(context))
    context.subscriptions.push(vscode.commands.registerCommand(command, async (...parameters: unknown[]) => (await need()).run(command, parameters)))
  context.subscriptions.push(vscode.window.registerUriHandler({ handleUri: async (uri) => void (await (await need()).open(uri)) }))
  watching.push(vscode.workspace.onDidOpenTextDocument(look), vscode.workspace.onDidChangeTextDocument(lookAtChange))
  context.subscriptions.push({ dispose: () => watching.forEach((disposable) => void disposable.dispose()) })
  // After activation: loading the rest takes longer than all that stands here, and other extensions wait for their turn.
  const timer = setTimeout(() => vscode.workspace.textDocuments.forEach(look), 0)
  watching.push({ dispose: () => clearTimeout(timer) })
  return { loaded: () => loading }
}

/** The manifest is the only list of commands. */
function commandsOf(context: vscode.ExtensionContext): { command: string }[] {
  const manifest = context.extension.packageJSON as { contributes?: { commands?: { command: string }[] } }
  return manifest.contributes?.commands ?? []
}

async function tellFailure(reason: string): Promise<void> {
  const reload = vscode.l10n.t('Reload Window')
  const message = vscode.l10n.t('DaemonSet could not start: {0}. Reload the window; if that does not help, install the extension anew.', reason)
  if ((await vscode.window.showErrorMessage(message, reload)) === reload) await vscode.commands.executeCommand('workbench.action.reloadWindow')
}
