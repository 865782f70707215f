import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isIpAddress, parseIp, warningOfIp } from '../../../server/src/core/server-checks/ip-addresses.ts'

/** Text, canonical form (undefined: no address), whether the strict reading takes it. */
const addresses: readonly [string, string | undefined, boolean][] = [
  ['1.2.3.4', '1.2.3.4', true],
  ['0.0.0.0', '0.0.0.0', true],
  ['01.2.3.4', '1.2.3.4', false],
  ['1.2.3', undefined, false],
  ['1.2.3.256', undefined, false],
  ['1.2.3.4.5', undefined, false],
  ['', undefined, false],
  ['::', '::', true],
  ['::1', '::1', true],
  ['1::', '1::', true],
  ['FE80::ABC', 'fe80::abc', true],
  ['1:0:0:2:0:0:0:3', '1:0:0:2::3', true],
  ['1:0:2:3:4:5:6:7', '1:0:2:3:4:5:6:7', true],
  ['1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:8', true],
  ['1:2:3:4:5:6:7', undefined, false],
  ['1:2:3:4:5:6:7:8:9', undefined, false],
  ['1::2::3', undefined, false],
  [':1', undefined, false],
  ['fe80::1%eth0', undefined, false],
  ['::ffff:1.2.3.4', '1.2.3.4', false],
  ['64:ff9b::1.2.3.4', '64:ff9b::102:304', true],
  ['::00001', '::1', false],
]

test('addresses are read leniently and strictly', () => {
  for (const [text, canonical, strict] of addresses) {
    assert.equal(parseIp(text)?.canonical, canonical, text)
    assert.equal(isIpAddress(text, false).length === 0, canonical !== undefined, text)
    assert.equal(isIpAddress(text, true).length === 0, strict, text)
  }
})

test('an unusual form of a valid address is warned of', () => {
  assert.equal(warningOfIp('1.2.3.4', true), undefined)
  assert.equal(warningOfIp('::1', true), undefined)
  assert.equal(warningOfIp('FE80::0', true), 'IPv6 address "FE80::0" should be in RFC 5952 canonical format ("fe80::")')
  assert.equal(warningOfIp('01.2.3.4', true), 'non-standard IP address "01.2.3.4" is invalid: use "1.2.3.4"')
  assert.match(warningOfIp('::ffff:1.2.3.4', false) ?? '', /will be considered invalid in a future Kubernetes release: use "1\.2\.3\.4"/)
})
