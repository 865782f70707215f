import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { daemonSet, rulesOf, startServer } from './language-server.ts'

const URI = 'file:///workspace/agent.yaml'
const PULL = { textDocument: { diagnostic: { relatedDocumentSupport: false } } }

describe('pushed diagnostics', () => {
  test('carry the version, the rule and the server’s field', async () => {
    const server = await startServer()
    assert.equal(server.initialized.capabilities.diagnosticProvider, undefined)
    await server.open(URI, daemonSet('agent', 'app: agnet'))
    const { version, diagnostics } = await server.diagnostics(URI, () => true)
    assert.equal(version, 1)
    assert.deepEqual(rulesOf(diagnostics), ['selector-mismatch'])
    assert.equal(diagnostics[0]?.source, 'daemonset')
    assert.deepEqual(diagnostics[0]?.range, { start: { line: 11, character: 13 }, end: { line: 11, character: 18 } })
    assert.deepEqual(diagnostics[0]?.data, { field: 'spec.template.metadata.labels', origin: 'server', reason: 'FieldValueInvalid' })
    assert.equal(diagnostics[0]?.relatedInformation, undefined, 'the client did not say that it knows related information')
    assert.equal(await server.stop(), 0)
  })

  test('follow every change and end with the document', async () => {
    const server = await startServer()
    await server.open(URI, daemonSet('agent'))
    await server.diagnostics(URI, ({ version, diagnostics }) => version === 1 && diagnostics.length === 0)
    await server.change(URI, 2, { start: { line: 11, character: 13 }, end: { line: 11, character: 18 } }, 'other')
    await server.diagnostics(URI, ({ version, diagnostics }) => version === 2 && rulesOf(diagnostics).join() === 'selector-mismatch')
    await server.change(URI, 3, undefined, daemonSet('agent'))
    await server.diagnostics(URI, ({ version, diagnostics }) => version === 3 && diagnostics.length === 0)
    await server.change(URI, 4, { start: { line: 20, character: 10 }, end: { line: 20, character: 14 } }, 'nmae')
    await server.diagnostics(URI, ({ version, diagnostics }) => version === 4 && diagnostics.length > 0)
    await server.connection.sendNotification('textDocument/didClose', { textDocument: { uri: URI } })
    await server.diagnostics(URI, ({ diagnostics }) => diagnostics.length === 0)
    await server.stop()
  })

  test('stand on the lines of their document in a file of many', async () => {
    const server = await startServer()
    const text = [daemonSet('one'), daemonSet('two', 'app: tow'), 'kind: ConfigMap\napiVersion: v1\n', daemonSet('three')].join('---\n')
    await server.open(URI, text)
    const lineOf = (needle: string, source: string): number => source.split('\n').findIndex((line) => line.includes(needle))
    const first = await server.diagnostics(URI, ({ version }) => version === 1)
    assert.deepEqual(
      first.diagnostics.map(({ range }) => range.start.line),
      [lineOf('app: tow', text)],
    )
    // A line more in the first document moves the others.
    await server.change(URI, 2, { start: { line: 3, character: 0 }, end: { line: 3, character: 0 } }, '  namespace: x\n')
    const second = await server.diagnostics(URI, ({ version }) => version === 2)
    assert.deepEqual(
      second.diagnostics.map(({ range }) => range.start.line),
      [lineOf('app: tow', text) + 1],
    )
    await server.stop()
  })

  test('name the rule’s page if the client has a place for pages', async () => {
    const server = await startServer({
      capabilities: { textDocument: { publishDiagnostics: { codeDescriptionSupport: true, relatedInformation: true } } },
      initializationOptions: { rulePages: 'https://example.com/rules' },
    })
    await server.open(URI, daemonSet('agent', 'app: agnet'))
    const { diagnostics } = await server.diagnostics(URI, () => true)
    assert.equal(diagnostics[0]?.codeDescription?.href, 'https://example.com/rules/selector-mismatch')
    assert.deepEqual(
      diagnostics[0]?.relatedInformation?.map(({ location }) => location.range.start.line),
      [7, 11],
      'the selector, then the server’s own words at the place itself',
    )
    await server.stop()
  })
})

describe('pulled diagnostics', () => {
  test('are never pushed, and unchanged while nothing has changed', async () => {
    const server = await startServer({ capabilities: PULL })
    const { diagnosticProvider } = server.initialized.capabilities
    assert.ok(diagnosticProvider?.interFileDependencies)
    await server.open(URI, daemonSet('agent', 'app: agnet'))
    const first = await server.pull(URI)
    assert.deepEqual(rulesOf(first.items ?? []), ['selector-mismatch'])
    assert.ok(first.resultId)
    assert.equal((await server.pull(URI, first.resultId)).kind, 'unchanged')
    await server.change(URI, 2, undefined, daemonSet('agent'))
    const second = await server.pull(URI, first.resultId)
    assert.deepEqual(second.items, [])
    assert.deepEqual(await server.pull('file:///workspace/not-open.yaml'), { kind: 'full', items: [] })
    await server.stop()
    assert.deepEqual(server.published, [])
  })

  test('are asked for again when settings change', async () => {
    const server = await startServer({ capabilities: { ...PULL, workspace: { diagnostics: { refreshSupport: true } } }, settings: {} })
    const refreshed = new Promise<void>((resolve) => {
      server.connection.onRequest('workspace/diagnostic/refresh', () => {
        resolve()
        return null
      })
    })
    await server.open(URI, daemonSet('agent').replace(':1.4.2', ''))
    const first = await server.pull(URI)
    assert.deepEqual(rulesOf(first.items ?? []), ['unpinned-image'])
    server.settings = { rules: { 'unpinned-image': 'off' } }
    await server.connection.sendNotification('workspace/didChangeConfiguration', { settings: null })
    await refreshed
    assert.deepEqual((await server.pull(URI, first.resultId)).items, [])
    await server.stop()
  })
})

describe('settings', () => {
  test('of a wrong type are named and ignored', async () => {
    const server = await startServer({
      settings: {
        kubernetesVersion: 1.3,
        rules: { 'unpinned-image': 'loud', 'no-such-rule': 'off', 'selector-mismatch': 'off', 'yaml-1': { '1-scalar': 'off' } },
      },
    })
    await server.open(URI, daemonSet('agent', 'app: agnet'))
    const { diagnostics } = await server.diagnostics(URI, () => true)
    assert.deepEqual(rulesOf(diagnostics), ['selector-mismatch'])
    assert.equal(server.log.filter((line) => line.includes('kubernetesVersion')).length, 1)
    assert.match(server.log.join('\n'), /rules\.unpinned-image must be off, hint/)
    assert.match(server.log.join('\n'), /no-such-rule: there is no such rule/)
    assert.match(server.log.join('\n'), /selector-mismatch: this is what the API server itself says/)
    assert.doesNotMatch(server.log.join('\n'), /yaml-1/)
    await server.stop()
  })

  test('of a client without configuration come with its first words', async () => {
    const server = await startServer({ initializationOptions: { settings: { rules: { 'unpinned-image': 'error' } } } })
    await server.open(URI, daemonSet('agent').replace(':1.4.2', ''))
    const { diagnostics } = await server.diagnostics(URI, () => true)
    assert.deepEqual(
      diagnostics.map(({ severity }) => severity),
      [1],
    )
    await server.stop()
  })
})
