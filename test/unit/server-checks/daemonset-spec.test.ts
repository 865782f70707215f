import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DaemonSetUpdateStrategy, LabelSelector } from '../../../server/src/core/model/kubernetes.ts'
import { PLACEHOLDER } from '../../../server/src/core/model/placeholder.ts'
import { validateDaemonSet } from '../../../server/src/core/server-checks/validate-daemonset.ts'
import { type Case, causesOf, daemonSet, tableTest, updateCausesOf } from './minimal-daemonset.ts'

const mismatch = 'spec.template.metadata.labels Invalid'
const selecting = (selector: LabelSelector | undefined, ...expected: string[]): Case => [{ spec: { selector } }, expected]
const expression = (operator: string, ...values: string[]): LabelSelector => ({ matchExpressions: [{ key: 'app', operator, values }] })
const at = 'spec.selector.matchExpressions[0]'

tableTest('selector', [
  selecting(undefined, mismatch),
  selecting({}, 'spec.selector Invalid'),
  selecting({ matchLabels: {} }, 'spec.selector Invalid'),
  selecting({ matchLabels: { app: 'other' } }, mismatch),
  selecting({ matchLabels: { app: 'agent', tier: 'x' } }, mismatch),
  selecting({ matchLabels: { 'a b': 'agent' } }, 'spec.selector.matchLabels Invalid'),
  selecting(expression('In', 'agent', 'other')),
  selecting(expression('In', 'other'), mismatch),
  selecting(expression('In'), `${at}.values Required`),
  selecting(expression('NotIn', 'other')),
  selecting(expression('NotIn', 'agent'), mismatch),
  selecting(expression('Exists')),
  selecting(expression('Exists', 'x'), `${at}.values Forbidden`),
  selecting(expression('DoesNotExist'), mismatch),
  selecting(expression('Gt', '1'), `${at}.operator Invalid`),
  selecting(expression('In', 'a b'), `${at}.values[0] Invalid`),
  selecting({ matchExpressions: [{ operator: 'Exists' }] }, `${at}.key Invalid`),
  [{ template: { labels: { app: 'agent', more: '' } } }, []],
  [{ template: { labels: {} } }, [mismatch]],
])

tableTest('metadata of the template is named without `metadata`', [
  [{ template: { labels: { app: 'agent', 'a b': '' } } }, ['spec.template.labels Invalid']],
  [{ template: { annotations: { 'a b': '' } } }, ['spec.template.annotations Invalid']],
  [{ template: { name: 'Any Thing', finalizers: ['any'] } }, []],
])

test('the place of such a cause is the entry itself', () => {
  const [cause] = validateDaemonSet(daemonSet({ template: { labels: { app: 'agent', 'a b': '' } } }), { minor: 37 })
  assert.equal(String(cause?.at), 'spec.template.metadata.labels[a b]')
})

const rolling = (maxUnavailable: string | number | undefined, maxSurge: string | number | undefined, ...expected: string[]): Case => [
  { spec: { updateStrategy: { rollingUpdate: { maxUnavailable, maxSurge } } } },
  expected.map((line) => `spec.updateStrategy.rollingUpdate.${line}`),
]
const typed = (updateStrategy: DaemonSetUpdateStrategy, ...expected: string[]): Case => [{ spec: { updateStrategy } }, expected]

tableTest('update strategy', [
  typed({}),
  typed({ type: '' }),
  typed({ type: 'OnDelete', rollingUpdate: { maxUnavailable: -1 } }),
  typed({ type: 'Recreate' }, 'spec.updateStrategy NotSupported'),
  rolling(undefined, undefined),
  rolling(undefined, 1, 'maxSurge Invalid'),
  rolling(0, 1),
  rolling(0, undefined, 'maxUnavailable Required'),
  rolling('0%', '0%', 'maxUnavailable Required'),
  rolling('30%', 0),
  rolling('101%', 0, 'maxUnavailable Invalid'),
  rolling(-1, 0, 'maxUnavailable Invalid'),
  rolling('5', undefined, 'maxUnavailable Invalid'),
  rolling('five', undefined, 'maxUnavailable Invalid', 'maxUnavailable Required'),
  rolling('5', '5', 'maxUnavailable Invalid', 'maxSurge Invalid'),
])

tableTest('numbers of the spec', [
  [{ spec: { minReadySeconds: -1 } }, ['spec.minReadySeconds Invalid']],
  [{ spec: { revisionHistoryLimit: -1 } }, ['spec.revisionHistoryLimit Invalid']],
  [{ spec: { revisionHistoryLimit: 0, minReadySeconds: 5 } }, []],
])

test('the selector cannot be changed', () => {
  const other: LabelSelector = { matchLabels: { app: 'agent' }, matchExpressions: [{ key: 'app', operator: 'Exists' }] }
  assert.deepEqual(updateCausesOf({ spec: { selector: other } }, {}), ['spec.selector Invalid'])
  assert.deepEqual(updateCausesOf({ spec: { selector: { matchLabels: { app: 'agent' }, matchExpressions: [] } } }, {}), [])
})

test('a stored selector with bad values may keep them', () => {
  const selector = expression('NotIn', 'a b')
  assert.deepEqual(updateCausesOf({ spec: { selector } }, { spec: { selector } }), [])
})

test('what holds a placeholder is not judged', () => {
  const change = { metadata: { name: 'Bad' }, pod: { nodeName: PLACEHOLDER } }
  assert.deepEqual(causesOf(change), [])
  assert.deepEqual(updateCausesOf(change, {}), [])
})
