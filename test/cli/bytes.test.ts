import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { decodeBytes, encodeText } from '../../server/src/cli/bytes.ts'

const bytes = (...parts: (string | number[])[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))))

describe('bytes of a file', () => {
  const good: readonly (readonly [name: string, content: Uint8Array, text: string])[] = [
    ['UTF-8', bytes('a: é😀'), 'a: é😀'],
    ['UTF-8 with a mark', bytes([0xef, 0xbb, 0xbf], 'a: 1'), 'a: 1'],
    ['UTF-16, little end first', bytes([0xff, 0xfe], [...Buffer.from('a: é', 'utf16le')]), 'a: é'],
    ['UTF-16, big end first', bytes([0xfe, 0xff], [...Buffer.from('a: é', 'utf16le').swap16()]), 'a: é'],
    ['a replacement character that is really there', bytes('a: \ufffd'), 'a: \ufffd'],
    ['nothing', bytes(), ''],
  ]
  for (const [name, content, text] of good)
    test(`${name}, there and back`, () => {
      const decoded = decodeBytes(content)
      assert.equal(decoded.text, text)
      assert.deepEqual(Buffer.from(encodeText(decoded.text, decoded)), Buffer.from(content))
    })
  const bad: readonly (readonly [name: string, content: Uint8Array, text: string])[] = [
    ['Latin-1', bytes('x', [0xe9], '\n'), 'x\udce9\n'],
    ['an overlong form', bytes([0xc0, 0xaf]), '\udcc0\udcaf'],
    ['a surrogate', bytes([0xed, 0xa0, 0x80]), '\udced\udca0\udc80'],
    ['a character that is cut off', bytes('é', [0xf0, 0x9f]), 'é\udcf0\udc9f'],
    ['beyond Unicode', bytes([0xf4, 0x90, 0x80, 0x80]), '\udcf4\udc90\udc80\udc80'],
    ['half a character of UTF-16', bytes([0xff, 0xfe, 0x61, 0x00, 0x62]), 'a\udc00'],
  ]
  for (const [name, content, text] of bad) test(`${name} shows where it cannot be read`, () => assert.equal(decodeBytes(content).text, text))
})
