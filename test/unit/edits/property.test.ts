// Every place of manifests in several layouts, changed in every way: the text reads as intended, and what is not changed stays to the byte.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { editDocument } from '../../../server/src/core/edits/edit.ts'
import { remove } from '../../../server/src/core/edits/remove.ts'
import { appendItem, type Change, setValue } from '../../../server/src/core/edits/set-value.ts'
import type { Plain } from '../../../server/src/core/edits/write-value.ts'
import { readDocument } from '../../../server/src/core/syntax/read-document.ts'
import { toValue } from '../../../server/src/core/syntax/to-value.ts'
import type { Node, SyntaxDocument } from '../../../server/src/core/syntax/tree.ts'
import { applyEdits } from '../../../server/src/core/text.ts'

const BLOCK = `# agent
apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: "agent"   # the name
  labels: {app: agent, 'tier': node}
spec:
  # who
  selector:
    matchLabels:
      app: agent

  template:
    spec:
      nodeSelector: {}
      hostAliases:
      # all of them
      - ip: 10.0.0.1
        hostnames: [a, "b"]
      # the second
      - ip: '10.0.0.2' # two
        hostnames:
        - c

      containers:
      - name: agent
        command:
        - /bin/sh
        - -c
        - |
          echo one

          echo two
        env:
        - {name: A, value: "1"}
        image: x/y:1
      volumes:
# at the margin
      tolerations: # none yet
      terminationGracePeriodSeconds: 30
`
const INDENTED = `kind: DaemonSet
spec:
    template:
        spec:
            containers:
                -   name: a
                    args:
                        - x
                        - 'y'
                -   name: b
            tolerations:
                - operator: Exists
                - key: k
                  effect: NoSchedule`
const JSON_TEXT = `{
  "kind": "DaemonSet",
  "spec": {
    "list": [1, "two", {"three": null}],
    "empty": {},
    "items": [
      {
        "name": "a"
      },
      {
        "name": "b", "value": true
      }
    ]
  }
}
`

const LAYOUTS: Readonly<Record<string, string>> = {
  'block style': BLOCK,
  CRLF: BLOCK.replaceAll('\n', '\r\n'),
  'four columns, no final newline': INDENTED,
  JSON: JSON_TEXT,
  'JSON on one line': JSON.stringify(JSON.parse(JSON_TEXT)),
  'JSON with tabs': JSON.stringify(JSON.parse(JSON_TEXT), null, '\t'),
}

type Segments = (string | number)[]

function placesOf(node: Node, path: Segments = []): { path: Segments; node: Node }[] {
  const own = [{ path, node }]
  if (node.kind === 'map') return [...own, ...node.entries.flatMap((entry) => placesOf(entry.value, [...path, entry.key]))]
  if (node.kind === 'list') return [...own, ...node.items.flatMap((item, index) => placesOf(item.value, [...path, index]))]
  return own
}

function read(text: string): { document: SyntaxDocument; root: Node; value: unknown } {
  const document = readDocument(text)
  assert.deepEqual(
    document.problems.map(({ message }) => message),
    [],
    text,
  )
  assert.ok(document.root)
  return { document, root: document.root, value: toValue(document.root) }
}

/** A copy of the value with another one at the path; undefined takes it away. */
function withAt(value: unknown, [first, ...rest]: Segments, change: (old: unknown) => unknown): unknown {
  if (first === undefined) return change(value)
  if (Array.isArray(value)) {
    const next = withAt(value[Number(first)], rest, change)
    return next === undefined ? value.filter((_, index) => index !== first) : value.map((item, index) => (index === first ? next : item))
  }
  const map = value as Record<string, unknown>
  const next = withAt(map[String(first)], rest, change)
  const entries = Object.entries({ ...map, [String(first)]: next })
  return Object.fromEntries(entries.filter(([, child]) => child !== undefined))
}

function commentsIn(text: string): string[] {
  return [...text.matchAll(/#.*/g)].map(([comment]) => comment.trimEnd()).sort()
}

/** Applies the change and holds the result against the value; returns undefined where it is refused. */
function check(text: string, change: Change, wanted: unknown): string | undefined {
  const { document } = read(text)
  const edits = editDocument(document, [change])
  if (edits === undefined) return undefined
  const changed = applyEdits(text, edits)
  assert.deepEqual(read(changed).value, wanted, changed)
  assert.equal(changed.endsWith('\n'), text.endsWith('\n'), 'the end of the file')
  if (text.includes('\r\n')) assert.doesNotMatch(changed, /[^\r]\n/)
  return changed
}

const NEW_VALUES: readonly Plain[] = [
  'plain',
  'on',
  '0755',
  '1.10',
  'a: b',
  'it\'s "x" # y',
  '',
  5,
  true,
  null,
  ['x', { y2: 1 }],
  { key: 'v', deep: { list: [1] } },
]

describe('edits at every place', () => {
  for (const [layout, text] of Object.entries(LAYOUTS)) {
    const { root, value } = read(text)
    const places = placesOf(root).filter(({ path }) => path.length > 0)

    it(`${layout}: setting any value`, () => {
      let made = 0
      for (const { path, node } of places)
        for (const fresh of NEW_VALUES) {
          const changed = check(
            text,
            setValue(path, fresh),
            withAt(value, path, () => fresh),
          )
          if (changed !== undefined) made += 1
          if (changed !== undefined && node.kind === 'scalar')
            assert.deepEqual(commentsIn(changed.replace(/it's "x" # y|it''s "x" # y|it's \\"x\\" # y/g, '')), commentsIn(text), changed)
        }
      assert.ok(made > places.length * NEW_VALUES.length * 0.8, `${made} of ${places.length * NEW_VALUES.length}`)
    })

    it(`${layout}: adding an entry to any map`, () => {
      for (const { path, node } of places) {
        if (node.kind !== 'map') continue
        for (const fresh of NEW_VALUES) {
          const changed = check(
            text,
            setValue([...path, 'added'], fresh),
            withAt(value, path, (old) => ({ ...(old as object), added: fresh })),
          )
          assert.ok(changed !== undefined, path.join('.'))
        }
      }
    })

    it(`${layout}: adding an item to any list`, () => {
      for (const { path, node } of places) {
        if (node.kind !== 'list') continue
        for (const fresh of NEW_VALUES)
          assert.ok(
            check(
              text,
              appendItem(path, fresh),
              withAt(value, path, (old) => [...(old as unknown[]), fresh]),
            ) !== undefined,
            path.join('.'),
          )
      }
    })

    it(`${layout}: removing anything`, () => {
      for (const { path, node } of places) {
        const changed = check(
          text,
          remove(path, { keepParent: true }),
          withAt(value, path, () => undefined),
        )
        if (changed === undefined) continue
        const kept = new Set(changed.split(/\r?\n/).map((line) => line.trim()))
        const lost = text.split(/\r?\n/).filter((line) => !kept.has(line.trim()))
        // its own lines, its key and the comment above
        const own = text.slice(node.span.start, node.span.end).split('\n').length + 2
        assert.ok(lost.length <= own, `${path.join('.')} lost ${lost.join('|')}`)
      }
    })

    it(`${layout}: removing what was added gives the text back`, () => {
      for (const { path, node } of places) {
        if (node.kind !== 'map' || node.entries.length === 0) continue
        const edits = editDocument(read(text).document, [setValue([...path, 'added'], { a: ['b'] }), remove([...path, 'added'])])
        assert.ok(edits)
        assert.equal(applyEdits(text, edits), text, path.join('.'))
      }
    })
  }
})
