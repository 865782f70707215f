// Completion over the protocol: what the other files of the workspace know.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import type { CompletionList } from 'vscode-languageserver-protocol'
import { temporaryFolders } from '../support/command-line.ts'
import { daemonSet, startServer, withCursor } from './language-server.ts'

const { make } = temporaryFolders()
const named = (kind: string, name: string, more = '', apiVersion = 'v1'): string =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: ${name}\n  namespace: default\n${more}`

const FILES = {
  'config.yaml': [
    named('ConfigMap', 'settings', 'data:\n  agent.yaml: ""\n  parsers.conf: ""\n'),
    named('Secret', 'token', 'stringData:\n  api-key: x\n'),
  ].join('---\n'),
  'rbac/account.yaml': named('ServiceAccount', 'reader'),
  'priority.yaml': named('PriorityClass', 'agents', 'value: 1000\n', 'scheduling.k8s.io/v1'),
  'web/app.yaml': daemonSet('web').replace(
    '      containers:',
    '      initContainers:\n        - {name: init, image: "registry.example.com/init:2.0.0"}\n      containers:',
  ),
  'node_modules/x/config.yaml': named('ConfigMap', 'not-ours'),
}

const POSITIONS: Readonly<Record<string, readonly [before: string, after: string, expected: readonly string[]]>> = {
  'names of ConfigMaps': ['nodeSelector:', 'volumes: [{name: a, configMap: {name: $0}}]\n      nodeSelector:', ['settings']],
  'keys of a ConfigMap': [
    'nodeSelector:',
    'volumes:\n        - name: a\n          configMap:\n            name: settings\n            items:\n              - key: $0\n      nodeSelector:',
    ['agent.yaml', 'parsers.conf'],
  ],
  'keys of a Secret': [
    'resources:',
    'env:\n            - name: KEY\n              valueFrom:\n                secretKeyRef:\n                  name: token\n                  key: $0\n          resources:',
    ['api-key'],
  ],
  'service accounts': ['nodeSelector:', 'serviceAccountName: $0\n      nodeSelector:', ['reader']],
  'priority classes': ['nodeSelector:', 'priorityClassName: $0\n      nodeSelector:', ['agents']],
  'images used elsewhere': [
    'image: registry.example.com/agent:1.4.2',
    'image: $0',
    ['registry.example.com/web:1.4.2', 'registry.example.com/init:2.0.0'],
  ],
}

describe('completion', () => {
  test('knows the workspace', async () => {
    const folder = make(FILES)
    const server = await startServer({ folders: [pathToFileURL(folder.path).href] })
    const uri = pathToFileURL(join(folder.path, 'agent.yaml')).href
    await server.open(uri, daemonSet('agent'))
    // Its answer waits until the other files have been read.
    await server.request('textDocument/references', {
      textDocument: { uri },
      position: { line: 3, character: 9 },
      context: { includeDeclaration: true },
    })
    let version = 1
    for (const [name, [before, after, expected]] of Object.entries(POSITIONS)) {
      const { text, position } = withCursor(daemonSet('agent').replace(before, () => after))
      version += 1
      await server.change(uri, version, undefined, text)
      const { items } = await server.request<CompletionList>('textDocument/completion', { textDocument: { uri }, position })
      const labels = items.map(({ label }) => label)
      for (const label of expected) assert.ok(labels.includes(label), `${name}: ${labels}`)
      assert.ok(!labels.includes('not-ours'), name)
    }
    await server.stop()
  })
})
