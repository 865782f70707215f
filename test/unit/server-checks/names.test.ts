import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as names from '../../../server/src/core/server-checks/names.ts'

const long = (length: number): string => 'x'.repeat(length)

/** Check, texts that are well formed, texts that are not. */
const forms: readonly [(value: string) => string[], readonly string[], readonly string[]][] = [
  [names.isDns1123Label, ['a', '0', 'a-b', long(63)], ['', '-a', 'a-', 'A', 'a.b', 'a_b', 'é', long(64)]],
  [names.isDns1123Subdomain, ['a', 'a.b', '1.2.3.4', long(253)], ['', '.', 'a.', '.a', 'a..b', 'A', 'a_b', long(254)]],
  [names.isDns1123SubdomainWithUnderscore, ['_a.b', 'a_b'], ['', 'a_', '__a', 'A']],
  [names.isQualifiedName, ['a', 'A_b.c', 'example.com/a', `a.b/${long(63)}`], ['', '/a', 'a/', 'a/b/c', 'a b', 'A.b/c', '_a', long(64)]],
  [names.isDomainPrefixedKey, ['acme.io/foo'], ['foo', '', '/foo']],
  [names.isLabelValue, ['', 'a', 'A_b.c', long(63)], ['-a', 'a b', 'a/b', long(64)]],
  [names.isEnvVarName, ['A', 'a.b-c', '-'], ['', '0A', 'a b', '..a', '.', 'é']],
  [names.isRelaxedEnvVarName, ['0A', 'a b', '..', '~'], ['', 'a=b', 'é', 'a\tb', '\u007f']],
  [names.isConfigMapKey, ['a', '.a', 'A_b-c', '0'], ['', '.', '..', '..a', 'a/b', long(254)]],
  [names.isPortName, ['http', 'a-1', long(15)], ['', '80', '-a', 'a-', 'a--b', 'HTTP', 'a_b', long(16)]],
  [names.isPercent, ['0%', '250%'], ['', '%', '-1%', '1.5%', '10']],
  [names.isHttpHeaderName, ['X-A', '0'], ['', 'X_A', 'X:']],
  [names.isPathWithoutBacksteps, ['a/b', '..a', '/a'], ['..', 'a/../b']],
  [names.isLocalDescendingPath, ['a/b', ''], ['/a', '../a']],
  [names.isDecimalInteger, ['0', '-5', '9223372036854775807'], ['', '-0', '007', '+1', '1.5', '9223372036854775808', '-']],
]

test('each form takes what is well formed and nothing else', () => {
  for (const [check, good, bad] of forms) {
    for (const value of good) assert.deepEqual(check(value), [], `${check.name}(${JSON.stringify(value)})`)
    for (const value of bad) assert.notDeepEqual(check(value), [], `${check.name}(${JSON.stringify(value)})`)
  }
})

test('complaints are the words of the server', () => {
  assert.deepEqual(names.isDns1123Label('a.b'), ['must not contain dots'])
  assert.deepEqual(names.isQualifiedName('/'), [
    'prefix part must be non-empty',
    'name part must be non-empty',
    "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
  ])
  assert.deepEqual(names.isPortNumber(0), ['must be between 1 and 65535, inclusive'])
  assert.deepEqual(names.isUserOrGroupId(2 ** 31), ['must be between 0 and 2147483647, inclusive'])
})

test('lengths are counted in bytes of UTF-8', () => {
  assert.equal(names.byteLength('aé€😀'), 1 + 2 + 3 + 4)
})
