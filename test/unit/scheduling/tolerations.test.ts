import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PLACEHOLDER } from '../../../server/src/core/model/placeholder.ts'
import { controllerTolerations, isReplacedByController } from '../../../server/src/core/scheduling/tolerations.ts'
import { groupOn, node } from '../../support/placement.ts'

const X = `${PLACEHOLDER}`

// pod spec, taint, shouldRun, shouldContinueRunning
const TABLE: readonly (readonly [string, unknown, string, boolean | null, boolean | null])[] = [
  ['no toleration', {}, 'a=b:NoSchedule', false, true],
  ['NoExecute deletes what is there', {}, 'a=b:NoExecute', false, false],
  ['PreferNoSchedule is only a wish', {}, 'a=b:PreferNoSchedule', true, true],
  ['an effect that nobody knows', {}, 'a=b:NoAdmit', true, true],
  ['equal value, operator left out', { tolerations: [{ key: 'a', value: 'b', effect: 'NoSchedule' }] }, 'a=b:NoSchedule', true, true],
  ['other value', { tolerations: [{ key: 'a', operator: 'Equal', value: 'c' }] }, 'a=b:NoSchedule', false, true],
  ['no value is the empty value', { tolerations: [{ key: 'a' }] }, 'a:NoSchedule', true, true],
  ['no value is not any value', { tolerations: [{ key: 'a' }] }, 'a=b:NoSchedule', false, true],
  ['Exists takes any value', { tolerations: [{ key: 'a', operator: 'Exists' }] }, 'a=b:NoSchedule', true, true],
  ['empty effect is any effect', { tolerations: [{ key: 'a', operator: 'Exists' }] }, 'a=b:NoExecute', true, true],
  ['other effect', { tolerations: [{ key: 'a', operator: 'Exists', effect: 'NoExecute' }] }, 'a=b:NoSchedule', false, true],
  ['empty key with Exists is any key', { tolerations: [{ operator: 'Exists' }] }, 'a=b:NoExecute', true, true],
  ['Gt is off by default', { tolerations: [{ key: 'a', operator: 'Gt', value: '1' }] }, 'a=5:NoSchedule', false, true],
  ['an operator that nobody knows', { tolerations: [{ key: 'a', operator: 'In', value: 'b' }] }, 'a=b:NoSchedule', false, true],
  ['not-ready:NoExecute is tolerated by the controller', {}, 'node.kubernetes.io/not-ready:NoExecute', true, true],
  ['not-ready:NoSchedule is not', {}, 'node.kubernetes.io/not-ready:NoSchedule', false, true],
  ['cordoned nodes are tolerated', {}, 'node.kubernetes.io/unschedulable:NoSchedule', true, true],
  ['no network', {}, 'node.kubernetes.io/network-unavailable:NoSchedule', false, true],
  ['no network, on the host network', { hostNetwork: true }, 'node.kubernetes.io/network-unavailable:NoSchedule', true, true],
  ['host network from a template', { hostNetwork: X }, 'node.kubernetes.io/network-unavailable:NoSchedule', null, true],
  ['key from a template', { tolerations: [{ key: X, operator: 'Exists' }] }, 'a=b:NoSchedule', null, true],
  ['key from a template, other effect', { tolerations: [{ key: X, operator: 'Exists', effect: 'NoExecute' }] }, 'a=b:NoSchedule', false, true],
  ['value from a template, other key', { tolerations: [{ key: 'c', value: X }] }, 'a=b:NoSchedule', false, true],
  ['list from a template', { tolerations: X }, 'a=b:NoExecute', null, null],
  ['item from a template beside one that decides', { tolerations: [X, { operator: 'Exists' }] }, 'a=b:NoExecute', true, true],
  ['half-typed list', { tolerations: [null, 'a', {}] }, 'a=b:NoSchedule', false, true],
]

for (const [name, podSpec, taint, shouldRun, shouldContinueRunning] of TABLE) {
  test(`toleration: ${name}`, () => {
    const group = groupOn('n', podSpec, [node('n', { taints: [taint] })])
    assert.deepEqual([group.shouldRun, group.shouldContinueRunning], [shouldRun, shouldContinueRunning])
  })
}

test('the reason names the taint and the field', () => {
  const [reason] = groupOn('n', {}, [node('n', { taints: ['a=b:NoSchedule'] })]).reasons
  assert.deepEqual(
    { ...reason, field: String(reason?.field) },
    { check: 'taint', detail: 'a=b:NoSchedule is not tolerated', met: 'a=b:NoSchedule', field: 'spec.template.spec.tolerations' },
  )
})

test('what the controller adds replaces the same toleration, whatever its seconds', () => {
  const own = { key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 30 }
  assert.equal(isReplacedByController(own, false), true)
  assert.equal(isReplacedByController({ ...own, effect: 'NoSchedule' }, false), false)
  assert.equal(isReplacedByController({ ...own, operator: 'Equal' }, false), false)
  assert.equal(controllerTolerations(true).length, controllerTolerations(false).length + 1)
})
