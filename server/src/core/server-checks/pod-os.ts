// What a pod may hold per operating system (`os.name`), and Windows' host process containers.
import type { Container, PodSpec } from '../model/kubernetes.ts'
import type { Path } from '../path.ts'
import { type Cause, forbidden, invalid, notSupported, required } from './cause.ts'
import { containersOf } from './visit-containers.ts'

type SecurityContext = NonNullable<Container['securityContext']>
type PodSecurityContext = NonNullable<PodSpec['securityContext']>

const SYSTEMS = ['linux', 'windows']
const NOT_ON_WINDOWS = 'cannot be set for a windows pod'
const NOT_ON_LINUX = 'windows options cannot be set for a linux pod'

const LINUX_POD_SETTINGS: readonly (keyof PodSecurityContext)[] = [
  'appArmorProfile',
  'seLinuxOptions',
  'seccompProfile',
  'fsGroup',
  'fsGroupChangePolicy',
  'runAsUser',
  'runAsGroup',
  'supplementalGroups',
  'supplementalGroupsPolicy',
  'seLinuxChangePolicy',
]
const LINUX_CONTAINER_SETTINGS: readonly (keyof SecurityContext)[] = [
  'appArmorProfile',
  'seLinuxOptions',
  'seccompProfile',
  'capabilities',
  'readOnlyRootFilesystem',
  'privileged',
  'allowPrivilegeEscalation',
  'procMount',
  'runAsUser',
  'runAsGroup',
]

/** What contradicts `os`. */
export function validateOs(pod: PodSpec, path: Path, causes: Cause[]): void {
  if (pod.os === undefined) return
  const { name = '' } = pod.os
  if (name === '') causes.push(required(path.child('os', 'name')))
  else if (!SYSTEMS.includes(name)) causes.push({ ...notSupported(path.child('os'), name, SYSTEMS), at: path.child('os', 'name') })
  else if (name === 'linux') validateLinux(pod, path, causes)
  else validateWindows(pod, path, causes)
}

function validateLinux(pod: PodSpec, path: Path, causes: Cause[]): void {
  const owners = [{ securityContext: pod.securityContext, path }, ...containersWithContext(pod, path)]
  for (const owner of owners)
    if (owner.securityContext?.windowsOptions !== undefined)
      causes.push(forbidden(owner.path.child('securityContext', 'windowsOptions'), NOT_ON_LINUX))
}

function validateWindows(pod: PodSpec, path: Path, causes: Cause[]): void {
  const forbid = (at: Path): number => causes.push(forbidden(at, NOT_ON_WINDOWS))
  for (const field of LINUX_POD_SETTINGS) if (pod.securityContext?.[field] !== undefined) forbid(path.child('securityContext', field))
  if ((pod.securityContext?.sysctls ?? []).length > 0) forbid(path.child('securityContext', 'sysctls'))
  for (const field of ['hostUsers', 'shareProcessNamespace'] as const) if (pod[field] !== undefined) forbid(path.child(field))
  for (const field of ['hostPID', 'hostIPC'] as const) if (pod[field] === true) forbid(path.child(field))
  for (const { securityContext, path: at } of containersWithContext(pod, path))
    for (const field of LINUX_CONTAINER_SETTINGS) if (securityContext?.[field] !== undefined) forbid(at.child('securityContext', field))
}

function containersWithContext(pod: PodSpec, path: Path): { securityContext: SecurityContext | undefined; path: Path }[] {
  return containersOf(pod, path).map(({ container, path: at }) => ({ securityContext: container.securityContext, path: at }))
}

/** Host process containers: all of a pod or none, and only in the host's network. */
export function validateHostProcess(pod: PodSpec, path: Path, causes: Cause[]): void {
  const ofPod = pod.securityContext?.windowsOptions?.hostProcess
  const containers = containersWithContext(pod, path)
  let hostProcesses = 0
  for (const { securityContext, path: at } of containers) {
    const own = securityContext?.windowsOptions?.hostProcess
    if (ofPod !== undefined && own !== undefined && ofPod !== own)
      causes.push(
        invalid(
          at.child('securityContext', 'windowsOptions', 'hostProcess'),
          own,
          `pod hostProcess value must be identical if both are specified, was ${ofPod}`,
        ),
      )
    if (own ?? ofPod) hostProcesses++
  }
  if (hostProcesses === 0) return
  if (hostProcesses !== containers.length)
    causes.push(invalid(path, '', 'If pod contains any hostProcess containers then all containers must be HostProcess containers'))
  if (pod.hostNetwork !== true)
    causes.push(invalid(path.child('hostNetwork'), false, 'hostNetwork must be true if pod contains any hostProcess containers'))
}
