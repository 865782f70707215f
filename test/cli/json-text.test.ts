import assert from 'node:assert/strict'
import { test } from 'node:test'
import { jsonText } from '../../server/src/cli/json-text.ts'

test('JSON as JSON.stringify writes it', () => {
  const values: readonly unknown[] = [
    null,
    true,
    -0,
    1.5,
    1e300,
    'é"\u2028\n',
    [],
    {},
    [[]],
    [1, [2, {}], { a: [], 'b"': { c: null } }],
    { a: undefined, b: 1 },
  ]
  for (const value of values) for (const indent of [0, 2]) assert.equal(jsonText(value, indent), JSON.stringify(value, null, indent))
})
test('integers of any size', () => assert.equal(jsonText([12345678901234567890n, { a: -1n }]), '[12345678901234567890,{"a":-1}]'))
test('100,000 levels', () => {
  let value: unknown = 1
  for (let level = 0; level < 100_000; level++) value = [value]
  assert.equal(jsonText(value), `${'['.repeat(100_000)}1${']'.repeat(100_000)}`)
})
