import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  addQuantities,
  compareQuantities,
  formatQuantity,
  parseQuantity,
  roundUpToMilli,
  toInteger,
  toMilli,
} from '../../server/src/core/model/quantity.ts'

/** Text, value times 10^9, text the server prints. Checked against apimachinery. */
const legal: readonly [string, bigint, string][] = [
  ['0', 0n, '0'],
  ['100m', 100_000_000n, '100m'],
  ['0.1', 100_000_000n, '100m'],
  ['1.500', 1_500_000_000n, '1.500'],
  ['1.5', 1_500_000_000n, '1500m'],
  ['.5', 500_000_000n, '500m'],
  ['5.', 5_000_000_000n, '5.'],
  ['+5', 5_000_000_000n, '+5'],
  [' 1Gi ', 1_073_741_824_000_000_000n, '1Gi'],
  ['1.5Gi', 1_610_612_736_000_000_000n, '1536Mi'],
  ['0.5Ki', 512_000_000_000n, '512'],
  ['1E', 10n ** 27n, '1E'],
  ['1e3', 10n ** 12n, '1e3'],
  ['1e4', 10n ** 13n, '10e3'],
  ['1e4294967296', 10n ** 9n, '1e4294967296'],
  ['0.1n', 1n, '1n'],
  ['-0.1n', -1n, '-1n'],
  ['Ki', 0n, '0'],
  ['.', 0n, '0'],
  ['-', 0n, '0'],
  ['16Ei', 9_223_372_036_854_775_807_000_000_000n, '9223372036854775807'],
  ['0.0001Ki', 102_400_000n, '102400u'],
]

test('quantities are read and printed as Kubernetes does', () => {
  for (const [text, nano, printed] of legal) {
    const quantity = parseQuantity(text)
    assert.ok(quantity, `${text} is a quantity`)
    assert.equal(quantity.nano, nano, text)
    assert.equal(formatQuantity(quantity), printed, text)
  }
})

test('other texts are no quantities', () => {
  const illegal = [
    '',
    ' ',
    '1 Gi',
    '1gi',
    '1GB',
    '1Gib',
    '1K',
    '1e',
    'e-10',
    'Pi',
    '1_000',
    '0x10',
    '1,5',
    '1..5',
    '--1',
    'NaN',
    '½',
    '5\n',
    '1e99999999999999999999',
  ]
  for (const text of illegal) assert.equal(parseQuantity(text), undefined, JSON.stringify(text))
})

test('enormous numbers cost nothing', () => {
  assert.ok(parseQuantity('1e2147483647'))
  assert.equal(parseQuantity('1e-2147483647')?.nano, 1n)
  assert.ok(parseQuantity('9'.repeat(1_000_000)))
})

test('arithmetic', () => {
  const read = (text: string) => parseQuantity(text) ?? assert.fail(text)
  assert.equal(compareQuantities(read('1Gi'), read('1024Mi')), 0)
  assert.equal(compareQuantities(read('1G'), read('1Gi')), -1)
  assert.equal(compareQuantities(read('1'), read('999m')), 1)
  assert.equal(formatQuantity(addQuantities(read('0'), read('1Gi'))), '1Gi')
  assert.equal(formatQuantity(addQuantities(read('1Gi'), read('512Mi'))), '1536Mi')
  assert.equal(toMilli(read('0.0001')), 1n)
  assert.equal(toInteger(read('1500m')), 2n)
  assert.equal(formatQuantity(roundUpToMilli(read('1n'))), '1m')
})
