import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Container, PodSpec } from '../../../server/src/core/model/kubernetes.ts'
import { type Case, tableTest, updateCausesOf } from './minimal-daemonset.ts'

type Context = NonNullable<PodSpec['securityContext']>

const context = (securityContext: Context, ...expected: string[]): Case => [
  { pod: { securityContext } },
  expected.map((line) => `pod.securityContext.${line}`),
]

tableTest('the security context of a pod', [
  context({ runAsUser: 0, runAsGroup: 2147483647, fsGroup: 1, supplementalGroups: [1] }),
  context({ runAsUser: -1, runAsGroup: 2147483648, fsGroup: -1 }, 'runAsUser Invalid', 'runAsGroup Invalid', 'fsGroup Invalid'),
  context({ supplementalGroups: [1, -1] }, 'supplementalGroups[1] Invalid'),
  context({ fsGroupChangePolicy: 'Never' }, 'fsGroupChangePolicy NotSupported'),
  context({ supplementalGroupsPolicy: 'Lax' }, 'supplementalGroupsPolicy NotSupported'),
  context({ seLinuxChangePolicy: 'MountOption' }),
  [{ pod: { securityContext: { seLinuxChangePolicy: 'MountOption' } } }, ['pod.securityContext.seLinuxChangePolicy NotSupported'], 36],
  [{ pod: { securityContext: { seLinuxChangePolicy: 'MountOption' } } }, [], 32],
])

tableTest('sysctls', [
  context({ sysctls: [{ name: 'kernel.shm_rmid_forced' }, { name: 'net/ipv4/ip_local_port_range' }] }),
  context(
    { sysctls: [{}, { name: 'A' }, { name: 'a.b' }, { name: 'a.b' }] },
    'sysctls[0].name Required',
    'sysctls[1].name Invalid',
    'sysctls[3].name Duplicate',
  ),
  [{ pod: { hostNetwork: true, securityContext: { sysctls: [{ name: 'net.core.somaxconn' }] } } }, ['pod.securityContext.sysctls[0].name Invalid']],
  [{ pod: { hostNetwork: true, securityContext: { sysctls: [{ name: 'net/core.a/somaxconn' }] } } }, ['pod.securityContext.sysctls[0].name Invalid']],
  [{ pod: { hostNetwork: true, securityContext: { sysctls: [{ name: 'kernel.msgmax' }, { name: 'network.x' }] } } }, []],
  [{ pod: { hostIPC: true, securityContext: { sysctls: [{ name: 'fs.mqueue.x' }] } } }, ['pod.securityContext.sysctls[0].name Invalid']],
])

test('a sysctl of the host that is stored may stay', () => {
  const stored = { pod: { hostNetwork: true, securityContext: { sysctls: [{ name: 'net.a' }] } } }
  assert.deepEqual(updateCausesOf(stored, stored), [])
})

tableTest('seccomp and AppArmor profiles', [
  context({ seccompProfile: { type: 'RuntimeDefault' }, appArmorProfile: { type: 'Unconfined' } }),
  context({ seccompProfile: {}, appArmorProfile: {} }, 'seccompProfile.type Required', 'appArmorProfile.type Required'),
  context(
    { seccompProfile: { type: 'None' }, appArmorProfile: { type: 'None' } },
    'seccompProfile.type NotSupported',
    'appArmorProfile.type NotSupported',
  ),
  context(
    { seccompProfile: { type: 'Localhost' }, appArmorProfile: { type: 'Localhost' } },
    'seccompProfile.localhostProfile Required',
    'appArmorProfile.localhostProfile Required',
  ),
  context({ seccompProfile: { type: 'Localhost', localhostProfile: '../x' } }, 'seccompProfile.localhostProfile Invalid'),
  context({ seccompProfile: { type: 'Unconfined', localhostProfile: 'x' } }, 'seccompProfile.localhostProfile Invalid'),
  context({ appArmorProfile: { type: 'Localhost', localhostProfile: ' x' } }, 'appArmorProfile.localhostProfile Invalid'),
  context({ appArmorProfile: { type: 'Localhost', localhostProfile: 'x'.repeat(4096) } }, 'appArmorProfile.localhostProfile TooLong'),
])

const user = (runAsUserName: string, ...expected: string[]): Case => context({ windowsOptions: { runAsUserName } }, ...expected)

tableTest('Windows options', [
  user('ContainerUser'),
  user('NT AUTHORITY\\SYSTEM'),
  user('', 'windowsOptions.runAsUserName Invalid'),
  user('a\\b\\c', 'windowsOptions.runAsUserName Invalid'),
  user('.bad\\user', 'windowsOptions.runAsUserName Invalid'),
  user('a@b', 'windowsOptions.runAsUserName Invalid'),
  user('a\tb', 'windowsOptions.runAsUserName Invalid'),
  user(' . ', 'windowsOptions.runAsUserName Invalid'),
  context(
    { windowsOptions: { gmsaCredentialSpec: '', gmsaCredentialSpecName: 'A' } },
    'windowsOptions.gmsaCredentialSpec Invalid',
    'windowsOptions.gmsaCredentialSpecName Invalid',
  ),
])

const running = (securityContext: Container['securityContext']): Container[] => [{ name: 'agent', image: 'agent:1', securityContext }]

tableTest('operating systems', [
  [{ pod: { os: { name: 'linux' } } }, []],
  [{ pod: { os: {} } }, ['pod.os.name Required']],
  [{ pod: { os: { name: 'Windows' } } }, ['pod.os NotSupported']],
  [{ pod: { os: { name: 'linux' }, securityContext: { windowsOptions: {} } } }, ['pod.securityContext.windowsOptions Forbidden']],
  [{ pod: { os: { name: 'linux' }, containers: running({ windowsOptions: {} }) } }, ['pod.containers[0].securityContext.windowsOptions Forbidden']],
  [
    { pod: { os: { name: 'windows' }, hostPID: true, shareProcessNamespace: false } },
    ['pod.hostPID Forbidden', 'pod.shareProcessNamespace Forbidden'],
  ],
  [{ pod: { os: { name: 'windows' }, securityContext: { fsGroup: 1, sysctls: [] } } }, ['pod.securityContext.fsGroup Forbidden']],
  [
    { pod: { os: { name: 'windows' }, containers: running({ capabilities: {}, runAsNonRoot: true }) } },
    ['pod.containers[0].securityContext.capabilities Forbidden'],
  ],
])

const hostProcess = (value: boolean) => ({ windowsOptions: { hostProcess: value } })

tableTest('host process containers', [
  [{ pod: { hostNetwork: true, securityContext: hostProcess(true) } }, []],
  [{ pod: { securityContext: hostProcess(true) } }, ['pod.hostNetwork Invalid']],
  [
    { pod: { hostNetwork: true, securityContext: hostProcess(true), containers: running(hostProcess(false)) } },
    ['pod.containers[0].securityContext.windowsOptions.hostProcess Invalid'],
  ],
  [{ pod: { hostNetwork: true, containers: running(hostProcess(true)), initContainers: [{ name: 'init', image: 'init:1' }] } }, ['pod Invalid']],
])

const annotated = (annotations: Record<string, string>, pod: PodSpec, ...expected: string[]): Case => [
  { template: { annotations }, pod },
  expected.map((line) => (line.startsWith('pod') ? line : `spec.template.annotations${line}`)),
]
const SECCOMP = 'seccomp.security.alpha.kubernetes.io/pod'
const SECCOMP_AGENT = 'container.seccomp.security.alpha.kubernetes.io/agent'
const ARMOR = 'container.apparmor.security.beta.kubernetes.io/'
const COST = 'controller.kubernetes.io/pod-deletion-cost'
const TOLERATIONS = 'scheduler.alpha.kubernetes.io/tolerations'
const MIRROR = 'kubernetes.io/config.mirror'

tableTest('annotations the server understands', [
  annotated({ [SECCOMP]: 'docker/default', [SECCOMP_AGENT]: 'localhost/a' }, {}),
  annotated({ [SECCOMP]: 'none', [SECCOMP_AGENT]: 'localhost/../a' }, {}, `.${SECCOMP} Invalid`, `.${SECCOMP_AGENT} Invalid`),
  annotated({ [`${ARMOR}agent`]: 'localhost/a' }, {}),
  annotated({ [`${ARMOR}other`]: 'none' }, {}, `[${ARMOR}other] Invalid`),
  annotated({ [COST]: '-5' }, {}),
  annotated({ [COST]: '+5' }, {}, `[${COST}] Invalid`),
  annotated({ [COST]: '2147483648' }, {}, `[${COST}] Invalid`),
  annotated({ [TOLERATIONS]: '[{"operator":"Exists"}]' }, {}),
  annotated({ [TOLERATIONS]: '[{"key":"a"},{}]' }, {}, `.${TOLERATIONS}[1].operator Invalid`),
  annotated({ [TOLERATIONS]: '{}' }, {}, ' Invalid'),
  annotated({ [MIRROR]: 'x' }, {}, `[${MIRROR}] Invalid`),
  annotated({ [MIRROR]: 'x' }, { nodeName: 'n' }),
])

tableTest('annotations and fields must agree', [
  annotated({ [SECCOMP]: 'runtime/default' }, { securityContext: { seccompProfile: { type: 'RuntimeDefault' } } }),
  annotated(
    { [SECCOMP]: 'unconfined' },
    { securityContext: { seccompProfile: { type: 'RuntimeDefault' } } },
    'pod.securityContext.seccompProfile.type Forbidden',
  ),
  annotated(
    { [SECCOMP_AGENT]: 'localhost/a' },
    { containers: running({ seccompProfile: { type: 'Localhost', localhostProfile: 'b' } }) },
    'pod.containers[0].securityContext.seccompProfile.localhostProfile Forbidden',
  ),
  annotated(
    { [`${ARMOR}agent`]: 'unconfined' },
    { securityContext: { appArmorProfile: { type: 'RuntimeDefault' } } },
    'pod.containers[0].securityContext.appArmorProfile.type Forbidden',
  ),
])

test('a stored deletion cost that is no number does not forbid another one', () => {
  const stored = { template: { annotations: { [COST]: 'cheap' } } }
  assert.deepEqual(updateCausesOf({ template: { annotations: { [COST]: 'dear' } } }, stored), [])
})
