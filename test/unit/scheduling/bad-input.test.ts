import assert from 'node:assert/strict'
import { test } from 'node:test'
import { effectHints, explainPlacement } from '../../../server/src/core/features/explain-placement.ts'
import { nodeStory } from '../../../server/src/core/features/node-story.ts'
import { diffTexts, rolloutMarkdown } from '../../../server/src/core/features/rollout-words.ts'
import { nodesOfValues } from '../../../server/src/core/inventory/read-inventory.ts'
import { SAMPLE_NAMES, sampleInventory } from '../../../server/src/core/inventory/samples.ts'
import type { DaemonSet } from '../../../server/src/core/model/kubernetes.ts'
import { Path } from '../../../server/src/core/path.ts'
import { diffPlacement } from '../../../server/src/core/scheduling/diff-placement.ts'
import { decidingLines } from '../../../server/src/core/scheduling/leave-out.ts'
import { placeDaemonSet } from '../../../server/src/core/scheduling/place-daemonset.ts'
import { rollout } from '../../../server/src/core/scheduling/rollout.ts'
import { daemonSet } from '../../support/placement.ts'
import { randomDaemonSet, randomNumbers } from '../../support/random-daemonset.ts'

const JUNK: readonly unknown[] = [
  null,
  undefined,
  '',
  'x',
  0,
  -1,
  1.5,
  10n ** 30n,
  true,
  [],
  {},
  [[]],
  [null],
  { '': null },
  'NaN',
  '1e999999999',
  '99999999999999999999%',
  Number.NaN,
  '__proto__',
]

/** The value with parts of it replaced by junk. */
function spoilt(value: unknown, random: () => number): unknown {
  if (random() < 0.07) return JUNK[Math.floor(random() * JUNK.length)]
  if (Array.isArray(value)) return value.map((item) => spoilt(item, random))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [random() < 0.02 ? '__proto__' : key, spoilt(inner, random)]))
}

const EVERYTHING = {
  updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 } },
  minReadySeconds: 5,
}
const POD_EXTRAS = {
  schedulingGates: [{ name: 'a/b' }],
  runtimeClassName: 'c',
  overhead: { cpu: '1' },
  resources: { limits: { memory: '1Gi' } },
  initContainers: [{ restartPolicy: 'Always', resources: { requests: { cpu: '1' } }, ports: [{ containerPort: 1, hostPort: 2, hostIP: '1.2.3.4' }] }],
  topologySpreadConstraints: [
    {
      maxSkew: 1,
      topologyKey: 'kubernetes.io/os',
      whenUnsatisfiable: 'DoNotSchedule',
      nodeAffinityPolicy: 'Ignore',
      labelSelector: { matchLabels: { app: 'agent' } },
    },
  ],
  volumes: [{ persistentVolumeClaim: { claimName: 'a' } }],
}
const TERM = {
  topologyKey: 'kubernetes.io/arch',
  labelSelector: { matchLabels: { app: 'agent' }, matchExpressions: [{ key: 'app', operator: 'In', values: ['agent'] }] },
  namespaces: ['a'],
  matchLabelKeys: ['app'],
}
const REQUIRED = { requiredDuringSchedulingIgnoredDuringExecution: [TERM] }

function broken(seed: number): DaemonSet {
  const random = randomNumbers(seed)
  const base = randomDaemonSet(seed).spec?.template?.spec ?? {}
  const podSpec = { ...base, ...(seed % 3 === 0 ? POD_EXTRAS : {}), affinity: { ...base.affinity, podAffinity: REQUIRED, podAntiAffinity: REQUIRED } }
  return spoilt(daemonSet(podSpec, EVERYTHING), random) as DaemonSet
}

test('whatever a manifest holds, there is an answer', () => {
  let judged = 0
  for (let seed = 1; seed <= 400; seed++) {
    const ds = broken(seed)
    const inventory = sampleInventory(SAMPLE_NAMES[seed % SAMPLE_NAMES.length] ?? 'kubeadm')
    const context = { others: seed % 2 === 0 ? [broken(seed + 1)] : [] }
    const placement = placeDaemonSet(ds, inventory.nodes, context)
    const members = placement.groups.flatMap((group) => group.nodes)
    assert.equal(new Set(members).size, inventory.nodes.length, `seed ${seed}`)
    for (const group of placement.groups)
      if (group.verdict !== 'runs') assert.ok(group.reasons.length > 0, `seed ${seed}: ${group.verdict} without a reason`)
    const input = { daemonset: ds, placement, inventory, context }
    for (const field of [Path.root('kind'), Path.root('spec', 'template', 'spec', 'tolerations'), ...decidingLines(ds).map((line) => line.field)])
      assert.ok((explainPlacement(input, field)?.markdown.length ?? 0) > 0)
    for (const hint of effectHints(input)) assert.match(hint.label, /node/)
    assert.ok(nodeStory(ds, inventory.nodes[0]?.name ?? '', placement))
    const rolled = rollout(ds, placement, seed % 4)
    for (const number of [rolled.firstWave, rolled.surgedFirst, rolled.mostUnavailable, rolled.mostSurge, rolled.waves ?? 0])
      assert.ok(Number.isSafeInteger(number) && number >= 0, `seed ${seed}: ${number}`)
    assert.ok(rolloutMarkdown(rolled).length > 0)
    diffTexts(diffPlacement(placement, placeDaemonSet(broken(seed + 1), inventory.nodes)))
    judged++
  }
  assert.equal(judged, 400)
})

test('whatever a node list holds, there are nodes or a sentence', () => {
  const items = sampleInventory('kubeadm').nodes.map(({ object }) => ({ ...object, kind: 'Node' }))
  for (let seed = 1; seed <= 300; seed++) {
    const { nodes, problems, usable } = nodesOfValues([spoilt({ kind: 'List', items }, randomNumbers(seed))])
    assert.equal(usable, nodes.length > 0)
    assert.ok(usable || problems.length > 0, `seed ${seed}: nothing is said`)
    const { total } = placeDaemonSet(randomDaemonSet(seed), nodes)
    assert.equal(total, nodes.length)
  }
})
