import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, describe, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import type { CodeLens } from 'vscode-languageserver-protocol'
import { daemonSet, type LanguageServer, rulesOf, startServer } from './language-server.ts'

const made: string[] = []
after(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true })
})

/** A workspace folder with these files; gives URIs. */
function folderWith(files: Record<string, string>): { uri: (name: string) => string; write: (name: string, text: string) => void } {
  const folder = mkdtempSync(join(tmpdir(), 'daemonset-workspace-'))
  made.push(folder)
  const write = (name: string, text: string): void => {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  for (const [name, text] of Object.entries(files)) write(name, text)
  return { uri: (name) => pathToFileURL(join(folder, name)).href, write }
}

const node = (name: string, taint?: string): string =>
  `apiVersion: v1\nkind: Node\nmetadata:\n  name: ${name}\n  labels: {kubernetes.io/os: linux}\n${taint === undefined ? '' : `spec:\n  taints:\n    - {key: ${taint}, effect: NoSchedule}\n`}`

async function lensesOf(server: LanguageServer, uri: string): Promise<(string | undefined)[]> {
  const lenses = await server.request<CodeLens[]>('textDocument/codeLens', { textDocument: { uri } })
  return lenses.map(({ command }) => command?.title)
}

/** Resolves when the server asks for code lenses to be read again. */
function lensesRefreshed(server: LanguageServer): Promise<void> {
  return new Promise((resolve) => {
    server.connection.onRequest('workspace/codeLens/refresh', () => {
      resolve()
      return null
    })
  })
}

const REFRESHES = { workspace: { codeLens: { refreshSupport: true } } }

describe('a workspace with texts that are made to hurt', () => {
  const multiplied = ['  a0: &a0 [x,x,x,x,x,x,x,x,x,x]']
  for (let i = 1; i < 9; i++)
    multiplied.push(
      `  a${i}: &a${i} [${Array(10)
        .fill(`*a${i - 1}`)
        .join(',')}]`,
    )
  const texts = {
    'aliases.yaml': `apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec:\n${multiplied.join('\n')}\n`,
    'node.yaml': `apiVersion: v1\nkind: Node\nmetadata: {name: a}\nspec:\n${multiplied.join('\n')}\n`,
    'deep.yaml': `apiVersion: v1\nkind: Service\nmetadata: {name: b}\nspec: ${'['.repeat(9000)}${']'.repeat(9000)}\n`,
    'nodes.yaml': node('c'),
  }

  test('is read to its end', async () => {
    const { uri } = folderWith(texts)
    const server = await startServer({ folders: [uri('')], capabilities: REFRESHES })
    const refreshed = lensesRefreshed(server)
    await server.open(uri('agent.yaml'), daemonSet('agent'))
    await refreshed
    assert.deepEqual(await lensesOf(server, uri('agent.yaml')), ['runs on 1 of 1 node · workspace'])
    await server.stop()
  })

  for (const [name, text] of Object.entries(texts))
    test(`${name} is typed in`, async () => {
      const { uri } = folderWith({ [name]: text })
      const server = await startServer({ folders: [uri('')], capabilities: REFRESHES })
      const refreshed = lensesRefreshed(server)
      await server.open(uri('agent.yaml'), daemonSet('agent'))
      await refreshed
      await server.open(uri(name), text)
      const at = { line: 0, character: 0 }
      await server.change(uri(name), 2, { start: at, end: at }, '# x\n')
      await new Promise((resolve) => setTimeout(resolve, 600)) // others learn of it in a pause
      assert.equal((await lensesOf(server, uri('agent.yaml'))).length, 1)
      await server.stop()
    })
})

describe('nodes', () => {
  test('come from the file that the setting names, relative to the folder; a broken file keeps the last good list', async () => {
    const { uri, write } = folderWith({ 'nodes.yaml': [node('a'), node('b', 'dedicated')].join('---\n') })
    const server = await startServer({ folders: [uri('')], settings: { nodes: { source: 'nodes.yaml' } }, capabilities: REFRESHES })
    await server.open(uri('agent.yaml'), daemonSet('agent'))
    assert.deepEqual(await lensesOf(server, uri('agent.yaml')), ['runs on 1 of 2 nodes · file:nodes.yaml'])
    const told = lensesRefreshed(server)
    write('nodes.yaml', '{"kind": "List", "items": [')
    await server.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: uri('nodes.yaml'), type: 2 }] })
    await told
    assert.deepEqual(await lensesOf(server, uri('agent.yaml')), ['runs on 1 of 2 nodes · file:nodes.yaml'])
    const { sources } = await server.request<{ sources: { source: string; active: boolean; error?: string }[] }>('daemonset/nodeSources', {
      uri: uri('agent.yaml'),
    })
    const [first] = sources
    assert.ok(first?.active && first.error !== undefined, JSON.stringify(first))
    await server.stop()
  })

  test('of the workspace are found by themselves', async () => {
    const { uri } = folderWith({ 'nodes/a.yaml': node('a'), 'nodes/b.yaml': node('b', 'dedicated'), 'nodes/c.yaml': node('c') })
    const server = await startServer({ folders: [uri('')], capabilities: REFRESHES })
    const found = lensesRefreshed(server)
    await server.open(uri('agent.yaml'), daemonSet('agent'))
    await found
    assert.deepEqual(await lensesOf(server, uri('agent.yaml')), ['runs on 2 of 3 nodes · workspace'])
    await server.stop()
  })

  test('are not read from files in a workspace that is not trusted', async () => {
    const { uri } = folderWith({ 'nodes.yaml': node('a') })
    const server = await startServer({
      folders: [uri('')],
      settings: { nodes: { source: 'nodes.yaml' } },
      initializationOptions: { untrusted: true },
    })
    await server.open(uri('agent.yaml'), daemonSet('agent'))
    assert.deepEqual(await lensesOf(server, uri('agent.yaml')), ['runs on 7 of 9 nodes · sample:kubeadm'])
    await server.stop()
  })
})

describe('the project file', () => {
  test('counts in the editor as on the command line', async () => {
    const { uri } = folderWith({ '.daemonset.yaml': 'rules:\n  unpinned-image: error\nnodes: sample:kind\nignore: [old/]\n' })
    const server = await startServer({ folders: [uri('')] })
    const unpinned = daemonSet('agent').replace(':1.4.2', '')
    await server.open(uri('deploy/agent.yaml'), unpinned)
    const { diagnostics } = await server.diagnostics(uri('deploy/agent.yaml'), () => true)
    assert.deepEqual(
      diagnostics.map(({ code, severity }) => [code, severity]),
      [['unpinned-image', 1]],
    )
    assert.match((await lensesOf(server, uri('deploy/agent.yaml')))[0] ?? '', /sample:kind$/)
    await server.open(uri('old/agent.yaml'), unpinned)
    assert.deepEqual((await server.diagnostics(uri('old/agent.yaml'), () => true)).diagnostics, [])
    await server.stop()
  })
})

describe('patches', () => {
  const PATCH = 'apiVersion: apps/v1\nkind: DaemonSet\nmetadata:\n  name: agent\nspec:\n  template:\n    spec:\n      hostNetwork: true\n'

  test('of a kustomization are not called incomplete', async () => {
    const { uri } = folderWith({ 'overlay/kustomization.yaml': 'resources: [../base]\npatches:\n  - path: changes/network.yaml\n' })
    const server = await startServer({ folders: [uri('')] })
    await server.open(uri('overlay/changes/network.yaml'), PATCH)
    assert.deepEqual((await server.diagnostics(uri('overlay/changes/network.yaml'), () => true)).diagnostics, [])
    await server.open(uri('overlay/patch-network.yaml'), PATCH)
    assert.deepEqual((await server.diagnostics(uri('overlay/patch-network.yaml'), () => true)).diagnostics, [])
    await server.open(uri('overlay/whole.yaml'), PATCH)
    assert.ok((await server.diagnostics(uri('overlay/whole.yaml'), () => true)).diagnostics.length > 0)
    await server.stop()
  })
})

describe('git HEAD', () => {
  test('tells a changed selector', async () => {
    const server = await startServer({ initializationOptions: { previousVersion: true } })
    server.connection.onRequest('daemonset/previousVersion', () => daemonSet('agent').replaceAll('app: agent', 'app: older'))
    await server.open('file:///w/agent.yaml', daemonSet('agent'))
    const { diagnostics } = await server.diagnostics('file:///w/agent.yaml', (found) => found.diagnostics.length > 0)
    assert.deepEqual(rulesOf(diagnostics), ['selector-changed'])
    await server.stop()
  })
})

describe('other files', () => {
  test('are known to the rules, also as they are being typed', async () => {
    const { uri } = folderWith({ 'service.yaml': 'apiVersion: v1\nkind: Service\nmetadata:\n  name: agent\nspec:\n  selector:\n    app: agent\n' })
    const server = await startServer({ folders: [uri('')] })
    await server.open(uri('agent.yaml'), daemonSet('agent'))
    await server.diagnostics(uri('agent.yaml'), ({ diagnostics }) => diagnostics.length === 0)
    const clash = daemonSet('other').replace('app: other', 'app: agent').replaceAll('        app: other', '        app: agent')
    await server.open(uri('other.yaml'), clash)
    await server.diagnostics(uri('agent.yaml'), ({ diagnostics }) => rulesOf(diagnostics).includes('overlapping-selector'))
    await server.connection.sendNotification('textDocument/didClose', { textDocument: { uri: uri('other.yaml') } })
    await server.diagnostics(uri('agent.yaml'), ({ diagnostics }) => diagnostics.length === 0)
    await server.stop()
  })
})

describe('a worker without files', () => {
  test('asks the client for them', async () => {
    const server = await startServer({
      folders: ['vscode-vfs://host/repo'],
      settings: { nodes: { source: 'nodes.yaml' } },
      initializationOptions: { clientFiles: true },
    })
    const asked: string[] = []
    server.connection.onRequest('daemonset/findFiles', () => [])
    server.connection.onRequest('daemonset/readFile', ({ uri }: { uri: string }) => {
      asked.push(uri)
      return uri.endsWith('/nodes.yaml') ? node('a') : null
    })
    await server.open('vscode-vfs://host/repo/agent.yaml', daemonSet('agent'))
    assert.deepEqual(await lensesOf(server, 'vscode-vfs://host/repo/agent.yaml'), ['runs on 1 of 1 node · file:nodes.yaml'])
    assert.ok(asked.includes('vscode-vfs://host/repo/nodes.yaml'))
    await server.stop()
  })
})
