// As a user does it: with keys, the editor's own commands and its lists. The same tests run in the Node host and in the web worker host.
import * as vscode from 'vscode'
import { after, ask, assert, equal, manifest, open, problemsOf, ruleOf, waitForProblems } from './editor.ts'

const MANIFEST = `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: typed
spec:
  selector:
    matchLabels:
      app: typed
  template:
    metadata:
      labels:
        app: typed
    spec:
      containers:
        - name: agent
          image: registry.example.com/agent:1.0.0`

const has = (rule: string) => (problems: vscode.Diagnostic[]) => problems.some((problem) => ruleOf(problem) === rule)
/** Selector and label are the same again, whichever was changed. */
const agree = (text: string): boolean => text.split('node-agnet').length !== 2
const isError = ({ severity }: vscode.Diagnostic): boolean => severity === vscode.DiagnosticSeverity.Error

/** One key after the other, as the keyboard sends them. */
async function type(text: string): Promise<void> {
  for (const key of text) await vscode.commands.executeCommand('type', { text: key })
}

/** Repeats a command until the text is good: lists take a moment to open, and until then accepting does nothing. */
async function until(document: vscode.TextDocument, good: (text: string) => boolean, ...commands: string[]): Promise<void> {
  await ask(
    async () => {
      for (const command of commands) {
        if (good(document.getText())) break
        await vscode.commands.executeCommand(command)
      }
      return document.getText()
    },
    (text) => good(text),
  )
}

async function emptyYaml(): Promise<{ document: vscode.TextDocument; editor: vscode.TextEditor }> {
  const document = await vscode.workspace.openTextDocument({ language: 'yaml' })
  return { document, editor: await vscode.window.showTextDocument(document) }
}

suite('With the keyboard', () => {
  let document: vscode.TextDocument
  let editor: vscode.TextEditor

  const settings = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration('daemonset', document.uri)
  const select = (text: string): void => {
    const end = after(document, text)
    editor.selection = new vscode.Selection(document.positionAt(document.offsetAt(end) - text.length), end)
  }
  const place = (text: string): void => {
    const end = after(document, text)
    editor.selection = new vscode.Selection(end, end)
  }

  setup(async () => {
    document = await open('agent.yaml')
    editor = await vscode.window.showTextDocument(document)
    await waitForProblems(document.uri, has('selector-mismatch'))
  })

  teardown(async () => {
    await vscode.commands.executeCommand('hideSuggestWidget')
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor')
  })

  test('a whole DaemonSet: the editor’s indentation and our lists leave it as it was typed', async function () {
    this.timeout(120_000)
    const typed = await emptyYaml()
    // The editor indents by itself; what is typed is a line's text and, where the text steps out or in by itself, the way there.
    for (const [index, line] of MANIFEST.split('\n').entries()) {
      if (index > 0) await type('\n')
      const { active } = typed.editor.selection
      const column = line.search(/\S/)
      for (let at = active.character; at > column; at -= 2) await vscode.commands.executeCommand('outdent')
      await type(line.slice(Math.min(column, active.character)))
    }
    equal(typed.document.getText(), MANIFEST)
    await waitForProblems(typed.document.uri, (problems) => problems.length > 0 && !problems.some(isError))
  })

  test('a mistake appears under the cursor and goes with it', async () => {
    select('node-agnet')
    await type('node-agent')
    await waitForProblems(document.uri, (problems) => !has('selector-mismatch')(problems))
    await type('s')
    await waitForProblems(document.uri, has('selector-mismatch'))
    await vscode.commands.executeCommand('deleteLeft')
    await waitForProblems(document.uri, (problems) => !has('selector-mismatch')(problems))
  })

  test('a field from the list, and its value', async () => {
    place('kubernetes.io/os: linux')
    await vscode.commands.executeCommand('editor.action.insertLineAfter')
    await vscode.commands.executeCommand('outdent')
    await type('hostNet')
    await until(document, (text) => text.includes('\n      hostNetwork:'), 'editor.action.triggerSuggest', 'acceptSelectedSuggestion')
    await until(document, (text) => /\n {6}hostNetwork: (?:true|false)\n/.test(text), 'editor.action.triggerSuggest', 'acceptSelectedSuggestion')
    await waitForProblems(document.uri, (problems) => !has('misspelt-field')(problems))
  })

  test('a snippet in an empty file, with its tab stops', async () => {
    const fresh = await emptyYaml()
    await type('ds-minimal')
    await until(fresh.document, (text) => text.includes('kind: DaemonSet'), 'editor.action.triggerSuggest', 'acceptSelectedSuggestion')
    // The first stop is selected wherever it is named.
    await type('probe')
    equal(fresh.document.getText().match(/probe/g)?.length, 5)
    await vscode.commands.executeCommand('jumpToNextSnippetPlaceholder')
    equal(fresh.document.getText(fresh.editor.selection), 'default')
    await vscode.commands.executeCommand('leaveSnippet')
    await ask(
      () => vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', fresh.document.uri, 10),
      (lenses) => lenses?.some((lens) => lens.command?.title.includes('nodes')),
    )
    equal(problemsOf(fresh.document.uri).filter(isError).length, 0)
  })

  test('the preferred fix at the cursor', async () => {
    place('app: node-agn')
    await until(document, agree, 'editor.action.autoFix')
    await waitForProblems(document.uri, (problems) => !has('selector-mismatch')(problems))
    await vscode.commands.executeCommand('undo')
    await waitForProblems(document.uri, has('selector-mismatch'))
  })

  test('the first of the fixes in the editor’s menu', async () => {
    place('app: node-agn')
    await until(document, agree, 'editor.action.quickFix', 'acceptSelectedCodeAction')
    await waitForProblems(document.uri, (problems) => !has('selector-mismatch')(problems))
  })

  test('all that is safe, by our command', async () => {
    select('nodeSelector:')
    await type('nodeselector:')
    await waitForProblems(document.uri, has('misspelt-field'))
    await until(document, (text) => text.includes('nodeSelector:'), 'daemonset.fixAll')
    await waitForProblems(document.uri, (problems) => !has('misspelt-field')(problems))
  })

  test('other nodes and another version, each from its list', async () => {
    for (const [command, key] of [
      ['daemonset.selectNodes', 'nodes.source'],
      ['daemonset.selectKubernetesVersion', 'kubernetesVersion'],
    ] as const) {
      const chosen = vscode.commands.executeCommand(command)
      const value = await ask(
        async () => {
          await vscode.commands.executeCommand('workbench.action.quickOpenSelectNext')
          await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem')
          return settings().get<string>(key, '')
        },
        (now) => now !== '',
      )
      await chosen
      if (key === 'nodes.source') {
        await ask(
          () => vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 10),
          (lenses) => lenses?.some((lens) => lens.command?.title.includes(value)),
        )
      }
      await settings().update(key, undefined, vscode.ConfigurationTarget.Workspace)
    }
  })

  test('a report with the versions filled in (needs a build without a repository)', async function () {
    const { version, repository } = manifest<{ version: string; repository?: string }>()
    if (repository) {
      // Then the editor's own reporter opens, of which nothing can be seen from here.
      this.skip()
      return
    }
    await vscode.commands.executeCommand('daemonset.reportIssue')
    const report = vscode.window.activeTextEditor?.document
    const text = report?.getText() ?? ''
    assert(text.includes(`DaemonSet ${version}`) && text.includes(vscode.version) && /Kubernetes 1\.\d\d/.test(text), text)
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor')
  })
})
