import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PLACEHOLDER } from '../../../server/src/core/model/placeholder.ts'
import { placeDaemonSet } from '../../../server/src/core/scheduling/place-daemonset.ts'
import { type Rollout, rollout } from '../../../server/src/core/scheduling/rollout.ts'
import { daemonSet, node } from '../../support/placement.ts'

const cluster = (count: number, allocatable = { cpu: '4', memory: '8Gi', pods: '110' }) =>
  Array.from({ length: count }, (_, index) => node(`n${index}`, { allocatable, labels: { host: `n${index}` } }))

function roll(count: number, strategy: unknown, notReady = 0, podSpec: unknown = {}, rest: Readonly<Record<string, unknown>> = {}): Rollout {
  const ds = daemonSet(podSpec, { updateStrategy: strategy, ...rest })
  return rollout(ds, placeDaemonSet(ds, cluster(count)), notReady)
}

const unavailable = (maxUnavailable: unknown) => ({ rollingUpdate: { maxUnavailable } })
const surge = (maxSurge: unknown) => ({ rollingUpdate: { maxSurge, maxUnavailable: 0 } })
const PORT = { containers: [{ ports: [{ containerPort: 80, hostPort: 9100 }] }] }
const ANTI = (more: unknown) => ({
  affinity: {
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [
        { topologyKey: 'host', labelSelector: { matchLabels: { app: 'agent' } }, ...(more as object) },
      ],
    },
  },
})

// nodes, strategy, not ready -> [maxUnavailable, maxSurge, firstWave, surgedFirst, mostUnavailable, mostSurge, completes, waves]
const TABLE: readonly (readonly [string, number, unknown, number, readonly (number | boolean | null)[]])[] = [
  ['defaults', 7, undefined, 0, [1, 0, 1, 0, 1, 0, true, 7]],
  ['a percentage rounds up', 7, unavailable('34%'), 0, [3, 0, 3, 0, 3, 0, true, 3]],
  ['more than there are', 3, unavailable(10), 0, [10, 0, 3, 0, 3, 0, true, 1]],
  ['unready pods go at once and eat the budget', 7, unavailable(1), 2, [1, 0, 2, 0, 2, 0, true, 6]],
  ['unready pods within the budget', 7, unavailable(3), 2, [3, 0, 3, 0, 3, 0, true, 3]],
  ['surge', 7, surge('50%'), 0, [0, 4, 0, 4, 0, 4, true, 2]],
  ['surge beside unready pods', 7, surge(6), 2, [0, 6, 2, 5, 2, 5, true, 1]],
  ['all unready under surge', 3, surge(1), 3, [0, 1, 3, 0, 3, 0, true, 1]],
  ['a budget of nothing is one', 4, { rollingUpdate: { maxUnavailable: 0, maxSurge: 0 } }, 0, [1, 0, 1, 0, 1, 0, true, 4]],
  ['zero percent is one', 4, unavailable('0%'), 0, [1, 0, 1, 0, 1, 0, true, 4]],
  ['OnDelete', 4, { type: 'OnDelete' }, 1, [0, 0, 0, 0, 1, 0, false, 0]],
  ['no nodes', 0, undefined, 0, [1, 0, 0, 0, 0, 0, true, 0]],
  ['more unready pods than pods', 2, undefined, 9, [1, 0, 2, 0, 2, 0, true, 1]],
  ['nonsense counts as the default', 3, unavailable('lots'), 0, [1, 0, 1, 0, 1, 0, true, 3]],
]

for (const [name, nodes, strategy, notReady, expected] of TABLE) {
  test(`roll-out: ${name}`, () => {
    const r = roll(nodes, strategy, notReady)
    assert.deepEqual([r.maxUnavailable, r.maxSurge, r.firstWave, r.surgedFirst, r.mostUnavailable, r.mostSurge, r.completes, r.waves], expected)
  })
}

const STUCK: readonly (readonly [string, unknown, boolean, RegExp])[] = [
  ['host port', PORT, false, /host port 9100/],
  ['declared port on the host network', { hostNetwork: true, containers: [{ ports: [{ containerPort: 80 }] }] }, false, /host port 80/],
  ['anti-affinity to itself', ANTI({}), false, /anti-affinity/],
  ['anti-affinity within one revision', ANTI({ matchLabelKeys: ['controller-revision-hash'] }), true, /^$/],
  ['no room for two', { containers: [{ resources: { requests: { cpu: '2500m' } } }] }, false, /no room for two pods \(cpu\)/],
  ['room for two', { containers: [{ resources: { requests: { cpu: '2' } } }] }, true, /^$/],
]

for (const [name, podSpec, completes, reason] of STUCK) {
  test(`roll-out with surge: ${name}`, () => {
    const r = roll(4, surge(1), 0, podSpec)
    assert.equal(r.completes, completes)
    assert.match(r.reasons.map(({ detail }) => detail).join(), reason)
    if (!completes) assert.deepEqual([r.waves, r.seconds], [null, null])
    assert.equal(roll(4, unavailable(1), 0, podSpec).completes, true, 'without surge it goes through')
  })
}

test('all old pods unready: even a host port does not keep the new ones away', () => {
  assert.equal(roll(3, surge(1), 3, PORT).completes, true)
})

test('new pods that cannot start eat the budget', () => {
  const large = node('large', { allocatable: { cpu: '64', pods: '110' } })
  const ds = (maxUnavailable: number) =>
    daemonSet({ containers: [{ resources: { requests: { cpu: '8' } } }] }, { updateStrategy: unavailable(maxUnavailable) })
  const nodes = [...cluster(2), large, { ...large, name: 'larger' }]
  const blocked = rollout(ds(2), placeDaemonSet(ds(2), nodes), 0)
  assert.equal(blocked.completes, false)
  assert.match(blocked.reasons[0]?.detail ?? '', /^2 of 4 new pods stay pending: requests 8 cpu/)
  assert.equal(rollout(ds(3), placeDaemonSet(ds(3), nodes), 0).completes, true)
})

test('times: rounds of getting ready, and of ending at most', () => {
  assert.deepEqual(roll(7, undefined, 1).seconds, { least: 0, most: 210 })
  assert.deepEqual(roll(4, unavailable(2), 0, { terminationGracePeriodSeconds: 5 }, { minReadySeconds: 10 }).seconds, { least: 20, most: 30 })
})

test('a budget from a template is counted as the default, and said', () => {
  const r = roll(4, unavailable(PLACEHOLDER))
  assert.equal(r.maxUnavailable, 1)
  assert.deepEqual(
    r.reasons.map(({ check }) => check),
    ['template'],
  )
})
