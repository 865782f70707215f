import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { cutLine, displayLine, displayWidth, printable } from '../../server/src/cli/display.ts'

/** The marks under a line, as a terminal shows them. */
function marked(line: string, mark: string): string {
  const from = line.indexOf(mark)
  const { text, start, width } = displayLine(line, from, from + mark.length)
  return `${text}\n${' '.repeat(start)}${'^'.repeat(width)}`
}

describe('text in a terminal', () => {
  test('carets stand under the mistake', () => assert.equal(marked('  image: nginx', 'nginx'), '  image: nginx\n         ^^^^^'))
  test('wide characters take two columns', () => assert.equal(marked('名前: bad', 'bad'), '名前: bad\n      ^^^'))
  test('and two carets', () => assert.equal(marked('a: 名前', '名前'), 'a: 名前\n   ^^^^'))
  test('combining characters take none', () => assert.equal(marked('e\u0301: bad', 'bad'), 'e\u0301: bad\n   ^^^'))
  test('tabs go to the next stop', () => assert.equal(marked('a\tbad', 'bad'), 'a   bad\n    ^^^'))
  test('an empty place still has a caret', () => assert.deepEqual(displayLine('a:', 2, 2), { text: 'a:', start: 2, width: 1 }))
  test('an emoji is one thing of two columns', () => assert.equal(displayWidth('a😀b'), 4))
  test('nothing can command the terminal', () => {
    assert.equal(printable('a\u001b[31mb\r\u202ec\u0007'), 'a\\u001b[31mb\\u000d\\u202ec\\u0007')
    assert.equal(printable('lone \ud800'), 'lone \\ud800')
    assert.equal(marked('x: \u001b[2J bad', 'bad'), 'x: \\u001b[2J bad\n             ^^^')
  })
  test('of a very long line only the part around the mistake is shown', () => {
    const line = `${'a'.repeat(5000)}BAD${'b'.repeat(5000)}`
    const whole = { start: 0, end: line.length }
    const cut = cutLine(line, whole, { start: 5000, end: 5003 }, 80)
    assert.equal(cut.line.slice(cut.from, cut.to), 'BAD')
    assert.ok(cut.line.length <= 82 && cut.line.startsWith('…') && cut.line.endsWith('…'))
    const first = cutLine(line, whole, whole, 80)
    assert.equal(first.from, 0)
    assert.ok(first.line.length <= 81 && !first.line.startsWith('…'))
    const last = cutLine(line, whole, { start: line.length - 1, end: line.length }, 80)
    assert.equal(last.line.slice(last.from, last.to), 'b')
    assert.ok(!last.line.endsWith('…'))
  })
  test('a place over several lines is marked to the end of its first', () => {
    assert.deepEqual(cutLine('a: b\nc: d', { start: 0, end: 4 }, { start: 3, end: 9 }, 80), { line: 'a: b', from: 3, to: 4 })
  })
})
