import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import type { Location, WorkspaceEdit } from 'vscode-languageserver-protocol'
import { daemonSet, startServer, withCursor } from './language-server.ts'

const folder = mkdtempSync(join(tmpdir(), 'daemonset-rename-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const uri = (name: string): string => pathToFileURL(join(folder, name)).href
const SERVICE = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: agent\nspec:\n  selector:\n    app: agent\n'
writeFileSync(join(folder, 'service.yaml'), SERVICE)

describe('names in several files', () => {
  test('are those of one installation: one folder, or one named namespace that is there once', async () => {
    const inLogging = (text: string): string => text.replace('  name: agent', '  name: agent\n  namespace: logging')
    for (const name of ['one', 'services', 'other']) mkdirSync(join(folder, name), { recursive: true })
    writeFileSync(join(folder, 'services/service.yaml'), inLogging(SERVICE))
    // Another version of the same DaemonSet, with its own Service.
    writeFileSync(join(folder, 'other/agent.yaml'), inLogging(daemonSet('agent')))
    writeFileSync(join(folder, 'other/service.yaml'), inLogging(SERVICE))
    const { text, position } = withCursor(inLogging(daemonSet('agent')).replace('        app: agent', '        ap$0p: agent'))
    writeFileSync(join(folder, 'one/agent.yaml'), text)
    const server = await startServer({ folders: [uri('')] })
    await server.open(uri('one/agent.yaml'), text)
    const textDocument = { uri: uri('one/agent.yaml') }
    const found = await server.request<Location[]>('textDocument/references', { textDocument, position, context: { includeDeclaration: false } })
    assert.deepEqual(
      found.map((place) => place.uri),
      [uri('one/agent.yaml'), uri('services/service.yaml')],
    )
    await server.stop()
  })

  test('are read from the editor before the disk, and the first question waits for the workspace', async () => {
    const { text, position } = withCursor(daemonSet('agent').replace('        app: agent', '        ap$0p: agent'))
    const server = await startServer({ folders: [uri('')] })
    await server.open(uri('agent.yaml'), text)
    const ask = async (): Promise<string[]> => {
      const context = { includeDeclaration: false }
      const found = await server.request<Location[]>('textDocument/references', { textDocument: { uri: uri('agent.yaml') }, position, context })
      return found.map((place) => `${place.uri.split('/').at(-1)}:${place.range.start.line}:${place.range.start.character}`)
    }
    assert.deepEqual(await ask(), ['agent.yaml:7:6', 'service.yaml:6:4'])
    await server.open(uri('service.yaml'), `# a line more\n${SERVICE}`)
    assert.deepEqual(await ask(), ['agent.yaml:7:6', 'service.yaml:7:4'])
    await server.stop()
  })

  test('are renamed with the versions of open files', async () => {
    const { text, position } = withCursor(daemonSet('agent').replace('        app: agent', '        app: "ag$0ent"'))
    const capabilities = { workspace: { workspaceEdit: { documentChanges: true } }, textDocument: { rename: { prepareSupport: true } } }
    const server = await startServer({ folders: [uri('')], capabilities })
    assert.deepEqual(server.initialized.capabilities.renameProvider, { prepareProvider: true })
    await server.open(uri('agent.yaml'), text)
    const question = { textDocument: { uri: uri('agent.yaml') }, position }
    assert.deepEqual(await server.request('textDocument/prepareRename', question), {
      range: { start: { line: 11, character: 14 }, end: { line: 11, character: 19 } },
      placeholder: 'agent',
    })
    const { documentChanges = [] } = await server.request<WorkspaceEdit>('textDocument/rename', { ...question, newName: 'on' })
    const changes = documentChanges.map((change) => ('edits' in change ? change : assert.fail('only edits')))
    assert.deepEqual(
      changes.map(({ textDocument, edits }) => [
        textDocument.uri,
        textDocument.version,
        edits.map((edit) => ('newText' in edit ? edit.newText : undefined)),
      ]),
      [
        [uri('agent.yaml'), 1, ['"on"', '"on"']],
        [uri('service.yaml'), null, ['"on"']],
      ],
    )
    await server.stop()
  })
})
