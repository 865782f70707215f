// Every snippet, expanded with its defaults, passes every check: by the newest and the oldest version, on the nodes of every product.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { readObjects } from '../../server/src/core/analysis/read-objects.ts'
import { analyseDocument } from '../../server/src/core/analysis.ts'
import { SAMPLE_NAMES, sampleInventory } from '../../server/src/core/inventory/samples.ts'
import { NEWEST_MINOR, OLDEST_MINOR } from '../../server/src/core/schema/schema.ts'
import { splitDocuments } from '../../server/src/core/syntax/split-documents.ts'
import { NO_WORKSPACE } from '../../server/src/core/workspace-facts.ts'
import { expandSnippet, tabStops } from '../support/expand-snippet.ts'

interface Snippet {
  readonly prefix: string
  readonly description: string
  readonly body: readonly string[]
}
const file = new URL('../../snippets/daemonset.code-snippets', import.meta.url)
const snippets = Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, Snippet>)

function problems(text: string, minors: readonly number[], sample: (typeof SAMPLE_NAMES)[number]): string[] {
  const environment = { minors, inventory: sampleInventory(sample), workspace: NO_WORKSPACE, severities: {} }
  return splitDocuments(text).flatMap(({ span }) =>
    analyseDocument(readObjects(text.slice(span.start, span.end)), environment).objects.flatMap((object) =>
      object.problems.map((problem) => `${problem.severity} ${problem.rule} ${problem.field ?? ''}: ${problem.message}`),
    ),
  )
}

describe('snippets', () => {
  test('the expected ones are there, each prefix once', () => {
    const prefixes = snippets.map(([, snippet]) => snippet.prefix)
    assert.equal(new Set(prefixes).size, prefixes.length)
    assert.ok(prefixes.length >= 15 && prefixes.every((prefix) => /^ds-[a-z-]+$/.test(prefix)))
  })
  for (const [name, { prefix, description, body }] of snippets) {
    test(`${prefix}: passes every check`, () => {
      const text = expandSnippet(body)
      assert.ok(!text.includes('${'), text)
      assert.match(text, /^kind: DaemonSet$/m)
      for (const sample of SAMPLE_NAMES) assert.deepEqual(problems(text, [OLDEST_MINOR, NEWEST_MINOR], sample), [], `on ${sample}`)
    })
    test(`${prefix}: tab stops come in the order of the text, and the last is the end`, () => {
      const stops = tabStops(body)
      const firsts = stops.filter((stop, index) => stops.indexOf(stop) === index)
      assert.deepEqual(firsts, [...firsts.filter((stop) => stop > 0).sort((a, b) => a - b), 0])
      assert.equal(stops.at(-1), 0)
      assert.ok(name !== '' && description !== '')
    })
  }
})
