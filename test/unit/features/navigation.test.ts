// From a name to its definition and its uses: a cursor in one of three files, and the lines that are found.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { definitions } from '../../../server/src/core/features/definition.ts'
import { highlights } from '../../../server/src/core/features/highlights.ts'
import { references } from '../../../server/src/core/features/references.ts'
import { shown, withCursorIn } from '../../support/documents.ts'

const FILES: Readonly<Record<string, string>> = {
  agent: `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: agent
  namespace: logging
  labels:
    app: agent
spec:
  selector:
    matchLabels:
      app: agent
  template:
    metadata:
      labels:
        app: agent
        tier: node
      annotations:
        kubectl.kubernetes.io/default-container: main
    spec:
      serviceAccountName: agent-sa
      priorityClassName: agents
      affinity:
        podAntiAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            - topologyKey: kubernetes.io/hostname
              labelSelector:
                matchLabels:
                  app: agent
            - topologyKey: kubernetes.io/hostname
              labelSelector:
                matchLabels:
                  app: other
      initContainers:
        - name: setup
          image: registry.example.com/setup:1
          volumeMounts:
            - {name: data, mountPath: /data}
      containers:
        - name: main
          image: registry.example.com/agent:1
          ports:
            - name: metrics
              containerPort: 9100
          livenessProbe:
            httpGet:
              port: metrics
          readinessProbe:
            tcpSocket:
              port: 9100
          env:
            - name: LEVEL
              valueFrom:
                configMapKeyRef:
                  name: agent-config
                  key: level
            - name: MEMORY
              valueFrom:
                resourceFieldRef:
                  containerName: main
                  resource: limits.memory
          volumeMounts:
            - name: data
              mountPath: /data
            - name: config
              mountPath: /config
      volumes:
        - name: data
          hostPath:
            path: /var/lib/agent
        - name: config
          configMap:
            name: "agent-config"
`,
  near: `apiVersion: v1
kind: Service
metadata:
  name: agent
  namespace: logging
  labels:
    app: agent
    monitored: "yes"
spec:
  selector:
    app: agent
  ports:
    - name: http
      port: 80
      targetPort: metrics
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: agent, namespace: logging}
spec:
  selector:
    matchExpressions:
      - key: app
        operator: In
        values: [agent, forwarder]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: agent, namespace: logging}
spec:
  podSelector:
    matchLabels:
      app: agent
  ingress:
    - ports:
        - port: metrics
---
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: {name: agent, namespace: monitoring}
spec:
  namespaceSelector: {matchNames: [logging]}
  selector:
    matchLabels:
      app: agent
  endpoints:
    - port: http
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: agent-config
  namespace: logging
data:
  level: info
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: agent-sa, namespace: logging}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: agent}
roleRef: {kind: ClusterRole, name: agent}
subjects:
  - {kind: ServiceAccount, name: agent-sa, namespace: logging}
---
apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata: {name: agents}
`,
  far: `apiVersion: v1
kind: Service
metadata: {name: agent, namespace: other}
spec:
  selector:
    app: agent
---
apiVersion: v1
kind: ConfigMap
metadata: {name: agent-config, namespace: other}
`,
}

/** Puts the cursor into the nth place of a file that holds the text, at the `|` in it. */
function at(file: string, needle: string, nth = 0): ReturnType<typeof withCursorIn> {
  const plain = needle.replace('|', '')
  const text = FILES[file] ?? ''
  let start = -1
  for (let count = 0; count <= nth; count++) start = text.indexOf(plain, start + 1)
  assert.ok(start >= 0, `${file} holds ${plain}`)
  const cursor = start + needle.indexOf('|')
  return withCursorIn({ ...FILES, [file]: `${text.slice(0, cursor)}$0${text.slice(cursor)}` })
}

interface Case {
  readonly file: string
  readonly cursor: string
  readonly nth?: number
  readonly found: readonly string[]
}

describe('definition', () => {
  const cases: readonly Case[] = [
    { file: 'agent', cursor: 'name: d|ata, mountPath', found: ['agent:67 data'] },
    { file: 'agent', cursor: 'port: met|rics', found: ['agent:42 metrics'] },
    { file: 'agent', cursor: 'containerName: main|', found: ['agent:39 main'] },
    { file: 'agent', cursor: 'default-container: |main', found: ['agent:39 main'] },
    { file: 'agent', cursor: 'a|pp: agent', nth: 1, found: ['agent:15 app'] },
    { file: 'agent', cursor: 'app: a|gent', nth: 1, found: ['agent:15 agent'] },
    { file: 'agent', cursor: '"agent-|config"', found: ['near:52 agent-config'] },
    { file: 'agent', cursor: 'key: lev|el', found: ['near:55 level'] },
    { file: 'agent', cursor: 'serviceAccountName: agent-|sa', found: ['near:59 agent-sa'] },
    { file: 'agent', cursor: 'priorityClassName: age|nts', found: ['near:70 agents'] },
    { file: 'near', cursor: 'targetPort: me|trics', found: ['agent:42 metrics'] },
    { file: 'near', cursor: 'app: a|gent', nth: 1, found: ['agent:15 agent'] },
    { file: 'near', cursor: 'values: [a|gent', found: ['agent:15 agent'] },
    { file: 'near', cursor: '- port: htt|p', found: ['near:13 http'] },
    { file: 'near', cursor: 'matchLabels:\n      app: |agent\n  endpoints', found: ['near:7 agent'] },
    { file: 'near', cursor: 'name: agent-|sa, namespace: logging}\n---\napiVersion: scheduling', found: ['near:59 agent-sa'] },
  ]
  for (const { file, cursor, nth, found } of cases) {
    it(`${file} at ${JSON.stringify(cursor)}`, () => {
      const { files, documents, target } = at(file, cursor, nth)
      assert.ok(target)
      assert.deepEqual(shown(files, definitions(target, documents)), found)
    })
  }

  it('is nothing where no name stands', () => {
    assert.equal(at('agent', 'mount|Path: /data').target, undefined)
    assert.equal(at('agent', 'port: 91|00').target, undefined)
  })
})

describe('references', () => {
  const label = ['agent:11 app', 'agent:15 app', 'agent:28 app', 'near:11 app', 'near:23 app', 'near:33 app']
  const cases: readonly Case[] = [
    { file: 'agent', cursor: 'a|pp: agent', nth: 2, found: label },
    { file: 'near', cursor: 'key: a|pp', found: label },
    { file: 'agent', cursor: 'ti|er', found: ['agent:16 tier'] },
    {
      file: 'agent',
      cursor: '- name: met|rics',
      found: ['agent:42 metrics', 'agent:46 metrics', 'near:15 metrics', 'near:36 metrics'],
    },
    { file: 'agent', cursor: '- name: da|ta\n          hostPath', found: ['agent:37 data', 'agent:62 data', 'agent:67 data'] },
    { file: 'near', cursor: 'name: agent-|config', found: ['agent:54 agent-config', 'agent:72 "agent-config"', 'near:52 agent-config'] },
    { file: 'agent', cursor: 'name: ag|ent', found: ['agent:4 agent', 'near:4 agent', 'near:19 agent', 'near:29 agent', 'near:40 agent'] },
  ]
  for (const { file, cursor, nth, found } of cases) {
    it(`${file} at ${JSON.stringify(cursor)}`, () => {
      const { files, documents, target } = at(file, cursor, nth)
      assert.ok(target)
      assert.deepEqual(shown(files, references(target, documents, true)), found)
    })
  }
})

describe('highlights', () => {
  it('stay in the document', () => {
    const { documents, target } = at('agent', '- name: met|rics')
    const [document] = documents
    assert.ok(target && document)
    const found = highlights(document, target.mention.span.start)
    assert.deepEqual(
      found.map(({ span, definition }) => [document.reading.text.slice(span.start, span.end), definition]),
      [
        ['metrics', true],
        ['metrics', false],
      ],
    )
    assert.deepEqual(highlights(document, 0), [])
  })
})
