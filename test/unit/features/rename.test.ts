// Rename: what becomes of the files, to the byte, and what is refused.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { occurrenceAt, occurrencesOf } from '../../../server/src/core/features/occurrences.ts'
import { type FileEdit, filesToCompare, prepareRename, rename } from '../../../server/src/core/features/rename.ts'
import { applyEdits } from '../../../server/src/core/text.ts'
import { documentsOf, withCursorIn } from '../../support/documents.ts'
import { at, FILES } from './agent-files.ts'

type Cursor = ReturnType<typeof withCursorIn>

const nothing = (): undefined => undefined

/** The lines that differ, as `file:new line`. */
function renamed({ files, documents, target }: Cursor, name: string): string[] {
  assert.ok(target)
  const edits = rename(target, name, documents, nothing)
  assert.ok(!('refused' in edits), JSON.stringify(edits))
  return Object.entries(files).flatMap(([uri, text]) => {
    const after = applyEdits(
      text,
      edits.filter((edit) => edit.uri === uri).map(({ edit }) => edit),
    ).split('\n')
    const before = text.split('\n')
    assert.equal(after.length, before.length)
    return after.flatMap((line, index) => (line === before[index] ? [] : [`${uri}:${line.trim()}`]))
  })
}

function refusal({ documents, target }: Cursor, name: string, previous: Parameters<typeof rename>[3] = nothing): string {
  assert.ok(target)
  const answer = rename(target, name, documents, previous)
  return 'refused' in answer ? answer.refused : `no refusal but ${JSON.stringify(answer)}`
}

describe('rename', () => {
  it('gives a label another key in selector, template and whatever selects it', () => {
    assert.deepEqual(renamed(at('agent', 'a|pp: agent', 1), 'app.kubernetes.io/name'), [
      'agent:app.kubernetes.io/name: agent',
      'agent:app.kubernetes.io/name: agent',
      'agent:app.kubernetes.io/name: agent',
      'near:app.kubernetes.io/name: agent',
      'near:- key: app.kubernetes.io/name',
      'near:app.kubernetes.io/name: agent',
    ])
  })

  it('gives a label another value, starting from a Service too', () => {
    const expected = ['agent:app: "1"', 'agent:app: "1"', 'agent:app: "1"', 'near:app: "1"', 'near:values: ["1", forwarder]', 'near:app: "1"']
    assert.deepEqual(renamed(at('agent', 'app: ag|ent', 2), '1'), expected)
    assert.deepEqual(renamed(at('near', 'selector:\n    app: ag|ent'), '1'), expected)
  })

  it('renames volumes, ports, containers', () => {
    assert.deepEqual(renamed(at('agent', '- name: da|ta'), 'state'), [
      'agent:- {name: state, mountPath: /data}',
      'agent:- name: state',
      'agent:- name: state',
    ])
    assert.deepEqual(renamed(at('near', 'targetPort: |metrics'), 'prom'), [
      'agent:- name: prom',
      'agent:port: prom',
      'near:targetPort: prom',
      'near:- port: prom',
    ])
    assert.deepEqual(renamed(at('agent', '- name: m|ain'), 'agent'), [
      'agent:kubectl.kubernetes.io/default-container: agent',
      'agent:- name: agent',
      'agent:containerName: agent',
    ])
  })

  it('follows a label into field paths and label keys, and a container into old annotations', () => {
    const text = `apiVersion: apps/v1
kind: DaemonSet
metadata: {name: a}
spec:
  selector: {matchLabels: {app: a}}
  template:
    metadata:
      labels: {app: a, tier: x}
      annotations:
        container.apparmor.security.beta.kubernetes.io/main: runtime/default
    spec:
      topologySpreadConstraints:
        - {maxSkew: 1, topologyKey: zone, whenUnsatisfiable: ScheduleAnyway, labelSelector: {}, matchLabelKeys: [tier]}
      containers:
        - name: main
          image: i
          env:
            - {name: A, valueFrom: {fieldRef: {fieldPath: "metadata.labels['tier']"}}}
            - name: B
              valueFrom:
                fieldRef:
                  fieldPath: metadata.labels['tier']
`
    const at = (needle: string) => withCursorIn({ text: text.replace(needle.replace('$0', ''), needle) })
    const expected = [
      'text:labels: {app: a, level: x}',
      'text:- {maxSkew: 1, topologyKey: zone, whenUnsatisfiable: ScheduleAnyway, labelSelector: {}, matchLabelKeys: [level]}',
      `text:- {name: A, valueFrom: {fieldRef: {fieldPath: "metadata.labels['level']"}}}`,
      `text:fieldPath: metadata.labels['level']`,
    ]
    assert.deepEqual(renamed(at('ti$0er: x'), 'level'), expected)
    assert.deepEqual(renamed(at(`"metadata.labels['ti$0er`), 'level'), expected)
    assert.deepEqual(renamed(at('name: ma$0in'), 'agent'), [
      'text:container.apparmor.security.beta.kubernetes.io/agent: runtime/default',
      'text:- name: agent',
    ])
  })

  it('keeps quotes, and line ends', () => {
    const text = (FILES.agent ?? '').replaceAll('app: agent', '\'app\': "agent"').replaceAll('\n', '\r\n')
    const cursor = text.indexOf('"agent"', text.indexOf('matchLabels')) + 2
    const { files, documents, target } = withCursorIn({ agent: `${text.slice(0, cursor)}$0${text.slice(cursor)}` })
    assert.ok(target)
    const prepared = prepareRename(target, documents, nothing)
    assert.ok('span' in prepared)
    assert.equal(text.slice(prepared.span.start, prepared.span.end), 'agent')
    const edits = rename(target, 'other', documents, nothing)
    assert.ok(!('refused' in edits))
    const after = applyEdits(
      files.agent ?? '',
      edits.map(({ edit }) => edit),
    )
    assert.equal(after.split('\'app\': "other"\r\n').length, 4)
  })

  it('goes to all workloads that one selector joins', () => {
    const pod = (name: string): string =>
      `apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: ${name}}\nspec:\n  selector:\n    matchLabels: {app: x, kind: ${name}}\n  template:\n    metadata: {labels: {app: x, kind: ${name}}}\n    spec: {containers: [{name: c, image: i}]}\n`
    const service = 'apiVersion: v1\nkind: Service\nmetadata: {name: x}\nspec: {selector: {app: x}}\n'
    const cursor = withCursorIn({ a: pod('a').replace('{app: x', '{a$0pp: x'), b: pod('b'), c: service })
    assert.equal(renamed(cursor, 'name').length, 5)
    const alone = withCursorIn({ a: pod('a').replace('{app: x', '{a$0pp: x'), b: pod('b') })
    assert.equal(renamed(alone, 'name').length, 2)
  })
})

describe('rename is refused', () => {
  it('where git HEAD has the selector', () => {
    const cursor = at('agent', 'a|pp: agent', 2)
    assert.ok(cursor.target)
    assert.deepEqual(filesToCompare(cursor.target, cursor.documents), ['agent'])
    const previous = (uri: string) => documentsOf(FILES).flatMap((document) => (document.uri === uri ? [document.reading] : []))
    assert.match(refusal(cursor, 'name', previous), /^DaemonSet agent selects app in git HEAD, so it may exist, and its selector cannot be changed/)
    assert.match(refusal(at('agent', 'app: a|gent', 2), 'name', previous), /^DaemonSet agent selects app: agent in git HEAD/)
    const prepared = prepareRename(cursor.target, cursor.documents, previous)
    assert.ok('refused' in prepared)
    const other = (uri: string) =>
      previous(uri).map((reading) => ({ ...reading, objects: reading.objects.map((object) => ({ ...object, name: 'old' })) }))
    assert.match(refusal(cursor, 'name', other), /^no refusal/)
    assert.match(refusal(at('agent', 'ti|er'), 'layer', previous), /^no refusal/)
  })

  it('for a name that is none, or is taken', () => {
    assert.match(refusal(at('agent', '- name: da|ta'), 'My_Data'), /^"My_Data" is no volume name: a lowercase RFC 1123 label/)
    assert.match(
      refusal(at('agent', '- name: met|rics'), 'a-name-that-is-too-long'),
      /^"a-name-that-is-too-long" is no port name: must be no more than 15/,
    )
    assert.match(refusal(at('agent', 'ti|er'), '-x'), /is no label name/)
    assert.equal(refusal(at('agent', '- name: da|ta'), 'config'), 'DaemonSet agent has a volume config already.')
    assert.equal(refusal(at('agent', 'ti|er'), 'app'), 'DaemonSet agent has a label app already.')
  })

  it('for what cannot be renamed', () => {
    assert.match(refusal(at('agent', 'name: ag|ent'), 'x'), /^Only labels, volumes/)
  })

  it('for labels of templates, not for what stays in the pod', () => {
    const text = (FILES.agent ?? '').replace('name: agent\n', 'name: {{ .Release.Name }}\n')
    assert.match(
      refusal(withCursorIn({ text: text.replace('      app: agent\n  template', '      app: ag$0ent\n  template') }), 'x'),
      /^This is a template/,
    )
    assert.match(refusal(withCursorIn({ text: text.replace('- name: main', '- name: ma$0in') }), 'x'), /^no refusal/)
  })

  it('where an anchor would not follow', () => {
    const text = `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: agent
  labels: &labels
    app: agent
spec:
  selector:
    matchLabels:
      app: $0agent
  template:
    metadata:
      labels: *labels
    spec:
      containers:
      - name: agent
        image: registry.example.com/agent:1
`
    assert.match(refusal(withCursorIn({ text }), 'x'), /anchor or a merge key/)
  })
})

it('every name of the files can be renamed there and back', () => {
  const documents = documentsOf(FILES)
  let count = 0
  for (const document of documents) {
    for (let offset = 0; offset < document.reading.text.length; offset++) {
      const target = occurrenceAt(document, offset)
      const answer = target?.mention.span.start === offset ? rename(target, 'renamed', documents, nothing) : undefined
      if (target === undefined || answer === undefined || 'refused' in answer) continue
      count++
      assert.equal(answer.length, occurrencesOf(target, documents).length)
      const there = edited(answer)
      const restored = Object.entries(there).map(([uri, text]) => [uri, text.replaceAll('renamed', target.mention.entity.name)])
      assert.deepEqual(Object.fromEntries(restored), FILES)
    }
  }
  assert.ok(count > 30, `only ${count} names`)
})

/** The files after a rename. */
function edited(edits: readonly FileEdit[]): Readonly<Record<string, string>> {
  const after = Object.entries(FILES).map(([uri, text]) => [
    uri,
    applyEdits(
      text,
      edits.filter((edit) => edit.uri === uri).map(({ edit }) => edit),
    ),
  ])
  return Object.fromEntries(after)
}
