// `check` as a pipeline sees it: exit codes, JSON, and what is said where.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { daemonSet, NODES, temporaryFolders } from '../support/command-line.ts'

const { make } = temporaryFolders()
const BROKEN = daemonSet(['app: agent\n    spec', 'app: other\n    spec'])
const NOWHERE = daemonSet(['    spec:\n', '    spec:\n      nodeSelector:\n        disk: fast\n'])

interface CheckJson {
  readonly version: number
  readonly kubernetes: string
  readonly nodes: { readonly source: string; readonly count: number }
  readonly files: readonly { readonly path: string; readonly documents: readonly DocumentJson[] }[]
}
interface DocumentJson {
  readonly index: number
  readonly item?: number
  readonly kind: string | null
  readonly name: string | null
  readonly problems: readonly { readonly rule: string; readonly origin: string; readonly severity: string; readonly field: string | null }[]
}
const checkJson = (value: unknown): CheckJson => value as CheckJson
const rules = (document: DocumentJson | undefined): string[] => (document?.problems ?? []).map((problem) => problem.rule)

describe('check', () => {
  test('clean: 0 and a summary', async () => {
    const { code, out } = await make({ 'a.yaml': daemonSet() }).call(['check', 'a.yaml'])
    assert.equal(code, 0)
    assert.match(out, /^no problems: 1 DaemonSet in 1 file, Kubernetes 1\.\d+, 9 nodes of sample:kubeadm\n$/)
  })
  test('an error: 1, the line and the carets', async () => {
    const { code, out } = await make({ 'd/a.yaml': BROKEN }).call(['check', 'd'])
    assert.equal(code, 1)
    assert.match(out, /^d\/a\.yaml:13:14 error .* \(selector-mismatch\)\n {2}13 \| {9}app: other\n {5}\| {14}\^{5}\n/)
    assert.match(out, /= server: spec\.template\.metadata\.labels: Invalid value/)
    assert.ok(!out.includes('\u001b'))
  })
  test('colours where they are wanted, and not with --no-color', async () => {
    const folder = make({ 'a.yaml': BROKEN })
    assert.ok((await folder.call(['check', 'a.yaml'], { colors: true })).out.includes('\u001b[31merror\u001b[39m'))
    assert.ok(!(await folder.call(['check', 'a.yaml', '--no-color'], { colors: true })).out.includes('\u001b'))
  })
  test('--fail-on', async () => {
    const folder = make({ 'warn.yaml': NOWHERE, 'bad.yaml': BROKEN, 'nodes.json': NODES })
    const code = async (file: string, failOn: string) => (await folder.call(['check', file, '--nodes', 'nodes.json', '--fail-on', failOn])).code
    assert.deepEqual(
      await Promise.all(['never', 'error', 'warning', 'information', 'hint'].map((failOn) => code('warn.yaml', failOn))),
      [0, 0, 1, 1, 1],
    )
    assert.deepEqual(await Promise.all(['never', 'error', 'hint'].map((failOn) => code('bad.yaml', failOn))), [0, 1, 1])
  })
  test('json: every document of every file', async () => {
    const text = `# only a comment\n---\napiVersion: v1\nkind: Service\nmetadata: {name: s}\n---\n---\n${BROKEN}`
    const list = JSON.stringify({
      apiVersion: 'v1',
      kind: 'List',
      items: [{ kind: 'ConfigMap', metadata: { name: 'c', namespace: 'n' } }, { kind: 'Secret' }],
    })
    const answer = await make({ 'd/a.yaml': text, 'd/list.json': list, 'd/empty.yaml': '' }).call(['check', 'd', '--format', 'json'])
    const report = checkJson(answer.json())
    assert.equal(report.version, 1)
    assert.equal(report.nodes.source, 'sample:kubeadm')
    assert.deepEqual(
      report.files.map((file) => file.path),
      ['d/a.yaml', 'd/empty.yaml', 'd/list.json'],
    )
    const [a, empty, listed] = report.files
    assert.deepEqual(
      a?.documents.map(({ index, kind, name }) => [index, kind, name]),
      [
        [0, 'Service', 's'],
        [1, null, null],
        [2, 'DaemonSet', 'agent'],
      ],
    )
    assert.deepEqual(rules(a?.documents[2]), ['selector-mismatch'])
    assert.deepEqual(empty?.documents, [])
    assert.deepEqual(
      listed?.documents.map(({ index, item, kind, name }) => [index, item, kind, name]),
      [
        [0, 0, 'ConfigMap', 'c'],
        [0, 1, 'Secret', null],
      ],
    )
  })
  test('json: places are zero-based, in UTF-16 units, and a byte order mark does not count', async () => {
    const text = `\ufeff${BROKEN.replaceAll('app: other', '"😀": x')}`
    const { documents } = checkJson((await make({ 'a.yaml': text }).call(['check', 'a.yaml', '--format', 'json'])).json()).files[0] ?? assert.fail()
    assert.equal(documents[0]?.name, 'agent')
    const lines = (documents[0]?.problems ?? []) as unknown as { range: { start: { line: number; character: number } } }[]
    assert.ok(lines.length > 0 && lines.every(({ range }) => range.start.line >= 5))
  })
  test('json: fixes with edits in places of the file', async () => {
    const text = `---\n${daemonSet()}---\n${daemonSet(['    spec:\n', '    spec:\n      nodeSelector: {beta.kubernetes.io/os: linux}\n'])}`
    const report = (await make({ 'a.yaml': text }).call(['check', 'a.yaml', '--format', 'json'])).json() as {
      files: { documents: { problems: { rule: string; fixes: Fix[] }[] }[] }[]
    }
    interface Fix {
      readonly preferred: boolean
      readonly edits: readonly { readonly range: { readonly start: Place; readonly end: Place }; readonly newText: string }[]
    }
    interface Place {
      readonly line: number
      readonly character: number
    }
    const problem = report.files[0]?.documents[1]?.problems.find(({ rule }) => rule === 'deprecated-node-label') ?? assert.fail()
    const lines = text.split('\n')
    const { range, newText } = problem.fixes.find(({ preferred }) => preferred)?.edits[0] ?? assert.fail()
    const line = lines[range.start.line] ?? ''
    const fixed = line.slice(0, range.start.character) + newText + line.slice(range.end.character)
    assert.match(fixed, /^ {6}nodeSelector: \{kubernetes\.io\/os: linux\}$/)
  })
  test('two versions at once', async () => {
    const folder = make({ 'a.yaml': daemonSet(['    spec:\n', '    spec:\n      hostUsers: false\n      resources: {requests: {cpu: 1}}\n']) })
    assert.equal(checkJson((await folder.call(['check', 'a.yaml', '--format', 'json', '--kubernetes', '1.30,1.37'])).json()).kubernetes, '1.30,1.37')
    assert.equal((await folder.call(['check', 'a.yaml', '--kubernetes', '1.37'])).code, 0)
    const both = await folder.call(['check', 'a.yaml', '--kubernetes', '1.30,1.37'])
    assert.equal(both.code, 1)
    assert.match(both.out, /1\.30/)
  })
  test('what is no version, and what is not known', async () => {
    const folder = make({ 'a.yaml': daemonSet() })
    const wrong = await folder.call(['check', 'a.yaml', '--kubernetes', 'latest'])
    assert.deepEqual([wrong.code, wrong.out], [2, ''])
    assert.match(wrong.err, /--kubernetes latest: must be a version such as 1\.\d+/)
    const partly = await folder.call(['check', 'a.yaml', '--kubernetes', '1.12,1.37'])
    assert.equal(partly.code, 2)
    assert.match(partly.err, /Kubernetes 1\.12 is not known; known are 1\.30 to 1\.\d+/)
    assert.match(partly.out, /no problems/)
    const none = await folder.call(['check', 'a.yaml', '--kubernetes', '1.12'])
    assert.deepEqual([none.code, none.out], [2, 'not judged: 1 DaemonSet in 1 file\n'])
  })
  test('a missing path: 2, after the output for the rest', async () => {
    const { code, out, err } = await make({ 'a.yaml': BROKEN }).call(['check', 'gone', 'a.yaml'])
    assert.equal(code, 2)
    assert.match(err, /^daemonset: gone: no such file or folder\n/)
    assert.match(out, /selector-mismatch/)
  })
  test('a folder with nothing in it is said', async () => {
    const { code, err } = await make({ 'd/readme.md': '' }).call(['check', 'd'])
    assert.equal(code, 0)
    assert.match(err, /d: no \.yaml, \.yml or \.json file in it/)
  })
  test('standard input', async () => {
    const { code, out } = await make({}).call(['check', '-'], { stdin: BROKEN })
    assert.equal(code, 1)
    assert.match(out, /^-:13:14 error/)
  })
  test('--previous: the verdict of an update', async () => {
    const changed = daemonSet().replaceAll('app: agent', 'app: changed')
    const folder = make({ 'new/a.yaml': changed, 'old/a.yaml': daemonSet(), 'new/b.yaml': daemonSet(['name: agent\n  n', 'name: fresh\n  n']) })
    assert.equal((await folder.call(['check', 'new/a.yaml'])).code, 0)
    for (const [path, previous] of [
      ['new/a.yaml', 'old/a.yaml'],
      ['new', 'old'],
      ['new/a.yaml', 'old'],
    ]) {
      const { code, out } = await folder.call(['check', path ?? '', '--previous', previous ?? ''])
      assert.equal(code, 1, `${path} against ${previous}`)
      assert.match(out, /spec\.selector: Invalid value.*field is immutable/)
      assert.ok(!out.includes('b.yaml'))
    }
    assert.equal((await folder.call(['check', 'new', '--previous', 'gone'])).code, 2)
  })
})
