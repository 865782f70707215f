import assert from 'node:assert/strict'
import { test } from 'node:test'
import { problemsIn } from '../support/analyse.ts'
import { keysByHand, partsOf } from '../support/keystrokes.ts'
import { AGENT, writeAgent } from '../support/write-agent.ts'

test('keys by hand: Enter keeps the indentation, two more behind a colon', () => {
  assert.equal(keysByHand('a:\n  b: 1\n  c: 2\nd: 3'), 'a:↵b: 1↵c: 2↵←d: 3'.length)
})

test('the parts of a snippet', () => {
  assert.deepEqual(partsOf(`a: \${1|x,y|}\n\\$b \${2:c}$3$0`), [
    'a: ',
    { stop: 1, given: 'x', choices: ['x', 'y'] },
    '\n$b ',
    { stop: 2, given: 'c', choices: [] },
    { stop: 3, given: '', choices: [] },
    { stop: 0, given: '', choices: [] },
  ])
})

test('a correct node agent takes about a third of the keys that typing it takes', async () => {
  assert.deepEqual(
    problemsIn(AGENT).map(({ rule, message }) => `${rule}: ${message}`),
    [],
  )
  const { completed, byHand, text } = await writeAgent()
  assert.equal(text, AGENT)
  assert.ok(completed > 100 && completed <= 0.34 * byHand, `${completed} of ${byHand}`)
})
