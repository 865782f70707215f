// 15,000 nodes against a DaemonSet: the engine and the plain loop, their answers compared node by node.
//   node --import tsx test/bench/node-match.ts [number of nodes]
import { isDeepStrictEqual } from 'node:util'
import type { DaemonSet, PodSpec } from '../../server/src/core/model/kubernetes.ts'
import { placeDaemonSet } from '../../server/src/core/scheduling/place-daemonset.ts'
import type { Placement } from '../../server/src/core/scheduling/placement.ts'
import { manyNodes } from '../support/many-nodes.ts'
import { plainPlacement } from '../support/plain-placement.ts'

const ROUNDS = 25
const count = Number(process.argv[2] ?? 15_000)
const nodes = manyNodes(count)

const container = (cpu: string, memory: string) => [{ name: 'agent', image: 'agent:1', resources: { requests: { cpu, memory } } }]
const required = (terms: unknown) =>
  ({ nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: terms } } }) as NonNullable<PodSpec['affinity']>
const SPECS: Readonly<Record<string, PodSpec>> = {
  'no wishes': { containers: container('100m', '100Mi') },
  'node selector and tolerations': {
    nodeSelector: { 'kubernetes.io/os': 'linux', 'kubernetes.io/arch': 'amd64' },
    tolerations: [
      { key: 'dedicated', value: 'batch', effect: 'NoSchedule' },
      { key: 'nvidia.com/gpu', operator: 'Exists' },
    ],
    containers: container('4', '200Mi'),
  },
  'terms, numbers and names': {
    affinity: required([
      {
        matchExpressions: [
          { key: 'example.com/cores', operator: 'Gt', values: ['4'] },
          { key: 'topology.kubernetes.io/zone', operator: 'In', values: ['eu-west-1a', 'eu-west-1b'] },
        ],
      },
      {
        matchExpressions: [
          { key: 'pool', operator: 'NotIn', values: ['general', 'windows'] },
          { key: 'example.com/rack', operator: 'In', values: ['rack-7', 'rack-9'] },
        ],
      },
      { matchFields: [{ key: 'metadata.name', operator: 'In', values: ['node-77'] }] },
    ]),
    tolerations: [{ operator: 'Exists' }],
    containers: container('2', '7020000Ki'),
  },
  'a host name': {
    nodeSelector: { 'kubernetes.io/hostname': 'node-4711' },
    tolerations: [{ operator: 'Exists', effect: 'NoSchedule' }],
    containers: container('1', '1Gi'),
  },
}

/** The middle of several times, in milliseconds. */
function time(run: (round: number) => unknown): number {
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now()
    run(round)
    times.push(performance.now() - start)
  }
  return times.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? Number.NaN
}

function answers(placement: Placement): Map<string, unknown> {
  return new Map(
    placement.groups.flatMap(({ nodes: members, shouldRun, shouldContinueRunning, verdict }) =>
      members.map((node) => [node.name, { shouldRun, shouldContinueRunning, pending: verdict === 'pending' }] as const),
    ),
  )
}

let worst = Number.POSITIVE_INFINITY
let equal = true
for (const [name, spec] of Object.entries(SPECS)) {
  const ds: DaemonSet = { spec: { template: { spec } } }
  const plain = plainPlacement(ds, nodes)
  const got = answers(placeDaemonSet(ds, nodes))
  const want = new Map(
    nodes.map((node, index) => {
      const { shouldRun = false, shouldContinueRunning = false, tooLarge = false } = plain[index] ?? {}
      return [node.name, { shouldRun, shouldContinueRunning, pending: shouldRun && tooLarge }] as const
    }),
  )
  const same = isDeepStrictEqual(got, want)
  equal &&= same
  const loop = time(() => plainPlacement(ds, nodes))
  const again = time(() => placeDaemonSet(ds, nodes))
  // As while typing: what the DaemonSet asks for is new each time, the nodes are not.
  const typing = time((round) => placeDaemonSet(typed(ds, round), nodes))
  const first = time(() => placeDaemonSet(ds, [...nodes]))
  worst = Math.min(worst, loop / typing)
  const figures = [
    `plain ${loop.toFixed(2)} ms`,
    `asked again ${again.toFixed(3)} ms`,
    `typing ${typing.toFixed(2)} ms (1/${(loop / typing).toFixed(1)})`,
    `new node list ${first.toFixed(2)} ms`,
  ]
  console.log(`${name.padEnd(30)} ${figures.join(', ')}, answers ${same ? 'equal' : 'DIFFERENT'}`)
}
console.log(`${count} nodes: at worst 1/${worst.toFixed(1)} of the plain loop's time`)
if (!equal || worst < 10) process.exitCode = 1

function typed(ds: DaemonSet, round: number): DaemonSet {
  const spec = ds.spec?.template?.spec ?? {}
  return { spec: { template: { spec: { ...spec, nodeSelector: { ...spec.nodeSelector, pool: `p${round}` } } } } }
}
