import assert from 'node:assert/strict'
import { test } from 'node:test'
import { locate, pathAt } from '../../../server/src/core/syntax/locate.ts'
import { readDocument } from '../../../server/src/core/syntax/read-document.ts'
import { splitDocuments } from '../../../server/src/core/syntax/split-documents.ts'
import type { Node } from '../../../server/src/core/syntax/tree.ts'
import { toJson } from '../../support/json-of.ts'

const MANIFEST = `# agent
apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: "agent" # its name
  labels: {app: agent, tier: 'node'}
spec:
  template:
    spec:
      containers:
      - name: agent
        image: example.com/agent:1.2
        args: ["--a", --b,
          "--c"]
        command:
        - sh
        - -c
        - |
          echo one
            echo two

          echo three
        env:
        - {name: FOLDED, value: >-
            x}
        resources:
          limits:
            cpu: 100m
          requests:

      tolerations:
      -   operator: Exists
      - key: a
        value: "two
          lines"
      volumes:
`.replace('        - {name: FOLDED, value: >-\n            x}\n', '        - name: FOLDED\n          value: >-\n            x\n             y\n')

function* nodesOf(root: Node): Generator<Node> {
  yield root
  const children = root.kind === 'map' ? root.entries.map((entry) => entry.value) : root.kind === 'list' ? root.items.map((item) => item.value) : []
  for (const child of children) yield* nodesOf(child)
}

test('the span of every node holds that node and nothing else', () => {
  const { root, problems } = readDocument(MANIFEST)
  assert.ok(root !== null)
  assert.deepEqual(problems, [])
  let nodes = 0
  for (const node of nodesOf(root)) {
    const column = node.span.start - (MANIFEST.lastIndexOf('\n', node.span.start - 1) + 1)
    const block = node.kind === 'scalar' && (node.style === 'literal' || node.style === 'folded')
    const text = MANIFEST.slice(node.span.start, node.span.end)
    // A block scalar is not indented against the root, so its column is not that of its text.
    const again = readDocument(`${block ? 'a:\n ' : ' '.repeat(column)}${text}\n`)
    const reread = block && again.root?.kind === 'map' ? (again.root.entries[0]?.value ?? null) : again.root
    assert.equal(toJson(reread), toJson(node), text)
    assert.equal(text, text.trim())
    nodes++
  }
  assert.equal(nodes, 38)
})

test('comments', () => {
  const { comments } = readDocument(MANIFEST)
  assert.deepEqual(
    comments.map(({ span }) => MANIFEST.slice(span.start, span.end)),
    ['# agent', '# its name'],
  )
})

test('a path is followed as far as it exists', () => {
  const { root } = readDocument(MANIFEST)
  assert.ok(root !== null)
  const image = locate(root, ['spec', 'template', 'spec', 'containers', 0, 'image'])
  assert.ok(image.found && image.entry !== undefined)
  assert.equal(MANIFEST.slice(image.entry.valueSpan.start, image.entry.valueSpan.end), 'example.com/agent:1.2')
  const missing = locate(root, ['spec', 'template', 'spec', 'containers', 1, 'image'])
  assert.deepEqual([missing.found, missing.matched, missing.entry?.key], [false, 4, 'containers'])
})

test('every written key and value knows its path', () => {
  const document = readDocument(MANIFEST)
  assert.ok(document.root !== null)
  const walk = (node: Node, segments: (string | number)[]): void => {
    if (node.kind === 'map') {
      for (const entry of node.entries) {
        const key = pathAt(document, entry.keySpan.start + 1)
        assert.deepEqual([key.segments, key.on], [[...segments, entry.key], 'key'])
        walk(entry.value, [...segments, entry.key])
      }
    } else if (node.kind === 'list') {
      for (const [index, item] of node.items.entries()) walk(item.value, [...segments, index])
    } else {
      const value = pathAt(document, node.span.end)
      assert.deepEqual([value.segments, value.on], [segments, 'value'], MANIFEST.slice(node.span.start, node.span.end))
    }
  }
  walk(document.root, [])
})

test('a blank line belongs to the map or list of its column', () => {
  const rows: readonly (readonly [text: string, segments: string, on: string])[] = [
    ['a:\n  b: 1\n  $0\nc: 2', 'a', 'gap'],
    ['a:\n  b: 1\n$0\nc: 2', '', 'gap'],
    ['a:\n  $0', 'a', 'value'],
    ['a:\n  $0\nb: 1', 'a', 'value'],
    ['a: $0', 'a', 'value'],
    ['a:\n- x: 1\n  $0', 'a/0', 'gap'],
    ['a:\n- x: 1\n$0', '', 'gap'],
    ['a:\n  - x: 1\n  $0', 'a', 'gap'],
    ['a:\n  - $0', 'a/0', 'value'],
    ['a: {b: 1, $0}', 'a', 'gap'],
    ['$0', '', 'gap'],
  ]
  for (const [marked, segments, on] of rows) {
    const place = pathAt(readDocument(marked.replace('$0', '')), marked.indexOf('$0'))
    assert.deepEqual([place.segments.join('/'), place.on], [segments, on], marked)
  }
})

test('documents of a file', () => {
  const rows: readonly (readonly [text: string, parts: readonly string[]])[] = [
    ['', []],
    ['# only a comment\n', []],
    ['a: 1', ['a: 1']],
    ['a: 1\n---\nb: 2\n', ['a: 1\n', '---\nb: 2\n']],
    ['# c\n---\na: 1\n', ['# c\n---\na: 1\n']],
    ['---\n---\na\n', ['---\n', '---\na\n']],
    ['a\n---\n', ['a\n', '---\n']],
    ['a: |\n  ---\n  b\n--- # c\nd', ['a: |\n  ---\n  b\n', '--- # c\nd']],
    ['a: 1\r\n---\r\nb: 2', ['a: 1\r\n', '---\r\nb: 2']],
    ['a\n---b\n', ['a\n---b\n']],
    ['%YAML 1.1\n---\na\n', ['%YAML 1.1\n---\na\n']],
    ['a\n...\n%YAML 1.1\n---\nb\n', ['a\n...\n', '%YAML 1.1\n---\nb\n']],
    ['{"a": "}"}\n{"b": [1]}', ['{"a": "}"}\n', '{"b": [1]}']],
    ['{{ a }}\n{{ b }}', ['{{ a }}\n{{ b }}']],
  ]
  for (const [text, parts] of rows) {
    const found = splitDocuments(text).map(({ span }) => text.slice(span.start, span.end))
    assert.deepEqual(found, parts, JSON.stringify(text))
  }
})
