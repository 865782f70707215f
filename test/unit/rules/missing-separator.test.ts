import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readObjects } from '../../../server/src/core/analysis/read-objects.ts'
import { analyseDocument } from '../../../server/src/core/analysis.ts'
import { checkedFixes } from '../../../server/src/core/features/check-fixes.ts'
import { applyEdits } from '../../../server/src/core/text.ts'
import { environmentFor, problemsIn } from '../../support/analyse.ts'

const ACCOUNT = 'apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: agent\n'
const AGENT = `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: agent
spec:
  selector: {matchLabels: {app: agent}}
  template:
    metadata: {labels: {app: agent}}
    spec:
      containers:
        - name: agent
          image: registry.example.com/agent:1.4.2
          resources: {requests: {cpu: 50m, memory: 64Mi}}
`

function fixed(text: string): string | undefined {
  const problems = problemsIn(text)
  const environment = environmentFor(text)
  const analyse = (changed: string) => analyseDocument(readObjects(changed), environment).objects.flatMap((object) => object.problems)
  const [fix] = problems[0] === undefined ? [] : checkedFixes(problems[0], { text, problems }, analyse)
  return fix && applyEdits(text, fix.edits)
}

describe('a missing --- between objects', () => {
  it('is one problem, whatever keys stand twice, and its fix puts the line there', () => {
    const text = `${ACCOUNT}\n# the agent\n${AGENT}`
    const problems = problemsIn(text)
    assert.deepEqual(
      problems.map(({ rule, origin, field }) => [rule, origin, field]),
      [['repeated-key', 'decode', 'apiVersion']],
    )
    assert.equal(problems[0]?.span.start, text.indexOf('apiVersion: apps'))
    assert.match(problems[0]?.serverMessage ?? '', /line 7: key "apiVersion" already set in map/)
    assert.equal(fixed(text), `${ACCOUNT}\n---\n# the agent\n${AGENT}`)
  })

  it('is seen when the last object is none of ours', () => {
    assert.deepEqual(
      problemsIn(AGENT + ACCOUNT).map(({ rule }) => rule),
      ['repeated-key'],
    )
  })

  it('hides nothing of what is wrong with the objects', () => {
    const text = ACCOUNT + AGENT.replace('containers:', 'containres:')
    const misspelt = problemsIn(text).find(({ rule }) => rule === 'misspelt-field')
    assert.equal(misspelt?.span.start, text.indexOf('containres'))
    const [fix] = misspelt?.fixes?.() ?? []
    assert.equal(fix && applyEdits(text, fix.edits), ACCOUNT + AGENT)
  })

  it('is mended in all places at once', () => {
    assert.equal(fixed(ACCOUNT + AGENT + ACCOUNT), `${ACCOUNT}---\n${AGENT}---\n${ACCOUNT}`)
    assert.equal(fixed((ACCOUNT + AGENT).replaceAll('\n', '\r\n')), `${ACCOUNT}---\n${AGENT}`.replaceAll('\n', '\r\n'))
  })

  it('is not what a key that merely stands twice is called', () => {
    for (const text of [`apiVersion: apps/v1\n${AGENT}`, `${AGENT}apiVersion: apps/v1\n`, `kind: DaemonSet\napiVersion: apps/v1\n${AGENT}`]) {
      const repeated = problemsIn(text).filter(({ rule }) => rule === 'repeated-key')
      assert.ok(repeated.length > 0)
      for (const { message } of repeated) assert.match(message, /stands here twice/)
    }
  })
})

describe('a key that stands twice', () => {
  it('is named by its own path', () => {
    const [problem] = problemsIn(AGENT.replace('      containers:', '      hostPID: true\n      hostPID: true\n      containers:'))
    assert.equal(problem?.field, 'spec.template.spec.hostPID')
  })

  it('is named by its path also where it holds dots', () => {
    const text = AGENT.replace('{labels: {app: agent}}', '{labels: {app: agent, a.b/c: x, a.b/c: x}}')
    assert.equal(problemsIn(text)[0]?.field, 'spec.template.metadata.labels.a.b/c')
  })

  it('is not told of the branches of a template', () => {
    const text = AGENT.replace(
      '      containers:',
      '      {{- if .Values.host }}\n      hostPID: true\n      {{- else }}\n      hostPID: false\n      {{- end }}\n      {{- if .Values.more }}\n      hostPID: true\n      {{- end }}\n      containers:',
    )
    assert.deepEqual(
      problemsIn(text).filter(({ rule }) => rule === 'repeated-key'),
      [],
    )
  })
})
