// What a user sees in the editor. The same tests run in the Node host and in the web worker host.
import * as vscode from 'vscode'
import { after, ask, assert, equal, hoverText, open, problemsOf, replace, ruleOf, waitForProblems } from './editor.ts'

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

  test('comes back when the server is restarted', async () => {
    await vscode.commands.executeCommand('daemonset.restartServer')
    await waitForProblems(document.uri, has('selector-mismatch'))
    await hoverText(document.uri, after(document, 'kind: Dae'), () => true)
  })
})
