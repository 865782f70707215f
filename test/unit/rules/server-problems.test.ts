// The pages of what only the API server says: complete, and true of their examples.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { SERVER_RULE_IDS } from '../../../server/src/core/rule-ids.ts'
import { wholeExample } from '../../../server/src/core/rules/example.ts'
import { RULES } from '../../../server/src/core/rules/index.ts'
import { SERVER_PROBLEMS } from '../../../server/src/core/rules/server-problems.ts'
import { problemsIn } from '../../support/analyse.ts'

describe('pages of what the API server says', () => {
  it('there is one for each id, and none for a rule of ours', () => {
    const ids = SERVER_PROBLEMS.map(({ id }) => id)
    assert.deepEqual([...ids].sort(), [...SERVER_RULE_IDS, 'server-warning', 'unused-ignore'].sort())
    assert.deepEqual(
      RULES.filter(({ id }) => ids.includes(id)).map(({ id }) => id),
      [],
    )
  })

  for (const { id, example } of SERVER_PROBLEMS) {
    // an update is needed to change what cannot be changed: see selector-changed
    if (id !== 'immutable-field')
      it(`${id}: the bad example has the problem`, () => {
        const problems = problemsIn(wholeExample(example.bad))
        assert.ok(
          problems.some(({ rule }) => rule === id),
          `found ${problems.map(({ rule }) => rule).join(', ')}`,
        )
      })
    it(`${id}: the good example has no error or warning`, () => {
      const wrong = problemsIn(wholeExample(example.good)).filter(({ severity }) => severity === 'error' || severity === 'warning')
      assert.deepEqual(
        wrong.map(({ rule, message }) => `${rule}: ${message}`),
        [],
      )
    })
  }
})
