import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PodSpec } from '../../../server/src/core/model/kubernetes.ts'
import { type Gate, isOn } from '../../../server/src/core/server-checks/gates.ts'
import { prepareDaemonSet } from '../../../server/src/core/server-checks/prepare.ts'
import { daemonSet } from './minimal-daemonset.ts'

const prepared = (pod: PodSpec, minor = 37, stored?: PodSpec): PodSpec =>
  prepareDaemonSet(daemonSet({ pod }), stored && daemonSet({ pod: stored }), { minor }).spec?.template?.spec ?? {}

test('defaults are filled in on a copy', () => {
  const given = daemonSet()
  const text = JSON.stringify(given)
  const { spec } = prepareDaemonSet(given, undefined, { minor: 37 })
  assert.deepEqual(spec?.updateStrategy, { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } })
  assert.equal(spec?.revisionHistoryLimit, 10)
  assert.equal(spec?.template?.spec?.dnsPolicy, 'ClusterFirst')
  assert.equal(spec?.template?.spec?.terminationGracePeriodSeconds, 30)
  assert.equal(JSON.stringify(given), text)
})

test('containers and volumes get their defaults, but no host port and no requests', () => {
  const pod = prepared({
    hostNetwork: true,
    volumes: [{ name: 'nothing' }, { name: 's', secret: { secretName: 's' } }],
    containers: [
      {
        name: 'a',
        image: 'registry:5000/a',
        ports: [{ containerPort: 80 }],
        resources: { limits: { cpu: '1' } },
        livenessProbe: { httpGet: { port: 80 } },
      },
    ],
  })
  assert.deepEqual(pod.volumes, [
    { name: 'nothing', emptyDir: {} },
    { name: 's', secret: { secretName: 's', defaultMode: 420 } },
  ])
  const [container] = pod.containers ?? []
  assert.deepEqual(container?.ports, [{ containerPort: 80, protocol: 'TCP' }])
  assert.deepEqual(container?.resources, { limits: { cpu: '1' } })
  assert.deepEqual(container?.livenessProbe?.httpGet, { port: 80, path: '/', scheme: 'HTTP' })
  assert.equal(container?.imagePullPolicy, 'Always')
})

test('the old name of the service account counts only without the new one', () => {
  assert.equal(prepared({ serviceAccount: 'a' }).serviceAccountName, 'a')
  assert.equal(prepared({ serviceAccount: 'a', serviceAccountName: 'b' }).serviceAccount, 'b')
})

test('a field whose gate is off is dropped, unless the stored object uses it', () => {
  assert.equal(prepared({ hostUsers: false }, 32).hostUsers, undefined)
  assert.equal(prepared({ hostUsers: false }, 33).hostUsers, false)
  assert.equal(prepared({ hostUsers: false }, 32, { hostUsers: true }).hostUsers, false)
  assert.deepEqual(prepared({ volumes: [{ name: 'i', image: { reference: 'a' } }] }, 34).volumes, [])
})

test('restart policies of containers are dropped in 1.34 only: earlier servers refuse them', () => {
  const containers = [{ name: 'a', image: 'a:1', restartPolicy: 'Never' }]
  assert.equal(prepared({ containers }, 33).containers?.[0]?.restartPolicy, 'Never')
  assert.equal(prepared({ containers }, 34).containers?.[0]?.restartPolicy, undefined)
  assert.equal(prepared({ containers }, 35).containers?.[0]?.restartPolicy, 'Never')
})

test('gates are on in their minors', () => {
  const table: readonly [Gate, number, boolean][] = [
    ['StrictIPCIDRValidation', 35, false],
    ['StrictIPCIDRValidation', 36, true],
    ['GitRepoVolumeDriver', 32, true],
    ['GitRepoVolumeDriver', 33, false],
    ['TaintTolerationComparisonOperators', 37, false],
  ]
  for (const [gate, minor, on] of table) assert.equal(isOn(gate, minor), on, `${gate} in 1.${minor}`)
})

test('a key named __proto__ stays a key', () => {
  const labels = JSON.parse('{"app":"agent","__proto__":"x"}') as Record<string, string>
  const copy = prepareDaemonSet(daemonSet({ template: { labels } }), undefined, { minor: 37 })
  assert.deepEqual(Object.keys(copy.spec?.template?.metadata?.labels ?? {}), ['app', '__proto__'])
})
