import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readDocument } from '../../../server/src/core/syntax/read-document.ts'
import { maskTemplate } from '../../../server/src/core/syntax/template.ts'
import { toJson } from '../../support/json-of.ts'

/** The masked text as JSON; each run of placeholders is a `?`. */
function shape(text: string): string {
  const masked = maskTemplate(text)
  assert.ok(masked.template, text)
  const { root, problems } = readDocument(masked.text)
  assert.deepEqual(problems, [], masked.text)
  return toJson(root).replace(/\uE000+ */g, '?')
}

test('what a template fills in is unknown, the rest is read', () => {
  const rows: readonly (readonly [text: string, json: string])[] = [
    ['a: {{ .Values.a }}\nb: 1', '{"a":"?","b":1}'],
    ['a: "x-{{ .b | quote }}"\nb: {{ .b }}', '{"a":"x-?","b":"?"}'],
    ['a: {{ .r }}/{{ .i }}:{{ .t }}', '{"a":"?/?:?"}'],
    ['{{ .key }}: value', '{"?":"value"}'],
    ['a:\n  {{- toYaml .Values.a | nindent 2 }}\nb: 1', '{"a":"?","b":1}'],
    ['a:\n{{ toYaml .Values.a | indent 2 }}\nb: 1', '{"a":"?","b":1}'],
    ['a:\n  x: 1\n  {{- include "l" . | nindent 2 }}\nb: 1', '{"a":{"x":1,"?":null},"b":1}'],
    ['a:\n  {{- include "l" . | nindent 2 }}\n  x: 1', '{"a":{"?":null,"x":1}}'],
    ['a:\n  - x\n  {{- toYaml .l | nindent 2 }}', '{"a":["x","?"]}'],
    ['a: {{- include "l" . | nindent 2 }}\n  x: 1\nb: 2', '{"a":"?","b":2}'],
    ['{{- if .x }}\na: 1\n{{- else }}\na: 2\n{{- end }}', '{"a":1}'],
    ['{{- if .x }}\nkind: Deployment\n{{- else }}\nkind: DaemonSet\n{{- end }}', '{"kind":"DaemonSet"}'],
    ['kind: {{ if .x }}Deployment{{ else }}DaemonSet{{ end }}', '{"kind":"?"}'],
    ['{{- define "x" }}\n][\n{{- end }}\na: 1', '{"a":1}'],
    ['{{/* a: {{ b }} */}}\na: 1', '{"a":1}'],
    ['{{ $x := .a\n  | default "}}" }}\na: {{ $x }}', '{"a":"?"}'],
    ['{% if x %}\na: {{ b }}\n{% endif %}\nc: 1', '{"a":"?","c":1}'],
    ['<% if x %>\na: <%= b %>\n<% end %>', '{"a":"?"}'],
    ['replicas: \u0024{REPLICAS}\nname: \u0024{NAME:-x}', '{"replicas":"?","name":"?"}'],
    ['a:\n  - \u0024{X}', '{"a":["?"]}'],
    ['text: |\n  one\n{{ .Files.Get "x" | indent 2 }}\n  two\nb: {{ .b }}', '{"text":"one\\n?\\ntwo\\n","b":"?"}'],
  ]
  for (const [text, json] of rows) assert.equal(shape(text), json, text)
})

test('a text that is no template comes back as it is', () => {
  const texts = [
    'a: 1\n',
    'a: "{{ .Name }}"\n',
    'args:\n- --format={{.Names}}\n',
    '# {{ .Values.x }}\na: 1\n',
    'text: |\n  {{ range .x }}\n  {{ end }}\n  value: \u0024{X}\n',
    'a: $(VAR)\nb: x \u0024{Y}\n',
    '{"a": {"b": {}}}\n',
    'v: {{ x }}\n',
  ]
  for (const text of texts) assert.deepEqual(maskTemplate(text), { text, template: false, conditional: [] }, text)
})

test('what a template may leave out is told', () => {
  const text = 'a: 1\n{{- if .x }}\nb: 2\n{{- end }}\nc: 3\n'
  assert.deepEqual(
    maskTemplate(text).conditional.map(({ start, end }) => text.slice(start, end).trim()),
    ['b: 2'],
  )
  const cut = 'b: 2\n{{- end }}\n{{- range .y }}\nc: 3\n'
  assert.deepEqual(
    maskTemplate(cut).conditional.map(({ start, end }) => cut.slice(start, end).trim()),
    ['b: 2', 'c: 3'],
  )
})
