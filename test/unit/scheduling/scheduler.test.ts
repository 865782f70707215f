import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Path } from '../../../server/src/core/path.ts'
import { placeDaemonSet } from '../../../server/src/core/scheduling/place-daemonset.ts'
import { podRequests, shortSize } from '../../../server/src/core/scheduling/pod-requests.ts'
import { daemonSet, groupOn, node, verdicts, workspaceOf } from '../../support/placement.ts'

const sizes = { cpu: '4', memory: '8Gi', pods: '110', 'ephemeral-storage': '100Gi' }
const small = node('small', { allocatable: { ...sizes, cpu: '1', memory: '1Gi' }, labels: { zone: 'a', host: 'small' } })
const large = node('large', { allocatable: { ...sizes, 'nvidia.com/gpu': '2', 'hugepages-2Mi': '64Mi' }, labels: { zone: 'a', host: 'large' } })
const other = node('other', { allocatable: sizes, labels: { zone: 'b', host: 'other' } })
const bare = node('bare')
const NODES = [small, large, other, bare]

const requests = (amounts: Readonly<Record<string, unknown>>, more: Readonly<Record<string, unknown>> = {}) => ({
  resources: { requests: amounts, ...more },
})
const pod = (...containers: readonly unknown[]) => ({ containers })

const RESOURCES: readonly (readonly [string, unknown, readonly string[]])[] = [
  ['fits everywhere', pod(requests({ cpu: '500m' })), []],
  ['cpu', pod(requests({ cpu: '1001m' })), ['small']],
  ['exactly all of it', pod(requests({ cpu: 1 })), []],
  ['the sum of containers', pod(requests({ cpu: '600m' }), requests({ cpu: '600m' })), ['small']],
  ['a limit stands in for a request', pod({ resources: { limits: { memory: '2Gi' } } }), ['small']],
  ['a request wins over the limit', pod({ resources: { requests: { memory: '1Gi' }, limits: { memory: '2Gi' } } }), []],
  ['extended resources are none where they are not listed', pod({ resources: { limits: { 'nvidia.com/gpu': 1 } } }), ['small', 'other']],
  ['huge pages', pod({ resources: { limits: { 'hugepages-2Mi': '32Mi', memory: '1Mi' } } }), ['small', 'other']],
  ['ephemeral storage', pod(requests({ 'ephemeral-storage': '101Gi' })), ['small', 'large', 'other']],
  ['zero of an extended resource', pod(requests({ 'nvidia.com/gpu': '0' })), []],
  ['no quantity', pod(requests({ cpu: 'many' })), []],
  ['the largest init container', { initContainers: [requests({ cpu: '3' })], ...pod(requests({ cpu: '100m' })) }, ['small']],
  [
    'a sidecar runs beside the containers',
    { initContainers: [{ restartPolicy: 'Always', ...requests({ cpu: '700m' }) }], ...pod(requests({ cpu: '700m' })) },
    ['small'],
  ],
  [
    'an init container beside a sidecar before it',
    { initContainers: [{ restartPolicy: 'Always', ...requests({ cpu: '2' }) }, requests({ cpu: '3' })], ...pod() },
    ['small', 'large', 'other'],
  ],
  [
    'an init container before the sidecar',
    { initContainers: [requests({ cpu: '3' }), { restartPolicy: 'Always', ...requests({ cpu: '2' }) }], ...pod() },
    ['small'],
  ],
  ['pod-level requests', { resources: { requests: { cpu: '3' } }, ...pod(requests({ cpu: '100m' })) }, ['small']],
  ['pod-level limits where containers ask for nothing', { resources: { limits: { memory: '2Gi' } }, ...pod({}) }, ['small']],
  ['pod-level limits do not raise what containers ask for', { resources: { limits: { memory: '2Gi' } }, ...pod(requests({ memory: '1Mi' })) }, []],
  ['overhead without a RuntimeClass is refused', { overhead: { cpu: '1m' }, ...pod() }, ['small', 'large', 'other', 'bare']],
  ['overhead', { runtimeClassName: 'gvisor', overhead: { cpu: '500m' }, ...pod(requests({ cpu: '600m' })) }, ['small']],
]

for (const [name, podSpec, pending] of RESOURCES) {
  test(`resources: ${name}`, () => {
    const got = Object.entries(verdicts(daemonSet(podSpec), NODES)).filter(([, verdict]) => verdict === 'pending')
    assert.deepEqual(
      got.map(([node]) => node),
      pending,
    )
  })
}

test('pod-level requests count since 1.34', () => {
  const podSpec = { resources: { requests: { cpu: '3' } }, ...pod(requests({ cpu: '100m' })) }
  assert.equal(groupOn('small', podSpec, NODES, { minor: 33 }).verdict, 'runs')
  assert.equal(groupOn('small', podSpec, NODES, { minor: 34 }).verdict, 'pending')
})

test('a node that takes no more pods', () => {
  const full = node('full', { allocatable: { ...sizes, pods: '0' } })
  assert.equal(groupOn('full', pod(), [full]).reasons[0]?.detail, 'no room for another pod, the node takes 0')
})

test('the reason names the container that asks for most', () => {
  const [reason] = groupOn('small', pod(requests({ cpu: '100m' }), requests({ cpu: '2' })), NODES).reasons
  assert.equal(String(reason?.field), 'spec.template.spec.containers[1].resources.requests[cpu]')
  assert.equal(reason?.detail, 'requests 2100m cpu, the node has 1')
})

test('sums are exact', () => {
  const total = podRequests(pod(requests({ memory: '9007199254740993' }), requests({ memory: '1' })), Path.root('x'), 37)
  assert.equal(total.get('memory')?.quantity.nano, 9007199254740994n * 1_000_000_000n)
  assert.equal(shortSize('memory', '16265200Ki'), '15.5Gi')
  assert.equal(shortSize('cpu', '1930m'), '1930m')
  assert.equal(shortSize('memory', 'odd'), 'odd')
})

test('a scheduling gate holds every pod, but a named node needs no scheduler', () => {
  assert.equal(groupOn('bare', { schedulingGates: [{ name: 'example.com/hold' }] }, NODES).verdict, 'pending')
  assert.equal(groupOn('small', { nodeName: 'small', ...pod(requests({ cpu: '2' })) }, NODES).verdict, 'runs')
})

test('judged alone, other DaemonSets take nothing; together they take room and ports', () => {
  const ports = { ports: [{ containerPort: 80, hostPort: 80 }] }
  const agent = daemonSet(pod({ ...requests({ cpu: '600m' }), ...ports }))
  const greedy = { ...daemonSet(pod(requests({ cpu: '600m' }))), metadata: { name: 'greedy' } }
  const listening = {
    ...daemonSet({ nodeSelector: { zone: 'b' }, ...pod({ ports: [{ containerPort: 1, hostPort: 80 }] }) }),
    metadata: { name: 'listening' },
  }
  assert.equal(verdicts(agent, NODES).small, 'runs')
  const together = verdicts(agent, NODES, { others: [greedy, listening] })
  assert.deepEqual(together, { small: 'pending', large: 'runs', other: 'pending', bare: 'runs' })
  const details = placeDaemonSet(agent, NODES, { others: [greedy, listening] }).groups.flatMap((group) =>
    group.reasons.map((reason) => reason.detail),
  )
  assert.deepEqual(details, ['requests 600m cpu beside greedy, the node has 1', 'port 80 of the node is taken by listening'])
})

test('pods of a higher class push others away', () => {
  const greedy = daemonSet(pod(requests({ cpu: '600m' })))
  const critical = daemonSet({ priorityClassName: 'system-node-critical', ...pod(requests({ cpu: '600m' })) })
  assert.equal(verdicts(critical, NODES, { others: [greedy] }).small, 'runs')
  assert.equal(verdicts(greedy, NODES, { others: [critical] }).small, 'pending')
})

test('ports clash only with the same protocol and address', () => {
  const listening = (port: Readonly<Record<string, unknown>>) => daemonSet(pod({ ports: [{ containerPort: 80, hostPort: 80, ...port }] }))
  const clash = (a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>) =>
    verdicts(listening(a), NODES, { others: [listening(b)] }).bare === 'pending'
  assert.equal(clash({}, {}), true)
  assert.equal(clash({}, { protocol: 'UDP' }), false)
  assert.equal(clash({ hostIP: '10.0.0.1' }, { hostIP: '10.0.0.2' }), false)
  assert.equal(clash({ hostIP: '10.0.0.1' }, { hostIP: '0.0.0.0' }), true)
})

const anti = (topologyKey: string, app: string) => ({
  affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey, labelSelector: { matchLabels: { app } } }] } },
})
const near = (topologyKey: string, app: string) => ({
  affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey, labelSelector: { matchLabels: { app } } }] } },
})

test('anti-affinity to itself: one pod a domain, and nobody knows which', () => {
  assert.deepEqual(verdicts(daemonSet(anti('host', 'agent')), NODES), { small: 'runs', large: 'runs', other: 'runs', bare: 'runs' })
  assert.deepEqual(verdicts(daemonSet(anti('zone', 'agent')), NODES), { small: 'unknown', large: 'unknown', other: 'runs', bare: 'runs' })
  const crowded = daemonSet({ ...anti('zone', 'agent'), ...pod(requests({ cpu: '2' })) })
  assert.deepEqual(verdicts(crowded, NODES), { small: 'pending', large: 'runs', other: 'runs', bare: 'runs' })
})

test('anti-affinity between two DaemonSets works in both directions', () => {
  const shy = { ...daemonSet({ nodeSelector: { zone: 'a' }, ...anti('zone', 'agent') }, {}, { app: 'shy' }), metadata: { name: 'shy' } }
  const agent = daemonSet({})
  assert.deepEqual(verdicts(agent, NODES, { others: [shy] }), { small: 'pending', large: 'pending', other: 'runs', bare: 'runs' })
  assert.deepEqual(verdicts(shy, NODES, { others: [agent] }).small, 'pending')
})

test('pod affinity: alone it is met by nobody, by a known pod, or by itself in one place', () => {
  assert.equal(groupOn('small', near('host', 'database'), NODES).verdict, 'pending')
  const workspace = workspaceOf({ kind: 'Deployment', name: 'database', template: { labels: { app: 'database' }, spec: {} } })
  assert.deepEqual(verdicts(daemonSet(near('host', 'database')), NODES, { workspace }), {
    small: 'runs',
    large: 'runs',
    other: 'runs',
    bare: 'pending',
  })
  assert.deepEqual(verdicts(daemonSet(near('zone', 'agent')), NODES), { small: 'unknown', large: 'unknown', other: 'unknown', bare: 'pending' })
  assert.deepEqual(verdicts(daemonSet({ nodeSelector: { zone: 'a' }, ...near('zone', 'agent') }), NODES).small, 'runs')
})

const spread = (more: Readonly<Record<string, unknown>>) => ({
  topologySpreadConstraints: [
    { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', labelSelector: { matchLabels: { app: 'agent' } }, ...more },
  ],
})

test('a spread constraint needs its label, and balances only without regard to node affinity', () => {
  assert.deepEqual(verdicts(daemonSet(spread({})), NODES), { small: 'runs', large: 'runs', other: 'runs', bare: 'pending' })
  assert.equal(verdicts(daemonSet(spread({ whenUnsatisfiable: 'ScheduleAnyway' })), NODES).bare, 'runs')
  const three = [...NODES, node('third', { labels: { zone: 'a' } })]
  assert.deepEqual(verdicts(daemonSet(spread({ nodeAffinityPolicy: 'Ignore' })), three), {
    small: 'unknown',
    large: 'unknown',
    other: 'runs',
    bare: 'pending',
    third: 'unknown',
  })
  assert.equal(verdicts(daemonSet(spread({ nodeAffinityPolicy: 'Ignore', maxSkew: 2 })), three).third, 'runs')
})

test('a RuntimeClass of the workspace demands labels and adds overhead', () => {
  const workspace = workspaceOf({
    kind: 'RuntimeClass',
    name: 'gvisor',
    spec: { scheduling: { nodeSelector: { zone: 'b' } }, overhead: { podFixed: { cpu: '4' } } },
  })
  const ds = daemonSet({ runtimeClassName: 'gvisor', ...pod(requests({ cpu: '1m' })) })
  assert.deepEqual(verdicts(ds, NODES, { workspace }), { small: 'pending', large: 'pending', other: 'pending', bare: 'pending' })
  assert.equal(verdicts(daemonSet({ runtimeClassName: 'gvisor' }), NODES, { workspace }).other, 'runs')
  const conflict = groupOn('other', { runtimeClassName: 'gvisor', nodeSelector: { zone: 'a' } }, [small, other], { workspace })
  assert.equal(conflict.verdict, 'excluded')
  assert.match(
    groupOn('small', { runtimeClassName: 'gvisor', nodeSelector: { zone: 'a' } }, [small], { workspace }).reasons[0]?.detail ?? '',
    /every pod is refused/,
  )
  assert.equal(verdicts(daemonSet({ runtimeClassName: 'unknown' }), NODES, { workspace }).small, 'runs')
})

test('a namespace with a node selector', () => {
  const workspace = workspaceOf({
    kind: 'Namespace',
    name: 'default',
    spec: { metadata: { annotations: { 'scheduler.alpha.kubernetes.io/node-selector': 'zone=b' } } },
  })
  assert.deepEqual(verdicts(daemonSet({}), NODES, { workspace }), { small: 'pending', large: 'pending', other: 'runs', bare: 'pending' })
})

test('a claim that is bound to a volume on other nodes', () => {
  const required = { nodeSelectorTerms: [{ matchExpressions: [{ key: 'host', operator: 'In', values: ['large'] }] }] }
  const workspace = workspaceOf(
    { kind: 'PersistentVolumeClaim', name: 'data', namespace: 'default', spec: { volumeName: 'disk' } },
    { kind: 'PersistentVolume', name: 'disk', spec: { nodeAffinity: { required } } },
  )
  const ds = daemonSet({ volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] })
  assert.deepEqual(verdicts(ds, NODES, { workspace }), { small: 'pending', large: 'runs', other: 'pending', bare: 'pending' })
  assert.equal(verdicts(ds, NODES).small, 'runs')
})
