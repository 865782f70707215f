// docs/rules holds what the rules say today.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { rulePages } from '../../../server/src/core/features/rule-page.ts'

it('the pages in docs/rules are those of the rules (else: node --import tsx scripts/rule-pages.ts)', () => {
  const folder = fileURLToPath(new URL('../../../docs/rules/', import.meta.url))
  const written = Object.fromEntries(readdirSync(folder).map((file) => [file, readFileSync(folder + file, 'utf8')]))
  assert.deepEqual(written, Object.fromEntries(rulePages()))
})
