// Fixes of what the API server refuses: for each mistake the titles that are offered, and what the first one makes of the text.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { checkedFixes } from '../../../server/src/core/features/check-fixes.ts'
import { wholeExample } from '../../../server/src/core/rules/example.ts'
import { applyEdits } from '../../../server/src/core/text.ts'
import { type Given, problemsIn } from '../../support/analyse.ts'

interface Case {
  readonly name: string
  readonly text: string
  readonly rule: string
  readonly titles: readonly string[]
  /** What stands in the text after the first fix, and what does not. */
  readonly makes?: RegExp
  readonly leaves?: RegExp
  readonly given?: Given
}

const container = (fields: string): string => `containers:\n- name: agent\n  image: registry.example.com/agent:1.4.2\n${fields}`
const whole = (selector: string, strategy = ''): string => `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: agent
spec:
${selector}${strategy}  template:
    metadata:
      labels:
        app: agent # the pods
    spec:
      containers:
      - name: agent
        image: registry.example.com/agent:1.4.2
`

const CASES: readonly Case[] = [
  {
    name: 'a selector that differs: the selector first where nothing is known of the object',
    text: whole('  selector:\n    matchLabels:\n      app: agnt\n'),
    rule: 'selector-mismatch',
    titles: ['Give the pods the label app: agnt', 'Select app: agent'],
    makes: /app: agnt # the pods/,
  },
  {
    name: 'no selector',
    text: whole(''),
    rule: 'selector-mismatch',
    titles: ['Select app: agent'],
    makes: /spec:\n {2}selector:\n {4}matchLabels:\n {6}app: agent\n {2}template:/,
  },
  {
    name: 'an empty selector',
    text: whole('  selector: {}\n'),
    rule: 'selector-invalid',
    titles: ['Select app: agent'],
    makes: /selector:\n {4}matchLabels:\n {6}app: agent\n/,
  },
  {
    name: 'no maxUnavailable and no maxSurge',
    text: whole('  selector: {matchLabels: {app: agent}}\n', '  updateStrategy: {rollingUpdate: {maxUnavailable: 0}}\n'),
    rule: 'required-value',
    titles: ['Set maxUnavailable to 1'],
    makes: /\{rollingUpdate: \{maxUnavailable: 1\}\}/,
  },
  {
    name: 'maxSurge beside the default maxUnavailable',
    text: whole('  selector: {matchLabels: {app: agent}}\n', '  updateStrategy:\n    rollingUpdate:\n      maxSurge: 1\n'),
    rule: 'invalid-value',
    titles: ['Set maxUnavailable to 0', 'Set maxSurge to 0'],
    makes: /maxSurge: 1\n {6}maxUnavailable: 0\n/,
  },
  {
    name: 'a misspelt effect',
    text: 'tolerations:\n- operator: Exists\n  effect: noschedule\n',
    rule: 'unsupported-value',
    titles: ['Write NoSchedule', 'Write NoExecute', 'Write PreferNoSchedule'],
    makes: /effect: NoSchedule\n/,
  },
  {
    name: 'the only restartPolicy',
    text: 'restartPolicy: OnFailure\n',
    rule: 'unsupported-value',
    titles: ['Write Always'],
    makes: /restartPolicy: Always/,
  },
  {
    name: 'a value beside Exists',
    text: 'tolerations:\n- {key: a/b, operator: Exists, value: c}\n',
    rule: 'invalid-value',
    titles: ['Remove value', 'Use operator Equal'],
    makes: /\{key: a\/b, operator: Exists\}/,
  },
  {
    name: 'no key and no operator',
    text: 'tolerations:\n- effect: NoSchedule\n',
    rule: 'invalid-value',
    titles: ['Use operator Exists'],
    makes: /- effect: NoSchedule\n\s+operator: Exists/,
  },
  {
    name: 'seconds without NoExecute',
    text: 'tolerations:\n- key: a/b\n  operator: Exists\n  effect: NoSchedule\n  tolerationSeconds: 5 # soon\n',
    rule: 'invalid-value',
    titles: ['Remove tolerationSeconds', 'Use effect NoExecute'],
    leaves: /tolerationSeconds|soon/,
  },
  {
    name: 'a name with capitals',
    text: 'containers:\n- name: Log_Agent\n  image: registry.example.com/agent:1.4.2\n',
    rule: 'invalid-value',
    titles: ['Use log-agent'],
    makes: /name: log-agent/,
  },
  {
    name: 'a container without a name',
    text: 'containers:\n- image: registry.example.com/log-agent:1.4.2\n',
    rule: 'required-value',
    titles: ['Name it log-agent'],
    makes: /- name: log-agent\n\s+image/,
  },
  {
    name: 'a mount of a misspelt volume',
    text: `${container('  volumeMounts:\n  - {name: dta, mountPath: /data}\n')}volumes:\n- name: data\n  emptyDir: {}\n`,
    rule: 'not-found-reference',
    titles: ['Add an emptyDir volume dta'],
    makes: /- name: dta\n\s+emptyDir: \{\}/,
  },
  {
    name: 'a request over its limit',
    text: container('  resources:\n    requests: {cpu: 2}\n    limits: {cpu: 500m}\n'),
    rule: 'invalid-value',
    titles: ['Lower the request to 500m', 'Raise the limit to 2'],
    makes: /requests: \{cpu: 500m\}/,
  },
  {
    name: 'a mode in decimal digits',
    text: `${container('')}volumes:\n- name: a\n  configMap: {name: a, defaultMode: 644}\n`,
    rule: 'invalid-value',
    titles: ['Write 0644'],
    makes: /defaultMode: 0644\}/,
  },
  {
    name: 'host ports that differ under hostNetwork',
    text: `hostNetwork: true\n${container('  ports:\n  - {containerPort: 80, hostPort: 8080}\n')}`,
    rule: 'invalid-value',
    titles: ['Write 80'],
    makes: /hostPort: 80\}/,
  },
  {
    name: 'a field that may not be there',
    text: 'activeDeadlineSeconds: 5\n',
    rule: 'forbidden-field',
    titles: ['Remove activeDeadlineSeconds'],
    leaves: /activeDeadline/,
  },
  {
    name: 'a key that stands twice',
    text: 'hostPID: true\nhostPID: true\n',
    rule: 'repeated-key',
    titles: ['Remove the first hostPID', 'Remove the second hostPID'],
    makes: /\n {6}hostPID: true\n {6}containers/,
  },
  { name: 'a field that exists nowhere', text: 'colour: blue\n', rule: 'unknown-field', titles: ['Remove colour'], leaves: /colour/ },
  {
    name: 'a label that is read as a boolean',
    text: whole('  selector: {matchLabels: {app: agent}}\n').replace('app: agent # the pods', 'app: agent\n        debug: on # why'),
    rule: 'yaml-1.1-scalar',
    titles: ['Write "on"'],
    makes: /debug: "on" # why/,
  },
  {
    name: 'a misplaced field',
    text: container('').replace('containers:', 'containers:').concat('serviceName: a\n'),
    rule: 'unknown-field',
    titles: ['Remove serviceName'],
  },
]

describe('fixes of what the API server refuses', () => {
  for (const { name, text, rule, titles, makes, leaves, given = {} } of CASES)
    it(name, () => {
      const manifest = wholeExample(text)
      const problems = problemsIn(manifest, given)
      const problem = problems.find((candidate) => candidate.rule === rule)
      assert.ok(problem, `found ${problems.map((found) => `${found.rule} ${found.message}`).join('; ')}`)
      const fixes = checkedFixes(problem, { text: manifest, problems }, (fixed) => problemsIn(fixed, given))
      assert.deepEqual(
        fixes.map(({ title }) => title),
        titles,
      )
      const [first] = fixes
      assert.ok(first)
      const fixed = applyEdits(manifest, first.edits)
      if (makes) assert.match(fixed, makes)
      if (leaves) assert.doesNotMatch(fixed, leaves)
    })

  it('labels come first where the object exists', () => {
    const text = whole('  selector:\n    matchLabels:\n      app: agnt\n')
    const problems = problemsIn(text, { previous: text })
    const problem = problems.find(({ rule }) => rule === 'selector-mismatch')
    const preferred = problem?.fixes?.().filter((fix) => fix.preferred)
    assert.deepEqual(
      preferred?.map(({ title }) => title),
      ['Give the pods the label app: agnt'],
    )
  })
})
