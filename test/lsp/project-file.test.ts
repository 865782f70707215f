// .daemonset.yaml: the editor says of the same files what the command line says.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import type { Diagnostic } from 'vscode-languageserver-protocol'
import { NODES, temporaryFolders } from '../support/command-line.ts'
import { daemonSet, startServer } from './language-server.ts'

const { make } = temporaryFolders()
const FIXTURES = new URL('../fixtures/rules/', import.meta.url)

const PROJECT = `kubernetes: ["1.30", 1.37]
nodes: [lists/first.json, sample:gke, "file:lists/b #2.json"]
rules:
  unpinned-image: error
  missing-requests: off
  yaml-1.1-scalar: hint
ignore:
  - "*.gen.yaml"
  - paths: affinity.yaml
    rules: [contradictory-affinity, empty-node-selector-term]
`

interface Said {
  readonly code: unknown
  readonly severity: string
  readonly message: string
  readonly range: unknown
}
const SEVERITIES = ['', 'error', 'warning', 'information', 'hint']
const byPlace = (said: readonly Said[]): Said[] => [...said].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
const ofEditor = (diagnostics: readonly Diagnostic[]): Said[] =>
  byPlace(
    diagnostics.map(({ code, severity = 0, message, range }) => ({ code, severity: SEVERITIES[severity] ?? '', message: String(message), range })),
  )

interface Report {
  readonly files: readonly {
    readonly path: string
    readonly documents: readonly {
      readonly problems: readonly {
        readonly rule: string
        readonly severity: string
        readonly message: string
        readonly ownMessage?: string
        readonly range: unknown
      }[]
    }[]
  }[]
}
const ofCommandLine = (report: unknown): ReadonlyMap<string, Said[]> =>
  new Map(
    (report as Report).files.map(({ path, documents }) => [
      path.replace(/^\.\//, ''),
      byPlace(
        documents.flatMap(({ problems }) =>
          problems.map(({ rule: code, severity, message, ownMessage = message, range }) => ({ code, severity, message: ownMessage, range })),
        ),
      ),
    ]),
  )

describe('the project file', () => {
  test('makes the editor say what the command line says: versions, nodes, rules, ignores', async () => {
    const manifests = Object.fromEntries(
      readdirSync(FIXTURES).map((name) => [`deploy/${name}`, readFileSync(new URL(name, FIXTURES), 'utf8').replace(/^#(?: *|<)\^+ .*\n/gm, '')]),
    )
    const unpinned = daemonSet('agent').replace(':1.4.2', '')
    const folder = make({
      ...manifests,
      'deploy/made.gen.yaml': unpinned,
      'deploy/dead.yaml': daemonSet('dead').replace('key: node-role.kubernetes.io/control-plane', 'key: example.com/nowhere'),
      'deploy/unpinned.yaml': unpinned.replaceAll('agent', 'unpinned'),
      '.daemonset.yaml': PROJECT,
      '.git/HEAD': 'ref: refs/heads/main\n',
      'lists/first.json': NODES,
      'lists/b #2.json': NODES.replaceAll('worker', 'other'),
    })
    const expected = ofCommandLine((await folder.call(['check', '.', '--format', 'json'])).json())
    // The workspace is a folder further down; the project file stands above it, and so counts for it.
    const server = await startServer({ folders: [pathToFileURL(join(folder.path, 'deploy')).href] })
    let compared = 0
    for (const name of readdirSync(join(folder.path, 'deploy'))) {
      const uri = pathToFileURL(join(folder.path, 'deploy', name)).href
      await server.open(uri, readFileSync(join(folder.path, 'deploy', name), 'utf8'))
      const wanted = expected.get(`deploy/${name}`) ?? []
      const equal = (found: readonly Diagnostic[]): boolean => JSON.stringify(ofEditor(found)) === JSON.stringify(wanted)
      const { diagnostics } = await server.diagnostics(uri, (found) => equal(found.diagnostics))
      assert.deepEqual(ofEditor(diagnostics), wanted)
      compared += wanted.length
    }
    assert.ok(compared > 30, `${compared} problems`)
    assert.ok(expected.get('deploy/unpinned.yaml')?.some(({ code, severity }) => code === 'unpinned-image' && severity === 'error'))
    assert.ok(expected.get('deploy/dead.yaml')?.some(({ code }) => code === 'dead-toleration'))
    assert.equal(expected.get('deploy/made.gen.yaml'), undefined)
    await server.stop()
  })

  test('ends at the top of a git work tree', async () => {
    const folder = make({ '.daemonset.yaml': 'rules: {unpinned-image: off}', 'in/a.yaml': '', 'out/.git/HEAD': '', 'out/a.yaml': '' })
    const server = await startServer()
    const said: string[][] = []
    for (const name of ['in/a.yaml', 'out/a.yaml']) {
      const uri = pathToFileURL(join(folder.path, name)).href
      await server.open(uri, daemonSet('agent').replace(':1.4.2', ''))
      said.push((await server.diagnostics(uri, () => true)).diagnostics.map(({ code }) => String(code)))
    }
    assert.deepEqual(said, [[], ['unpinned-image']])
    await server.stop()
  })

  test('is told what is wrong with it where it is written, in the words and places of the command line', async () => {
    const text =
      'kubernetes: 1.99\nnode: sample\nrules:\n  unpinned-imgae: off\n  unpinned-image: [off]\n  selector-mismatch: hint\nignore:\n  - rules: x\n'
    const folder = make({ '.daemonset.yaml': text, 'a.yaml': daemonSet('agent') })
    const { err, code } = await folder.call(['check', 'a.yaml'])
    assert.equal(code, 2)
    const server = await startServer()
    const uri = pathToFileURL(join(folder.path, '.daemonset.yaml')).href
    await server.open(uri, text)
    const { diagnostics } = await server.diagnostics(uri, (found) => found.diagnostics.length > 0)
    const lines = diagnostics.map(
      ({ message, range: { start } }) => `daemonset: .daemonset.yaml:${start.line + 1}:${start.character + 1}: ${message}`,
    )
    assert.deepEqual(lines.sort(), err.trim().split('\n').sort())
    assert.equal(lines.length, 6)
    const manifest = pathToFileURL(join(folder.path, 'a.yaml')).href
    await server.open(manifest, daemonSet('agent'))
    await server.diagnostics(manifest, () => true)
    for (const line of lines)
      assert.ok(
        server.log.some((logged) => line.endsWith(logged.slice(logged.lastIndexOf('/') + 1))),
        server.log.join('\n'),
      )
    await server.stop()
  })
})
