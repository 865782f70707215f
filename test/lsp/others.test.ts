// Files that belong to others: the server is attached to them, because they are YAML, and says nothing.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { CompletionItem, Diagnostic } from 'vscode-languageserver-protocol'
import { daemonSet, type LanguageServer, startServer } from './language-server.ts'

interface Other {
  readonly uri: string
  readonly languageId: string
  readonly text: string
}

const OTHERS: Readonly<Record<string, Other>> = {
  Compose: {
    uri: 'file:///w/docker-compose.yml',
    languageId: 'dockercompose',
    text: `services:
  agent:
    image: fluent/fluent-bit:latest
    ports: ["2020:2020"]
    volumes:
      - /var/log:/var/log:ro
    deploy:
      mode: global
      placement:
        constraints: [node.labels.kind == worker]
`,
  },
  'a GitHub workflow': {
    uri: 'file:///w/.github/workflows/ci.yml',
    languageId: 'github-actions-workflow',
    text: `name: Deploy the DaemonSet
on: [push]
jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: kubectl rollout status daemonset/agent -n \${{ inputs.namespace }}
        env:
          kind: DaemonSet
`,
  },
  'a workflow that writes a manifest': {
    uri: 'file:///w/.github/workflows/release.yml',
    languageId: 'yaml',
    text: `on: push
jobs:
  deploy:
    steps:
      - run: |
          cat <<EOF | kubectl apply -f -
          apiVersion: apps/v1
          kind: DaemonSet
          spec: {selector: nonsense}
          EOF
`,
  },
  'values of a chart': {
    uri: 'file:///w/chart/values.yaml',
    languageId: 'yaml',
    text: 'kind: DaemonSet\nimage:\n  repository: agent\n  tag: ""\ntolerations: []\nnodeSelector: {}\nupdateStrategy:\n  type: RollingUpdate\n',
  },
  'helpers of a chart': {
    uri: 'file:///w/chart/templates/_helpers.tpl',
    languageId: 'helm',
    text: `{{/* Labels of the DaemonSet */}}
{{- define "agent.labels" -}}
app.kubernetes.io/name: {{ include "agent.name" . }}
kind: DaemonSet
{{- end }}
`,
  },
  'a template of a Service': {
    uri: 'file:///w/chart/templates/service.yaml',
    languageId: 'helm',
    text: `{{- if .Values.service.enabled }}
apiVersion: v1
kind: Service
metadata:
  name: {{ include "agent.fullname" . }}
spec:
  {{- with .Values.service.extra }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
  selector: {{- include "agent.selectorLabels" . | nindent 4 }}
{{- end }}
`,
  },
  'a template of Jinja': {
    uri: 'file:///w/roles/agent/templates/agent.yaml.j2',
    languageId: 'jinja-yaml',
    text: `{% for host in groups['workers'] %}
- name: {{ host }}
  kind: {{ kind | default('DaemonSet') }}
{% endfor %}
`,
  },
  'a playbook': {
    uri: 'file:///w/site.yml',
    languageId: 'ansible',
    text: `- hosts: all
  tasks:
    - name: Restart
      kubernetes.core.k8s_info:
        kind: DaemonSet
        name: agent
`,
  },
  'a kustomization': {
    uri: 'file:///w/kustomization.yaml',
    languageId: 'yaml',
    text: `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources: [agent.yaml]
patches:
  - target: {kind: DaemonSet}
    patch: |-
      - op: add
        path: /spec/template/spec/hostNetwork
        value: true
`,
  },
  'a Deployment with nonsense': {
    uri: 'file:///w/deployment.yaml',
    languageId: 'yaml',
    text: 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  replicas: many\n  selector: [nonsense]\n',
  },
  'a resource of another group called DaemonSet': {
    uri: 'file:///w/kruise.yaml',
    languageId: 'yaml',
    text: 'apiVersion: apps.kruise.io/v1alpha1\nkind: DaemonSet\nmetadata: {name: agent}\nspec:\n  updateStrategy: {type: Surging}\n',
  },
  'broken YAML without a DaemonSet': { uri: 'file:///w/broken.yaml', languageId: 'yaml', text: 'a: [1, 2\nb: }\n\tc: "\n' },
  'an OpenAPI document': {
    uri: 'file:///w/openapi.yaml',
    languageId: 'yaml',
    text: 'openapi: 3.0.0\npaths:\n  /daemonsets:\n    get: {tags: [DaemonSet]}\ncomponents:\n  schemas:\n    kind: {type: string, enum: [DaemonSet]}\n',
  },
}

async function answers(server: LanguageServer, { uri, text }: Other): Promise<Record<string, number>> {
  const textDocument = { uri }
  const lines = text.split('\n')
  const counts: Record<string, number> = { problems: 0, hovers: 0, completions: 0, lenses: 0, hints: 0, links: 0 }
  const { items = [] } = await server.pull(uri)
  counts.problems = (items as Diagnostic[]).length
  for (const [line, content] of lines.entries()) {
    for (const character of new Set([content.search(/\S|$/), content.length])) {
      const position = { line, character }
      if ((await server.request('textDocument/hover', { textDocument, position })) !== null) counts.hovers = (counts.hovers ?? 0) + 1
      const found = await server.request<CompletionItem[] | { items: CompletionItem[] } | null>('textDocument/completion', { textDocument, position })
      counts.completions = (counts.completions ?? 0) + (Array.isArray(found) ? found : (found?.items ?? [])).length
    }
  }
  const range = { start: { line: 0, character: 0 }, end: { line: lines.length, character: 0 } }
  counts.lenses = (await server.request<unknown[] | null>('textDocument/codeLens', { textDocument }))?.length ?? 0
  counts.hints = (await server.request<unknown[] | null>('textDocument/inlayHint', { textDocument, range }))?.length ?? 0
  counts.links = (await server.request<unknown[] | null>('textDocument/documentLink', { textDocument }))?.length ?? 0
  return counts
}

describe('the server says nothing about', () => {
  const silence = { problems: 0, hovers: 0, completions: 0, lenses: 0, hints: 0, links: 0 }
  for (const [name, other] of Object.entries(OTHERS))
    test(name, async () => {
      const server = await startServer({ capabilities: { textDocument: { diagnostic: {} } } })
      await server.open(other.uri, other.text, other.languageId)
      // A kustomization's files are links, nothing more.
      assert.deepEqual(await answers(server, other), { ...silence, links: name === 'a kustomization' ? 1 : 0 })
      await server.stop()
    })

  test('them even when a DaemonSet is open beside them', async () => {
    const server = await startServer({ capabilities: { textDocument: { diagnostic: {} } } })
    await server.open('file:///w/agent.yaml', daemonSet('agent', 'app: agnet'))
    for (const other of Object.values(OTHERS)) await server.open(other.uri, other.text, other.languageId)
    for (const [name, other] of Object.entries(OTHERS)) assert.deepEqual((await server.pull(other.uri)).items, [], name)
    assert.equal((await server.pull('file:///w/agent.yaml')).items?.length, 1)
    await server.stop()
  })
})
