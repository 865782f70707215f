// Clients that can little, or count otherwise: what the server says to them must be as true as what it says to VS Code.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  type ClientCapabilities,
  type CompletionItem,
  type Diagnostic,
  type Hover,
  InsertTextFormat,
  type MarkupContent,
  type Position,
  type PositionEncodingKind,
  type SymbolInformation,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver-protocol'
import { daemonSet, type LanguageServer, rulesOf, startServer, withCursor } from './language-server.ts'

const URI = 'file:///workspace/agent.yaml'
const BROKEN = daemonSet('agent', 'app: agnet')
const textDocument = { uri: URI }

const itemsOf = (answer: CompletionItem[] | { items: CompletionItem[] }): CompletionItem[] => (Array.isArray(answer) ? answer : answer.items)

async function complete(server: LanguageServer, marked: string): Promise<CompletionItem[]> {
  const { text, position } = withCursor(marked)
  await server.open(URI, text)
  const items = itemsOf(await server.request('textDocument/completion', { textDocument, position }))
  await server.connection.sendNotification('textDocument/didClose', { textDocument })
  return items
}

describe('a client that can nothing', () => {
  test('is registered nothing with, and gets its problems pushed', async () => {
    const server = await startServer()
    assert.equal(server.initialized.capabilities.diagnosticProvider, undefined)
    assert.equal(server.initialized.capabilities.codeActionProvider, undefined)
    await server.open(URI, BROKEN)
    const { diagnostics } = await server.diagnostics(URI, ({ diagnostics }) => diagnostics.length > 0)
    assert.deepEqual(rulesOf(diagnostics), ['selector-mismatch'])
    assert.equal(diagnostics[0]?.relatedInformation, undefined)
    assert.equal(diagnostics[0]?.codeDescription, undefined)
    assert.deepEqual(server.registered, [])
    assert.equal(await server.stop(), 0)
  })

  test('is asked nothing, and told of no links and tags', async () => {
    const server = await startServer({ initializationOptions: { rulePages: 'https://example.com/rules' } })
    const asked: string[] = []
    server.connection.onRequest('workspace/configuration', () => {
      asked.push('settings')
      return [null]
    })
    await server.open(URI, BROKEN.replace('      containers:', '      serviceAccount: agent\n      containers:'))
    const { diagnostics } = await server.diagnostics(URI, (found) => rulesOf(found.diagnostics).includes('deprecated-field'))
    for (const { codeDescription, tags, code } of diagnostics) assert.deepEqual([codeDescription, tags], [undefined, undefined], String(code))
    assert.deepEqual([...asked, ...server.registered], [])
    await server.stop()
    const able = await startServer({
      initializationOptions: { rulePages: 'https://example.com/rules' },
      capabilities: { textDocument: { publishDiagnostics: { codeDescriptionSupport: true, tagSupport: { valueSet: [1, 2] } } } },
    })
    await able.open(URI, BROKEN.replace('      containers:', '      serviceAccount: agent\n      containers:'))
    const told = await able.diagnostics(URI, (found) => rulesOf(found.diagnostics).includes('deprecated-field'))
    const deprecated = told.diagnostics.find(({ code }) => code === 'deprecated-field')
    assert.deepEqual([deprecated?.tags, deprecated?.codeDescription?.href], [[2], 'https://example.com/rules/deprecated-field'])
    await able.stop()
  })

  test('gets plain texts: hovers, documentation, insertions, symbols', async () => {
    const server = await startServer()
    await server.open(URI, BROKEN)
    const { position } = withCursor(BROKEN.replace('resources:', 'reso$0urces:'))
    const hover = await server.request<Hover>('textDocument/hover', { textDocument, position })
    const { kind, value } = hover.contents as MarkupContent
    assert.equal(kind, 'plaintext')
    assert.match(value, /Compute Resources required/)
    assert.doesNotMatch(value, /\*\*|`|\]\(/)
    const symbols = await server.request<SymbolInformation[]>('textDocument/documentSymbol', { textDocument })
    assert.ok(symbols.every((symbol) => symbol.location.uri === URI && !('children' in symbol)))
    await server.connection.sendNotification('textDocument/didClose', { textDocument })
    for (const marked of ['containers:\n        - $0', 'tolerations:\n        - $0'])
      for (const item of await complete(server, BROKEN.replace(/tolerations:[\s\S]*/, marked))) {
        assert.notEqual(item.insertTextFormat, InsertTextFormat.Snippet, item.label)
        assert.doesNotMatch(item.textEdit?.newText ?? item.insertText ?? '', /\$\{?\d/, item.label)
        const resolved = await server.request<CompletionItem>('completionItem/resolve', item)
        if (typeof resolved.documentation === 'object') assert.equal(resolved.documentation.kind, 'plaintext')
      }
    await server.stop()
  })

  test('may ask for anything of a text that is not open', async () => {
    const server = await startServer()
    const position = { line: 3, character: 2 }
    const range = { start: position, end: position }
    const empty = (answer: unknown): boolean => answer === null || JSON.stringify(answer) === '[]' || itemsOf(answer as CompletionItem[]).length === 0
    for (const [method, more] of [
      ['hover', { position }],
      ['completion', { position }],
      ['codeLens', {}],
      ['inlayHint', { range }],
      ['documentSymbol', {}],
      ['foldingRange', {}],
      ['selectionRange', { positions: [position] }],
      ['definition', { position }],
      ['references', { position, context: { includeDeclaration: true } }],
      ['documentHighlight', { position }],
      ['documentLink', {}],
    ] as const)
      assert.ok(empty(await server.request(`textDocument/${method}`, { textDocument, ...more })), method)
    await server.stop()
  })

  test('may speak of what it never opened, and ask for what nobody offers', async () => {
    const server = await startServer()
    await server.change(URI, 2, { start: { line: 900, character: 0 }, end: { line: 901, character: 5 } }, 'x')
    await server.connection.sendNotification('textDocument/didClose', { textDocument })
    await server.connection.sendNotification('workspace/didChangeWorkspaceFolders', { event: { added: [], removed: [] } })
    await assert.rejects(server.request('textDocument/formatting', { textDocument, options: {} }), /[Uu]nhandled method/)
    await server.open(URI, BROKEN)
    await server.diagnostics(URI, ({ diagnostics }) => diagnostics.length === 1)
    // Beyond the end of the text is its end.
    await server.change(URI, 2, { start: { line: 0, character: 0 }, end: { line: 9000, character: 9000 } }, 'kind: ConfigMap\n')
    await server.diagnostics(URI, ({ diagnostics, version }) => version === 2 && diagnostics.length === 0)
    assert.equal(await server.stop(), 0)
  })

  test('has texts that lie in no folder, or nowhere', async () => {
    const server = await startServer()
    for (const uri of ['untitled:Untitled-1', 'file:///nowhere/agent.yaml', 'vscode-vfs://github/owner/repository/agent.yaml', 'inmemory:/1']) {
      await server.open(uri, BROKEN)
      const { diagnostics } = await server.diagnostics(uri, ({ diagnostics }) => diagnostics.length > 0)
      assert.deepEqual(rulesOf(diagnostics), ['selector-mismatch'], uri)
    }
    await server.stop()
  })
})

describe('positions', () => {
  // Before the mistake stand characters of two, three and four bytes; the last is two units of UTF-16.
  const text = daemonSet('agent').replace('        app: agent\n    spec', '        {"ü€😀": x, app: agnet}\n    spec')
  const line = text.split('\n').findIndex((candidate) => candidate.includes('agnet'))
  const before = (text.split('\n')[line] ?? '').split('agnet')[0] ?? ''
  const units = before.length
  const columns: readonly (readonly [encodings: PositionEncodingKind[] | undefined, encoding: PositionEncodingKind, column: number])[] = [
    [undefined, 'utf-16', units],
    [['utf-16'], 'utf-16', units],
    [['utf-8', 'utf-16'], 'utf-16', units],
    [['utf-8'], 'utf-8', Buffer.byteLength(before)],
    [['utf-32'], 'utf-32', [...before].length],
  ]
  for (const [positionEncodings, encoding, column] of columns)
    test(`are counted in ${encoding} for a client of ${positionEncodings?.join(' and ') ?? 'no encoding'}`, async () => {
      const capabilities: ClientCapabilities = {
        ...(positionEncodings === undefined ? {} : { general: { positionEncodings } }),
        textDocument: { codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix'] } } } },
      }
      const server = await startServer({ capabilities })
      assert.equal(server.initialized.capabilities.positionEncoding, encoding)
      await server.open(URI, text)
      const found = await server.diagnostics(URI, ({ diagnostics }) => rulesOf(diagnostics).includes('selector-mismatch'))
      const mismatch = found.diagnostics.find(({ code }) => code === 'selector-mismatch')
      const end: Position = { line, character: column + 5 }
      assert.deepEqual(mismatch?.range, { start: { line, character: column }, end })
      // An edit of the client's, in the same units: two characters swap.
      await server.change(URI, 2, { start: { line, character: column + 2 }, end: { line, character: column + 4 } }, 'en')
      await server.diagnostics(URI, ({ version, diagnostics }) => version === 2 && !rulesOf(diagnostics).includes('selector-mismatch'))
      await server.stop()
    })
})

describe('pull and push', () => {
  test('say the same', async () => {
    const pushed = await startServer()
    await pushed.open(URI, BROKEN)
    const published = await pushed.diagnostics(URI, ({ diagnostics }) => diagnostics.length > 0)
    await pushed.stop()
    const pulling = await startServer({ capabilities: { textDocument: { diagnostic: {}, publishDiagnostics: {} } } })
    assert.notEqual(pulling.initialized.capabilities.diagnosticProvider, undefined)
    await pulling.open(URI, BROKEN)
    const { items } = await pulling.pull(URI)
    assert.deepEqual(items, published.diagnostics)
    assert.deepEqual(pulling.published, [])
    await pulling.stop()
  })

  test('nothing of a text that is not open', async () => {
    const server = await startServer({ capabilities: { textDocument: { diagnostic: {} } } })
    assert.deepEqual((await server.pull('file:///never/opened.yaml')).items, [])
    await server.stop()
  })
})

describe('dynamic registration', () => {
  test('is used for what the client allows, and only that', async () => {
    const watching = { didChangeWatchedFiles: { dynamicRegistration: true } }
    const server = await startServer({ capabilities: { workspace: watching } })
    await server.open(URI, BROKEN)
    await server.diagnostics(URI, ({ diagnostics }) => diagnostics.length > 0)
    assert.deepEqual(server.registered, ['workspace/didChangeWatchedFiles'])
    await server.stop()
  })
})

describe('a client without versioned edits', () => {
  test('gets edits that it can apply', async () => {
    const codeAction = { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix'] } } }
    const server = await startServer({ capabilities: { textDocument: { codeAction } } })
    await server.open(URI, BROKEN)
    const { diagnostics } = await server.diagnostics(URI, (found) => found.diagnostics.length > 0)
    const [diagnostic] = diagnostics as [Diagnostic]
    const params = { textDocument, range: diagnostic.range, context: { diagnostics } }
    const [action] = await server.request<{ edit?: WorkspaceEdit }[]>('textDocument/codeAction', params)
    assert.equal(action?.edit?.documentChanges, undefined)
    const edits: readonly TextEdit[] = action?.edit?.changes?.[URI] ?? []
    assert.equal(edits.length, 1)
    await server.change(URI, 2, edits[0]?.range, edits[0]?.newText ?? '')
    await server.diagnostics(URI, ({ version, diagnostics }) => version === 2 && diagnostics.length === 0)
    await server.stop()
  })
})

describe('settings that cannot be had', () => {
  test('are those by default', async () => {
    const server = await startServer({ capabilities: { workspace: { configuration: true } } })
    server.connection.onRequest('workspace/configuration', () => {
      throw new Error('the client has lost its settings')
    })
    await server.open(URI, BROKEN)
    const { diagnostics } = await server.diagnostics(URI, (found) => found.diagnostics.length > 0)
    assert.deepEqual(rulesOf(diagnostics), ['selector-mismatch'])
    await server.stop()
  })
})
