// Each change on a small text: what it makes of it, to the byte. `undefined`: the change is refused.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { editDocument } from '../../../server/src/core/edits/edit.ts'
import { moveEntry, renameKey } from '../../../server/src/core/edits/move-entry.ts'
import { remove } from '../../../server/src/core/edits/remove.ts'
import { appendItem, type Change, insertItem, setValue } from '../../../server/src/core/edits/set-value.ts'
import { readDocument } from '../../../server/src/core/syntax/read-document.ts'
import { applyEdits } from '../../../server/src/core/text.ts'

function change(text: string, ...changes: Change[]): string | undefined {
  const edits = editDocument(readDocument(text), changes)
  return edits && applyEdits(text, edits)
}

interface Case {
  readonly name: string
  readonly before: string
  readonly change: Change | readonly Change[]
  readonly after: string | undefined
}

function table(title: string, cases: readonly Case[]): void {
  describe(title, () => {
    for (const { name, before, change: changes, after } of cases)
      it(name, () => assert.equal(change(before, ...(Array.isArray(changes) ? (changes as Change[]) : [changes as Change])), after))
  })
}

const TOLERATION = { key: 'a', operator: 'Exists' }

table('setting a value', [
  { name: 'keeps single quotes', before: "a: 'x' # why\n", change: setValue(['a'], 'q z'), after: "a: 'q z' # why\n" },
  { name: 'keeps double quotes', before: 'a: "x"\n', change: setValue(['a'], 'yes'), after: 'a: "yes"\n' },
  { name: 'quotes what YAML 1.1 would read as a boolean', before: 'a: x\n', change: setValue(['a'], 'on'), after: 'a: "on"\n' },
  { name: 'quotes a number that is a string', before: "b: 'q'\na: x\n", change: setValue(['a'], '0755'), after: "b: 'q'\na: '0755'\n" },
  { name: 'leaves quantities plain', before: 'a: x\n', change: setValue(['a'], '100Mi'), after: 'a: 100Mi\n' },
  { name: 'writes a number without quotes', before: 'a: "8080"\n', change: setValue(['a'], 8080), after: 'a: 8080\n' },
  { name: 'fills an empty value', before: 'a: # later\nb: 1\n', change: setValue(['a'], 'x'), after: 'a: x # later\nb: 1\n' },
  { name: 'fills an empty value with a list', before: 'a: # later\nb: 1\n', change: setValue(['a'], ['x']), after: 'a: # later\n- x\nb: 1\n' },
  { name: 'replaces null by a map', before: 'a: null\nb:\n    c: 1\n', change: setValue(['a'], { x: 1 }), after: 'a:\n    x: 1\nb:\n    c: 1\n' },
  { name: 'replaces {} by a block', before: 'a: {} # none\n', change: setValue(['a', 'x'], 'q'), after: 'a: # none\n  x: q\n' },
  { name: 'replaces a block scalar', before: 'a: |\n  one\n  two\nb: 1\n', change: setValue(['a'], 'x'), after: 'a: x\nb: 1\n' },
  { name: 'replaces a list by a scalar', before: 'a:\n- 1\n- 2\nb: 1\n', change: setValue(['a'], 'x'), after: 'a: x\nb: 1\n' },
  { name: 'keeps a comment rather than replace a list', before: 'a:\n- 1 # one\n- 2\n', change: setValue(['a'], 'x'), after: undefined },
  { name: 'stays JSON', before: '{\n  "a": "x"\n}\n', change: setValue(['a'], 'q'), after: '{\n  "a": "q"\n}\n' },
  { name: 'stays flow', before: 'a: {b: x, c: q}\n', change: setValue(['a', 'b'], 'z, w'), after: 'a: {b: "z, w", c: q}\n' },
  { name: 'replaces an alias in its place only', before: 'a: &x 1\nb: *x\n', change: setValue(['b'], 2), after: 'a: &x 1\nb: 2\n' },
  { name: 'leaves an anchor alone that others share', before: 'a: &x 1\nb: *x\n', change: setValue(['a'], 2), after: undefined },
  { name: 'leaves what was merged in alone', before: 'a: &x {k: 1}\nb:\n  <<: *x\n  l: 2\n', change: setValue(['b', 'k'], 2), after: undefined },
])

table('adding entries', [
  { name: 'at the end of a map', before: 'a:\n  b: 1 # one\nc: 2\n', change: setValue(['a', 'x'], 'q'), after: 'a:\n  b: 1 # one\n  x: q\nc: 2\n' },
  { name: 'without a final newline', before: 'a:\n  b: 1', change: setValue(['a', 'x'], 'q'), after: 'a:\n  b: 1\n  x: q' },
  { name: 'with CRLF', before: 'a:\r\n  b: 1\r\n', change: setValue(['a', 'x'], { q: 1 }), after: 'a:\r\n  b: 1\r\n  x:\r\n    q: 1\r\n' },
  {
    name: 'behind a sibling',
    before: '- key: a\n  effect: E\n',
    change: setValue([0, 'operator'], 'X', { after: ['key'] }),
    after: '- key: a\n  operator: X\n  effect: E\n',
  },
  {
    name: 'before a sibling',
    before: 'a: 1\n# about b\nb: 2\n',
    change: setValue(['x'], 3, { before: ['b'] }),
    after: 'a: 1\nx: 3\n# about b\nb: 2\n',
  },
  { name: 'before the first', before: '# top\nb: 2\n', change: setValue(['x'], 3, { before: ['b'] }), after: '# top\nx: 3\nb: 2\n' },
  {
    name: 'with missing parents',
    before: 'a:\n    b: 1\n',
    change: setValue(['a', 'x', 'q'], ['z']),
    after: 'a:\n    b: 1\n    x:\n        q:\n        - z\n',
  },
  { name: 'to a flow map', before: 'a: {b: 1}\n', change: setValue(['a', 'x'], 'q'), after: 'a: {b: 1, x: q}\n' },
  {
    name: 'to JSON over several lines',
    before: '{\n\t"a": {\n\t\t"b": 1\n\t}\n}\n',
    change: setValue(['a', 'x'], { q: [1] }),
    after: '{\n\t"a": {\n\t\t"b": 1,\n\t\t"x": {\n\t\t\t"q": [\n\t\t\t\t1\n\t\t\t]\n\t\t}\n\t}\n}\n',
  },
  { name: 'to JSON on one line', before: '{"a": {"b": 1}}', change: setValue(['a', 'x'], 'q'), after: '{"a": {"b": 1, "x": "q"}}' },
  { name: 'to an empty JSON object', before: '{\n  "a": {}\n}\n', change: setValue(['a', 'x'], 1), after: '{\n  "a": {\n    "x": 1\n  }\n}\n' },
  {
    name: 'behind a block scalar',
    before: 'a:\n  b: |\n    x\n\nc: 1\n',
    change: setValue(['a', 'd'], 1),
    after: 'a:\n  b: |\n    x\n  d: 1\n\nc: 1\n',
  },
  { name: 'not into a shared map', before: 'a: &x\n  b: 1\nc: *x\n', change: setValue(['a', 'd'], 1), after: undefined },
  { name: 'not through an alias', before: 'a: &x\n  b: 1\nc: *x\n', change: setValue(['c', 'd'], 1), after: undefined },
])

table('adding items', [
  {
    name: 'to a list that is not indented',
    before: 'a:\n- key: b\n  operator: Equal\nc: 1\n',
    change: appendItem(['a'], TOLERATION),
    after: 'a:\n- key: b\n  operator: Equal\n- key: a\n  operator: Exists\nc: 1\n',
  },
  {
    name: 'to an indented list',
    before: 'a:\n  - key: b\n',
    change: appendItem(['a'], TOLERATION),
    after: 'a:\n  - key: b\n  - key: a\n    operator: Exists\n',
  },
  {
    name: 'to a list with wide dashes',
    before: 'a:\n-   key: b\n',
    change: appendItem(['a'], TOLERATION),
    after: 'a:\n-   key: b\n-   key: a\n    operator: Exists\n',
  },
  {
    name: 'to a missing list, as other lists are',
    before: 'a:\n    - 1\nb:\n    c: 1\n',
    change: appendItem(['b', 'd'], TOLERATION),
    after: 'a:\n    - 1\nb:\n    c: 1\n    d:\n        - key: a\n          operator: Exists\n',
  },
  { name: 'to a list of nothing', before: 'b:\n  a:\n  c: 1\n', change: appendItem(['b', 'a'], 'x'), after: 'b:\n  a:\n  - x\n  c: 1\n' },
  { name: 'to []', before: 'a: []\n', change: appendItem(['a'], 'x'), after: 'a:\n- x\n' },
  { name: 'to a flow list', before: 'a: [x]\n', change: appendItem(['a'], 'on'), after: 'a: [x, "on"]\n' },
  {
    name: 'to a flow list over several lines',
    before: 'a: [\n  x,\n  q,\n]\n',
    change: appendItem(['a'], 'z'),
    after: 'a: [\n  x,\n  q,\n  z,\n]\n',
  },
  { name: 'to a JSON list', before: '{"a": [\n    {"b": 1}\n  ]}', change: appendItem(['a'], 'z'), after: '{"a": [\n    {"b": 1},\n    "z"\n  ]}' },
  { name: 'in the middle', before: 'a:\n- x # one\n- q\n', change: insertItem(['a'], 1, 'z'), after: 'a:\n- x # one\n- z\n- q\n' },
  { name: 'at the start', before: 'a:\n  - x\n', change: insertItem(['a'], 0, { b: 1, c: 2 }), after: 'a:\n  - b: 1\n    c: 2\n  - x\n' },
])

table('removing', [
  {
    name: 'an entry with its own comments',
    before: 'a: 1\n# about b\nb: 2 # two\n# about c\nc: 3\n',
    change: remove(['b']),
    after: 'a: 1\n# about c\nc: 3\n',
  },
  { name: 'not what was commented out above', before: 'a: 1\n# x: 5\nb: 2\n', change: remove(['b']), after: 'a: 1\n# x: 5\n' },
  {
    name: 'not the comment above the first of several',
    before: 'a:\n# about all\n- x\n- q\n',
    change: remove(['a', 0]),
    after: 'a:\n# about all\n- q\n',
  },
  { name: 'the last entry without a final newline', before: 'a: 1\nb: 2', change: remove(['b']), after: 'a: 1' },
  { name: 'with CRLF', before: 'a: 1\r\nb: 2\r\nc: 3\r\n', change: remove(['b']), after: 'a: 1\r\nc: 3\r\n' },
  { name: 'the entry behind a dash', before: '- key: a\n  operator: Exists\n', change: remove([0, 'key']), after: '- operator: Exists\n' },
  {
    name: 'the entry behind a dash, with a comment behind it',
    before: '- key: a\n  # why\n  operator: Exists\n',
    change: remove([0, 'key']),
    after: '-\n  # why\n  operator: Exists\n',
  },
  {
    name: 'an emptied list with its key',
    before: 's:\n  b: 1\n  a:\n  - key: x\n    operator: q\n  c: 2\n',
    change: remove(['s', 'a', 0]),
    after: 's:\n  b: 1\n  c: 2\n',
  },
  { name: 'the last entry of an item', before: 'a:\n- x: 1\n- q: 2\n', change: remove(['a', 0, 'x']), after: 'a:\n- {}\n- q: 2\n' },
  { name: 'from a flow map', before: 'a: {b: 1, c: 2, d: 3}\n', change: remove(['a', 'c']), after: 'a: {b: 1, d: 3}\n' },
  { name: 'the first of a flow list', before: 'a: [b, c]\n', change: remove(['a', 0]), after: 'a: [c]\n' },
  { name: 'from JSON over several lines', before: '{\n  "a": 1,\n  "b": {\n    "c": 2\n  }\n}\n', change: remove(['b']), after: '{\n  "a": 1\n}\n' },
  { name: 'not what is anchored for others', before: 'a: &x 1\nb: *x\n', change: remove(['a']), after: undefined },
  { name: 'an alias', before: 'a: &x 1\nb: *x\n', change: remove(['b']), after: 'a: &x 1\n' },
  { name: 'two items one after the other', before: 'a:\n- 1\n- 2\n- 3\n', change: [remove(['a', 2]), remove(['a', 0])], after: 'a:\n- 2\n' },
])

table('renaming and moving', [
  { name: 'a key', before: 'a_b: 1 # one\n', change: renameKey(['a_b'], 'aB'), after: 'aB: 1 # one\n' },
  { name: 'a quoted key', before: '{"a_b": 1}', change: renameKey(['a_b'], 'aB'), after: '{"aB": 1}' },
  { name: 'not to a key that is there', before: 'a: 1\nb: 2\n', change: renameKey(['a'], 'b'), after: undefined },
  {
    name: 'an entry one level down',
    before: 'template:\n  # why\n  tolerations: # all\n  - operator: Exists\n  spec:\n    containers: []\n',
    change: moveEntry(['template', 'tolerations'], ['template', 'spec', 'tolerations']),
    after: 'template:\n  spec:\n    containers: []\n    # why\n    tolerations: # all\n    - operator: Exists\n',
  },
  {
    name: 'an entry up, with a block scalar',
    before: 'a:\n    b:\n        x: |\n            one\n              two\n        q: 1\n',
    change: moveEntry(['a', 'b', 'x'], ['a', 'x']),
    after: 'a:\n    b:\n        q: 1\n    x: |\n        one\n          two\n',
  },
  {
    name: 'an entry below parents that are missing',
    before: 'spec:\n  labels:\n    app: a\n  other: 1\n',
    change: moveEntry(['spec', 'labels'], ['spec', 'template', 'metadata', 'labels']),
    after: 'spec:\n  other: 1\n  template:\n    metadata:\n      labels:\n        app: a\n',
  },
  {
    name: 'an entry in JSON',
    before: '{"a": {"b": 1, "c": 2}, "d": {"e": 3}}',
    change: moveEntry(['a', 'b'], ['d', 'b']),
    after: '{"a": {"c": 2}, "d": {"e": 3, "b": 1}}',
  },
])
