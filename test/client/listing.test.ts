// What the marketplace and the editor's own pages show of the extension: texts, walkthrough, pictures.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { readmeFor } from '../../scripts/listing-readme.ts'
import { currentReadme } from '../../scripts/readme.ts'
import { withRuleSettings } from '../../scripts/rule-properties.ts'

interface Manifest {
  readonly icon: string
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[]
    readonly configuration: readonly { title: string; properties: object }[]
    readonly walkthroughs: readonly {
      readonly id: string
      readonly steps: readonly {
        readonly description: string
        readonly media: { readonly markdown: string }
        readonly completionEvents: readonly string[]
      }[]
    }[]
  }
}

const root = new URL('../../', import.meta.url)
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8')
const manifest = JSON.parse(read('package.json')) as Manifest
const texts = JSON.parse(read('package.nls.json')) as Record<string, string>
const { commands, walkthroughs } = manifest.contributes

describe('the listing', () => {
  test('has a text for every key, and a key for every text', () => {
    const keys = new Set([...read('package.json').matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key))
    assert.deepEqual([...keys].sort(), Object.keys(texts).sort())
    for (const [key, text] of Object.entries(texts)) assert.ok(text.trim() !== '', key)
  })

  test('has the descriptions of the rules (npm run generate:manifest)', () => {
    assert.deepEqual(withRuleSettings(manifest, texts), { manifest, texts })
  })

  test('has an icon of the size that the marketplace asks for', () => {
    const icon = readFileSync(new URL(manifest.icon, root))
    assert.deepEqual([icon.readUInt32BE(16), icon.readUInt32BE(20)], [256, 256])
  })

  test('walks through with commands that exist and pages that are there', () => {
    const ours = new Set(commands.map(({ command }) => command))
    const steps = walkthroughs.flatMap((walkthrough) => walkthrough.steps)
    assert.equal(steps.length, 6)
    for (const { description, media, completionEvents } of steps) {
      const text = texts[description.replaceAll('%', '')] ?? ''
      const links = [...text.matchAll(/\(command:(?:toSide:)?([a-zA-Z.]+)(?:\?%22([a-z]+)%22)?\)/g)]
      assert.equal(links.length, 1, text)
      const [[, linked = '', step] = []] = links
      for (const command of [linked, ...completionEvents.map((event) => event.replace('onCommand:', ''))])
        assert.ok(command.startsWith('editor.action.') || ours.has(command), command)
      // A button is itself what completes its step, or acts on the example.
      if (step === undefined) assert.deepEqual(completionEvents, [`onCommand:${linked}`])
      else
        assert.ok(
          completionEvents.some((event) => read('client/src/commands.ts').includes(`['${step}', '${event.replace('onCommand:', '')}'],`)),
          step,
        )
      assert.ok(existsSync(new URL(media.markdown, root)), media.markdown)
    }
  })

  test('opens the walkthrough by the id that the manifest gives it', () => {
    assert.ok(read('client/src/commands.ts').includes(`#${walkthroughs[0]?.id}\``))
  })

  test('has the commands, settings and rules of today in the README (else: npm run generate:readme)', () => {
    assert.equal(currentReadme(read('README.md')), read('README.md'))
  })

  test('links only to what is there', () => {
    const targets = [...read('README.md').matchAll(/\]\((?!https?:)([^)#]+)\)|(?:src|srcset)="([^"]+)"/g)].map(
      ([, link, picture]) => link ?? picture ?? '',
    )
    assert.ok(targets.length > 50)
    for (const target of targets) assert.ok(existsSync(new URL(target, root)), target)
  })

  for (const [repository, site] of [
    ['https://github.com/owner/project.git', 'https://github.com/owner/project'],
    ['git@gitlab.com:group/team/project', 'https://gitlab.com/group/team/project/-'],
  ] as const)
    test(`leads into the repository ${repository}`, () => {
      const readme = readmeFor(read('README.md'), repository)
      assert.ok(readme.includes(`srcset="${site}/raw/HEAD/docs/images/panel-dark.png"`))
      assert.ok(readme.includes(`src="${site}/raw/HEAD/docs/images/panel-light.png"`))
      assert.ok(readme.includes(`](${site}/blob/HEAD/docs/rules/misspelt-field.md)`))
      assert.doesNotMatch(readme, RELATIVE)
    })

  for (const repository of [undefined, 'https://git.example.com/project'])
    test(`is whole without a place to lead to: ${repository}`, () => {
      const readme = readmeFor(read('README.md'), repository)
      assert.match(readme, /^### Rules$/m)
      assert.doesNotMatch(readme, RELATIVE)
      assert.doesNotMatch(readme, /<(img|picture|source)/)
    })

  test('says of itself what the marketplace takes', () => {
    const { categories, keywords, galleryBanner, license } = JSON.parse(read('package.json')) as Record<string, unknown>
    const known = ['Programming Languages', 'Snippets', 'Linters', 'Themes', 'Debuggers', 'Formatters', 'Keymaps', 'SCM Providers', 'Other']
    const newer = ['Extension Packs', 'Language Packs', 'Data Science', 'Machine Learning', 'Visualization', 'Notebooks', 'Education', 'Testing']
    for (const category of categories as string[]) assert.ok([...known, ...newer].includes(category), category)
    assert.ok((keywords as string[]).length <= 30)
    assert.match((galleryBanner as { color: string }).color, /^#[0-9a-f]{6}$/)
    assert.equal(license, 'MIT')
    assert.doesNotMatch(read('README.md'), /\.svg|<svg/)
  })
})

/** A link or picture that leads nowhere outside the repository. */
const RELATIVE = /\]\((?!https?:|#|mailto:)|src(?:set)?="(?!https:)/
