import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SAMPLE_NAMES, sampleInventory } from '../../../server/src/core/inventory/samples.ts'
import { diffPlacement } from '../../../server/src/core/scheduling/diff-placement.ts'
import { placeDaemonSet } from '../../../server/src/core/scheduling/place-daemonset.ts'
import { manyNodes } from '../../support/many-nodes.ts'
import { daemonSet, node } from '../../support/placement.ts'
import { plainPlacement } from '../../support/plain-placement.ts'
import { randomDaemonSet } from '../../support/random-daemonset.ts'

const CLUSTERS = [...SAMPLE_NAMES.map((name) => sampleInventory(name).nodes), manyNodes(300)]

test('property: groups are judged as the plain loop judges each of their nodes', () => {
  const seen = new Set<string>()
  for (let seed = 1; seed <= 300; seed++) {
    const ds = randomDaemonSet(seed)
    const nodes = CLUSTERS[seed % CLUSTERS.length] ?? []
    const plain = plainPlacement(ds, nodes)
    const { groups, desired } = placeDaemonSet(ds, nodes)
    const byName = new Map(groups.flatMap((group) => group.nodes.map((member) => [member.name, group] as const)))
    assert.equal(byName.size, nodes.length, 'every node stands in one group')
    nodes.forEach((member, index) => {
      const group = byName.get(member.name)
      const { shouldRun, shouldContinueRunning, tooLarge } = plain[index] ?? {}
      const named = (ds.spec?.template?.spec?.nodeName ?? '') !== ''
      const verdict = shouldRun ? (tooLarge && !named ? 'pending' : 'runs') : shouldContinueRunning ? 'stays' : 'excluded'
      assert.deepEqual(
        [group?.shouldRun, group?.shouldContinueRunning, group?.verdict],
        [shouldRun, shouldContinueRunning, verdict],
        `seed ${seed}, ${member.name}`,
      )
      seen.add(verdict)
      if (verdict !== 'runs') assert.ok((group?.reasons.length ?? 0) > 0, `seed ${seed}, ${member.name}: no reason`)
    })
    assert.equal(desired, plain.filter((decision) => decision.shouldRun).length)
  }
  assert.deepEqual([...seen].sort(), ['excluded', 'pending', 'runs', 'stays'])
})

test('groups come in the order of their first nodes, and a label with many values makes few groups', () => {
  const nodes = manyNodes(600)
  const { groups } = placeDaemonSet(daemonSet({ nodeSelector: { 'example.com/rack': 'rack-7' }, tolerations: [{ operator: 'Exists' }] }), nodes)
  const first = groups.flatMap((group) => group.nodes.slice(0, 1)).map((member) => nodes.indexOf(member))
  assert.deepEqual(
    first,
    [...first].sort((a, b) => a - b),
  )
  assert.ok(groups.length < 40, `${groups.length} groups`)
  const excluded = groups.find((group) => group.shouldRun === false)
  assert.deepEqual(
    excluded?.reasons.map((reason) => [reason.detail, reason.met]),
    [['label example.com/rack is not rack-7', undefined]],
  )
})

test('no nodes, no manifest, half a manifest: always an answer', () => {
  assert.deepEqual(placeDaemonSet(daemonSet({}), []), { groups: [], desired: 0, unknown: 0, total: 0 })
  const nodes = [node('n', { taints: ['a=b:NoSchedule'] })]
  const halves: readonly unknown[] = [
    null,
    'x',
    1,
    [],
    { containers: 'x', tolerations: { a: 1 }, affinity: { nodeAffinity: null, podAffinity: [] } },
    { containers: [null, 'x', { resources: [], ports: {} }] },
  ]
  for (const half of halves) assert.equal(placeDaemonSet(daemonSet(half), nodes).groups[0]?.verdict, 'stays')
  assert.equal(placeDaemonSet({}, nodes).total, 1)
})

test('names that are fields of every object are no labels', () => {
  const { groups } = placeDaemonSet(daemonSet({ nodeSelector: { constructor: 'x' } }), [node('n')])
  assert.equal(groups[0]?.reasons[0]?.detail, 'label constructor=x is missing')
})

test('a diff names the nodes that move and the line that moves them', () => {
  const { nodes } = sampleInventory('kubeadm')
  const before = placeDaemonSet(daemonSet({ tolerations: [{ operator: 'Exists' }] }), nodes)
  const after = placeDaemonSet(daemonSet({ tolerations: [{ key: 'node-role.kubernetes.io/control-plane', operator: 'Exists' }] }), nodes)
  const moves = diffPlacement(before, after)
  assert.deepEqual([moves.before, moves.after], [9, 7])
  assert.deepEqual(
    moves.lost.map(({ nodes: lost, because }) => [lost.map((member) => member.name), because.map((reason) => `${reason.field}: ${reason.detail}`)]),
    [[['gpu-1', 'gpu-2'], ['spec.template.spec.tolerations: nvidia.com/gpu=present:NoSchedule is not tolerated']]],
  )
  assert.deepEqual([moves.gained, moves.held, moves.freed], [[], [], []])
  const back = diffPlacement(after, before)
  assert.deepEqual([back.lost.length, back.gained[0]?.nodes.length], [0, 2])
  const heavy = placeDaemonSet(daemonSet({ tolerations: [{ operator: 'Exists' }], containers: [{ resources: { requests: { cpu: '8' } } }] }), nodes)
  assert.deepEqual(
    diffPlacement(before, heavy).held.map((moved) => moved.nodes.length),
    [3],
  )
})
