// Whole manifests with every problem marked under its line. `UPDATE=1` writes the marks anew.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { problemsIn } from '../../support/analyse.ts'
import { placeOf } from '../../support/marks.ts'

const folder = fileURLToPath(new URL('../../fixtures/rules/', import.meta.url))

/** The text with a line of marks under each line that has problems. A mark that does not fit begins at the margin, with its column named. */
function marked(text: string): string {
  const marks = problemsIn(text).map(({ span, severity, rule, message }) => ({ ...placeOf(text, span), says: `${severity} (${rule}): ${message}` }))
  const lines = text.split('\n')
  return lines
    .flatMap((line, number) => {
      const own = marks.filter((mark) => mark.line === number).sort((a, b) => a.start - b.start)
      return [
        line,
        ...own.map(({ start, end, says }) => {
          const carets = '^'.repeat(Math.max(1, end - start))
          return start > 0 ? `#${' '.repeat(start - 1)}${carets} ${says}` : `#<${carets} ${says}`
        }),
      ]
    })
    .join('\n')
}

describe('rules on whole manifests', () => {
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.yaml')))
    it(file, () => {
      const text = readFileSync(folder + file, 'utf8')
      const plain = text.replace(/^#(?: *|<)\^+ .*\n/gm, '')
      const now = marked(plain)
      if (process.env.UPDATE === '1') writeFileSync(folder + file, now)
      else assert.equal(now, text)
    })
})
