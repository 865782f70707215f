// The pod's securityContext: users and groups, sysctls, profiles, policies.
import type { PodSpec } from '../model/kubernetes.ts'
import type { Path } from '../path.ts'
import { type Cause, duplicate, invalid, notSupported, required } from './cause.ts'
import { isOn } from './gates.ts'
import { byteLength, isUserOrGroupId } from './names.ts'
import { validateAppArmorProfile, validateSeccompProfile, validateWindowsOptions } from './profiles.ts'
import type { PodOptions } from './relaxations.ts'

type PodSecurityContext = NonNullable<PodSpec['securityContext']>

const SYSCTL = /^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$/
const SYSCTL_LENGTH = 253
const IPC_SYSCTLS = new Set([
  'kernel.sem',
  'kernel.shmall',
  'kernel.shmmax',
  'kernel.shmmni',
  'kernel.shm_rmid_forced',
  'kernel.shm',
  'kernel.msgmax',
  'kernel.msgmnb',
  'kernel.msgmni',
  'kernel.msg',
])

export function validatePodSecurityContext(pod: PodSpec, path: Path, options: PodOptions, causes: Cause[]): void {
  const context = pod.securityContext
  if (context === undefined) return
  for (const field of ['fsGroup', 'runAsUser', 'runAsGroup'] as const) {
    const id = context[field]
    if (id !== undefined) for (const problem of isUserOrGroupId(id)) causes.push(invalid(path.child(field), id, problem))
  }
  for (const [index, id] of (context.supplementalGroups ?? []).entries())
    for (const problem of isUserOrGroupId(id)) causes.push(invalid(path.child('supplementalGroups').index(index), id, problem))
  validateSysctls(pod, path.child('sysctls'), options, causes)
  validatePolicies(context, path, options, causes)
  validateSeccompProfile(context.seccompProfile, path.child('seccompProfile'), causes)
  validateWindowsOptions(context.windowsOptions, path.child('windowsOptions'), causes)
  validateAppArmorProfile(context.appArmorProfile, path.child('appArmorProfile'), causes)
}

function validatePolicies(context: PodSecurityContext, path: Path, options: PodOptions, causes: Cause[]): void {
  // MountOption is for clusters that mount with a label (gate SELinuxMount), and for objects that have any policy already.
  const anyChange = isOn('SELinuxMount', options.minor) || options.oldPod?.securityContext?.seLinuxChangePolicy !== undefined
  const policies = {
    fsGroupChangePolicy: ['Always', 'OnRootMismatch'],
    supplementalGroupsPolicy: ['Merge', 'Strict'],
    seLinuxChangePolicy: anyChange ? ['MountOption', 'Recursive'] : ['Recursive'],
  } as const
  for (const field of ['fsGroupChangePolicy', 'supplementalGroupsPolicy', 'seLinuxChangePolicy'] as const) {
    const policy: string | undefined = context[field]
    const supported: readonly string[] = policies[field]
    if (policy !== undefined && !supported.includes(policy)) causes.push(notSupported(path.child(field), policy, supported))
  }
}

function validateSysctls(pod: PodSpec, path: Path, options: PodOptions, causes: Cause[]): void {
  const old = options.oldPod
  const keepHostSysctls = (old?.securityContext?.sysctls ?? []).some(({ name = '' }) => old !== undefined && hostProblem(name, old))
  const names = new Set<string>()
  for (const [index, { name = '' }] of (pod.securityContext?.sysctls ?? []).entries()) {
    const at = path.index(index).child('name')
    if (name === '') causes.push(required(at))
    else if (byteLength(name) > SYSCTL_LENGTH || !SYSCTL.test(name))
      causes.push(invalid(at, name, `must have at most ${SYSCTL_LENGTH} characters and match regex ${SYSCTL.source}`))
    else if (names.has(name)) causes.push(duplicate(at, name))
    const problem = keepHostSysctls ? undefined : hostProblem(name, pod)
    if (problem !== undefined) causes.push(invalid(at, name, problem))
    names.add(name)
  }
}

/** A sysctl of a namespace that the pod shares with the host would change the host. */
function hostProblem(sysctl: string, pod: PodSpec): string | undefined {
  const name = normalized(sysctl).split('*')[0] ?? ''
  if (pod.hostNetwork === true && name.startsWith('net.')) return "may not be specified when 'hostNetwork' is true"
  const isIpc = IPC_SYSCTLS.has(name) || name.startsWith('fs.mqueue.')
  return pod.hostIPC === true && isIpc ? "may not be specified when 'hostIPC' is true" : undefined
}

/** `net/ipv4/conf/eth0.1/x` is `net.ipv4.conf.eth0/1.x`: whichever separator comes first separates, the other one belongs to a name. */
function normalized(sysctl: string): string {
  const first = /[./]/.exec(sysctl)?.[0]
  return first === '/' ? sysctl.replace(/[./]/g, (separator) => (separator === '/' ? '.' : '/')) : sysctl
}
