// The `yaml` package as a second opinion: where both read YAML 1.1 alike, our reader and it give the same values for whole manifests.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { parseAllDocuments } from 'yaml'
import { readDocument } from '../../../server/src/core/syntax/read-document.ts'
import { splitDocuments } from '../../../server/src/core/syntax/split-documents.ts'
import { toValue } from '../../../server/src/core/syntax/to-value.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const files = ['examples', 'test/fixtures'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true })
    .map((file) => join(folder, String(file)))
    .filter((file) => /\.ya?ml$/.test(file)),
)

/** What the package makes of a text; undefined where it finds a mistake, which is no matter of taste between the two readers. */
function secondOpinion(text: string): unknown[] | undefined {
  const documents = parseAllDocuments(text, { version: '1.1', merge: true, schema: 'yaml-1.1' })
  if (!Array.isArray(documents) || documents.some((document) => document.errors.length > 0)) return undefined
  return documents.map((document) => document.toJS() as unknown)
}

/** Where the two differ on purpose: scalars that Kubernetes reads in its own way. */
const DIFFERENT = /yaml-1\.1/

const comparable = files.flatMap((file) => {
  if (DIFFERENT.test(file)) return []
  const text = readFileSync(join(root, file), 'utf8')
  const theirs = secondOpinion(text)
  return theirs === undefined ? [] : [{ file, text, theirs }]
})

describe('a second opinion on whole manifests', () => {
  it('is asked of enough files', () => assert.ok(comparable.length >= 8, `${comparable.length} files`))
  for (const { file, text, theirs } of comparable) {
    it(`${file} reads alike`, () => {
      const documents = splitDocuments(text).map(({ span }) => readDocument(text.slice(span.start, span.end)))
      assert.deepEqual(
        documents.map(({ root: node }) => (node === null ? null : toValue(node))),
        theirs,
      )
    })
  }
})
