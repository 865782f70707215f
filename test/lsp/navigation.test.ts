import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import type { DocumentHighlight, DocumentLink, Location, WorkspaceEdit } from 'vscode-languageserver-protocol'
import { daemonSet, type LanguageServer, startServer, withCursor } from './language-server.ts'

const folder = mkdtempSync(join(tmpdir(), 'daemonset-navigation-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const uri = (name: string): string => pathToFileURL(join(folder, name)).href
writeFileSync(join(folder, 'service.yaml'), 'apiVersion: v1\nkind: Service\nmetadata:\n  name: agent\nspec:\n  selector:\n    app: agent\n')

const WITH_VOLUME = `${daemonSet('agent')}          volumeMounts:
            - name: log
              mountPath: /var/log
      volumes:
        - name: log
          hostPath: {path: /var/log}
`
const CAPABILITIES = { workspace: { codeLens: { refreshSupport: true } } }

/** A server that has read the workspace, with the text open. */
async function withWorkspace(text: string, initializationOptions = {}): Promise<LanguageServer> {
  const server = await startServer({ folders: [pathToFileURL(folder).href], capabilities: CAPABILITIES, initializationOptions })
  const read = new Promise<void>((resolve) => {
    server.connection.onRequest('workspace/codeLens/refresh', () => {
      resolve()
      return null
    })
  })
  await server.open(uri('agent.yaml'), text)
  await read
  return server
}

const placesOf = (locations: readonly Location[]): string[] =>
  locations.map((location) => `${location.uri.split('/').at(-1)}:${location.range.start.line}`).sort()

describe('navigation', () => {
  test('goes from a mount to its volume', async () => {
    const { text, position } = withCursor(WITH_VOLUME.replace('- name: log\n              mount', '- name: lo$0g\n              mount'))
    const server = await startServer()
    await server.open(uri('agent.yaml'), text)
    const found = await server.request<Location[]>('textDocument/definition', { textDocument: { uri: uri('agent.yaml') }, position })
    assert.deepEqual(
      found.map(({ range }) => text.split('\n')[range.start.line]),
      ['        - name: log'],
    )
    const lit = await server.request<DocumentHighlight[]>('textDocument/documentHighlight', { textDocument: { uri: uri('agent.yaml') }, position })
    assert.deepEqual(
      lit.map(({ kind }) => kind),
      [2, 3],
    )
    await server.stop()
  })

  test('finds a label in the Service of another file, and renames it there too', async () => {
    const { text, position } = withCursor(WITH_VOLUME.replace('        app: agent', '        app: ag$0ent'))
    const server = await withWorkspace(text)
    const params = { textDocument: { uri: uri('agent.yaml') }, position }
    const found = await server.request<Location[]>('textDocument/references', { ...params, context: { includeDeclaration: true } })
    assert.deepEqual(placesOf(found), ['agent.yaml:11', 'agent.yaml:7', 'service.yaml:6'])
    const edit = await server.request<WorkspaceEdit>('textDocument/rename', { ...params, newName: 'other' })
    assert.deepEqual(Object.keys(edit.changes ?? {}).sort(), [uri('agent.yaml'), uri('service.yaml')].sort())
    await assert.rejects(server.request('textDocument/rename', { ...params, newName: 'not a label' }), /is no label value name/)
    await server.stop()
  })

  test('refuses a rename that the cluster would refuse', async () => {
    const { text, position } = withCursor(WITH_VOLUME.replace('        app: agent', '        app: ag$0ent'))
    const server = await startServer({ initializationOptions: { previousVersion: true } })
    server.connection.onRequest('daemonset/previousVersion', () => WITH_VOLUME)
    await server.open(uri('agent.yaml'), text)
    await assert.rejects(server.request('textDocument/prepareRename', { textDocument: { uri: uri('agent.yaml') }, position }), /git HEAD/)
    await server.stop()
  })

  test('links images to their pages', async () => {
    const server = await startServer()
    await server.open(uri('agent.yaml'), WITH_VOLUME.replace('registry.example.com/agent', 'quay.io/owner/agent'))
    const found = await server.request<DocumentLink[]>('textDocument/documentLink', { textDocument: { uri: uri('agent.yaml') } })
    assert.deepEqual(
      found.map(({ target }) => target),
      ['https://quay.io/repository/owner/agent'],
    )
    await server.stop()
  })
})
