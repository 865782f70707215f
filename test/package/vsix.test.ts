// The extension's package, made by `npm run package` before: it holds what runs, all of it, and nothing else.
import assert from 'node:assert/strict'
import { readFileSync, statSync } from 'node:fs'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { unzip } from '../support/zip.ts'

const path = fileURLToPath(new URL('../../dist/daemonset.vsix', import.meta.url))
const files = unzip(readFileSync(path))
const textOf = (name: string): string => files.get(`extension/${name}`)?.toString('utf8') ?? assert.fail(`${name} is not packaged`)
const manifest = JSON.parse(textOf('package.json')) as {
  main: string
  browser: string
  icon: string
  repository?: string
  contributes: { snippets: { path: string }[]; yamlValidation: { url: string }[]; walkthroughs: { steps: { media: Record<string, string> }[] }[] }
}
const bundles = [...files.keys()].filter((name) => name.endsWith('.js'))

describe('the .vsix', () => {
  test('holds only what runs', () => {
    const walkthrough = [...files.keys()].filter((name) => name.startsWith('extension/walkthrough/'))
    assert.deepEqual([...files.keys()].filter((name) => !walkthrough.includes(name)).sort(), [
      '[Content_Types].xml',
      'extension.vsixmanifest',
      'extension/LICENSE.txt',
      'extension/changelog.md',
      'extension/dist/client.js',
      'extension/dist/documentation.js',
      'extension/dist/extension.js',
      'extension/dist/extension.web.js',
      'extension/dist/language-server.js',
      'extension/dist/panel.js',
      'extension/dist/server.js',
      'extension/docs/images/icon.png',
      'extension/l10n/bundle.l10n.json',
      'extension/package.json',
      'extension/package.nls.json',
      'extension/readme.md',
      'extension/schemas/daemonset-config.schema.json',
      'extension/snippets/daemonset.code-snippets',
    ])
    const named = manifest.contributes.walkthroughs.flatMap(({ steps }) => steps.flatMap(({ media }) => Object.values(media)))
    for (const name of walkthrough) assert.ok(named.includes(name.replace('extension/', '')), `no step shows ${name}`)
  })

  test('is small', () => {
    assert.ok(statSync(path).size <= 600_000, `${statSync(path).size} bytes`)
    for (const stub of ['dist/extension.js', 'dist/extension.web.js'])
      assert.ok(textOf(stub).length <= 20_000, `${stub}: ${textOf(stub).length} bytes`)
  })

  test('is minified, without source maps', () => {
    for (const name of bundles) {
      const text = files.get(name)?.toString('utf8') ?? ''
      assert.doesNotMatch(text, /sourceMappingURL=(?!\$)/, name)
      if (text.length > 20_000) assert.ok(text.length / text.split('\n').length > 500, `${name} has short lines`)
    }
  })

  test('has every file that its manifest names', () => {
    const { snippets, walkthroughs, yamlValidation } = manifest.contributes
    const media = walkthroughs.flatMap(({ steps }) =>
      steps.flatMap(({ media }) => Object.values(media).filter((value) => /\.(svg|png|md)$/.test(value))),
    )
    for (const name of [
      manifest.main,
      manifest.browser,
      manifest.icon,
      ...snippets.map(({ path }) => path),
      ...yamlValidation.map(({ url }) => url),
      ...media,
    ])
      assert.ok(files.has(`extension/${name.replace(/^\.\//, '')}`), name)
  })

  test('fetches and starts nothing by the stubs but the rest of the package', () => {
    const node = textOf('dist/extension.js')
    const required = [...node.matchAll(/require\(["'`]([^"'`]+)["'`]\)/g)].map(([, name]) => name)
    assert.deepEqual([...new Set(required)].sort(), ['./client.js', 'vscode'])
    assert.doesNotMatch(node, /fetch\(|import\(|XMLHttpRequest|WebSocket|Worker\(/)
    const web = textOf('dist/extension.web.js')
    assert.equal([...web.matchAll(/fetch\(/g)].length, 1)
    assert.match(web, /"dist","client\.js"/)
    assert.doesNotMatch(web, /import\(|XMLHttpRequest|WebSocket|Worker\(/)
  })

  test('keeps the engine in the server alone', () => {
    assert.match(textOf('dist/language-server.js'), /strict decoding error/)
    for (const name of bundles.filter((bundle) => !bundle.endsWith('/language-server.js')))
      assert.doesNotMatch(files.get(name)?.toString('utf8') ?? '', /strict decoding error|Required value|does not match template/, name)
  })

  test('keeps the documentation texts in a file of their own', () => {
    const sentence = 'Compute Resources required by this container.'
    assert.ok(textOf('dist/documentation.js').includes(sentence))
    for (const name of bundles.filter((bundle) => !bundle.endsWith('/documentation.js'))) assert.ok(!files.get(name)?.includes(sentence), name)
  })

  test('has a README whose links and pictures need no repository beside it', () => {
    const readme = textOf('readme.md')
    const relative = [...readme.matchAll(/\]\((?!https?:|#|mailto:)([^)]*)\)|src(?:set)?="(?!https:)([^"]*)"/g)].map(([match]) => match)
    assert.deepEqual(relative, [])
    assert.equal([...readme.matchAll(/<img /g)].length, manifest.repository ? 3 : 0)
    assert.doesNotMatch(readme, /npm ci/)
  })
})
