import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { problemsIn } from '../../support/analyse.ts'

const agent = (ports: string): string => `apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent}
spec:
  selector: {matchLabels: {app: agent}}
  template:
    metadata: {labels: {app: agent}}
    spec:
      containers:
      - name: agent
        image: registry.example.com/agent:1.4.2
        ports: ${ports}
`
const service = (targetPort: string, selector = '{app: agent}'): string =>
  `apiVersion: v1\nkind: Service\nmetadata: {name: agent}\nspec:\n  selector: ${selector}\n  ports: [{port: 80${targetPort === '' ? '' : `, targetPort: ${targetPort}`}}]\n`
const found = (text: string, workspace: string): (readonly [string | null, string])[] =>
  problemsIn(text, { workspace })
    .filter(({ rule }) => rule === 'unknown-target-port')
    .map(({ field, span }) => [field, text.slice(span.start, span.end)])

describe('a Service’s targetPort', () => {
  it('that nearly names a port is told at that port', () => {
    assert.deepEqual(found(agent('[{name: metric, containerPort: 1}]'), service('metrics')), [
      ['spec.template.spec.containers[0].ports[0].name', 'metric'],
    ])
  })
  it('that no port is named like is told at the containers', () => {
    assert.deepEqual(found(agent('[{containerPort: 1}]'), service('web')), [['spec.template.spec.containers', 'containers']])
  })
  it('is fine as a name that is there, as a number, or left out', () => {
    const text = agent('[{name: web, containerPort: 1}]')
    for (const port of ['web', '8080', '"8080"', '']) assert.deepEqual(found(text, service(port)), [], port)
  })
  it('is no matter of pods that the Service does not select', () => {
    for (const selector of ['{app: other}', '{}', '{app: agent, role: x}'])
      assert.deepEqual(found(agent('[{containerPort: 1}]'), service('web', selector)), [], selector)
  })
  it('may be that of another workload which the Service selects too', () => {
    const other = agent('[{name: web, containerPort: 1}]').replace('kind: DaemonSet', 'kind: Deployment').replace('{name: agent}', '{name: api}')
    assert.deepEqual(found(agent('[{containerPort: 1}]'), `${service('web')}---\n${other}`), [])
  })
  it('is not judged where a template fills in names', () => {
    assert.deepEqual(found(agent('[{name: {{ .Values.port }}, containerPort: 1}]'), service('web')), [])
  })
})
