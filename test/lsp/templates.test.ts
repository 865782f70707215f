// Templates of a DaemonSet: known by their language, by what they hold or by where they lie, and never called broken.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Hover } from 'vscode-languageserver-protocol'
import { daemonSet, rulesOf, startServer } from './language-server.ts'

const HELM = `{{- if .Values.enabled }}
apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: {{ include "agent.fullname" . }}
  labels:
    {{- include "agent.labels" . | nindent 4 }}
spec:
  selector:
    matchLabels:
      {{- include "agent.selectorLabels" . | nindent 6 }}
  template:
    metadata:
      labels: {{- include "agent.selectorLabels" . | nindent 8 }}
    spec:
      {{- with .Values.tolerations }}
      tolerations:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      containers:
        - name: {{ .Chart.Name }}
          image: "{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}"
          {{- if .Values.resources }}
          resources: {{- toYaml .Values.resources | nindent 12 }}
          {{- end }}
{{- end }}
`
const JINJA = `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: {{ agent_name }}
spec:
  selector:
    matchLabels: {app: {{ agent_name }}}
  template:
    metadata:
      labels: {app: {{ agent_name }}}
    spec:
{% if agent_tolerations is defined %}
      tolerations:
{% for toleration in agent_tolerations %}
        - key: {{ toleration.key }}
          operator: Exists
{% endfor %}
{% endif %}
      containers:
        - name: agent
          image: {{ agent_image }}
`
// A chart's file in which only values are filled in: without its place it might be a manifest with strange names.
const PLAIN = daemonSet('agent').replace('name: agent', 'name: {{ .Release.Name }}')

const TEMPLATES: Readonly<Record<string, readonly [uri: string, languageId: string, text: string]>> = {
  'of Helm by its language': ['file:///w/any.yaml', 'helm', HELM],
  'of Helm by its place': ['file:///w/chart/templates/daemonset.yaml', 'yaml', HELM],
  'of Helm by its content': ['file:///w/any.yaml', 'yaml', HELM],
  'of Helm with values alone': ['file:///w/any.yaml', 'yaml', PLAIN],
  'of Jinja by its content': ['file:///w/any.yaml', 'yaml', JINJA],
  'of Jinja by its name': ['file:///w/roles/agent/templates/agent.yaml.j2', 'yaml', JINJA],
}

describe('a template', () => {
  for (const [name, [uri, languageId, text]] of Object.entries(TEMPLATES))
    test(`${name} is not called broken, and is still read`, async () => {
      const server = await startServer({ capabilities: { textDocument: { diagnostic: {} } } })
      await server.open(uri, text, languageId)
      const { items = [] } = await server.pull(uri)
      assert.deepEqual(
        items.filter(({ severity }) => severity === 1 || severity === 2).map(({ message }) => message),
        [],
      )
      const line = text.split('\n').findIndex((candidate) => candidate.startsWith('kind:'))
      const hover = await server.request<Hover | null>('textDocument/hover', { textDocument: { uri }, position: { line, character: 8 } })
      assert.match(JSON.stringify(hover), /ligible on/)
      await server.stop()
    })

  test('is told of what is wrong whatever the placeholders become', async () => {
    const uri = 'file:///w/chart/templates/daemonset.yaml'
    const server = await startServer({ capabilities: { textDocument: { diagnostic: {} } } })
    await server.open(uri, HELM.replace(/image: .*/, 'image: k8s.gcr.io/agent:1.0.0'), 'helm')
    assert.deepEqual(
      rulesOf((await server.pull(uri)).items ?? []).filter((rule) => rule === 'frozen-registry'),
      ['frozen-registry'],
    )
    await server.stop()
  })
})
