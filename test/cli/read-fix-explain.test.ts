import assert from 'node:assert/strict'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { daemonSet, temporaryFolders } from '../support/command-line.ts'

const { make } = temporaryFolders()
const BROKEN = daemonSet(['app: agent\n    spec', 'app: other\n    spec'])

describe('read', () => {
  test('as the server reads it', async () => {
    const { code, json, out } = await make({ 'a.yaml': 'a: on\nb: 0755\nc: 12345678901234567890\n---\n---\nx: [' }).call([
      'read',
      'a.yaml',
      '--format',
      'json',
    ])
    assert.equal(code, 1)
    const { files } = json() as { files: { path: string; documents: { index: number; value?: unknown; error?: string }[] }[] }
    const [first, second, third] = files[0]?.documents ?? []
    assert.deepEqual(first?.value, { a: true, b: 493, c: Number('12345678901234567890') })
    assert.match(out, /"c":12345678901234567890[,}]/)
    assert.deepEqual(second, { index: 1, value: null })
    assert.match(third?.error ?? '', /^yaml: /)
  })
  test('a repeated key is unreadable', async () => {
    const { code, out } = await make({ 'a.yaml': 'a: 1\na: 2\n' }).call(['read', 'a.yaml'])
    assert.equal(code, 1)
    assert.match(out, /# a\.yaml, document 0\nunreadable: .*"a"/)
  })
})

describe('fix', () => {
  const OUTDATED = daemonSet([
    '    spec:\n',
    '    spec:\n      tolerations:\n        - key: x # why\n          effect: NoSchedule\n          operator: Exists\n          tolerationSeconds: 3\n',
  ])
  const REDUNDANT = daemonSet([
    '    spec:\n',
    '    spec:\n      tolerations:\n        # the controller adds it anyway\n        - {key: node.kubernetes.io/not-ready, operator: Exists, effect: NoExecute}\n        - {key: mine, operator: Exists}\n',
  ])
  test('writes the file, keeps its line ends, its mark and its mode', async () => {
    const crlf = `\ufeff${REDUNDANT.replaceAll('\n', '\r\n')}`
    const folder = make({ 'a.yaml': crlf })
    const before = statSync(join(folder.path, 'a.yaml')).mode
    const { code, out } = await folder.call(['fix', 'a.yaml', '--rule', 'redundant-toleration'])
    assert.equal(code, 0)
    assert.match(out, /^a\.yaml: .* \(redundant-toleration\)\n/)
    const text = readFileSync(join(folder.path, 'a.yaml'), 'utf8')
    assert.ok(text.startsWith('\ufeff') && !text.includes('not-ready') && text.includes('mine'))
    assert.ok(!/[^\r]\n/.test(text))
    assert.equal(statSync(join(folder.path, 'a.yaml')).mode, before)
  })
  test('--dry-run shows a diff and changes nothing', async () => {
    const folder = make({ 'a.yaml': REDUNDANT })
    const { code, out } = await folder.call(['fix', 'a.yaml', '--dry-run', '--rule', 'redundant-toleration'])
    assert.equal(code, 1)
    assert.match(out, /^--- a\.yaml\n\+\+\+ a\.yaml\n@@ .*\n(?:.*\n)*-.*not-ready/)
    assert.equal(readFileSync(join(folder.path, 'a.yaml'), 'utf8'), REDUNDANT)
  })
  test('as a filter', async () => {
    const { code, out } = await make({}).call(['fix', '-'], { stdin: daemonSet() })
    assert.deepEqual([code, out], [0, daemonSet()])
  })
  test('errors remain: 1', async () => {
    const folder = make({ 'a.yaml': OUTDATED, 'b.yaml': BROKEN })
    assert.equal((await folder.call(['fix', 'b.yaml', '--rule', 'dead-toleration'])).code, 1)
    assert.equal(readFileSync(join(folder.path, 'b.yaml'), 'utf8'), BROKEN)
  })
  test('a rule that does not exist', async () => {
    const { code, err } = await make({ 'a.yaml': daemonSet() }).call(['fix', 'a.yaml', '--rule', 'nonsense'])
    assert.equal(code, 2)
    assert.match(err, /--rule nonsense: there is no such rule/)
  })
})

describe('explain', () => {
  test('a rule', async () => {
    const { code, out } = await make({}).call(['explain', 'runs-nowhere'])
    assert.equal(code, 0)
    assert.match(out, /^runs-nowhere /)
    assert.match(out, /\nBad:\n/)
    assert.match(out, /\nGood:\n/)
  })
  test('what only the server says', async () => assert.equal((await make({}).call(['explain', 'invalid-value'])).code, 0))
  test('a rule that does not exist', async () => {
    const { code, err } = await make({}).call(['explain', 'run-nowhere'])
    assert.equal(code, 2)
    assert.match(err, /did you mean runs-nowhere/)
  })
})

describe('help', () => {
  test('of the program and of each command, with examples', async () => {
    const folder = make({})
    const { code, out } = await folder.call(['--help'])
    assert.equal(code, 0)
    for (const command of ['check', 'nodes', 'fix', 'rollout', 'read', 'explain', 'lsp', 'completion']) {
      assert.match(out, new RegExp(`^  ${command}\\b`, 'm'))
      const own = await folder.call([command, '--help'])
      assert.equal(own.code, 0)
      const sections = [...own.out.matchAll(/^[A-Z ]+$/gm)].map(([title]) => title)
      assert.deepEqual(
        sections.filter((title) => title !== 'DESCRIPTION' && title !== 'SOURCE'),
        ['NAME', 'SYNOPSIS', 'OPTIONS', 'EXIT STATUS', 'EXAMPLES'],
      )
      assert.match(own.out, new RegExp(`^EXAMPLES\\n.*\\n.*daemonset ${command}`, 'm'))
      assert.equal((await folder.call(['help', command])).out, own.out)
      for (const line of [...out.split('\n'), ...own.out.split('\n')]) assert.ok(line.length <= 80, line)
    }
  })
  test('--version', async () => {
    const { code, out } = await make({}).call(['--version'])
    assert.equal(code, 0)
    assert.match(out, /^\d+\.\d+\.\d+\n$/)
  })
  test('wrong usage: 2, on standard error', async () => {
    const { code, out, err } = await make({}).call(['chekc'])
    assert.deepEqual([code, out], [2, ''])
    assert.match(err, /^daemonset: unknown command "chekc".*\nSee daemonset --help\.\n$/)
  })
})
