import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Affinity, NodeSelectorTerm, Toleration, TopologySpreadConstraint } from '../../../server/src/core/model/kubernetes.ts'
import { type Case, tableTest, updateCausesOf } from './minimal-daemonset.ts'

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution'
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution'
const affinity = (value: Affinity, ...expected: string[]): Case => [{ pod: { affinity: value } }, expected.map((line) => `pod.affinity.${line}`)]

const node = (term: NodeSelectorTerm, ...expected: string[]): Case =>
  affinity(
    { nodeAffinity: { [REQUIRED]: { nodeSelectorTerms: [term] } } },
    ...expected.map((line) => `nodeAffinity.${REQUIRED}.nodeSelectorTerms[0].${line}`),
  )
const expression = (operator: string, values: string[], ...expected: string[]): Case =>
  node({ matchExpressions: [{ key: 'a', operator, values }] }, ...expected.map((line) => `matchExpressions[0].${line}`))
const byName = (operator: string, values: string[], ...expected: string[]): Case =>
  node({ matchFields: [{ key: 'metadata.name', operator, values }] }, ...expected.map((line) => `matchFields[0].${line}`))

tableTest('node affinity', [
  affinity({ nodeAffinity: { [REQUIRED]: {} } }, `nodeAffinity.${REQUIRED}.nodeSelectorTerms Required`),
  node({}),
  expression('In', ['x']),
  expression('In', [], 'values Required'),
  expression('Exists', []),
  expression('DoesNotExist', ['x'], 'values Forbidden'),
  expression('Gt', ['not a number'], 'values[0] Invalid'),
  expression('Lt', ['seven']),
  expression('Gt', ['1', '2'], 'values Required'),
  expression('Equals', ['x'], 'operator Invalid'),
  expression('In', ['x', 'a/b'], 'values[1] Invalid'),
  node({ matchExpressions: [{ operator: 'Exists' }] }, 'matchExpressions[0].key Invalid'),
  byName('In', ['node-1']),
  byName('In', ['Node 1'], 'values[0] Invalid'),
  byName('NotIn', ['a', 'b'], 'values Required'),
  byName('Exists', [], 'operator Invalid'),
  node({ matchFields: [{ key: 'spec.x', operator: 'In', values: ['Node 1'] }] }, 'matchFields[0].key Invalid'),
])

tableTest('values of required node affinity are judged since 1.32, those of a preference never', [
  [
    {
      pod: {
        affinity: { nodeAffinity: { [REQUIRED]: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'a', operator: 'In', values: ['a b'] }] }] } } },
      },
    },
    [],
    31,
  ],
  affinity({ nodeAffinity: { [PREFERRED]: [{ weight: 1, preference: { matchExpressions: [{ key: 'a', operator: 'In', values: ['a b'] }] } }] } }),
  affinity({ nodeAffinity: { [PREFERRED]: [{ weight: 101, preference: {} }] } }, `nodeAffinity.${PREFERRED}[0].weight Invalid`),
])

const apart = { topologyKey: 'zone', labelSelector: { matchLabels: { app: 'agent' } } }

tableTest('pod affinity', [
  affinity({ podAffinity: { [REQUIRED]: [apart] }, podAntiAffinity: { [PREFERRED]: [{ weight: 100, podAffinityTerm: apart }] } }),
  affinity(
    { podAffinity: { [REQUIRED]: [{ ...apart, topologyKey: '' }] } },
    ...['Invalid', 'Required'].map((reason) => `podAffinity.${REQUIRED}[0].topologyKey ${reason}`),
  ),
  affinity({ podAntiAffinity: { [PREFERRED]: [{ weight: 0, podAffinityTerm: apart }] } }, `podAntiAffinity.${PREFERRED}[0].weight Invalid`),
  affinity({ podAffinity: { [REQUIRED]: [{ ...apart, namespaces: ['a.b'] }] } }, `podAffinity.${REQUIRED}[0].namespace Invalid`),
  affinity(
    { podAffinity: { [REQUIRED]: [{ ...apart, namespaceSelector: { matchLabels: { 'a b': '' } } }] } },
    `podAffinity.${REQUIRED}[0].namespaceSelector.matchLabels Invalid`,
  ),
  affinity({ podAffinity: { [REQUIRED]: [{ topologyKey: 'zone', matchLabelKeys: ['a'] }] } }, `podAffinity.${REQUIRED}[0].matchLabelKeys Forbidden`),
  affinity(
    { podAffinity: { [REQUIRED]: [{ ...apart, matchLabelKeys: ['a', 'b c'], mismatchLabelKeys: ['a'] }] } },
    `podAffinity.${REQUIRED}[0].matchLabelKeys[0] Invalid`,
    `podAffinity.${REQUIRED}[0].matchLabelKeys[1] Invalid`,
  ),
])

test('what a stored object has wrong in its affinity, a new version may keep', () => {
  const requirement = { key: 'a', operator: 'In', values: ['a b'] }
  const pods = { pod: { affinity: { podAffinity: { [REQUIRED]: [{ topologyKey: 'zone', labelSelector: { matchExpressions: [requirement] } }] } } } }
  const nodes = { pod: { affinity: { nodeAffinity: { [REQUIRED]: { nodeSelectorTerms: [{ matchExpressions: [requirement] }] } } } } }
  assert.deepEqual(updateCausesOf(pods, pods), [])
  assert.deepEqual(updateCausesOf(nodes, nodes), [])
  assert.equal(updateCausesOf(nodes, pods).length, 1)
})

const tolerating = (toleration: Toleration, ...expected: string[]): Case => [
  { pod: { tolerations: [toleration] } },
  expected.map((line) => `pod.tolerations[0].${line}`),
]

tableTest('tolerations', [
  tolerating({ operator: 'Exists' }),
  tolerating({}, 'operator Invalid'),
  tolerating({ value: 'x' }, 'operator Invalid'),
  tolerating({ key: 'a b', operator: 'Exists' }, 'key Invalid'),
  tolerating({ key: 'a', value: 'a b' }, 'operator Invalid'),
  tolerating({ key: 'a', operator: 'Exists', value: 'x' }, 'operator Invalid'),
  tolerating({ key: 'a', operator: 'In', value: 'x' }, 'operator NotSupported'),
  tolerating({ key: 'a', operator: 'Lt', value: '5' }, 'operator NotSupported'),
  tolerating({ key: 'a', effect: 'NoExecute', tolerationSeconds: -5 }),
  tolerating({ key: 'a', effect: 'NoSchedule', tolerationSeconds: 5 }, 'effect Invalid'),
  tolerating({ key: 'a', effect: 'Never' }, 'effect NotSupported'),
])

test('a stored comparison of taints may stay, and is then judged as one', () => {
  const stored = { pod: { tolerations: [{ key: 'a', operator: 'Lt', value: '5' }] } }
  assert.deepEqual(updateCausesOf(stored, stored), [])
  assert.deepEqual(updateCausesOf({ pod: { tolerations: [{ key: 'a', operator: 'Gt', value: '007' }] } }, stored), [
    'pod.tolerations[0].value Invalid',
  ])
})

const spread = { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', labelSelector: { matchLabels: { app: 'agent' } } }
const spreading = (constraint: TopologySpreadConstraint, ...expected: string[]): Case => [
  { pod: { topologySpreadConstraints: [constraint] } },
  expected.map((line) => `pod.topologySpreadConstraints[0].${line}`),
]
const keyed = { ...spread, matchLabelKeys: ['app'] }
const place = 'pod.topologySpreadConstraints[0]'

tableTest('topology spread', [
  spreading(spread),
  spreading({}, 'maxSkew Invalid', 'topologyKey Required', 'whenUnsatisfiable NotSupported'),
  spreading({ ...spread, minDomains: 0 }, 'minDomains Invalid'),
  spreading({ ...spread, minDomains: 2, whenUnsatisfiable: 'ScheduleAnyway' }, 'minDomains Invalid'),
  spreading({ ...spread, nodeAffinityPolicy: 'Never', nodeTaintsPolicy: 'Honor' }, 'nodeAffinityPolicy NotSupported'),
  spreading({ ...spread, labelSelector: { matchLabels: { 'a b': '' } } }, 'labelSelector.matchLabels Invalid'),
  [{ pod: { topologySpreadConstraints: [spread, spread] } }, [`${place}.{topologyKey, whenUnsatisfiable} Duplicate`]],
  [{ pod: { topologySpreadConstraints: [spread, { ...spread, whenUnsatisfiable: 'ScheduleAnyway' }] } }, []],
])

tableTest('matchLabelKeys beside a selector: judged before 1.34, merged since', [
  [{ pod: { topologySpreadConstraints: [keyed] } }, [`${place}.matchLabelKeys[0] Invalid`], 33],
  [{ pod: { topologySpreadConstraints: [keyed] } }, []],
  [
    {
      pod: {
        topologySpreadConstraints: [{ ...keyed, labelSelector: { ...spread.labelSelector, matchExpressions: [{ key: 'app', operator: 'Exists' }] } }],
      },
    },
    [`${place}[0] Invalid`],
  ],
  [{ pod: { topologySpreadConstraints: [{ ...keyed, labelSelector: undefined }] } }, [`${place}.matchLabelKeys Forbidden`], 33],
])

test('a stored constraint with a bad selector may stay', () => {
  const stored = { pod: { topologySpreadConstraints: [{ ...spread, labelSelector: { matchLabels: { 'a b': '' } } }] } }
  assert.deepEqual(updateCausesOf(stored, stored), [])
})
