// Files of others in the editor: templates, Compose, workflows. Not called broken, and nothing about their languages is changed.
import * as vscode from 'vscode'
import { after, ask, assert, equal, hoverText, manifest, open, problemsOf, waitForProblems } from './editor.ts'

suite('Files of others', () => {
  teardown(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'))

  test('a template of Helm is read and not called broken', async () => {
    const template = await open('others/templates/agent.yaml')
    await hoverText(template.uri, after(template, 'kind: Dae'), (text) => text.includes('ligible on'))
    equal(problemsOf(template.uri).filter(({ severity }) => severity <= vscode.DiagnosticSeverity.Warning).length, 0)
  })

  test('others keep their language and hear nothing', async () => {
    const agent = await open('agent.yaml')
    await waitForProblems(agent.uri, (problems) => problems.length > 0)
    for (const name of ['others/templates/_helpers.tpl', 'others/agent.yaml.j2', 'others/docker-compose.yml', '.github/workflows/deploy.yml']) {
      const document = await open(name)
      await ask(
        () => vscode.commands.executeCommand<vscode.DocumentSymbol[] | undefined>('vscode.executeDocumentSymbolProvider', document.uri),
        () => true,
      )
      const place = after(document, 'kind: Dae')
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, place)
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[] | undefined>('vscode.executeCodeLensProvider', document.uri)
      equal([name, problemsOf(document.uri).length, hovers.length, lenses?.length ?? 0], [name, 0, 0, 0])
    }
  })

  test('the language of a file is nobody’s matter but the user’s', async () => {
    const { contributes } = manifest<{ contributes: object }>()
    equal(
      ['languages', 'grammars', 'configurationDefaults'].filter((key) => key in contributes),
      [],
    )
    const files = vscode.workspace.getConfiguration('files')
    await files.update('associations', { '*.tpl': 'yaml' }, vscode.ConfigurationTarget.Workspace)
    try {
      const helpers = await open('others/templates/_helpers.tpl')
      equal(helpers.languageId, 'yaml')
      const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        helpers.uri,
        after(helpers, 'DaemonSet\n'),
      )
      assert(!items.some(({ kind }) => kind === vscode.CompletionItemKind.Property), 'fields in a part of a template')
      equal(problemsOf(helpers.uri).length, 0)
      equal(files.inspect('associations')?.globalValue, undefined)
    } finally {
      await files.update('associations', undefined, vscode.ConfigurationTarget.Workspace)
    }
  })
})
