import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SAMPLE_NAMES, sampleInventory } from '../../../server/src/core/inventory/samples.ts'
import type { DaemonSet } from '../../../server/src/core/model/kubernetes.ts'
import { Path } from '../../../server/src/core/path.ts'
import { decidingLines, effectOf, leaveOut, lineAt } from '../../../server/src/core/scheduling/leave-out.ts'
import { placeDaemonSet } from '../../../server/src/core/scheduling/place-daemonset.ts'
import { daemonSet } from '../../support/placement.ts'
import { plainPlacement } from '../../support/plain-placement.ts'
import { randomDaemonSet } from '../../support/random-daemonset.ts'

const POD = Path.root('spec', 'template', 'spec')
const TERMS = POD.child('affinity', 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution', 'nodeSelectorTerms')
const required = (...nodeSelectorTerms: readonly unknown[]) => ({
  affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } },
})
const exists = (key: string) => ({ key, operator: 'Exists' })

test('a place below a line belongs to it', () => {
  const ds = daemonSet({
    tolerations: [exists('a')],
    nodeSelector: { pool: 'a' },
    ...required({ matchExpressions: [exists('x')] }),
    containers: [{ resources: {} }],
  })
  const line = (field: Path) => {
    const found = lineAt(ds, field)
    return found && `${found.kind} ${found.field}`
  }
  assert.equal(line(POD.child('tolerations').index(0).child('effect')), `toleration ${POD}.tolerations[0]`)
  assert.equal(line(POD.child('tolerations')), `tolerations ${POD}.tolerations`)
  assert.equal(line(POD.child('nodeSelector').key('pool')), `label ${POD}.nodeSelector[pool]`)
  assert.equal(line(TERMS.index(0).child('matchExpressions').index(0).child('key')), `requirement ${TERMS}[0].matchExpressions[0]`)
  assert.equal(line(TERMS.index(0).child('matchExpressions')), `term ${TERMS}[0]`)
  assert.equal(line(TERMS), `nodeAffinity ${POD}.affinity.nodeAffinity`)
  assert.equal(line(POD.child('containers').index(0).child('resources', 'limits').key('cpu')), `request ${POD}.containers[0].resources`)
  assert.equal(line(POD.child('tolerations').index(3)), `tolerations ${POD}.tolerations`)
  assert.equal(line(POD.child('containers').index(0).child('image')), undefined)
  assert.equal(line(Path.root('metadata', 'name')), undefined)
})

test('what a line leaves behind means what its author means', () => {
  const without = (podSpec: unknown, kind: 'requirement' | 'term' | 'toleration' | 'label', field: Path) =>
    leaveOut(daemonSet(podSpec), { kind, field }).spec?.template?.spec
  const first = TERMS.index(0)
  assert.deepEqual(without({ tolerations: [exists('a'), exists('b')] }, 'toleration', POD.child('tolerations').index(0)), {
    tolerations: [exists('b')],
  })
  assert.deepEqual(without({ nodeSelector: { a: '1', b: '2' } }, 'label', POD.child('nodeSelector').key('a')), { nodeSelector: { b: '2' } })
  const two = required({ matchExpressions: [exists('a'), exists('b')] })
  assert.deepEqual(without(two, 'requirement', first.child('matchExpressions').index(1)), required({ matchExpressions: [exists('a')] }))
  const last = required({ matchExpressions: [exists('a')] }, { matchExpressions: [exists('b')] })
  assert.deepEqual(without(last, 'requirement', first.child('matchExpressions').index(0)), required({ matchExpressions: [exists('b')] }))
  const only = required({ matchExpressions: [exists('a')] })
  assert.deepEqual(without(only, 'requirement', first.child('matchExpressions').index(0)), { affinity: { nodeAffinity: {} } })
  assert.deepEqual(without(only, 'term', first), { affinity: { nodeAffinity: {} } })
})

test('nothing is changed in place', () => {
  const ds = daemonSet({ tolerations: [exists('a')], nodeSelector: { a: '1' } })
  const before = structuredClone(ds)
  for (const line of decidingLines(ds)) leaveOut(ds, line)
  assert.deepEqual(ds, before)
})

/** Names of the nodes that the plain loop finds eligible. */
function eligible(ds: DaemonSet, nodes: Parameters<typeof plainPlacement>[1]): Set<string> {
  const decisions = plainPlacement(ds, nodes)
  return new Set(nodes.filter((_, index) => decisions[index]?.shouldRun).map((node) => node.name))
}

test('property: leaving out any line and asking the plain loop gives the effect that is claimed', () => {
  let lines = 0
  let moved = 0
  for (let seed = 1; seed <= 150; seed++) {
    const ds = randomDaemonSet(seed)
    const { nodes } = sampleInventory(SAMPLE_NAMES[seed % SAMPLE_NAMES.length] ?? 'kubeadm')
    const placement = placeDaemonSet(ds, nodes)
    const before = eligible(ds, nodes)
    for (const line of decidingLines(ds)) {
      const after = eligible(leaveOut(ds, line), nodes)
      const effect = effectOf(ds, line, placement, nodes, {})
      const names = (list: typeof effect.lost) => list.map((node) => node.name).sort()
      assert.deepEqual(names(effect.lost), [...before].filter((name) => !after.has(name)).sort(), `seed ${seed}, ${line.field}`)
      assert.deepEqual(names(effect.gained), [...after].filter((name) => !before.has(name)).sort(), `seed ${seed}, ${line.field}`)
      lines++
      if (effect.lost.length + effect.gained.length > 0) moved++
    }
  }
  assert.ok(lines > 400 && moved > 60, `the property was hardly tried: ${lines} lines, ${moved} with an effect`)
})
