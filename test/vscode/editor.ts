// What the suite does in the editor: open, wait for diagnostics, ask providers. Waits for events, never for time to pass.
import * as vscode from 'vscode'

export function assert(condition: unknown, message = 'assertion failed'): asserts condition {
  if (!condition) throw new Error(message)
}

export function equal(actual: unknown, expected: unknown): void {
  assert(JSON.stringify(actual) === JSON.stringify(expected), `expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`)
}

/** Opens a file of the workspace in an editor. */
export async function open(name: string): Promise<vscode.TextDocument> {
  const root = vscode.workspace.workspaceFolders?.[0]?.uri
  assert(root, 'no workspace folder')
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(root, name))
  await vscode.window.showTextDocument(document)
  return document
}

/** Our diagnostics of a document. */
export function problemsOf(uri: vscode.Uri): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter((diagnostic) => diagnostic.source === 'daemonset')
}

/** The rule of a diagnostic, with or without a link. */
export function ruleOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code)
}

/** Resolves when our diagnostics satisfy `wanted`. */
export function waitForProblems(
  uri: vscode.Uri,
  wanted: (problems: vscode.Diagnostic[]) => boolean,
  timeoutMs = 30_000,
): Promise<vscode.Diagnostic[]> {
  const now = problemsOf(uri)
  if (wanted(now)) return Promise.resolve(now)
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      watch.dispose()
      reject(new Error(`no such diagnostics: ${JSON.stringify(problemsOf(uri).map((problem) => `${ruleOf(problem)}: ${problem.message}`))}`))
    }, timeoutMs)
    const watch = vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      if (!uris.some((changed) => changed.toString() === uri.toString())) return
      const problems = problemsOf(uri)
      if (!wanted(problems)) return
      clearTimeout(timer)
      watch.dispose()
      resolve(problems)
    })
  })
}

/** The position after the first occurrence of a text. */
export function after(document: vscode.TextDocument, text: string): vscode.Position {
  const at = document.getText().indexOf(text)
  assert(at >= 0, `${text} is not in the document`)
  return document.positionAt(at + text.length)
}

/**
 * Asks until the answer is good, a bounded number of times: a provider that registers meanwhile (the editor is still starting)
 * cancels the request or empties its answer.
 */
export async function ask<Answer>(question: () => Thenable<Answer>, good: (answer: Answer) => boolean): Promise<Answer> {
  let last: Answer | undefined
  for (let attempt = 0; attempt < 20; attempt++) {
    if (attempt > 0) await new Promise((resolve) => setTimeout(resolve, 250))
    try {
      last = await question()
      if (good(last)) return last
    } catch (error) {
      if ((error as Error).name !== 'Canceled') throw error
    }
  }
  throw new Error(`no good answer: ${JSON.stringify(last)?.slice(0, 500)}`)
}

export async function hoverText(uri: vscode.Uri, position: vscode.Position, good: (text: string) => boolean): Promise<string> {
  const textOf = (hovers: vscode.Hover[]): string =>
    hovers.flatMap((hover) => hover.contents.map((content) => (typeof content === 'string' ? content : content.value))).join('\n')
  const hovers = await ask(
    () => vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', uri, position),
    (answer) => good(textOf(answer)),
  )
  return textOf(hovers)
}

/** Replaces a text of the document, as typing does. */
export async function replace(document: vscode.TextDocument, from: string, to: string): Promise<void> {
  const end = after(document, from)
  const edit = new vscode.WorkspaceEdit()
  edit.replace(document.uri, new vscode.Range(document.positionAt(document.offsetAt(end) - from.length), end), to)
  assert(await vscode.workspace.applyEdit(edit), 'the edit was not applied')
}

/** The extension's manifest as the editor has it. */
export function manifest<Manifest>(): Manifest {
  const extension = vscode.extensions.getExtension('daemonset.daemonset')
  assert(extension, 'extension not found')
  return extension.packageJSON as Manifest
}
