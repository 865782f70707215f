// The texts that translators get, and that no sentence of the client passes them by.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { currentBundle, storedBundle, textsOf } from '../../scripts/l10n.ts'

const client = new URL('../../client/src/', import.meta.url)
/** Of the editor's side: the panel's page runs in a webview, where there is no `vscode.l10n`. */
const sources = readdirSync(client)
  .filter((file) => file.endsWith('.ts'))
  .map((file) => ({ file, source: readFileSync(new URL(file, client), 'utf8') }))

describe('localisation', () => {
  test('the bundle has the texts of today (else: npm run generate:l10n)', () => {
    assert.equal(storedBundle(), currentBundle())
  })

  test('every sentence of the editor’s side goes through it', () => {
    assert.ok(sources.length > 10)
    for (const { file, source } of sources) {
      const code = source.replace(/^\s*(?:\/\/|\/?\*).*$/gm, '')
      const known = new Set(textsOf(source, file))
      const sentences = [...code.matchAll(/'([A-Z][a-z]+ [^'\n]*)'/g)].map(([, text = '']) => text).filter((text) => !known.has(text))
      assert.deepEqual(sentences, [], file)
    }
  })

  test('a text that is not written out is refused', () => {
    assert.throws(() => textsOf('vscode.l10n.t(message)', 'a.ts'), /1 calls of l10n\.t, but 0/)
    assert.deepEqual(textsOf("l10n.t(\n  'It\\'s {0}', name)", 'a.ts'), ["It's {0}"])
  })
})
