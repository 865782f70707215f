// Navigation, rename and refactors at seeded places of snippets that are whole, cut off, or have a piece taken out: no exception, edits that fit.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { it } from 'node:test'
import { highlights } from '../../../server/src/core/features/highlights.ts'
import { documentLinks } from '../../../server/src/core/features/links.ts'
import { occurrenceAt, occurrencesOf } from '../../../server/src/core/features/occurrences.ts'
import { references } from '../../../server/src/core/features/references.ts'
import { rename } from '../../../server/src/core/features/rename.ts'
import { refactorsAt } from '../../../server/src/core/refactors/refactors.ts'
import { pathAt } from '../../../server/src/core/syntax/locate.ts'
import { applyEdits } from '../../../server/src/core/text.ts'
import { NO_WORKSPACE } from '../../../server/src/core/workspace-facts.ts'
import { documentsOf } from '../../support/documents.ts'
import { expandSnippet } from '../../support/expand-snippet.ts'

const SNIPPETS = JSON.parse(readFileSync(new URL('../../../snippets/daemonset.code-snippets', import.meta.url), 'utf8')) as Record<
  string,
  { body: string[] }
>
const PLACES = 40

/** The same numbers in every run. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1103515245 + 12345) % 2147483648
    return state / 2147483648
  }
}

for (const [number, [name, { body }]] of Object.entries(SNIPPETS).entries()) {
  it(name, () => {
    const random = seeded(number + 1)
    const whole = expandSnippet(body)
    const cut = whole.slice(0, Math.floor(random() * whole.length))
    const from = Math.floor(random() * whole.length)
    const holed = whole.slice(0, from) + whole.slice(from + Math.floor(random() * 200))
    for (const text of [whole, cut, holed]) ask(text, random)
  })
}

function ask(text: string, random: () => number): void {
  const documents = documentsOf({ file: text })
  for (const { reading } of documents) documentLinks(reading)
  for (let count = 0; count < PLACES; count++) {
    const document = documents[Math.floor(random() * documents.length)]
    if (document === undefined) return
    const offset = Math.floor(random() * (document.reading.text.length + 1))
    const target = occurrenceAt(document, offset)
    if (target !== undefined) {
      assert.ok(occurrencesOf(target, documents).some(({ mention }) => mention === target.mention))
      references(target, documents, true)
      const renamed = rename(target, 'renamed', documents, () => undefined)
      if (!('refused' in renamed))
        applyEdits(
          text,
          renamed.map(({ edit }) => edit),
        )
      assert.ok(highlights(document, offset).some(({ span }) => span.start <= offset && offset <= span.end))
    }
    const { segments } = pathAt(document.reading.syntax, offset)
    for (const object of document.reading.objects)
      for (const { edits } of refactorsAt(document.reading, object, segments, NO_WORKSPACE, 37)) applyEdits(document.reading.text, edits)
  }
}
