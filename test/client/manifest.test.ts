import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { ruleProperties } from '../../scripts/rule-properties.ts'
import { DEFAULT_SETTINGS, readSettings } from '../../server/src/lsp/settings.ts'

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly category: string; readonly title: string }[]
    readonly configuration: readonly { readonly title: string; readonly properties: Record<string, { readonly default?: unknown }> }[]
    readonly snippets: readonly { readonly path: string }[]
  }
  readonly publisher: string
  readonly name: string
  readonly displayName: string
  readonly engines: { readonly vscode: string }
}

const root = new URL('../../', import.meta.url)
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8')
const manifest = JSON.parse(read('package.json')) as Manifest

describe('the manifest', () => {
  test('has the identity that others rely on', () => {
    assert.equal(`${manifest.publisher}.${manifest.name}`, 'daemonset.daemonset')
    assert.equal(manifest.displayName, 'DaemonSet for Kubernetes')
    assert.equal(manifest.engines.vscode, '^1.100.0')
  })

  test('has a setting for every rule (npm run generate:manifest)', () => {
    const rules = manifest.contributes.configuration.find(({ title }) => title === 'Rules')
    assert.deepEqual(rules?.properties, ruleProperties())
  })

  test('names only commands of ours, and each of them is there', () => {
    const source = read('client/src/commands.ts')
    for (const { command, category } of manifest.contributes.commands) {
      assert.equal(category, 'DaemonSet')
      assert.match(command, /^daemonset\.[a-zA-Z]+$/)
      assert.ok(source.includes(`'${command}'`), `${command} has no implementation`)
    }
  })

  test('has defaults that the server takes for its own', () => {
    const values: Record<string, unknown> = {}
    for (const { properties } of manifest.contributes.configuration)
      for (const [key, { default: value }] of Object.entries(properties)) put(values, key.split('.').slice(1), value)
    const severities = new Map(Object.entries(ruleProperties()).map(([key, property]) => [key.slice('daemonset.rules.'.length), property.default]))
    const { settings, problems } = readSettings(values, {
      isRuleId: (id) => severities.has(id),
      isServerRuleId: () => false,
      severityOf: (id) => severities.get(id) as 'off' | undefined,
    })
    assert.deepEqual(problems, [])
    assert.deepEqual(settings, DEFAULT_SETTINGS)
  })

  test('points at files that are there', () => {
    for (const { path } of manifest.contributes.snippets) assert.ok(existsSync(new URL(path, root)), path)
  })
})

/** As an editor nests settings: a level for every dot. */
function put(values: Record<string, unknown>, [first = '', ...rest]: string[], value: unknown): void {
  if (rest.length === 0) {
    values[first] = value
    return
  }
  values[first] ??= {}
  put(values[first] as Record<string, unknown>, rest, value)
}
