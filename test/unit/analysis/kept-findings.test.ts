// What is kept of a document does not show: judged in one environment after another, it has the problems and fixes of one that was just read.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type DocumentReading, readObjects } from '../../../server/src/core/analysis/read-objects.ts'
import { analyseDocument, type Environment } from '../../../server/src/core/analysis.ts'
import { sampleInventory } from '../../../server/src/core/inventory/samples.ts'
import { wholeExample } from '../../../server/src/core/rules/example.ts'
import { RULES } from '../../../server/src/core/rules/index.ts'
import { NO_WORKSPACE } from '../../../server/src/core/workspace-facts.ts'
import { environmentFor } from '../../support/analyse.ts'

function saidOf(reading: DocumentReading, environment: Environment): unknown {
  return analyseDocument(reading, environment).objects.map(({ problems }) =>
    problems.map(({ fixes, ...problem }) => ({ ...problem, fixes: fixes?.() ?? [] })),
  )
}

describe('a document in one environment after another', () => {
  for (const { id, severity, example } of RULES)
    it(`${id}: says what it would say if it was just read`, () => {
      const text = wholeExample(example.bad)
      const severities = severity === 'off' ? { [id]: 'warning' as const } : {}
      const given = environmentFor(text, { ...example, severities })
      const nothing: Environment = { minors: [37], inventory: { source: 'workspace', nodes: [] }, workspace: NO_WORKSPACE, severities: {} }
      const environments = [
        nothing,
        given,
        environmentFor(text),
        { ...given, inventory: sampleInventory('eks') },
        nothing,
        { ...given, minors: [30, 37] },
      ]
      const reading = readObjects(text)
      for (const environment of environments) assert.deepEqual(saidOf(reading, environment), saidOf(readObjects(text), environment))
    })
})
