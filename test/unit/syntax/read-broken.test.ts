import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pathAt } from '../../../server/src/core/syntax/locate.ts'
import { readDocument } from '../../../server/src/core/syntax/read-document.ts'
import { splitDocuments } from '../../../server/src/core/syntax/split-documents.ts'
import { maskTemplate } from '../../../server/src/core/syntax/template.ts'
import { toValue } from '../../../server/src/core/syntax/to-value.ts'
import type { Node } from '../../../server/src/core/syntax/tree.ts'
import { toJson } from '../../support/json-of.ts'

const TEXTS = [
  'spec:\n  a: &x {b: [1, "two\n three", \'it\'\'s\']}\n  c:\n  - *x\n  - <<: *x\n    d: |+\n      text\n\n  ? e\n  : !!str 5 # c\n--- # next\n"k\\u00e9\\\n  y": >-\n  folded\n...\n%TAG ! x\n',
  'a: {{ .Values.a }}\n{{- if .b }}\nb:\n  {{- toYaml .c | nindent 2 }}\n{{- else }}\nb: {{ if d }}e{{ end }}\n{{- end }}\nc: \u0024{VAR}\n',
  '{"a": [1, {"b": null}], "c": "\\n"}\n{"d": 1}',
]

test('every prefix, and every text with one character gone, is read without an exception', () => {
  for (const text of TEXTS) {
    for (let i = 0; i <= text.length; i++) {
      for (const broken of [text.slice(0, i), text.slice(0, i) + text.slice(i + 1)]) {
        for (const { span } of splitDocuments(broken)) {
          const part = broken.slice(span.start, span.end)
          const masked = maskTemplate(part)
          assert.equal(masked.text.length, part.length)
          for (const read of [part, masked.text]) {
            const document = readDocument(read)
            toJson(document.root)
            pathAt(document, Math.min(i, read.length))
            assert.ok(document.problems.every((problem) => problem.span.start >= 0 && problem.span.end <= read.length))
          }
        }
      }
    }
  }
})

test('a mistake costs as little of the tree as possible', () => {
  const rows: readonly (readonly [text: string, json: string, at: string])[] = [
    ['a:\n  fo\n  bar: x\nz: 1\n', '{"a":{"fo":null,"bar":"x"},"z":1}', 'fo'],
    ['a:\n  b: 1\n  fo\n', '{"a":{"b":1,"fo":null}}', 'fo'],
    ['a:\n  b: "open\n  c: "x"\nz: 3\n', '{"a":{"b":"open","c":"x"},"z":3}', 'x"'],
    ['a:\n  b: "open\n  c: 2\n', '{"a":{"b":"open","c":2}}', '"open'],
    ['a:\n  b: [x, "y"\n  c: x\nz: 1\n', '{"a":{"b":["x","y"],"c":"x"},"z":1}', 'c'],
    ['a:\n  b: {x: 1\n  c: x\n', '{"a":{"b":{"x":1},"c":"x"}}', ':'],
    ['a:\n  b: 1\n    c: 2\n  d: 3\n', '{"a":{"b":1,"c":2,"d":3}}', 'c:'],
    ['a:\n  b: 1\n c: 2\n  d: 3\nz: 1\n', '{"a":{"b":1,"c":2,"d":3},"z":1}', 'c'],
    ['a:\n  - k: x\n  i: w\n  - k: z\n', '{"a":[{"k":"x","i":"w"},{"k":"z"}]}', 'i'],
    ['a: b: c\nd: 1\n', '{"a":"b: c","d":1}', ':'],
    ['a: @x\nb: 1\n', '{"a":"@x","b":1}', '@'],
    ['a:\n\tb: 1\n\tc: 2\n', '{"a":{"b":1,"c":2}}', '\t'],
    ['a: *x\nb: 1\n', '{"a":null,"b":1}', '*x'],
    ['a: ]\nb: 1\n', '{"a":null,"b":1}', ']'],
  ]
  for (const [text, json, at] of rows) {
    const { root, problems } = readDocument(text)
    assert.equal(toJson(root), json, text)
    assert.equal(problems.length, 1, text)
    const span = problems[0]?.span
    assert.equal(text.slice(span?.start, span?.end).slice(0, at.length), at, text)
  }
})

/** How deep the first children go. */
function depthOf(root: Node | null): number {
  let depth = 0
  for (let node = root; node !== null && node !== undefined; depth++) {
    if (node.kind === 'scalar') break
    node = (node.kind === 'list' ? node.items[0]?.value : node.entries[0]?.value) ?? null
  }
  return depth
}

test('10,000 levels are read; more are refused', () => {
  const deep = readDocument(`a: ${'['.repeat(9999)}${']'.repeat(9999)}`)
  assert.deepEqual([depthOf(deep.root), deep.problems], [10_000, []])
  assert.equal(toJson(deep.root).length, 2 * 9999 + '{"a":}'.length)
  assert.ok(Array.isArray(Object.values(toValue(deep.root) ?? {})[0]))
  for (const text of ['['.repeat(20_000), '{"a":'.repeat(20_000), '- '.repeat(20_000), '? '.repeat(20_000)]) {
    assert.match(readDocument(text).problems[0]?.serverMessage ?? '', /exceeded max depth of 10000$/)
  }
})

test('aliases that multiply are refused, and cost no memory', () => {
  let bomb = 'a0: &a0 [x, x, x, x, x, x, x, x, x]\n'
  for (let i = 1; i < 40; i++)
    bomb += `a${i}: &a${i} [${Array(9)
      .fill(`*a${i - 1}`)
      .join(', ')}]\n`
  const { root, problems } = readDocument(bomb)
  assert.equal(problems[0]?.serverMessage, 'yaml: document contains excessive aliasing')
  assert.ok(root?.kind === 'map' && root.entries.length === 40)
  const value = toValue(root)
  assert.ok(typeof value === 'object' && value !== null && Object.keys(value).length === 40)
})

test('ten megabytes in one line', () => {
  const scalar = readDocument(`a: ${'x'.repeat(10_000_000)}`)
  assert.ok(scalar.root?.kind === 'map' && scalar.root.entries[0]?.valueSpan.end === 10_000_003)
  const list = readDocument(`[${'abcdefghijklmnopqrs,'.repeat(500_000)}]`)
  assert.ok(list.root?.kind === 'list' && list.root.items.length === 500_000)
})
