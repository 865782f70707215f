// A container's `securityContext`. What the operating system forbids is said in pod-os.ts.
// https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
import type { Container, PodSpec } from '../model/kubernetes.ts'
import type { Path } from '../path.ts'
import { type Cause, invalid, notSupported } from './cause.ts'
import { isUserOrGroupId } from './names.ts'
import { validateAppArmorProfile, validateSeccompProfile, validateWindowsOptions } from './profiles.ts'
import type { PodOptions } from './relaxations.ts'
import { keepsSysAdmin } from './relaxations-containers.ts'

type SecurityContext = NonNullable<Container['securityContext']>

const PROC_MOUNTS = ['Default', 'Unmasked']

export function validateSecurityContext(context: SecurityContext, pod: PodSpec, path: Path, options: PodOptions, causes: Cause[]): void {
  for (const field of ['runAsUser', 'runAsGroup'] as const) {
    const id = context[field]
    if (id !== undefined) for (const problem of isUserOrGroupId(id)) causes.push(invalid(path.child(field), id, problem))
  }
  validateProcMount(context.procMount, pod, path.child('procMount'), causes)
  validateSeccompProfile(context.seccompProfile, path.child('seccompProfile'), causes)
  validateEscalation(context, path, options, causes)
  validateWindowsOptions(context.windowsOptions, path.child('windowsOptions'), causes)
  validateAppArmorProfile(context.appArmorProfile, path.child('appArmorProfile'), causes)
}

function validateProcMount(procMount: string | undefined, pod: PodSpec, path: Path, causes: Cause[]): void {
  if (procMount === undefined) return
  if (!PROC_MOUNTS.includes(procMount)) causes.push(notSupported(path, procMount, PROC_MOUNTS))
  if (procMount === 'Unmasked' && pod.hostUsers !== false) causes.push(invalid(path, procMount, '`hostUsers` must be false to use `Unmasked`'))
}

/** No escalation, and yet privileges that could only come from one. */
function validateEscalation(context: SecurityContext, path: Path, options: PodOptions, causes: Cause[]): void {
  if (context.allowPrivilegeEscalation !== false) return
  const at = path.child('allowPrivilegeEscalation')
  if (context.privileged === true)
    causes.push({ ...invalid(path, context, 'cannot set `allowPrivilegeEscalation` to false and `privileged` to true'), at })
  if (keepsSysAdmin(options)) return
  for (const capability of context.capabilities?.add ?? [])
    if (capability === 'CAP_SYS_ADMIN')
      causes.push({ ...invalid(path, context, 'cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN'), at })
}
