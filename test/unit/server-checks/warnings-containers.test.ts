import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Container } from '../../../server/src/core/model/kubernetes.ts'
import { type Change, warningsOf } from './minimal-daemonset.ts'

type Row = readonly [Change, readonly string[], number?]
const container = (fields: Container): Change => ({ pod: { containers: [{ name: 'agent', image: 'agent:1', ...fields }] } })
const ports = (...list: NonNullable<Container['ports']>): Change => container({ ports: list })
const env = (...list: NonNullable<Container['env']>): Change => container({ env: list })
const at = 'pod.containers[0]'
const first = 'spec.template.spec.containers[0].ports[0]'
const fraction = (text: string): string => `fractional byte value "${text}" is invalid, must be an integer`
const hidden = 'hides previous definition of "A", which may be dropped when using apply'

const rows: readonly Row[] = [
  [container({ resources: { limits: { memory: '1500m', cpu: '1500m' } } }), [`${at}.resources.limits[memory]: ${fraction('1500m')}`]],
  [container({ resources: { requests: { 'ephemeral-storage': '1.0001' } } }), [`${at}.resources.requests[ephemeral-storage]: ${fraction('1001m')}`]],
  // 64 bits are too few for so many thousandths of a byte.
  [container({ resources: { limits: { memory: '1Ei' } } }), [`${at}.resources.limits[memory]: ${fraction('1Ei')}`]],
  [env({ name: 'A', value: '1' }, { name: 'A', value: '2' }), [`${at}.env[1]: ${hidden}`]],
  [env({ name: 'A', value: '1' }, { name: 'A', value: '$(A):2' }), []],
  [env({ name: 'A', value: '1' }, { name: 'A', value: '$(A)' }), [`${at}.env[1]: ${hidden}`]],
  [env({ name: 'A', value: '1' }, { name: 'A', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }), [`${at}.env[1]: ${hidden}`]],
  [
    ports({ containerPort: 80, name: 'web', hostIP: '127.0.0.1' }),
    [`${at}.ports[0]: hostIP set without hostPort: {Name:web HostPort:0 ContainerPort:80 Protocol:TCP HostIP:127.0.0.1}`],
  ],
  [ports({ containerPort: 80 }, { containerPort: 80 }), [`${at}.ports[1]: duplicate port definition with ${first}`]],
  [ports({ containerPort: 80 }, { containerPort: 80, protocol: 'UDP' }), []],
  [ports({ containerPort: 80 }, { containerPort: 80, hostPort: 80 }), [`${at}.ports[1]: overlapping port definition with ${first}`]],
  [
    ports({ containerPort: 80, hostPort: 80 }, { containerPort: 80, hostPort: 80, hostIP: '10.0.0.1' }),
    [`${at}.ports[1]: dangerously ambiguous port definition with ${first}`],
  ],
]

const twice: Change = {
  pod: {
    containers: [
      { name: 'a', image: 'a', ports: [{ containerPort: 80, name: 'web' }] },
      { name: 'b', image: 'b', ports: [{ containerPort: 81, name: 'web' }] },
    ],
  },
}
const ports33: readonly Row[] = [
  [twice, [`pod.containers[1].ports[0]: duplicate port name "web" with ${first}, services and probes that select ports by name will use ${first}`]],
  [twice, [], 32],
]

test('warnings about containers', () => {
  for (const [change, expected, minor] of [...rows, ...ports33]) assert.deepEqual(warningsOf(change, minor), expected, JSON.stringify(change))
})
