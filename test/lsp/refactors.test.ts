import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { CodeAction } from 'vscode-languageserver-protocol'
import { daemonSet, startServer } from './language-server.ts'

const URI = 'file:///workspace/agent.yaml'
const EDITOR = {
  textDocument: { codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } } },
  workspace: { workspaceEdit: { documentChanges: true } },
}

describe('refactors', () => {
  test('are offered when they are asked for, each with its kind', async () => {
    const server = await startServer({ capabilities: EDITOR })
    await server.open(URI, daemonSet('agent'))
    const ask = (line: number, context: object): Promise<CodeAction[]> =>
      server.request('textDocument/codeAction', {
        textDocument: { uri: URI },
        range: { start: { line, character: 2 }, end: { line, character: 2 } },
        context: { diagnostics: [], ...context },
      })
    assert.deepEqual(await ask(1, { triggerKind: 2 }), [], 'the cursor has only moved')
    const all = await ask(1, { triggerKind: 1 })
    const service = all.find(({ title }) => title === 'Add a headless Service for the pods')
    assert.equal(service?.kind, 'refactor.add')
    const [change] = service.edit?.documentChanges ?? []
    const [edit] = change !== undefined && 'edits' in change ? change.edits : []
    assert.ok(edit !== undefined && 'newText' in edit)
    assert.deepEqual(edit.range.start, { line: 26, character: 0 })
    assert.match(edit.newText, /^---\napiVersion: v1\nkind: Service\n/)
    const rewrites = await ask(1, { only: ['refactor.rewrite'] })
    assert.ok(rewrites.some(({ title }) => title.startsWith('Convert DaemonSet to Deployment')))
    assert.ok(rewrites.every(({ kind }) => kind === 'refactor.rewrite'))
    await server.stop()
  })

  test('turn another workload into a DaemonSet', async () => {
    const server = await startServer({ capabilities: EDITOR })
    await server.open(URI, daemonSet('agent').replace('kind: DaemonSet', 'kind: Deployment'))
    const range = { start: { line: 1, character: 8 }, end: { line: 1, character: 8 } }
    const [action] = await server.request<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri: URI },
      range,
      context: { diagnostics: [], only: ['refactor'] },
    })
    assert.equal(action?.title, 'Convert Deployment to DaemonSet')
    await server.stop()
  })
})
