import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { CodeAction } from 'vscode-languageserver-protocol'
import type { NodeSourcesResult, PlacementFixesResult, PlacementResult } from '../../server/src/lsp/protocol.ts'
import { daemonSet, type LanguageServer, startServer } from './language-server.ts'

const URI = 'file:///workspace/agent.yaml'
const EDITOR = { textDocument: { codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } } } }

async function withAgent(): Promise<LanguageServer> {
  const server = await startServer({ capabilities: EDITOR })
  await server.open(URI, daemonSet('agent'))
  return server
}

describe('daemonset/placement', () => {
  test('has every node once, with the line that decides', async () => {
    const server = await withAgent()
    const { inventories } = await server.request<PlacementResult>('daemonset/placement', { uris: [URI] })
    const [inventory] = inventories
    const [agent] = inventory?.daemonsets ?? []
    assert.ok(inventory?.nodes !== undefined && agent !== undefined)
    assert.deepEqual([inventory.source, agent.name, agent.desired, agent.total], ['sample:kubeadm', 'agent', 7, 9])
    assert.deepEqual(
      agent.groups.flatMap(({ nodes }) => nodes).sort((a, b) => a - b),
      inventory.nodes.map((_, index) => index),
    )
    assert.deepEqual(agent.requests, { cpu: 0.1, memory: 64 * 1024 ** 2 })
    const left = agent.groups.filter(({ shouldRun }) => shouldRun === false)
    assert.deepEqual(
      left.flatMap(({ nodes }) => nodes.map((node) => inventory.nodes?.[node]?.name)),
      ['gpu-1', 'gpu-2'],
    )
    const [reason] = left[0]?.reasons ?? []
    assert.deepEqual([reason?.check, reason?.met, reason?.range?.start.line], ['taint', 'nvidia.com/gpu=present:NoSchedule', 15])
    const again = await server.request<PlacementResult>('daemonset/placement', { uris: [URI], known: [inventory.id] })
    assert.equal(again.inventories[0]?.nodes, undefined, 'nodes that the client has already')
    await server.stop()
  })

  test('answers what would be if', async () => {
    const server = await withAgent()
    const supposed = (whatIf: object[]): Promise<number | undefined> =>
      server
        .request<PlacementResult>('daemonset/placement', { uris: [URI], whatIf })
        .then(({ inventories }) => inventories[0]?.daemonsets[0]?.desired)
    assert.equal(await supposed([{ nodes: ['worker-1'], change: 'add-taint', taint: { key: 'dedicated', effect: 'NoSchedule' } }]), 6)
    assert.equal(await supposed([{ nodes: ['worker-9'], change: 'add-node', like: 'worker-1' }]), 8)
    assert.equal(await supposed([]), 7)
    await server.stop()
  })
})

describe('changes that include nodes', () => {
  test('are found for one node', async () => {
    const server = await withAgent()
    const { fixes } = await server.request<PlacementFixesResult>('daemonset/placementFixes', { uri: URI, index: 0, node: 'gpu-1' })
    assert.match(fixes[0]?.title ?? '', /^Tolerate nvidia\.com\/gpu=present:NoSchedule: 7 → 9 nodes$/)
    const none = await server.request<PlacementFixesResult>('daemonset/placementFixes', { uri: URI, index: 0, node: 'worker-1' })
    assert.deepEqual(none.fixes, [])
    await server.stop()
  })

  test('stand in the menu of the lines that decide, when someone opens it', async () => {
    const server = await withAgent()
    const actionsAt = (line: number, triggerKind: number): Promise<string[]> =>
      server
        .request<CodeAction[]>('textDocument/codeAction', {
          textDocument: { uri: URI },
          range: { start: { line, character: 9 }, end: { line, character: 9 } },
          context: { diagnostics: [], triggerKind },
        })
        .then((actions) => actions.filter(({ kind }) => kind === 'refactor.rewrite').map(({ title }) => title))
    const onTolerations = await actionsAt(15, 1)
    assert.ok(onTolerations.includes('Tolerate nvidia.com/gpu=present:NoSchedule: 7 → 9 nodes'), onTolerations.join('\n'))
    assert.ok((await actionsAt(13, 1)).includes('Turn nodeSelector into node affinity'))
    assert.ok(!(await actionsAt(15, 2)).some((title) => title.startsWith('Tolerate')), 'not on every move of the cursor')
    await server.stop()
  })
})

describe('daemonset/nodeSources', () => {
  test('lists samples and versions, and says which are in use', async () => {
    const server = await withAgent()
    const { sources, kubernetes, kubernetesVersions } = await server.request<NodeSourcesResult>('daemonset/nodeSources', { uri: URI })
    assert.deepEqual(
      sources.filter(({ active }) => active).map(({ source, count }) => [source, count]),
      [['sample:kubeadm', 9]],
    )
    assert.equal(kubernetes, '1.37')
    assert.deepEqual([kubernetesVersions[0], kubernetesVersions.at(-1)], ['1.37', '1.30'])
    await server.stop()
  })
})
