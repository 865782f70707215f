// The formats of `check` that other programs read.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { daemonSet, temporaryFolders } from '../support/command-line.ts'

const { make } = temporaryFolders()
const BROKEN = daemonSet(['app: agent\n    spec', 'app: other\n    spec'])

describe('formats', () => {
  const folder = make({ 'd/a,b:c.yaml': BROKEN.replace('name: agent\n', 'name: agent # 100%\n'), 'd/ok.yaml': daemonSet() })
  test('github', async () => {
    const { out, code } = await folder.call(['check', 'd', '--format', 'github'])
    assert.equal(code, 1)
    const [line = '', ...rest] = out.trimEnd().split('\n')
    assert.deepEqual(rest, [])
    assert.match(line, /^::error file=d\/a%2Cb%3Ac\.yaml,line=13,endLine=13,col=14,endColumn=18,title=daemonset selector-mismatch::[^\n]+$/)
  })
  test('github: a manifest cannot give commands', async () => {
    const evil = daemonSet(['image: registry', '"x\\n::warning::y %0A": 1\n          image: registry'])
    const { out } = await make({ 'a.yaml': evil }).call(['check', 'a.yaml', '--format', 'github'])
    assert.ok(out.includes('unknown') || out.length > 0)
    for (const line of out.trimEnd().split('\n')) assert.match(line, /^::(?:error|warning|notice) file=a\.yaml,/)
  })
  test('sarif', async () => {
    const sarif = (await folder.call(['check', 'd', '--format', 'sarif'])).json() as {
      version: string
      runs: { tool: { driver: { rules: { id: string }[] } }; results: { ruleId: string; level: string; locations: unknown[] }[] }[]
    }
    assert.equal(sarif.version, '2.1.0')
    assert.deepEqual(
      sarif.runs[0]?.tool.driver.rules.map((rule) => rule.id),
      ['selector-mismatch'],
    )
    const [result] = sarif.runs[0]?.results ?? []
    assert.equal(result?.ruleId, 'selector-mismatch')
    assert.equal(result?.level, 'error')
    assert.deepEqual(result?.locations[0], {
      physicalLocation: {
        artifactLocation: { uri: 'd/a%2Cb%3Ac.yaml' },
        region: { startLine: 13, startColumn: 14, endLine: 13, endColumn: 19 },
      },
    })
  })
  test('junit', async () => {
    const { out } = await folder.call(['check', 'd', '--format', 'junit'])
    assert.match(out, /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites name="daemonset" tests="2" failures="1">/)
    assert.match(out, /<testcase classname="d\/ok\.yaml" name="DaemonSet monitoring\/agent \(document 0\)"\/>/)
    assert.match(out, /<failure type="selector-mismatch" message="[^"<]*">d\/a,b:c\.yaml:13:14: error selector-mismatch: /)
  })
  test('junit: what does not fail the check is no failure', async () => {
    const { out, code } = await folder.call(['check', 'd', '--format', 'junit', '--fail-on', 'never'])
    assert.equal(code, 0)
    assert.match(out, /failures="0">/)
    assert.match(out, /<system-out>.*selector-mismatch/)
  })
})
