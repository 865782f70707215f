import type { Container, PodSpec } from '../../../server/src/core/model/kubernetes.ts'
import { type Case, tableTest } from './minimal-daemonset.ts'

type SecurityContext = NonNullable<Container['securityContext']>
const change = (securityContext: SecurityContext, more: PodSpec = {}) => ({
  pod: { containers: [{ name: 'agent', image: 'agent:1', securityContext }], ...more },
})
const context = (value: SecurityContext, ...expected: string[]): Case => [
  change(value),
  expected.map((line) => `pod.containers[0].securityContext${line}`),
]

tableTest('users and groups', [
  context({ runAsUser: 0, runAsGroup: 2147483647 }),
  context({ runAsUser: -1 }, '.runAsUser Invalid'),
  context({ runAsGroup: 2147483648 }, '.runAsGroup Invalid'),
])

tableTest('privileges', [
  context({ privileged: true, allowPrivilegeEscalation: true }),
  context({ privileged: true, allowPrivilegeEscalation: false }, ' Invalid'),
  context({ allowPrivilegeEscalation: false, capabilities: { add: ['SYS_ADMIN'] } }),
  context({ allowPrivilegeEscalation: false, capabilities: { add: ['CAP_SYS_ADMIN'] } }, ' Invalid'),
])

tableTest('procMount', [
  context({ procMount: 'Default' }),
  context({ procMount: 'Masked' }, '.procMount NotSupported'),
  context({ procMount: 'Unmasked' }, '.procMount Invalid'),
  [change({ procMount: 'Unmasked' }, { hostUsers: false }), []],
  // Before the gate ProcMountType the server sets it to Default.
  [change({ procMount: 'Unmasked' }), [], 32],
])

tableTest('profiles and Windows options', [
  context({ seccompProfile: { type: 'Localhost' } }, '.seccompProfile.localhostProfile Required'),
  context({ seccompProfile: { type: 'RuntimeDefault', localhostProfile: 'a' } }, '.seccompProfile.localhostProfile Invalid'),
  context({ appArmorProfile: {} }, '.appArmorProfile.type Required'),
  context({ windowsOptions: { runAsUserName: 'a\\b\\c' } }, '.windowsOptions.runAsUserName Invalid'),
])
