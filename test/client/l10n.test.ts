// The texts that translators get, and that no sentence of the client or of the panel's page passes them by.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { pageHtml } from '../../client/src/panel/page.ts'
import { TEXTS } from '../../client/src/panel/texts.ts'
import { currentBundle, storedBundle, textsOf } from '../../scripts/l10n.ts'

const client = new URL('../../client/src/', import.meta.url)
const sources = readdirSync(client, { recursive: true })
  .map((file) => String(file).replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.ts'))
  .map((file) => ({ file, code: readFileSync(new URL(file, client), 'utf8').replace(/^\s*(?:\/\/|\/?\*).*$/gm, '') }))
/** What the page draws itself; its HTML comes from the editor's side and is looked at as a whole. */
const drawn = sources.filter(({ file }) => /^panel\/(?!host|page)/.test(file))

/** No texts for people, or Kubernetes' own: a kind, a key, a node's name, a class, an error of ours. `␣` stands for a value. */
const NO_TEXTS = ['DaemonSet', 'Escape', 'new-node', 'sign ␣', 'no element ␣']
/** What shows the literal that follows it. */
const BEFORE_SHOWN = [
  String.raw`\b(?:button|textField|headerCell|listed)\(`,
  String.raw`\bmake\('\w+', `,
  String.raw`\b(?:textField|option|gridCell)\([^\n]+?, `,
  String.raw`(?:\.append|(?<!classList\.)\badd)\(`,
  String.raw`\b(?:textContent|title|placeholder|ariaLabel) = `,
  "'aria-(?:label|description)', ",
]
const SHOWN = new RegExp(`(?:${BEFORE_SHOWN.join('|')})'([^'\\n]*[A-Za-z]{2}[^'\\n]*)'`, 'g')

/** The strings of a code, those in templates too, without what is inserted. */
function stringsOf(code: string): string[] {
  const strings: string[] = []
  const insertion = /\$\{[^{}`]*\}/g
  const template = /`((?:[^`$]|\$(?!\{))*)`/
  let rest = code
  while (rest.includes('`')) {
    const next = rest.replace(insertion, '␣').replace(template, (_, text: string) => {
      strings.push(text)
      return "''"
    })
    assert.notEqual(next, rest, 'templates that this test can read')
    rest = next
  }
  return [...strings, ...[...rest.matchAll(/'((?:[^'\\\n]|\\.)*)'/g)].map(([, text = '']) => text)]
}

/** The texts of a code of the page that nobody could translate. */
function untranslated(source: string): string[] {
  const code = source.replace(/\bl10n\.t\(\s*'(?:[^'\\\n]|\\.)*'/g, 'l10n.t(').replace(/^import .*$/gm, '')
  const sentences = stringsOf(code).filter((text) => /^[A-Z][a-z]{2,}|[A-Za-z]{2} |[ ][A-Za-z]{2}/.test(text) && !/^Arrow|^Page/.test(text))
  const shown = [...code.matchAll(SHOWN)].map(([, text = '']) => text)
  return [...new Set([...sentences, ...shown])].filter((text) => !NO_TEXTS.includes(text))
}

describe('localisation', () => {
  test('the bundle has the texts of today (else: npm run generate:l10n)', () => {
    assert.equal(storedBundle(), currentBundle())
  })

  test('every sentence goes through it', () => {
    assert.ok(sources.length > 20)
    for (const { file, code } of sources) {
      const known = new Set(textsOf(code, file))
      const sentences = [...code.matchAll(/'([A-Z][a-z]+ [^'\n]*)'/g)].map(([, text = '']) => text).filter((text) => !known.has(text))
      assert.deepEqual(sentences, [], file)
    }
  })

  test('every word that the panel’s page draws goes through it', () => {
    assert.ok(drawn.length > 5)
    for (const { file, code } of drawn) assert.deepEqual(untranslated(code), [], file)
    for (const [code, found] of [
      ["make('span', 'had')", 'had'],
      ["option('pool', 'pool')", 'pool'],
      ["textField(l10n.t('Name'), 'of a node')", 'of a node'],
      [`text = \`\${shown} of \${all}\``, '␣ of ␣'],
      [`text = \`\${a === 1 ? \`one \${b}\` : c} more\``, 'one ␣'],
      ["cell.setAttribute('aria-label', 'none')", 'none'],
    ] as const)
      assert.ok(untranslated(code).includes(found), code)
  })

  test('the panel’s HTML has no words but the translated ones and the verdicts', () => {
    const html = pageHtml({ nonce: 'n', script: 's', language: 'de', l10n: { bundle: {}, t: () => '' } })
    const body = html.slice(html.indexOf('<title>')).replace(/<style.*<\/style>/s, '')
    assert.deepEqual(body.replace(/<[^>]*>/g, ' ').match(/\w+/g), ['runs', 'pending', 'stays', 'excluded', 'unknown'])
    const attributes = [...body.matchAll(/ (?:aria-label|placeholder|title|alt)="([^"]*)"/g)].map(([, text]) => text)
    assert.ok(attributes.length >= 4)
    assert.deepEqual([...new Set(attributes)], [''])
  })

  test('a translation gets to the page as text and nothing else', () => {
    const bundle = { Overview: `"><script>'&amp;</script>`, 'Filter nodes': '" autofocus x="' }
    const html = pageHtml({
      nonce: 'n',
      script: 's',
      language: 'de',
      l10n: { bundle, t: (text) => new Map(Object.entries(bundle)).get(text) ?? text },
    })
    assert.match(html, /<html lang="de">/)
    assert.equal(html.match(/<script/g)?.length, 1)
    assert.match(html, />&quot;&gt;&lt;script&gt;&#39;&amp;amp;&lt;\/script&gt;<\/button>/)
    assert.match(html, /aria-label="&quot; autofocus x=&quot;"/)
    const content = html.match(`<meta name="${TEXTS}" content="([^"<>]*)">`)?.[1] ?? ''
    const characters = new Map([
      ['&quot;', '"'],
      ['&lt;', '<'],
      ['&gt;', '>'],
      ['&#39;', "'"],
      ['&amp;', '&'],
    ])
    assert.deepEqual(JSON.parse(content.replace(/&[^;]+;/g, (entity) => characters.get(entity) ?? entity)), bundle)
  })

  test('without a translation the page is in English, whatever the editor’s language', () => {
    const html = pageHtml({ nonce: 'n', script: 's', language: 'de', l10n: { bundle: undefined, t: (text) => text } })
    assert.match(html, /<html lang="en">/)
  })

  test('a text that is not written out is refused', () => {
    assert.throws(() => textsOf('vscode.l10n.t(message)', 'a.ts'), /1 calls of l10n\.t, but 0/)
    assert.deepEqual(textsOf("l10n.t(\n  'It\\'s {0}', name)", 'a.ts'), ["It's {0}"])
  })
})
