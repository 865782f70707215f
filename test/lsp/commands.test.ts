import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import type { ApplyWorkspaceEditParams } from 'vscode-languageserver-protocol'
import { temporaryFolders } from '../support/command-line.ts'
import { daemonSet, startServer } from './language-server.ts'

const { make } = temporaryFolders()

describe('workspace/executeCommand', () => {
  test('fixes all that is safe in every open file', async () => {
    const server = await startServer()
    assert.deepEqual(server.initialized.capabilities.executeCommandProvider, {
      commands: ['daemonset.server.fixAll', 'daemonset.server.fixWorkspace'],
    })
    const edited: string[] = []
    server.connection.onRequest('workspace/applyEdit', ({ edit }: ApplyWorkspaceEditParams) => {
      edited.push(...Object.keys(edit.changes ?? {}))
      return { applied: true }
    })
    await server.open('file:///w/good.yaml', daemonSet('good'))
    await server.open('file:///w/bad.yaml', daemonSet('bad').replace('nodeSelector:', 'nodeselector:'))
    assert.equal(await server.request('workspace/executeCommand', { command: 'daemonset.server.fixAll' }), 1)
    assert.deepEqual(edited, ['file:///w/bad.yaml'])
    assert.equal(await server.request('workspace/executeCommand', { command: 'daemonset.server.fixAll', arguments: ['file:///w/good.yaml'] }), 0)
    await server.stop()
  })

  test('fixes all that is safe in the workspace, as one edit', async () => {
    const bad = daemonSet('bad').replace('nodeSelector:', 'nodeselector:')
    const folder = make({
      '.daemonset.yaml': 'ignore: [third_party/]',
      'deep/bad.yaml': bad,
      'third_party/bad.yaml': bad,
      'charts/templates/bad.yaml': bad.replace('name: bad', 'name: {{ .Release.Name }}'),
      'good.yaml': daemonSet('good'),
      'open.yaml': bad,
    })
    const uri = (name: string): string => pathToFileURL(join(folder.path, name)).href
    const server = await startServer({ folders: [uri('')], capabilities: { workspace: { workspaceEdit: { documentChanges: true } } } })
    const edits: ApplyWorkspaceEditParams[] = []
    server.connection.onRequest('workspace/applyEdit', (params: ApplyWorkspaceEditParams) => {
      edits.push(params)
      return { applied: true }
    })
    // The editor's text counts, not the file's.
    await server.open(uri('open.yaml'), daemonSet('open').replace('image:', 'Image:'))
    assert.equal(await server.request('workspace/executeCommand', { command: 'daemonset.server.fixWorkspace' }), 2)
    assert.equal(edits.length, 1)
    const changes = (edits[0]?.edit.documentChanges ?? []).flatMap((change) => ('edits' in change ? [change] : []))
    assert.deepEqual(
      changes.map(({ textDocument, edits: [edit] }) => [
        textDocument.uri,
        textDocument.version,
        edit !== undefined && 'newText' in edit && edit.newText,
      ]),
      [
        [uri('open.yaml'), 1, 'i'],
        [uri('deep/bad.yaml'), null, 'S'],
      ],
    )
    await server.stop()
  })
})
