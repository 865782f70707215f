import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Container, PodSpec } from '../../../server/src/core/model/kubernetes.ts'
import { type Change, updateCausesOf } from './minimal-daemonset.ts'

const container = (fields: Container): Container => ({ name: 'agent', image: 'agent:1', ...fields })
const pod = (fields: Container, more: PodSpec = {}): Change => ({ pod: { containers: [container(fields)], ...more } })
const at = 'pod.containers[0]'

/** New pod, stored pod that already has the mistake, minor, what a stored pod without it would give. */
const rows: readonly (readonly [Change, Change, number, string])[] = [
  [
    pod({ resources: { limits: { cpu: '1', 'hugepages-2Mi': '3Mi' } } }),
    pod({ resources: { limits: { cpu: '1', 'hugepages-1Gi': '1' } } }),
    37,
    `${at}.resources.limits[hugepages-2Mi] Invalid`,
  ],
  [pod({ env: [{ name: '1', value: 'new' }] }), pod({ env: [{ name: '1', value: 'old' }] }), 31, `${at}.env[0].name Invalid`],
  [
    pod({ securityContext: { allowPrivilegeEscalation: false, capabilities: { add: ['CAP_SYS_ADMIN'] } } }),
    pod({ securityContext: { capabilities: { add: ['CAP_SYS_ADMIN'] } } }),
    37,
    `${at}.securityContext Invalid`,
  ],
  [
    pod({}, { volumes: [{ name: 'v', projected: { sources: [{ serviceAccountToken: { path: '../new' } }] } }] }),
    pod({}, { volumes: [{ name: 'v', projected: { sources: [{ serviceAccountToken: { path: '/old' } }] } }] }),
    37,
    'pod.volumes[0].projected.path Invalid',
  ],
  [
    pod({}, { volumes: [{ name: 'new', image: {} }] }),
    pod({}, { volumes: [{ name: 'old', image: {} }] }),
    37,
    'pod.volumes[0].image.reference Required',
  ],
  [
    pod({}, { initContainers: [container({ name: 'init', resizePolicy: [{ resourceName: 'cpu', restartPolicy: 'RestartContainer' }] })] }),
    pod({}, { initContainers: [container({ name: 'init', resizePolicy: [{ resourceName: 'memory', restartPolicy: 'RestartContainer' }] })] }),
    37,
    'pod.initContainers[0].resizePolicy[0].restartPolicy Invalid',
  ],
]

test('an update may keep what was stored', () => {
  for (const [change, stored, minor, cause] of rows) {
    assert.deepEqual(updateCausesOf(change, stored, minor), [], JSON.stringify(change))
    assert.deepEqual(updateCausesOf(change, {}, minor), [cause], JSON.stringify(change))
  }
})
