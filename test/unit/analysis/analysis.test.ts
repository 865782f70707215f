// How a document's problems are put together: who speaks, once for each mistake, and what is set aside.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readObjects } from '../../../server/src/core/analysis/read-objects.ts'
import { analyseDocument } from '../../../server/src/core/analysis.ts'
import { isPlaceholder } from '../../../server/src/core/model/placeholder.ts'
import { environmentFor, problemsIn } from '../../support/analyse.ts'

const AGENT = `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: agent
spec:
  selector:
    matchLabels:
      app: agent
  template:
    metadata:
      labels:
        app: agent
    spec:
      containers:
        - name: agent
          image: registry.example.com/agent:1.4.2
          resources:
            requests:
              cpu: 10m
              memory: 16Mi
`

/** Rule, origin and field of every problem of at least severity warning. */
function grave(text: string): string[] {
  return problemsIn(text)
    .filter((problem) => problem.severity === 'error' || problem.severity === 'warning')
    .map((problem) => `${problem.rule} ${problem.origin} ${problem.field}`)
}

describe('one problem per mistake', () => {
  const table: readonly (readonly [string, string, readonly string[]])[] = [
    ['a clean manifest', AGENT, []],
    [
      'a misspelt field hides what only follows from it',
      AGENT.replace('image:', 'immage:'),
      ['misspelt-field decode spec.template.spec.containers[0].immage'],
    ],
    [
      'a volume whose source is misspelt is not called empty too',
      `${AGENT}      volumes:\n        - name: logs\n          hostPth:\n            path: /var/log\n`,
      ['misspelt-field decode spec.template.spec.volumes[0].hostPth'],
    ],
    [
      'a number for a label is told at decoding, and the selector is judged by its text',
      AGENT.replaceAll('app: agent', 'app: 1.10'),
      ['yaml-1.1-scalar decode spec.selector.matchLabels[app]', 'yaml-1.1-scalar decode spec.template.metadata.labels[app]'],
    ],
    [
      'a warning of an accepted object keeps the origin',
      AGENT.replace('      containers:', '      nodeSelector:\n        beta.kubernetes.io/os: linux\n      containers:'),
      ['deprecated-node-label warning spec.template.spec.nodeSelector[beta.kubernetes.io/os]'],
    ],
    [
      'beside an error it is a finding of ours',
      AGENT.replace('      containers:', '      restartPolicy: Never\n      nodeSelector:\n        beta.kubernetes.io/os: linux\n      containers:'),
      [
        'unsupported-value server spec.template.spec.restartPolicy',
        'deprecated-node-label lint spec.template.spec.nodeSelector[beta.kubernetes.io/os]',
      ],
    ],
    ['a kind that is not written yet', AGENT.replace('kind: DaemonSet\n', ''), ['required-value lint kind']],
    ['an apiVersion that is not written yet', AGENT.replace('apiVersion: apps/v1\n', ''), ['required-value lint apiVersion']],
    ["another group's DaemonSet", AGENT.replace('apps/v1', 'apps.kruise.io/v1alpha1').replace('image:', 'immage:'), []],
    ['a Deployment without a kind', AGENT.replace('kind: DaemonSet\n', '').replace('spec:\n  selector', 'spec:\n  replicas: 2\n  selector'), []],
  ]
  for (const [name, text, expected] of table) it(name, () => assert.deepEqual(grave(text), expected))
})

describe('several minors', () => {
  const environment = { ...environmentFor(AGENT), minors: [30, 37] }
  const messages = (text: string): string[] =>
    analyseDocument(readObjects(text), environment).objects.flatMap(({ problems }) =>
      problems.filter(({ severity }) => severity === 'error').map(({ message }) => message),
    )

  it('what all of them say is said once, without a version', () => {
    const [message, ...more] = messages(AGENT.replace('image:', 'immage:'))
    assert.equal(more.length, 0)
    assert.doesNotMatch(message ?? '', /Kubernetes 1\.3/)
  })
  it('what only one says names it', () => {
    const [message, ...more] = messages(AGENT.replace('          image:', '          restartPolicyRules: []\n          image:'))
    assert.equal(more.length, 0)
    assert.match(message ?? '', /\(Kubernetes 1\.30\)$/)
  })
})

describe('half-typed text', () => {
  it('keeps what stands before the mistake, and calls nothing missing', () => {
    const text = AGENT.replace('name: agent\nspec', 'name: Agent_1\nspec').replace('        - name: agent', '        - name: "agent')
    const found = grave(text)
    assert.ok(found.includes('unreadable-yaml decode null'), found.join())
    assert.ok(found.includes('invalid-value server metadata.name'), found.join())
    assert.ok(!found.some((problem) => problem.startsWith('required-value')), found.join())
  })
})

describe('templates', () => {
  it('what an if may leave out is unknown, what holds the whole object is no condition', () => {
    const text = `{{- if .Values.enabled }}\n${AGENT.replace('      containers:', '      {{- if .Values.gpu }}\n      nodeSelector:\n        gpu: "true"\n      {{- end }}\n      containers:')}{{- end }}\n`
    const [object] = readObjects(text).objects
    const pod = object?.daemonset?.value.spec?.template?.spec
    assert.equal(object?.daemonset?.template, true)
    assert.ok(isPlaceholder(pod?.nodeSelector))
    assert.equal(pod?.containers?.[0]?.name, 'agent')
  })
  it('get no verdict of the server', () => {
    assert.deepEqual(
      grave(AGENT.replace('image: registry', 'imagePullPolicy: {{ .Values.policy }}\n          ports: 7\n          image: registry')),
      [],
    )
  })
})
