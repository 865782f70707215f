import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readDocument } from '../../../server/src/core/syntax/read-document.ts'
import { toValue } from '../../../server/src/core/syntax/to-value.ts'
import { toJson } from '../../support/json-of.ts'

/** The value as JSON, or the server's sentence when it cannot be read. */
function read(text: string): string {
  const document = readDocument(text)
  const problem = document.problems[0]
  return problem === undefined ? toJson(document.root) : problem.serverMessage
}

function table(name: string, rows: readonly (readonly [text: string, expected: string])[]): void {
  test(name, () => {
    for (const [text, expected] of rows) assert.equal(read(text), expected, JSON.stringify(text))
  })
}

table('plain scalars are typed by YAML 1.1', [
  ...['y', 'Yes', 'on', 'ON', 'true', 'TRUE'].map((word) => [word, 'true'] as const),
  ...['n', 'No', 'off', 'OFF', 'false', 'False'].map((word) => [word, 'false'] as const),
  ...['~', 'null', 'NULL'].map((word) => [word, 'null'] as const),
  ...['tRUE', 'nUll', 'e3', '1e', '1:30', '2024-01-01', '0.1.2', '=', '_1', '1k', 'inf', '0x', '--'].map(
    (word) => [word, JSON.stringify(word)] as const,
  ),
  ['0755', '493'],
  ['0o17', '15'],
  ['0888', '888'],
  ['0X1f', '31'],
  ['-0b11', '-3'],
  ['1_000', '1000'],
  ['1__0', '10'],
  ['+017', '15'],
  ['1.', '1'],
  ['.5', '0.5'],
  ['1_0.5', '10.5'],
  ['1e400', '"1e400"'],
  ['9223372036854775807', '9223372036854775807'],
  ['18446744073709551615', '18446744073709551615'],
  ['18446744073709551616', '18446744073709552000'],
  ['.inf', 'json: unsupported value: +Inf'],
  ['.NaN', 'json: unsupported value: NaN'],
])

table('tags', [
  ['!!str 5', '"5"'],
  ['! 5', '"5"'],
  ['!!float 5', '5'],
  ['!!int 5.5', 'yaml: cannot decode !!float `5.5` as a !!int'],
  ['!!null x', 'yaml: cannot decode !!str `x` as a !!null'],
  ['!!binary aGk=', '"hi"'],
  ['!!binary "***"', 'yaml: !!binary value contains invalid base64 data'],
  ['!mine [a]', '["a"]'],
  ['!!set {a, b}', '{"a":null,"b":null}'],
  ['!<tag:yaml.org,2002:str> 7', '"7"'],
  ['%TAG ! tag:yaml.org,2002:\n--- !str 1', '"1"'],
])

table('keys are strings', [
  ['yes: x', '{"true":"x"}'],
  ['01: x', '{"1":"x"}'],
  ['1e3: x', '{"1000":"x"}'],
  ['1e6: x', '{"1e+06":"x"}'],
  ['1.23456789: x', '{"1.2345679":"x"}'],
  ['.inf: x', '{".inf":"x"}'],
  ['? a\n: b', '{"a":"b"}'],
  ['null: x', 'unsupported map key of type: %!s(<nil>), key: <nil>, value: "x"'],
  ['9223372036854775808: x', 'unsupported map key of type: uint64, key: 0x8000000000000000, value: "x"'],
  ['{a: b}: x', 'yaml: invalid map key: map[interface {}]interface {}{"a":"b"}'],
  ['a: {b:1}', '{"a":{"b:1":null}}'],
  ['a: {"b":1}', '{"a":{"b":1}}'],
])

table('aliases and merge keys', [
  ['a: &x {k: v}\nb: *x', '{"a":{"k":"v"},"b":{"k":"v"}}'],
  ['a: &x 1\nb: &x 2\nc: *x', '{"a":1,"b":2,"c":2}'],
  ['a: &x k\n*x : v', '{"a":"k","k":"v"}'],
  ['a: *x', "yaml: unknown anchor 'x' referenced"],
  ['&x [*x]', "yaml: anchor 'x' value contains itself"],
  ['a: &x {k: 1}\nb:\n  <<: *x\n  k: 2', '{"a":{"k":1},"b":{"k":2}}'],
  ['a: &x {k: 1}\nb:\n  k: 2\n  <<: *x', '{"a":{"k":1},"b":{"k":1}}'],
  ['a: &x {k: 1}\nb: &y {k: 2}\nc: {<<: [*x, *y]}', '{"a":{"k":1},"b":{"k":2},"c":{"k":1}}'],
  ['a: {"<<": {k: v}}', '{"a":{"<<":{"k":"v"}}}'],
  ['a:\n  <<: 5', 'yaml: map merge requires map or sequence of maps as the value'],
])

table('quoted and block scalars', [
  ["'it''s'", '"it\'s"'],
  ['"a\\\n  b"', '"ab"'],
  ['a: "b\nc"', '{"a":"b c"}'],
  ['a: "b\n\n  c"', '{"a":"b\\nc"}'],
  ['"\\x41\\u00e9\\U0001F600"', '"Aé😀"'],
  ['a: |\n  x\n   y\n', '{"a":"x\\n y\\n"}'],
  ['a: |-\n  x\n', '{"a":"x"}'],
  ['a: |+\n  x\n\n', '{"a":"x\\n\\n"}'],
  ['a: >\n  x\n  y\n\n  z\n', '{"a":"x y\\nz\\n"}'],
  ['a: |2\n   x\n', '{"a":" x\\n"}'],
  ['a: b\n  c', '{"a":"b c"}'],
  ['a #b', '"a"'],
])

table('what the server refuses', [
  ['a: b: c', 'yaml: mapping values are not allowed in this context'],
  ['x:\n  a: - 1', 'yaml: line 2: block sequence entries are not allowed in this context'],
  ['x:\n  a: ? b', 'yaml: line 2: mapping keys are not allowed in this context'],
  ['x:\n  a: `b`', 'yaml: line 2: found character that cannot start any token'],
  ['x:\n\ta: 1', 'yaml: line 2: found character that cannot start any token'],
  ['x: "\\/"', 'yaml: found unknown escape character'],
  ['x:\n  "\\ud83d"', 'yaml: line 2: found invalid Unicode character escape code'],
  ["x:\n  'open\n", 'yaml: line 3: found unexpected end of stream'],
  ['x:\n  - [a,, b]', 'yaml: line 1: did not find expected node content'],
  ['x:\n    b: 1\n  c: 2', 'yaml: line 2: did not find expected key'],
  ['x:\n  a: 1\n  b\n', "yaml: line 4: could not find expected ':'"],
  ['a: |\n  x\n\ty', 'yaml: line 3: found a tab character where an indentation space is expected'],
  ['a: \x01', 'yaml: control characters are not allowed'],
  ['%YAML 1.2\n--- a', 'yaml: found incompatible YAML document'],
  [`${'k'.repeat(1100)}: v`, 'yaml: mapping values are not allowed in this context'],
  ['a: 1\na: 2', 'yaml: unmarshal errors:\n  line 2: key "a" already set in map'],
  ['yes: 1\ntrue: 2', 'yaml: unmarshal errors:\n  line 2: key true already set in map'],
])

table('what the server lets pass', [
  ['a: {\n  b: 1\n}', '{"a":{"b":1}}'],
  ['x:\n  a: [\n 1]', '{"x":{"a":[1]}}'],
  ['a:\n- 1\n- 2\nb: 3', '{"a":[1,2],"b":3}'],
  ['{a: 1,}', '{"a":1}'],
  ['{\n\t"a":1}', '{"a":1}'],
  ['\ufeffa: 1', '{"a":1}'],
  ['a: 1\n...\nnot: [read', '{"a":1}'],
  ['--- # c\na: 1', '{"a":1}'],
  ['a: 1\rb: 2\u2028c: 3', '{"a":1,"b":2,"c":3}'],
])

test('a repeated key says where it stood first, and its path', () => {
  const text = 'spec:\n  list:\n  - a: 1\n    b: 2\n    a: 3\n'
  const [problem] = readDocument(text).problems
  assert.ok(problem?.kind === 'repeated-key' && problem.first !== undefined)
  assert.deepEqual(problem.path, ['spec', 'list', 0, 'a'])
  assert.equal(problem.span.start, text.lastIndexOf('a:'))
  assert.equal(problem.first.start, text.indexOf('a:'))
})

test('a plain value keeps big integers and odd keys', () => {
  assert.deepEqual(
    toValue(readDocument('a: 9007199254740993\n__proto__: {b: 1}').root),
    JSON.parse('{"a":0,"__proto__":{"b":1}}', (key, value) => (key === 'a' ? 9007199254740993n : value)),
  )
})
