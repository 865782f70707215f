// Every rule's own examples: the bad one has findings exactly where it is marked, the good one has none; ids and pages are complete.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { wholeExample } from '../../../server/src/core/rules/example.ts'
import { RULES } from '../../../server/src/core/rules/index.ts'
import { type Given, problemsIn } from '../../support/analyse.ts'
import { marksIn, placeOf } from '../../support/marks.ts'

describe('examples of the rules', () => {
  for (const rule of RULES) {
    const { nodes, previous, workspace } = rule.example
    const severities = rule.severity === 'off' ? { [rule.id]: 'warning' as const } : {}
    const given: Given = { nodes, previous, workspace, severities }

    it(`${rule.id}: the bad example has its findings where they are marked`, () => {
      const text = wholeExample(rule.example.bad)
      const found = problemsIn(text, given).filter((problem) => problem.rule === rule.id)
      assert.deepEqual(
        found.map(({ span }) => placeOf(text, span)),
        marksIn(text).map(({ line, start, end }) => ({ line, start, end })),
      )
    })

    it(`${rule.id}: the good example has none, and nothing worse than information`, () => {
      const problems = problemsIn(wholeExample(rule.example.good), given)
      const wrong = problems.filter((problem) => problem.rule === rule.id || problem.severity === 'error' || problem.severity === 'warning')
      assert.deepEqual(
        wrong.map(({ rule: id, message }) => `${id}: ${message}`),
        [],
      )
    })

    it(`${rule.id}: messages are one or two sentences`, () => {
      for (const { rule: id, message, origin } of problemsIn(wholeExample(rule.example.bad), given)) {
        // the words of a warning are the server's
        if (id !== rule.id || origin === 'warning') continue
        const sentences = message.split(/[.?!](?=\s+[A-Z]|$)/).filter((part) => part.trim() !== '')
        assert.ok(sentences.length <= 2, message)
        assert.match(message, /[.?]$/)
      }
    })
  }
})
