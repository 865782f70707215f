import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { DocumentSymbol } from 'vscode-languageserver-protocol'
import { daemonSet, type LanguageServer, rulesOf, startServer } from './language-server.ts'

const URI = 'file:///workspace/agent.yaml'
const POSITIONED = [
  'textDocument/hover',
  'textDocument/completion',
  'textDocument/definition',
  'textDocument/documentHighlight',
  'textDocument/prepareRename',
]
const WHOLE = ['textDocument/documentSymbol', 'textDocument/foldingRange', 'textDocument/codeLens', 'textDocument/documentLink']
const CAPABILITIES = {
  textDocument: {
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } },
    rename: { prepareSupport: true },
  },
}

/** Asks everything at a position; an error is an answer only where a rename is refused. */
async function askEverything(server: LanguageServer, line: number, character: number): Promise<void> {
  const textDocument = { uri: URI }
  const position = { line, character }
  const range = { start: { line: 0, character: 0 }, end: { line: 10_000, character: 0 } }
  const here = { start: position, end: position }
  for (const method of POSITIONED)
    await server.request(method, { textDocument, position }).catch((error: Error) => {
      assert.equal(method, 'textDocument/prepareRename', `${method}: ${error.message}`)
    })
  for (const method of WHOLE) await server.request(method, { textDocument })
  await server.request('textDocument/inlayHint', { textDocument, range })
  await server.request('textDocument/selectionRange', { textDocument, positions: [position] })
  await server.request('textDocument/references', { textDocument, position, context: { includeDeclaration: true } })
  await server.request('textDocument/codeAction', { textDocument, range: here, context: { diagnostics: [], triggerKind: 1 } })
  await server.request('daemonset/placement', { uris: [URI] })
}

const AGENT = daemonSet('agent')
const TEXTS: Readonly<Record<string, string>> = {
  'an empty file': '',
  'only comments': '# nothing\n# here\n',
  'only separators': '---\n---\n---\n',
  tabs: AGENT.replaceAll('      ', '\t'),
  'CRLF line ends': AGENT.replaceAll('\n', '\r\n'),
  'a byte order mark': `\uFEFF${AGENT}`,
  'lone carriage returns': AGENT.replaceAll('\n', '\r'),
  'a half-typed key': AGENT.replace('containers:', 'contai'),
  'a half-typed flow map': AGENT.replace('kubernetes.io/os: linux', '{kubernetes.io/os: '),
  'an anchor to itself': `${AGENT}      volumes: &a [*a]\n`,
  'repeated keys': `${AGENT}${AGENT}`,
  'a scalar': 'DaemonSet',
  'a list': '- kind: DaemonSet\n',
  'an unfinished quote': AGENT.replace('image: ', 'image: "'),
  'half a surrogate pair': AGENT.replace('app: agent', 'app: \uD834agent'),
  'a kind with nothing': 'apiVersion: apps/v1\nkind: DaemonSet\n',
  'strange types': 'apiVersion: apps/v1\nkind: DaemonSet\nmetadata: []\nspec: 7\n',
}

describe('bad input', () => {
  test('is answered, at every place, without an error in the log', async () => {
    const server = await startServer({ capabilities: CAPABILITIES })
    for (const [name, text] of Object.entries(TEXTS)) {
      await server.open(URI, text)
      await server.diagnostics(URI, ({ version }) => version === 1)
      const lines = text.split(/\r\n|\n|\r/)
      for (const line of new Set([0, Math.floor(lines.length / 2), lines.length + 5]))
        for (const character of [Math.floor((lines[line]?.length ?? 0) / 2), 500]) await askEverything(server, line, character)
      await server.connection.sendNotification('textDocument/didClose', { textDocument: { uri: URI } })
      await server.diagnostics(URI, ({ version }) => version === undefined)
      assert.deepEqual(server.log, [], name)
    }
    assert.equal(await server.stop(), 0)
  })

  test('while a DaemonSet is being typed, character by character', async () => {
    const server = await startServer({ capabilities: CAPABILITIES })
    await server.open(URI, '')
    let version = 1
    let line = 0
    let character = 0
    for (const typed of AGENT) {
      const at = { line, character }
      await server.change(URI, ++version, { start: at, end: at }, typed)
      if (typed === '\n') {
        line++
        character = 0
      } else character++
      const params = { textDocument: { uri: URI }, position: { line, character } }
      if (version % 3 === 0) await server.request('textDocument/completion', params)
      if (version % 7 === 0) await server.request('textDocument/hover', params)
    }
    const { diagnostics } = await server.diagnostics(URI, (published) => published.version === version)
    assert.deepEqual(diagnostics, [])
    assert.deepEqual(server.log, [])
    await server.stop()
  })

  test('of a thousand documents is answered while it is being read', async () => {
    const server = await startServer({ capabilities: CAPABILITIES })
    const text = Array.from({ length: 1000 }, (_, index) => daemonSet(`agent-${index}`, index === 500 ? 'app: other' : `app: agent-${index}`)).join(
      '---\n',
    )
    await server.open(URI, text)
    const hover = await server.request('textDocument/hover', { textDocument: { uri: URI }, position: { line: 1, character: 2 } })
    assert.notEqual(hover, null)
    assert.equal(server.published.length, 0, 'the hover came before the last of the thousand documents was judged')
    const { diagnostics } = await server.diagnostics(URI, () => true)
    assert.deepEqual(rulesOf(diagnostics), ['selector-mismatch'])
    const symbols = await server.request<DocumentSymbol[]>('textDocument/documentSymbol', { textDocument: { uri: URI } })
    assert.equal(symbols.length, 1000)
    await server.stop()
  })

  test('of a megabyte in one line', async () => {
    const server = await startServer({ capabilities: CAPABILITIES })
    await server.open(URI, `${AGENT}---\nkind: ConfigMap\napiVersion: v1\ndata: {x: "${'x'.repeat(1_000_000)}"}\n`)
    const { diagnostics } = await server.diagnostics(URI, () => true)
    assert.deepEqual(diagnostics, [])
    await server.stop()
  })

  test('of a client: changes of a file that is not open, requests that nobody knows', async () => {
    const server = await startServer()
    await server.change('file:///not-open.yaml', 2, undefined, 'x')
    await server.connection.sendNotification('textDocument/didClose', { textDocument: { uri: 'file:///not-open.yaml' } })
    await assert.rejects(server.request('textDocument/nonsense', {}))
    assert.equal(
      await server.request('textDocument/hover', { textDocument: { uri: 'file:///not-open.yaml' }, position: { line: 0, character: 0 } }),
      null,
    )
    assert.equal(await server.stop(), 0)
  })
})

describe('positions', () => {
  test('count bytes for a client that asks for UTF-8', async () => {
    const text = AGENT.replace('  name: agent\n', '  name: agent\n  annotations: {"ä𝄞": x, "é": [1]}\n')
    const columns: number[] = []
    for (const encoding of ['utf-16', 'utf-8', 'utf-32'] as const) {
      const server = await startServer({ capabilities: { general: { positionEncodings: [encoding] } } })
      assert.equal(server.initialized.capabilities.positionEncoding, encoding)
      await server.open(URI, text)
      const { diagnostics } = await server.diagnostics(URI, ({ diagnostics: found }) => found.length > 0)
      const line = text.split('\n').findIndex((candidate) => candidate.includes('annotations'))
      const onLine = diagnostics.filter(({ range }) => range.start.line === line)
      columns.push(onLine[0]?.range.start.character ?? -1)
      await server.stop()
    }
    const [utf16 = 0, utf8, utf32] = columns
    // Behind ä (1, 2, 1 units) and 𝄞 (2, 4, 1 units); é only if the value is what is pointed at.
    assert.ok(utf16 > 0, String(columns))
    assert.ok(utf8 === utf16 + 3 || utf8 === utf16 + 4, String(columns))
    assert.equal(utf32, utf16 - 1, String(columns))
  })
})
