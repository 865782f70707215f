// What a user sees in the editor. The same tests run in the Node host and in the web worker host.
import * as vscode from 'vscode'
import { after, ask, assert, equal, hoverText, open, problemsOf, replace, ruleOf, waitForProblems } from './editor.ts'
import { serverProcess } from './server-process.ts'

const has = (rule: string) => (problems: vscode.Diagnostic[]) => problems.some((problem) => ruleOf(problem) === rule)

suite('DaemonSet for Kubernetes', () => {
  let document: vscode.TextDocument

  suiteSetup(async () => {
    document = await open('agent.yaml')
    console.log(`[mocha] VS Code ${vscode.version}, ${vscode.env.appHost}, ${vscode.UIKind[vscode.env.uiKind]}, scheme ${document.uri.scheme}`)
  })

  teardown(async () => {
    await vscode.window.showTextDocument(document)
    if (document.isDirty) await vscode.commands.executeCommand('workbench.action.files.revert')
  })

  test('is there and becomes active on YAML', async () => {
    const extension = vscode.extensions.getExtension('daemonset.daemonset')
    assert(extension, 'extension not found')
    await extension.activate()
    equal(document.languageId, 'yaml')
  })

  test('underlines a selector that does not match', async () => {
    const problems = await waitForProblems(document.uri, has('selector-mismatch'))
    const [problem] = problems.filter((candidate) => ruleOf(candidate) === 'selector-mismatch')
    assert(problem)
    equal(problem.severity, vscode.DiagnosticSeverity.Error)
    equal(document.getText(problem.range), 'node-agnet')
    assert(typeof problem.code === 'object' && problem.code.target.path === '/rules/selector-mismatch', 'no link to the rule page')
    assert(problem.relatedInformation?.length, 'no related information')
  })

  test('follows the typing', async () => {
    await waitForProblems(document.uri, has('selector-mismatch'))
    await replace(document, 'app: node-agnet', 'app: node-agent')
    await waitForProblems(document.uri, (problems) => !has('selector-mismatch')(problems))
    await replace(document, 'image:', 'imagee:')
    await waitForProblems(document.uri, has('misspelt-field'))
  })

  test('stays silent in other documents', async () => {
    const other = await open('other.yaml')
    await ask(
      () => vscode.commands.executeCommand<vscode.DocumentSymbol[] | undefined>('vscode.executeDocumentSymbolProvider', other.uri),
      () => true,
    )
    equal(problemsOf(other.uri).length, 0)
  })

  test('reads JSON too', async () => {
    const json = await open('agent.json')
    await waitForProblems(json.uri, has('selector-mismatch'))
  })

  test('outlines the DaemonSet', async () => {
    const symbols = await ask(
      () => vscode.commands.executeCommand<vscode.DocumentSymbol[]>('vscode.executeDocumentSymbolProvider', document.uri),
      (answer) => answer?.some((symbol) => symbol.name === 'node-agent'),
    )
    const names = symbols.flatMap((symbol) => symbol.children.flatMap((child) => [child.name, ...child.children.map((item) => item.name)]))
    assert(names.includes('node-role.kubernetes.io/control-plane:NoSchedule'), names.join())
  })

  test('hovers with the placement and with the field’s documentation', async () => {
    const onKind = await hoverText(document.uri, after(document, 'kind: Dae'), (text) => text.includes('ligible on'))
    assert(onKind.includes('7 of 9 nodes'), onKind)
    const onField = await hoverText(document.uri, after(document, 'nodeSel'), (text) => text.includes('**nodeSelector**'))
    assert(onField.includes('ligible on'), onField)
  })

  test('completes keys and values', async () => {
    const complete = (position: vscode.Position, label: string): Promise<vscode.CompletionList> =>
      ask(
        () => vscode.commands.executeCommand<vscode.CompletionList>('vscode.executeCompletionItemProvider', document.uri, position),
        (answer) => answer?.items.some((item) => item.label === label),
      )
    await complete(after(document, 'effect: '), 'NoExecute')
    await replace(document, '      containers:', '      host\n      containers:')
    const { items } = await complete(after(document, '      host'), 'hostNetwork')
    assert(!items.some((item) => item.label === 'containers'), 'a key that is there already')
  })

  test('mends with a quick fix', async () => {
    await waitForProblems(document.uri, has('selector-mismatch'))
    const place = after(document, 'app: node-agn')
    const actions = await ask(
      () => vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', document.uri, new vscode.Range(place, place)),
      (answer) => answer?.some((action) => action.edit !== undefined && action.title.includes('label')),
    )
    const fix = actions.find((action) => action.title.includes('label'))
    assert(fix?.edit, 'no fix')
    assert(await vscode.workspace.applyEdit(fix.edit), 'the fix was not applied')
    await waitForProblems(document.uri, (problems) => !has('selector-mismatch')(problems))
    assert(document.getText().includes('        app: node-agent\n    spec:'), document.getText())
  })

  test('mends all that is safe on saving, and in files that are not open', async () => {
    const uri = vscode.Uri.joinPath(document.uri, '../on-save.yaml')
    const bad = document.getText().replaceAll('node-agnet', 'node-agent').replace('nodeSelector:', 'nodeselector:')
    const settings = vscode.workspace.getConfiguration('editor', uri)
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(bad))
    try {
      const closed = await ask(
        async () => {
          await vscode.commands.executeCommand('daemonset.fixWorkspace')
          return vscode.workspace.textDocuments.find((candidate) => candidate.uri.toString() === uri.toString())
        },
        (answer) => answer?.getText().includes('nodeSelector:') === true,
      )
      assert(closed?.isDirty, 'not to be looked at first')
      await vscode.window.showTextDocument(closed)
      await vscode.commands.executeCommand('workbench.action.files.revert')
      await waitForProblems(uri, has('misspelt-field'))
      await settings.update('codeActionsOnSave', { 'source.fixAll.daemonset': 'explicit' }, vscode.ConfigurationTarget.Workspace)
      await replace(closed, 'kind: DaemonSet', 'kind: DaemonSet # saved')
      await vscode.commands.executeCommand('workbench.action.files.save')
      const saved = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri))
      assert(saved.includes('nodeSelector:') && saved.includes('# saved'), saved)
      await vscode.commands.executeCommand('workbench.action.closeActiveEditor')
    } finally {
      await settings.update('codeActionsOnSave', undefined, vscode.ConfigurationTarget.Workspace)
      await vscode.workspace.fs.delete(uri)
    }
  })

  test('renames a volume with its mount', async () => {
    const edit = await ask(
      () =>
        vscode.commands.executeCommand<vscode.WorkspaceEdit>(
          'vscode.executeDocumentRenameProvider',
          document.uri,
          after(document, '- name: lo'),
          'logs',
        ),
      (answer) => answer?.get(document.uri).length === 2,
    )
    assert(await vscode.workspace.applyEdit(edit))
    assert(!/name: log$/m.test(document.getText()), document.getText())
  })

  test('says over the DaemonSet where it runs, and follows the chosen nodes', async () => {
    const lenses = (wanted: string): Promise<vscode.CodeLens[]> =>
      ask(
        () => vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 10),
        (answer) => answer?.some((lens) => lens.command?.title.includes(wanted)),
      )
    await lenses('7 of 9 nodes · sample:kubeadm')
    const settings = vscode.workspace.getConfiguration('daemonset', document.uri)
    await settings.update('nodes.source', 'sample:minikube', vscode.ConfigurationTarget.Workspace)
    await lenses('1 of 1 node · sample:minikube')
    await settings.update('nodes.source', undefined, vscode.ConfigurationTarget.Workspace)
    await lenses('sample:kubeadm')
  })

  test('starts a new DaemonSet from a list', async () => {
    const started = vscode.commands.executeCommand('daemonset.newDaemonSet')
    // The list takes a moment to open; until then accepting does nothing.
    const accept = async (): Promise<vscode.TextDocument | undefined> => {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem')
      return vscode.workspace.textDocuments.find(({ isUntitled }) => isUntitled)
    }
    await ask(accept, (fresh) => fresh?.getText().includes('kind: DaemonSet') === true)
    await started
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor')
  })

  test('opens the node panel', async () => {
    await vscode.commands.executeCommand('daemonset.showPlacement')
    const findPanel = async (): Promise<vscode.Tab | undefined> =>
      vscode.window.tabGroups.all
        .flatMap((group) => group.tabs)
        .find((tab) => tab.input instanceof vscode.TabInputWebview && tab.input.viewType.includes('daemonset.nodes'))
    const panel = await ask(findPanel, (tab) => tab !== undefined)
    assert(panel, 'no panel')
    await vscode.window.tabGroups.close(panel)
  })

  test('opens an example in a new file', async () => {
    await vscode.commands.executeCommand('daemonset.openExample')
    const example = vscode.window.activeTextEditor?.document
    assert(example?.isUntitled && example.languageId === 'yaml', 'no new YAML file')
    await waitForProblems(example.uri, has('selector-mismatch'))
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor')
  })

  test('walks through the first minutes when asked to, in words', async () => {
    const tabs = (): vscode.Tab[] => vscode.window.tabGroups.all.flatMap((group) => group.tabs)
    const isWalkthrough = (tab: vscode.Tab): boolean => /Walkthrough|Welcome/.test(tab.label)
    equal(tabs().some(isWalkthrough), false)
    await vscode.commands.executeCommand('daemonset.getStarted')
    const walkthrough = await ask(
      async () => tabs().find(isWalkthrough),
      (tab) => tab !== undefined,
    )
    assert(walkthrough, `no walkthrough among ${tabs().map((tab) => tab.label)}`)
    await vscode.window.tabGroups.close(walkthrough)
    const manifest = JSON.stringify(vscode.extensions.getExtension('daemonset.daemonset')?.packageJSON.contributes)
    equal(/"%[^"]*%"/.exec(manifest)?.[0], undefined)
  })

  test('shows a rule’s page', async () => {
    await vscode.commands.executeCommand('daemonset.explainRule', 'runs-nowhere')
    const page = await vscode.workspace.openTextDocument(vscode.Uri.from({ scheme: 'daemonset-rule', path: '/runs-nowhere.md' }))
    assert(page.getText().startsWith('# runs-nowhere'), page.getText())
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor')
  })

  test('comes back when the server is killed (needs the Node host on Linux)', async function () {
    const server = await serverProcess()
    if (server === undefined) {
      this.skip()
      return
    }
    server.kill()
    await replace(document, 'app: node-agnet', 'app: node-agent')
    await waitForProblems(document.uri, (problems) => !has('selector-mismatch')(problems))
    await hoverText(document.uri, after(document, 'kind: Dae'), (text) => text.includes('ligible on'))
    const again = await ask(serverProcess, (process) => process !== undefined && process.id !== server.id)
    assert(again !== undefined, 'no new server')
  })

  test('comes back when the server is restarted', async () => {
    await vscode.commands.executeCommand('daemonset.restartServer')
    await waitForProblems(document.uri, has('selector-mismatch'))
    await hoverText(document.uri, after(document, 'kind: Dae'), () => true)
  })
})
