import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { ApplyWorkspaceEditParams } from 'vscode-languageserver-protocol'
import { daemonSet, startServer } from './language-server.ts'

describe('workspace/executeCommand', () => {
  test('fixes all that is safe in every open file', async () => {
    const server = await startServer()
    assert.deepEqual(server.initialized.capabilities.executeCommandProvider, { commands: ['daemonset.server.fixAll'] })
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
})
