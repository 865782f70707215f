import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { lineDiff } from '../../server/src/cli/line-diff.ts'

const lines = (text: string): string =>
  text
    .split(' ')
    .map((line) => `${line}\n`)
    .join('')

/** Applies a unified diff: what it says must be the way from one text to the other. */
function patched(before: string, diff: string): string {
  const old = before.match(/[^\n]*\n|[^\n]+$/g) ?? []
  const result: string[] = []
  let at = 0
  const body = diff.split('\n').slice(2)
  body.forEach((line, index) => {
    const header = /^@@ -(\d+),(\d+) \+\d+,\d+ @@$/.exec(line)
    if (header !== null) {
      const start = Number(header[1]) - (header[2] === '0' ? 0 : 1)
      result.push(...old.slice(at, start))
      at = start
      return
    }
    const end = body[index + 1]?.startsWith('\\') ? '' : '\n'
    if (line.startsWith(' ') || line.startsWith('-')) {
      assert.equal(old[at], line.slice(1) + end)
      at++
    }
    if (line.startsWith(' ') || line.startsWith('+')) result.push(line.slice(1) + end)
  })
  return [...result, ...old.slice(at)].join('')
}

describe('differences of lines', () => {
  const cases: readonly (readonly [before: string, after: string])[] = [
    ['a b c', 'a x c'],
    ['a b c', 'a c'],
    ['a c', 'a b c'],
    ['a b c d e f g h i j k l m', 'a B c d e f g h i j k L m'],
    ['a b c d e f', 'f e d c b a'],
    ['a a a b', 'b a a a'],
    ['x', 'y'],
  ]
  for (const [before, after] of cases)
    test(`${before} -> ${after}`, () => assert.equal(patched(lines(before), lineDiff('f', lines(before), lines(after))), lines(after)))
  test('from nothing, to nothing, without an end of line', () => {
    assert.equal(patched('', lineDiff('f', '', 'a\n')), 'a\n')
    assert.equal(patched('a\n', lineDiff('f', 'a\n', '')), '')
    assert.equal(patched('a\nb', lineDiff('f', 'a\nb', 'a\nc')), 'a\nc')
    assert.equal(patched('a\nb\n', lineDiff('f', 'a\nb\n', 'a\nb')), 'a\nb')
  })
  test('equal texts have none', () => assert.equal(lineDiff('f', 'a\n', 'a\n'), ''))
  test('looks like git', () => {
    assert.equal(
      lineDiff('f', lines('1 2 3 4 5 6 7 8 9'), lines('1 2 3 4 x 6 7 8 9')),
      '--- f\n+++ f\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+x\n 6\n 7\n 8\n',
    )
  })
  test('a text of 20,000 lines that all differ comes in time, as a whole', () => {
    const before = Array.from({ length: 20_000 }, (_, k) => `a${k}\n`).join('')
    const after = Array.from({ length: 20_000 }, (_, k) => `b${k}\n`).join('')
    assert.equal(patched(before, lineDiff('f', before, after)), after)
  })
})
