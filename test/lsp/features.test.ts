import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type {
  CodeAction,
  CodeLens,
  DocumentSymbol,
  FoldingRange,
  Hover,
  InlayHint,
  MarkupContent,
  SelectionRange,
  SymbolInformation,
} from 'vscode-languageserver-protocol'
import { daemonSet, type LanguageServer, rulesOf, startServer, withCursor } from './language-server.ts'

const URI = 'file:///workspace/agent.yaml'
const EDITOR = {
  textDocument: {
    hover: { contentFormat: ['markdown' as const] },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } },
  },
  workspace: { workspaceEdit: { documentChanges: true } },
}

async function hoverAt(server: LanguageServer, marked: string): Promise<string> {
  const { text, position } = withCursor(marked)
  await server.open(URI, text)
  const hover = await server.request<Hover | null>('textDocument/hover', { textDocument: { uri: URI }, position })
  await server.connection.sendNotification('textDocument/didClose', { textDocument: { uri: URI } })
  return hover === null ? '' : (hover.contents as MarkupContent).value
}

describe('hover', () => {
  test('says where it runs, why not elsewhere and what the line does', async () => {
    const server = await startServer({ capabilities: EDITOR })
    const agent = daemonSet('agent')
    const onKind = await hoverAt(server, agent.replace('kind: DaemonSet', 'kind: Daemon$0Set'))
    assert.match(onKind, /Eligible on 7 of 9 nodes/)
    assert.match(onKind, /`nvidia\.com\/gpu=present:NoSchedule` is not tolerated: `gpu-1`, `gpu-2`/)
    assert.match(onKind, /sample/)
    const onToleration = await hoverAt(server, agent.replace('operator: Exists', 'oper$0ator: Exists'))
    assert.match(onToleration, /[Ww]ithout this toleration 3 nodes fewer: `control-plane-1`/)
    assert.equal(await hoverAt(server, `${agent}---\nki$0nd: ConfigMap\napiVersion: v1\n`), '')
    await server.stop()
  })

  test('speaks of the item of a List', async () => {
    const server = await startServer({ capabilities: EDITOR })
    const item = daemonSet('agent').trimEnd().split('\n').join('\n    ')
    const list = `apiVersion: v1\nkind: List\nitems:\n  - ${item}\n`
    assert.match(await hoverAt(server, list.replace('operator: Exists', 'oper$0ator: Exists')), /3 nodes fewer/)
    await server.stop()
  })

  test('is plain text for a client that knows no Markdown', async () => {
    const server = await startServer()
    const { text, position } = withCursor(daemonSet('agent').replace('operator: Exists', 'oper$0ator: Exists'))
    await server.open(URI, text)
    const hover = await server.request<Hover>('textDocument/hover', { textDocument: { uri: URI }, position })
    const contents = hover.contents as MarkupContent
    assert.equal(contents.kind, 'plaintext')
    assert.doesNotMatch(contents.value, /[*`]/)
    await server.stop()
  })
})

describe('code actions', () => {
  test('fix what is under the cursor, and the problem is gone', async () => {
    const server = await startServer({ capabilities: EDITOR })
    const text = daemonSet('agent').replace('containers:', 'containres:')
    await server.open(URI, text)
    const { diagnostics } = await server.diagnostics(URI, (found) => found.diagnostics.length > 0)
    assert.deepEqual(rulesOf(diagnostics), ['misspelt-field'])
    const range = diagnostics[0]?.range
    const actions = await server.request<CodeAction[]>('textDocument/codeAction', { textDocument: { uri: URI }, range, context: { diagnostics } })
    const [action] = actions
    assert.ok(action?.isPreferred)
    assert.equal(action.kind, 'quickfix')
    assert.deepEqual(rulesOf(action.diagnostics ?? []), ['misspelt-field'])
    const [change] = action.edit?.documentChanges ?? []
    assert.ok(change !== undefined && 'textDocument' in change && change.textDocument.version === 1)
    const [edit] = change.edits
    assert.ok(edit !== undefined && 'newText' in edit)
    await server.change(URI, 2, edit.range, edit.newText)
    await server.diagnostics(URI, ({ version, diagnostics: left }) => version === 2 && left.length === 0)
    await server.stop()
  })

  test('hide a problem with a comment, unless the API server refuses it', async () => {
    const server = await startServer({ capabilities: EDITOR })
    const text = daemonSet('agent').replace(':1.4.2', '')
    await server.open(URI, text)
    const { diagnostics } = await server.diagnostics(URI, (found) => found.diagnostics.length > 0)
    assert.deepEqual(rulesOf(diagnostics), ['unpinned-image'])
    const ask = (range: unknown): Promise<CodeAction[]> =>
      server.request('textDocument/codeAction', { textDocument: { uri: URI }, range, context: { diagnostics, only: ['quickfix'] } })
    const action = (await ask(diagnostics[0]?.range)).at(-1)
    assert.equal(action?.title, 'Ignore unpinned-image here')
    assert.ok(!action.isPreferred)
    assert.deepEqual(rulesOf(action.diagnostics ?? []), ['unpinned-image'])
    const [change] = action.edit?.documentChanges ?? []
    assert.ok(change !== undefined && 'edits' in change)
    const [edit] = change.edits
    assert.ok(edit !== undefined && 'newText' in edit)
    assert.equal(edit.newText, '          # daemonset-ignore unpinned-image: reason\n')
    await server.change(URI, 2, edit.range, edit.newText)
    await server.diagnostics(URI, ({ version, diagnostics: left }) => version === 2 && left.length === 0)
    await server.change(URI, 3, undefined, daemonSet('agent').replace('nodeSelector:', 'colour: blue\n      nodeSelector:'))
    const refused = await server.diagnostics(URI, ({ version }) => version === 3)
    assert.deepEqual(rulesOf(refused.diagnostics), ['unknown-field'])
    assert.deepEqual(
      (await ask(refused.diagnostics[0]?.range)).map(({ title }) => title),
      ['Remove colour'],
    )
    await server.stop()
  })

  test('fix all that is safe, when asked', async () => {
    const server = await startServer({ capabilities: EDITOR })
    await server.open(URI, [daemonSet('one').replace('nodeSelector:', 'nodeselector:'), daemonSet('two').replace('image:', 'Image:')].join('---\n'))
    const everywhere = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }
    const ask = (only?: string[]): Promise<CodeAction[]> =>
      server.request('textDocument/codeAction', {
        textDocument: { uri: URI },
        range: everywhere,
        context: { diagnostics: [], ...(only ? { only } : {}) },
      })
    assert.deepEqual(await ask(), [])
    const [action] = await ask(['source.fixAll'])
    assert.equal(action?.kind, 'source.fixAll.daemonset')
    const [change] = action.edit?.documentChanges ?? []
    assert.ok(change !== undefined && 'edits' in change)
    assert.equal(change.edits.length, 2)
    await server.stop()
  })
})

describe('outline', () => {
  test('names containers and tolerations by what they mean', async () => {
    const server = await startServer({ capabilities: EDITOR })
    await server.open(URI, daemonSet('agent'))
    const [symbol] = await server.request<DocumentSymbol[]>('textDocument/documentSymbol', { textDocument: { uri: URI } })
    assert.equal(symbol?.name, 'agent')
    const tree = symbol.children?.map(({ name, detail, children }) => [name, detail, children?.map((child) => child.name)])
    assert.deepEqual(tree, [
      ['selector', 'app=agent', []],
      ['pod labels', 'app=agent', []],
      ['nodeSelector', 'kubernetes.io/os=linux', []],
      ['tolerations', '', ['node-role.kubernetes.io/control-plane:NoSchedule']],
      ['containers', '', ['agent']],
    ])
    await server.stop()
  })

  test('is flat for a client that knows no tree', async () => {
    const server = await startServer()
    await server.open(URI, daemonSet('agent'))
    const symbols = await server.request<SymbolInformation[]>('textDocument/documentSymbol', { textDocument: { uri: URI } })
    assert.ok(symbols.some(({ name, containerName }) => name === 'agent' && containerName === 'containers'))
    await server.stop()
  })
})

describe('outline, folding and links of a text that is edited', () => {
  const text = [daemonSet('first'), daemonSet('second'), daemonSet('third')].join('---\n')
  const ask = async (server: LanguageServer): Promise<unknown[]> =>
    await Promise.all(
      ['textDocument/documentSymbol', 'textDocument/foldingRange', 'textDocument/documentLink'].map((method) =>
        server.request(method, { textDocument: { uri: URI } }),
      ),
    )

  for (const [what, line, typed] of [
    ['a line more', 2, '# one line more\n'],
    ['another name', 3, '  #'],
    ['a document more', 0, `${daemonSet('new')}---\n`],
  ] as const)
    test(`${what}: as if it had been opened like that`, async () => {
      const server = await startServer({ capabilities: EDITOR })
      await server.open(URI, text)
      const before = await ask(server)
      const at = { line, character: 0 }
      await server.change(URI, 2, { start: at, end: at }, typed)
      const after = await ask(server)
      assert.notDeepEqual(after, before)
      await server.connection.sendNotification('textDocument/didClose', { textDocument: { uri: URI } })
      const lines = text.split('\n')
      await server.open(URI, [...lines.slice(0, line), `${typed}${lines[line]}`, ...lines.slice(line + 1)].join('\n'))
      assert.deepEqual(after, await ask(server))
      await server.stop()
    })
})

describe('folding and selection', () => {
  test('follow the tree', async () => {
    const server = await startServer()
    const text = `# first\n# second\n${daemonSet('agent')}`
    await server.open(URI, text)
    const ranges = await server.request<FoldingRange[]>('textDocument/foldingRange', { textDocument: { uri: URI } })
    assert.ok(ranges.some(({ startLine, endLine, kind }) => startLine === 0 && endLine === 1 && kind === 'comment'))
    const containers = text.split('\n').findIndex((line) => line.includes('containers:'))
    assert.ok(
      ranges.some(({ startLine, endLine }) => startLine === containers && endLine === containers + 6),
      JSON.stringify(ranges),
    )
    const [selection] = await server.request<SelectionRange[]>('textDocument/selectionRange', {
      textDocument: { uri: URI },
      positions: [{ line: containers + 1, character: 16 }],
    })
    const lines = text.split('\n')
    const steps: string[] = []
    for (let at = selection; at !== undefined && at.range.start.line === at.range.end.line; at = at.parent)
      steps.push((lines[at.range.start.line] ?? '').slice(at.range.start.character, at.range.end.character))
    assert.deepEqual(steps, ['agent', 'name: agent'])
    await server.stop()
  })
})

describe('lens and hints', () => {
  test('count nodes, and can be switched off', async () => {
    const server = await startServer({ settings: {} })
    await server.open(URI, daemonSet('agent'))
    const lenses = (): Promise<CodeLens[]> => server.request('textDocument/codeLens', { textDocument: { uri: URI } })
    const whole = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } }
    const hints = (): Promise<InlayHint[]> => server.request('textDocument/inlayHint', { textDocument: { uri: URI }, range: whole })
    assert.deepEqual(
      (await lenses()).map(({ command }) => [command?.title, command?.command]),
      [['runs on 7 of 9 nodes · sample:kubeadm', '']],
    )
    assert.deepEqual(
      (await hints()).map(({ label, position }) => [label, position.line]),
      [['+3 nodes', 16]],
    )
    server.settings = { nodes: { source: ['sample:kind', 'sample:eks'] }, inlayHints: { enabled: false } }
    await server.connection.sendNotification('workspace/didChangeConfiguration', { settings: null })
    assert.deepEqual(
      (await lenses()).map(({ command }) => command?.title?.replace(/^.* · /, '')),
      ['sample:kind', 'sample:eks'],
    )
    assert.deepEqual(await hints(), [])
    await server.stop()
  })
})
