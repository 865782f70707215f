import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Change, warningsOf } from './minimal-daemonset.ts'

const old = 'beta.kubernetes.io/os'
const instead = 'deprecated since v1.14; use "kubernetes.io/os" instead'
const nobody = 'a null labelSelector results in matching no pod'
const spread = { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' }
const armor = 'container.apparmor.security.beta.kubernetes.io/agent'
const noArmor = `spec.template.metadata.annotations[${armor}]: deprecated since v1.30; use the "appArmorProfile" field instead`

const cases: readonly [Change, readonly string[], number?][] = [
  [{}, []],
  [{ pod: { nodeSelector: { [old]: 'linux' } } }, [`pod.nodeSelector[${old}]: ${instead}`]],
  [
    { pod: { nodeSelector: { 'node-role.kubernetes.io/master': '' } } },
    ['pod.nodeSelector[node-role.kubernetes.io/master]: use "node-role.kubernetes.io/control-plane" instead'],
  ],
  [{ pod: { nodeSelector: { 'node-role.kubernetes.io/master': '' } } }, [], 30],
  [
    {
      pod: {
        affinity: {
          nodeAffinity: {
            preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, preference: { matchExpressions: [{ key: old, operator: 'Exists' }] } }],
          },
        },
      },
    },
    [`pod.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].preference.matchExpressions[0].key: ${old} is ${instead}`],
  ],
  [{ pod: { topologySpreadConstraints: [spread] } }, [`pod.topologySpreadConstraints[0].labelSelector: ${nobody}`]],
  [
    { pod: { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'zone' }] } } } },
    [`pod.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].labelSelector: ${nobody}`],
  ],
  [
    { template: { annotations: { 'scheduler.alpha.kubernetes.io/critical-pod': '' } } },
    [
      'spec.template.metadata.annotations[scheduler.alpha.kubernetes.io/critical-pod]: non-functional in v1.16+; use the "priorityClassName" field instead',
    ],
  ],
  [
    { pod: { hostAliases: [{ ip: '1.1.1.1' }, { ip: '1.1.1.1' }], imagePullSecrets: [{ name: 'a' }, { name: 'a' }, {}] } },
    [
      'pod.hostAliases[1].ip: duplicate ip "1.1.1.1"',
      'pod.imagePullSecrets[1].name: duplicate name "a"',
      'pod.imagePullSecrets[2].name: invalid empty name ""',
    ],
  ],
  [{ pod: { overhead: { memory: '100m' } } }, ['pod.overhead[memory]: fractional byte value "100m" is invalid, must be an integer']],
  [
    { pod: { terminationGracePeriodSeconds: -1 } },
    ['pod.terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1'],
  ],
  [
    { pod: { dnsConfig: { nameservers: ['FE80::1'] } } },
    ['pod.dnsConfig.nameservers[0]: IPv6 address "FE80::1" should be in RFC 5952 canonical format ("fe80::1")'],
  ],
  [{ pod: { dnsConfig: { nameservers: ['FE80::1'] } } }, [], 32],
  [{ template: { annotations: { [armor]: 'runtime/default' } } }, [noArmor]],
  [{ template: { annotations: { [armor]: 'runtime/default' } }, pod: { securityContext: { appArmorProfile: { type: 'RuntimeDefault' } } } }, []],
  [{ template: { annotations: { [armor]: 'unconfined' } }, pod: { securityContext: { appArmorProfile: { type: 'RuntimeDefault' } } } }, [noArmor]],
  [{ template: { annotations: { [armor]: 'unconfined' } }, pod: { securityContext: { appArmorProfile: { type: 'RuntimeDefault' } } } }, [], 33],
]

test('warnings are the words of the server', () => {
  for (const [change, expected, minor] of cases) assert.deepEqual(warningsOf(change, minor), [...expected].sort(), JSON.stringify(change))
})

test('values of a preference are warned of since 1.33', () => {
  const preference = { matchExpressions: [{ key: 'a', operator: 'In', values: ['a b'] }] }
  const change = { pod: { affinity: { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, preference }] } } } }
  assert.match(warningsOf(change)[0] ?? '', /preference\.matchExpressions\[0\]\.values\[0\]: a b is invalid, a valid label must be/)
  assert.deepEqual(warningsOf(change, 32), [])
})

test('an update warns only when the template changes; spelling out a default is no change', () => {
  const stored = { pod: { nodeSelector: { [old]: 'linux' } } }
  assert.deepEqual(warningsOf({ ...stored, metadata: { labels: { a: 'b' } } }, 37, stored), [])
  assert.deepEqual(warningsOf({ pod: { ...stored.pod, dnsPolicy: 'ClusterFirst', hostNetwork: false, tolerations: [] } }, 37, stored), [])
  assert.equal(warningsOf({ pod: { ...stored.pod, dnsPolicy: 'Default' } }, 37, stored).length, 1)
  assert.equal(warningsOf({ pod: { ...stored.pod, hostUsers: true } }, 37, stored).length, 1)
})
