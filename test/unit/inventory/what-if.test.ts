import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sampleInventory } from '../../../server/src/core/inventory/samples.ts'
import { type NodeChange, whatIf } from '../../../server/src/core/inventory/what-if.ts'
import { daemonSet, verdicts } from '../../support/placement.ts'

const kind = sampleInventory('kind')
const taint = { key: 'a', value: 'b', effect: 'NoSchedule' }
const after = (podSpec: unknown, ...changes: readonly NodeChange[]) => verdicts(daemonSet(podSpec), whatIf(kind, changes).nodes)

test('taints come and go', () => {
  const add: NodeChange = { change: 'add-taint', nodes: ['kind-worker'], taint }
  assert.equal(after({}, add)['kind-worker'], 'stays')
  assert.equal(after({}, add, { change: 'remove-taint', nodes: ['kind-worker'], taint })['kind-worker'], 'runs')
  assert.equal(
    after(
      {},
      { change: 'remove-taint', nodes: ['kind-control-plane'], taint: { key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' } },
    )['kind-control-plane'],
    'runs',
  )
  const [changed] = whatIf(kind, [
    { ...add, nodes: ['kind-control-plane'] },
    { ...add, nodes: ['kind-control-plane'], taint: { ...taint, value: 'c' } },
  ]).nodes
  assert.deepEqual(
    changed?.taints.map(({ key, value }) => [key, value]),
    [
      ['node-role.kubernetes.io/control-plane', undefined],
      ['a', 'c'],
    ],
    'one taint a key and effect',
  )
})

test('labels come and go', () => {
  const podSpec = { nodeSelector: { disk: 'ssd' } }
  const set: NodeChange = { change: 'set-label', nodes: ['kind-worker', 'kind-worker2'], key: 'disk', value: 'ssd' }
  assert.deepEqual(after(podSpec, set), {
    'kind-control-plane': 'excluded',
    'kind-worker': 'runs',
    'kind-worker2': 'runs',
    'kind-worker3': 'excluded',
  })
  assert.equal(after(podSpec, set, { change: 'remove-label', nodes: ['kind-worker'], key: 'disk' })['kind-worker'], 'excluded')
})

test('a cordoned or unready node keeps its daemon pods, an unready one gets no new ones', () => {
  assert.equal(after({}, { change: 'cordon', nodes: ['kind-worker'] })['kind-worker'], 'runs')
  assert.equal(after({}, { change: 'not-ready', nodes: ['kind-worker'] })['kind-worker'], 'stays')
  assert.equal(after({}, { change: 'not-ready', nodes: ['kind-worker'] }, { change: 'ready', nodes: ['kind-worker'] })['kind-worker'], 'runs')
  assert.equal(
    whatIf(kind, [
      { change: 'cordon', nodes: ['kind-worker'] },
      { change: 'uncordon', nodes: ['kind-worker'] },
    ]).nodes[1]?.taints.length,
    0,
  )
})

test('nodes come and go', () => {
  const added = whatIf(kind, [
    { change: 'add-node', nodes: ['new', 'kind-worker'], like: 'kind-worker' },
    { change: 'remove-node', nodes: ['kind-worker2'] },
  ]).nodes
  assert.deepEqual(
    added.map((node) => node.name),
    ['kind-control-plane', 'kind-worker', 'kind-worker3', 'new'],
  )
  assert.equal(added.at(-1)?.labels['kubernetes.io/hostname'], 'new')
  assert.equal(whatIf(kind, [{ change: 'add-node', nodes: ['plain'] }]).nodes.at(-1)?.labels['kubernetes.io/os'], 'linux')
})

test('the real nodes stay as they are', () => {
  const before = structuredClone(kind)
  const changed = whatIf(kind, [
    { change: 'cordon', nodes: ['kind-worker'] },
    { change: 'add-taint', nodes: ['nobody'], taint },
  ])
  assert.deepEqual(kind, before)
  assert.equal(changed.source, 'sample:kind+what-if')
  assert.equal(whatIf(kind, []), kind)
})
