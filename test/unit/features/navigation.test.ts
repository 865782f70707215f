// From a name to its definition and its uses: a cursor in one of three files, and the lines that are found.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { definitions } from '../../../server/src/core/features/definition.ts'
import { highlights } from '../../../server/src/core/features/highlights.ts'
import { references } from '../../../server/src/core/features/references.ts'
import { shown } from '../../support/documents.ts'
import { at } from './agent-files.ts'

interface Case {
  readonly file: string
  readonly cursor: string
  readonly nth?: number
  readonly found: readonly string[]
}

describe('definition', () => {
  const cases: readonly Case[] = [
    { file: 'agent', cursor: 'name: d|ata, mountPath', found: ['agent:67 data'] },
    { file: 'agent', cursor: 'port: met|rics', found: ['agent:42 metrics'] },
    { file: 'agent', cursor: 'containerName: main|', found: ['agent:39 main'] },
    { file: 'agent', cursor: 'default-container: |main', found: ['agent:39 main'] },
    { file: 'agent', cursor: 'a|pp: agent', nth: 1, found: ['agent:15 app'] },
    { file: 'agent', cursor: 'app: a|gent', nth: 1, found: ['agent:15 agent'] },
    { file: 'agent', cursor: '"agent-|config"', found: ['near:52 agent-config'] },
    { file: 'agent', cursor: 'key: lev|el', found: ['near:55 level'] },
    { file: 'agent', cursor: 'serviceAccountName: agent-|sa', found: ['near:59 agent-sa'] },
    { file: 'agent', cursor: 'priorityClassName: age|nts', found: ['near:70 agents'] },
    { file: 'near', cursor: 'targetPort: me|trics', found: ['agent:42 metrics'] },
    { file: 'near', cursor: 'app: a|gent', nth: 1, found: ['agent:15 agent'] },
    { file: 'near', cursor: 'values: [a|gent', found: ['agent:15 agent'] },
    { file: 'near', cursor: '- port: htt|p', found: ['near:13 http'] },
    { file: 'near', cursor: 'matchLabels:\n      app: |agent\n  endpoints', found: ['near:7 agent'] },
    { file: 'near', cursor: 'name: agent-|sa, namespace: logging}\n---\napiVersion: scheduling', found: ['near:59 agent-sa'] },
  ]
  for (const { file, cursor, nth, found } of cases) {
    it(`${file} at ${JSON.stringify(cursor)}`, () => {
      const { files, documents, target } = at(file, cursor, nth)
      assert.ok(target)
      assert.deepEqual(shown(files, definitions(target, documents)), found)
    })
  }

  it('is nothing where no name stands', () => {
    assert.equal(at('agent', 'mount|Path: /data').target, undefined)
    assert.equal(at('agent', 'port: 91|00').target, undefined)
  })
})

describe('references', () => {
  const label = ['agent:11 app', 'agent:15 app', 'agent:28 app', 'near:11 app', 'near:23 app', 'near:33 app']
  const cases: readonly Case[] = [
    { file: 'agent', cursor: 'a|pp: agent', nth: 2, found: label },
    { file: 'near', cursor: 'key: a|pp', found: label },
    { file: 'agent', cursor: 'ti|er', found: ['agent:16 tier'] },
    {
      file: 'agent',
      cursor: '- name: met|rics',
      found: ['agent:42 metrics', 'agent:46 metrics', 'near:15 metrics', 'near:36 metrics'],
    },
    { file: 'agent', cursor: '- name: da|ta\n          hostPath', found: ['agent:37 data', 'agent:62 data', 'agent:67 data'] },
    { file: 'near', cursor: 'name: agent-|config', found: ['agent:54 agent-config', 'agent:72 "agent-config"', 'near:52 agent-config'] },
    { file: 'agent', cursor: 'name: ag|ent', found: ['agent:4 agent', 'near:4 agent', 'near:19 agent', 'near:29 agent', 'near:40 agent'] },
  ]
  for (const { file, cursor, nth, found } of cases) {
    it(`${file} at ${JSON.stringify(cursor)}`, () => {
      const { files, documents, target } = at(file, cursor, nth)
      assert.ok(target)
      assert.deepEqual(shown(files, references(target, documents, true)), found)
    })
  }
})

describe('highlights', () => {
  it('stay in the document', () => {
    const { documents, target } = at('agent', '- name: met|rics')
    const [document] = documents
    assert.ok(target && document)
    const found = highlights(document, target.mention.span.start)
    assert.deepEqual(
      found.map(({ span, definition }) => [document.reading.text.slice(span.start, span.end), definition]),
      [
        ['metrics', true],
        ['metrics', false],
      ],
    )
    assert.deepEqual(highlights(document, 0), [])
  })
})
