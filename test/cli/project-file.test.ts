// .daemonset.yaml: what it does, and what is said of a wrong one.
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { configSchema, SCHEMA_FILE } from '../../scripts/config-schema.ts'
import { readConfig } from '../../server/src/core/config.ts'
import { isRuleId, isServerRuleId } from '../../server/src/core/rule-ids.ts'
import { readDocument } from '../../server/src/core/syntax/read-document.ts'
import { daemonSet, NODES, temporaryFolders } from '../support/command-line.ts'

const { make } = temporaryFolders()
const UNPINNED = daemonSet(['agent:1.0.0', 'agent'])

interface Report {
  readonly kubernetes: string
  readonly nodes: { readonly source: string }
  readonly files: readonly {
    readonly path: string
    readonly kubernetes?: string
    readonly nodes?: { readonly source: string }
    readonly documents: readonly { readonly problems: readonly { readonly rule: string; readonly severity: string }[] }[]
  }[]
}
const problems = (report: unknown, path?: string): string[] =>
  (report as Report).files
    .filter((file) => path === undefined || file.path === path)
    .flatMap((file) => file.documents.flatMap((document) => document.problems.map(({ rule, severity }) => `${severity} ${rule}`)))

describe('project file', () => {
  test('severities', async () => {
    const folder = make({ 'd/e/a.yaml': UNPINNED })
    const check = async () => problems((await folder.call(['check', 'd', '--format', 'json'])).json())
    assert.deepEqual(await check(), ['information unpinned-image'])
    folder.write({ 'd/.daemonset.yaml': 'rules: {unpinned-image: error}\n' })
    assert.deepEqual(await check(), ['error unpinned-image'])
    folder.write({ 'd/e/.daemonset.yaml': 'rules:\n  unpinned-image: off\n' })
    assert.deepEqual(await check(), [], 'the nearest one counts')
  })
  test('it is found above, up to the top of the work tree', async () => {
    const folder = make({ '.daemonset.yaml': 'rules: {unpinned-image: off}', 'in/a.yaml': UNPINNED, 'out/.git/HEAD': '', 'out/a.yaml': UNPINNED })
    const report = (await folder.call(['check', '.', '--format', 'json'])).json()
    assert.deepEqual([problems(report, './in/a.yaml'), problems(report, './out/a.yaml')], [[], ['information unpinned-image']])
  })
  test('versions and nodes, by flag if there is one', async () => {
    const folder = make({
      '.daemonset.yaml': 'kubernetes: [1.30, "1.33"]\nnodes: deep/nodes.json\n',
      'deep/nodes.json': NODES,
      'a.yaml': daemonSet(),
    })
    const report = async (...words: string[]) => (await folder.call(['check', 'a.yaml', '--format', 'json', ...words])).json() as Report
    const { kubernetes, nodes } = await report()
    assert.equal(kubernetes, '1.30,1.33')
    assert.match(nodes.source, /^file:.*deep\/nodes\.json$/)
    assert.deepEqual(
      [(await report('--kubernetes', '1.36')).kubernetes, (await report('--nodes', 'sample:kind')).nodes.source],
      ['1.36', 'sample:kind'],
    )
  })
  test('two projects in one call', async () => {
    const folder = make({
      'a/.daemonset.yaml': 'kubernetes: "1.31"',
      'a/a.yaml': daemonSet(),
      'b/.daemonset.yaml': 'kubernetes: "1.32"\nnodes: sample:kind',
      'b/b.yaml': daemonSet(),
    })
    const report = (await folder.call(['check', 'a', 'b', '--format', 'json'])).json() as Report
    assert.deepEqual([report.kubernetes, report.nodes.source], ['1.31', 'sample:kubeadm'])
    const [ofA, ofB] = ['a/a.yaml', 'b/b.yaml'].map((path) => report.files.find((file) => file.path === path))
    assert.deepEqual([ofA?.kubernetes, ofB?.kubernetes, ofB?.nodes?.source], [undefined, '1.32', 'sample:kind'])
  })
  test('ignored files, and rules that look away', async () => {
    const folder = make({
      '.daemonset.yaml': 'ignore:\n- third_party/\n- paths: [charts/**, "*.gen.yaml"]\n  rules: unpinned-image\n',
      'third_party/a.yaml': UNPINNED,
      'charts/x/a.yaml': UNPINNED,
      'b.gen.yaml': UNPINNED,
      'c.yaml': UNPINNED,
    })
    const report = (await folder.call(['check', '.', '--format', 'json'])).json() as Report
    assert.deepEqual(
      report.files.map((file) => file.path),
      ['./.daemonset.yaml', './b.gen.yaml', './c.yaml', './charts/x/a.yaml'],
    )
    assert.deepEqual([problems(report, './charts/x/a.yaml'), problems(report, './b.gen.yaml')], [[], []])
    assert.deepEqual(problems(report, './c.yaml'), ['information unpinned-image'])
  })
  test('a wrong one: told with its line, 2 after the output, the rest of it counts', async () => {
    const folder = make({ 'a.yaml': UNPINNED, '.daemonset.yaml': 'ruls: {}\nrules:\n  unpinned-image: error\n  nonsense: off\n' })
    const { code, err, out } = await folder.call(['check', 'a.yaml'])
    assert.equal(code, 2)
    assert.match(err, /^daemonset: \.daemonset\.yaml:1:1: unknown key "ruls"/m)
    assert.match(err, /^daemonset: \.daemonset\.yaml:4:3: unknown rule "nonsense"/m)
    assert.match(out, /error .*\(unpinned-image\)/)
  })
})

describe('what a project file may say', () => {
  const vocabulary = { isRule: isRuleId, isServerRule: isServerRuleId, minors: { oldest: 30, newest: 37 } }
  const read = (text: string) => readConfig(readDocument(text), vocabulary)
  test('nothing', () => {
    for (const text of ['', '# only a comment\n', 'rules:\nnodes:\nkubernetes:\nignore:\n']) assert.deepEqual(read(text).problems, [])
  })
  test('a version as it is written, not as the number it would be', () => assert.deepEqual(read('kubernetes: 1.30').config.minors, [30]))
  test('off without quotes', () => assert.deepEqual(read('rules: {unpinned-image: off}').config.rules, { 'unpinned-image': 'off' }))
  const wrong: readonly (readonly [text: string, at: string, says: RegExp])[] = [
    ['- a', '- a', /must be a map with the keys kubernetes, nodes, rules, ignore/],
    ['kubernetes: latest', 'latest', /must be a version such as "1\.37"/],
    ['kubernetes: "1.12"', '"1.12"', /1\.12 is not known; known are 1\.30 to 1\.37/],
    ['kubernetes: {a: 1}', '{a: 1}', /not a map/],
    ['nodes: [a, [b]]', '[b]', /nodes must be a node source or a list of them, not a list/],
    ['rules: [a]', '[a]', /rules must be a map/],
    ['rules: {unpinned-image: fatal}', 'fatal', /one of off, hint, information, warning, error/],
    ['rules: {selector-mismatch: warning}', 'warning', /the API server itself says/],
    ['ignore: [{rules: [unpinned-image]}]', '{rules: [unpinned-image]}', /paths is missing/],
    ['ignore: [{paths: a, rules: b}]', 'b', /unknown rule "b"/],
    ['ignore: [{path: a}]', 'path', /unknown key "path"; the keys are paths, rules/],
    ['nodes: [', '', /./],
  ]
  for (const [text, at, says] of wrong)
    test(text, () => {
      const [problem] = read(text).problems
      assert.match(problem?.message ?? '', says)
      if (at !== '') assert.equal(text.slice(problem?.span.start, problem?.span.end), at)
    })
  test('its JSON Schema is the one that the rules make (UPDATE=1 writes it)', () => {
    if (process.env.UPDATE === '1') writeFileSync(SCHEMA_FILE, configSchema())
    assert.equal(readFileSync(SCHEMA_FILE, 'utf8'), configSchema())
  })
})
