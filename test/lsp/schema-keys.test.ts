// Plain fields are left to another extension where the client says so, and only they.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { CompletionList, Hover } from 'vscode-languageserver-protocol'
import { daemonSet, type LanguageServer, startServer, withCursor } from './language-server.ts'

const MODELINE = '# yaml-language-server: $schema=https://example.com/v1.37.2/daemonset-apps-v1.json\n'
const OTHER_MODELINE = '# yaml-language-server: $schema=https://example.com/compose.json\n'
const FIELD = daemonSet('agent').replace('      containers:', '      $0\n      containers:')
const ENUM = daemonSet('agent').replace('effect: NoSchedule', 'effect: $0')
const NODE_LABEL = daemonSet('agent').replace('kubernetes.io/os: linux', 'kubernetes.io/os: $0')
const HOVER_KEY = daemonSet('agent').replace('image:', 'im$0age:')
const HOVER_VALUE = daemonSet('agent').replace('cpu: 100m', 'cpu: 10$00m')
const HOVER_TOLERATION = daemonSet('agent').replace('operator: Exists', 'oper$0ator: Exists')

let files = 0

async function labels(server: LanguageServer, marked: string): Promise<string[]> {
  const { text, position } = withCursor(marked)
  const uri = `file:///schema-keys/${++files}.yaml`
  await server.open(uri, text)
  const { items } = await server.request<CompletionList>('textDocument/completion', { textDocument: { uri }, position })
  return items.map(({ label }) => label)
}

async function hovered(server: LanguageServer, marked: string): Promise<string> {
  const { text, position } = withCursor(marked)
  const uri = `file:///schema-keys/${++files}.yaml`
  await server.open(uri, text)
  return JSON.stringify(await server.request<Hover | null>('textDocument/hover', { textDocument: { uri }, position }))
}

describe('plain fields', () => {
  test('are offered unless the client says otherwise', async () => {
    for (const settings of [{}, { completion: { schemaKeys: 'auto' } }, { completion: { schemaKeys: 'on' } }]) {
      const server = await startServer({ settings })
      assert.ok((await labels(server, FIELD)).includes('hostNetwork'))
      assert.ok((await labels(server, MODELINE + FIELD)).includes('hostNetwork'))
      assert.ok((await labels(server, ENUM)).includes('NoExecute'))
      assert.match(await hovered(server, HOVER_KEY), /image/i)
      await server.stop()
    }
  })

  test('are left out, and what only we know stays', async () => {
    const server = await startServer({ settings: { completion: { schemaKeys: 'off' } } })
    assert.ok(!(await labels(server, FIELD)).includes('hostNetwork'))
    assert.ok((await labels(server, NODE_LABEL)).includes('linux'))
    assert.ok((await labels(server, ENUM)).includes('NoExecute'))
    for (const [from, to] of [
      ['kind: DaemonSet', 'kind: $0'],
      ['apiVersion: apps/v1', 'apiVersion: $0'],
      ['      containers:', '      hostNetwork: $0\n      containers:'],
    ] as const)
      assert.deepEqual(await labels(server, daemonSet('agent').replace(from, to)), [], to)
    assert.equal(await hovered(server, HOVER_KEY), 'null')
    assert.notEqual(await hovered(server, HOVER_TOLERATION), 'null')
    await server.stop()
  })

  test('are left out where the file names a Kubernetes schema', async () => {
    const server = await startServer({ settings: { completion: { schemaKeys: 'modeline' } } })
    const offered = async (text: string): Promise<boolean> => (await labels(server, text)).includes('hostNetwork')
    assert.equal(await offered(FIELD), true)
    assert.equal(await offered(OTHER_MODELINE + FIELD), true)
    assert.equal(await offered(MODELINE + FIELD), false)
    assert.equal(await offered(`# $schema: https://example.com/kubernetes/all.json\n${FIELD}`), false)
    assert.equal(await offered(`${MODELINE}---\n${FIELD}`), false)
    assert.equal(await offered(`${MODELINE}a: 1\n---\n${FIELD}`), true)
    await server.stop()
  })

  test('are left out unless the file names another schema, or none', async () => {
    const server = await startServer({ settings: { completion: { schemaKeys: 'mapped' } } })
    const offered = async (text: string): Promise<boolean> => (await labels(server, text)).includes('hostNetwork')
    assert.equal(await offered(FIELD), false)
    assert.equal(await offered(MODELINE + FIELD), false)
    assert.equal(await offered(OTHER_MODELINE + FIELD), true)
    assert.equal(await offered(`# yaml-language-server: $schema=none\n---\n${FIELD}`), true)
    await server.stop()
  })

  test('come back when the settings change', async () => {
    const server = await startServer({ settings: { completion: { schemaKeys: 'off' } } })
    assert.ok(!(await labels(server, FIELD)).includes('hostNetwork'))
    server.settings = { completion: { schemaKeys: 'on' } }
    await server.connection.sendNotification('workspace/didChangeConfiguration', { settings: null })
    assert.ok((await labels(server, FIELD)).includes('hostNetwork'))
    await server.stop()
  })

  test('a hover keeps what a value means', async () => {
    const own = await startServer({ settings: {} })
    const other = await startServer({ settings: { completion: { schemaKeys: 'off' } } })
    const [whole, meaning] = [await hovered(own, HOVER_VALUE), await hovered(other, HOVER_VALUE)]
    assert.ok(meaning !== 'null' && meaning.length < whole.length, `${meaning}\n${whole}`)
    await own.stop()
    await other.stop()
  })

  test('a wrong value is named and ignored', async () => {
    const server = await startServer({ settings: { completion: { schemaKeys: 3 } } })
    assert.ok((await labels(server, FIELD)).includes('hostNetwork'))
    assert.match(server.log.join('\n'), /daemonset\.completion\.schemaKeys must be auto, on or off, not 3/)
    await server.stop()
  })
})
