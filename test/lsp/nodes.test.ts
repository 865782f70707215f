import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import type { CodeAction, CodeLens, Hover, MarkupContent } from 'vscode-languageserver-protocol'
import type { NodeSourcesResult, PlacementChangeView, PlacementFixesResult, PlacementResult } from '../../server/src/lsp/protocol.ts'
import { daemonSet, type LanguageServer, startServer, withCursor } from './language-server.ts'

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
      server.request<PlacementResult>('daemonset/placement', { uris: [URI], whatIf }).then(({ inventories }) => {
        assert.equal(inventories[0]?.daemonsets[0]?.desired, 7, 'the real nodes come first')
        assert.equal(inventories.length, whatIf.length > 0 ? 2 : 1)
        return inventories.at(-1)?.daemonsets[0]?.desired
      })
    assert.equal(await supposed([{ nodes: ['worker-1'], change: 'add-taint', taint: { key: 'dedicated', effect: 'NoSchedule' } }]), 6)
    assert.equal(await supposed([{ nodes: ['worker-9'], change: 'add-node', like: 'worker-1' }]), 8)
    assert.equal(await supposed([]), 7)
    await server.stop()
  })
})

describe('hover', () => {
  test('on the name of a node tells its whole story, and only where a node is meant', async () => {
    const server = await withAgent()
    const uri = 'file:///workspace/hover.yaml'
    const hoverAt = async (marked: string): Promise<string> => {
      const { text, position } = withCursor(marked)
      await server.open(uri, text)
      const hover = await server.request<Hover | null>('textDocument/hover', { textDocument: { uri }, position })
      await server.connection.sendNotification('textDocument/didClose', { textDocument: { uri } })
      return hover === null ? '' : (hover.contents as MarkupContent).value
    }
    const agent = daemonSet('agent')
    const terms = (term: string): string =>
      agent.replace(
        '      tolerations:',
        `      affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{${term}}]}}}\n      tolerations:`,
      )
    const story = /gpu-1.*: not eligible[\s\S]*taint nvidia\.com\/gpu=present:NoSchedule: not tolerated/
    assert.match(await hoverAt(agent.replace('      tolerations:', '      nodeName: gpu-$01\n      tolerations:')), /gpu-1/)
    assert.match(await hoverAt(terms('matchFields: [{key: metadata.name, operator: NotIn, values: [gpu-$01]}]')), story)
    assert.match(await hoverAt(terms('matchExpressions: [{key: kubernetes.io/hostname, operator: NotIn, values: [gpu-$01]}]')), story)
    assert.doesNotMatch(await hoverAt(agent.replace('- name: agent', '- name: gpu-$01')), /not eligible/)
    // Who has the taint that a toleration speaks of.
    assert.match(await hoverAt(agent.replace('key: node-role', 'key: node-$0role')), /control-plane:NoSchedule is on 3 of 9 nodes: control-plane-1/)
    await server.stop()
  })
})

describe('a comparison with another version', () => {
  test('names nodes, lines and the change that is to blame', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'daemonset-nodes-'))
    try {
      writeFileSync(join(folder, 'agent.yaml'), daemonSet('agent'))
      writeFileSync(join(folder, 'other.yaml'), daemonSet('agent').replace('kubernetes.io/os: linux', 'kubernetes.io/os: windows'))
      const uri = pathToFileURL(join(folder, 'agent.yaml')).href
      const head = daemonSet('agent').replace('operator: Exists', 'operator: Equal')
      const server = await startServer({ capabilities: EDITOR, initializationOptions: { previousVersion: true } })
      server.connection.onRequest('daemonset/previousVersion', () => head)
      await server.open(uri, daemonSet('agent').replace(/ {6}tolerations:\n( {8}.*\n)*/, ''))
      const changeSince = async (against: string): Promise<PlacementChangeView | null | undefined> => {
        const { inventories } = await server.request<PlacementResult>('daemonset/placement', { uris: [uri], against })
        return inventories[0]?.daemonsets[0]?.change
      }
      const sinceDisk = await changeSince('disk')
      assert.deepEqual(
        [sinceDisk?.texts[0], sinceDisk?.lost, sinceDisk?.changes[0]?.text, sinceDisk?.changes[0]?.range?.start.line],
        [
          '7 → 4 eligible nodes',
          [0, 1, 2],
          'removed toleration node-role.kubernetes.io/control-plane:NoSchedule: loses control-plane-1, control-plane-2, control-plane-3',
          12,
        ],
      )
      assert.deepEqual((await changeSince('head'))?.texts[0], '7 → 4 eligible nodes')
      assert.deepEqual((await changeSince(pathToFileURL(join(folder, 'other.yaml')).href))?.gained.length, 4)
      assert.equal(await changeSince(pathToFileURL(join(folder, 'none.yaml')).href), null)
      await server.stop()
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})

describe('the other DaemonSets of the workspace', () => {
  test('count when the setting says so', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'daemonset-nodes-'))
    try {
      const big = (name: string): string => daemonSet(name).replace('cpu: 100m', 'cpu: 2500m')
      writeFileSync(join(folder, 'other.yaml'), big('other'))
      const uri = pathToFileURL(join(folder, 'agent.yaml')).href
      const server = await startServer({
        folders: [pathToFileURL(folder).href],
        settings: {},
        capabilities: { workspace: { codeLens: { refreshSupport: true } } },
      })
      /** Asks again whenever the server says that lenses have changed. */
      const lens = (wanted: RegExp): Promise<void> =>
        new Promise((resolve, reject) => {
          const titles: string[] = []
          // Only so that a failing test ends.
          const timer = setTimeout(() => reject(new Error(`no lens ${wanted}: ${titles.join('; ')}`)), 15_000)
          const ask = async (): Promise<void> => {
            const lenses = await server.request<CodeLens[]>('textDocument/codeLens', { textDocument: { uri } })
            const title = lenses[0]?.command?.title ?? ''
            titles.push(title)
            if (!wanted.test(title)) return
            clearTimeout(timer)
            resolve()
          }
          server.connection.onRequest('workspace/codeLens/refresh', () => {
            void ask()
            return null
          })
          void ask()
        })
      await server.open(uri, big('agent'))
      await lens(/^runs on 7 of 9 nodes · sample/)
      server.settings = { placement: { countWorkspace: true } }
      await server.connection.sendNotification('workspace/didChangeConfiguration', { settings: null })
      await lens(/^runs on 4 of 9 nodes · 3 pending/)
      await server.stop()
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})

describe('changes that include nodes', () => {
  test('are found for a node that is only supposed', async () => {
    const server = await withAgent()
    const taint = { key: 'dedicated', value: 'db', effect: 'NoSchedule' }
    const { fixes } = await server.request<PlacementFixesResult>('daemonset/placementFixes', {
      uri: URI,
      index: 0,
      node: 'worker-1',
      source: 'sample:kubeadm+what-if',
      whatIf: [{ nodes: ['worker-1'], change: 'add-taint', taint }],
    })
    assert.equal(fixes[0]?.title, 'Tolerate dedicated=db:NoSchedule: 6 → 7 nodes')
    await server.stop()
  })

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
