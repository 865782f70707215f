// Annotations of a pod template that the server still understands: old forms of tolerations, seccomp and AppArmor, and the cost of deletion.
import type { PodSpec, Toleration } from '../model/kubernetes.ts'
import type { Path } from '../path.ts'
import { type Cause, forbidden, invalid } from './cause.ts'
import { isLocalDescendingPath } from './names.ts'
import type { AppArmorProfile, SeccompProfile } from './profiles.ts'
import type { PodOptions } from './relaxations.ts'
import { validateTolerations } from './tolerations.ts'
import { containersOf } from './visit-containers.ts'

export type Annotations = Readonly<Record<string, string | undefined>>

const MIRROR = 'kubernetes.io/config.mirror'
const TOLERATIONS = 'scheduler.alpha.kubernetes.io/tolerations'
const DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost'
export const SECCOMP_POD = 'seccomp.security.alpha.kubernetes.io/pod'
export const SECCOMP_CONTAINER = 'container.seccomp.security.alpha.kubernetes.io/'
export const APP_ARMOR_CONTAINER = 'container.apparmor.security.beta.kubernetes.io/'

/** `path` is the server's (`spec.template.annotations`), `real` the manifest's. */
export function validatePodAnnotations(
  annotations: Annotations,
  old: Annotations | undefined,
  pod: PodSpec,
  path: Path,
  real: Path,
  options: PodOptions,
  causes: Cause[],
): void {
  const push = (key: string, cause: Cause): number => causes.push({ ...cause, at: real.key(key) })
  const mirror = annotations[MIRROR]
  if (mirror !== undefined && (pod.nodeName ?? '') === '')
    push(MIRROR, invalid(path.key(MIRROR), mirror, 'must set spec.nodeName if mirror pod annotation is set'))
  for (const cause of tolerationCauses(annotations[TOLERATIONS] ?? '', path, options)) push(TOLERATIONS, cause)
  const cost = annotations[DELETION_COST]
  if (!isDeletionCost(cost) && (old === undefined || isDeletionCost(old[DELETION_COST])))
    push(DELETION_COST, invalid(path.key(DELETION_COST), cost, 'must be a 32bit integer'))
  for (const [key, value = ''] of Object.entries(annotations)) {
    if (key === SECCOMP_POD || key.startsWith(SECCOMP_CONTAINER))
      for (const problem of seccompProblems(value)) push(key, invalid(path.child(key), value, problem))
    if (key.startsWith(APP_ARMOR_CONTAINER))
      for (const problem of appArmorProblems(key.slice(APP_ARMOR_CONTAINER.length), value, pod, path))
        push(key, invalid(path.key(key), problem.value, problem.detail))
  }
}

/** The annotation holds tolerations as JSON. */
function tolerationCauses(text: string, path: Path, options: PodOptions): Cause[] {
  if (text === '') return []
  const causes: Cause[] = []
  const tolerations = parsedTolerations(text)
  if (tolerations === undefined) causes.push(invalid(path, TOLERATIONS, 'cannot be read as a list of tolerations'))
  else validateTolerations(tolerations, path.child(TOLERATIONS), options, causes)
  return causes
}

function parsedTolerations(text: string): Toleration[] | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  if (value === null) return []
  if (!Array.isArray(value)) return undefined
  const fields = { key: 'string', operator: 'string', value: 'string', effect: 'string', tolerationSeconds: 'number' } as const
  const tolerations: Toleration[] = []
  for (const item of value as unknown[]) {
    if (item !== null && (typeof item !== 'object' || Array.isArray(item))) return undefined
    const toleration: Record<string, unknown> = {}
    // Go reads field names in any case.
    for (const [name, given] of Object.entries(item ?? {})) {
      const field = Object.keys(fields).find((known) => known.toLowerCase() === name.toLowerCase()) as keyof typeof fields | undefined
      if (field === undefined || given === null) continue
      if (typeof given !== fields[field] || (field === 'tolerationSeconds' && !Number.isInteger(given))) return undefined
      toleration[field] = given
    }
    tolerations.push(toleration)
  }
  return tolerations
}

function isDeletionCost(value: string | undefined): boolean {
  if (value === undefined) return true
  // No plus sign, no leading zeros; Go's ParseInt reads what follows a minus sign with any.
  return /^(0|[1-9][0-9]*|-[0-9]+)$/.test(value) && Math.abs(Number(value)) <= 2147483648 && Number(value) !== 2147483648
}

function seccompProblems(profile: string): string[] {
  if (['runtime/default', 'docker/default', 'unconfined'].includes(profile)) return []
  if (profile.startsWith('localhost/')) return isLocalDescendingPath(profile.slice('localhost/'.length))
  return ['must be a valid seccomp profile']
}

function appArmorProblems(container: string, profile: string, pod: PodSpec, path: Path): { value: string; detail: string }[] {
  const known = containersOf(pod, path).some(({ container: { name = '' } }) => name === container)
  const formed = ['', 'runtime/default', 'unconfined'].includes(profile) || profile.startsWith('localhost/')
  return [
    ...(known ? [] : [{ value: container, detail: 'container not found' }]),
    ...(formed ? [] : [{ value: profile, detail: `invalid AppArmor profile name: ${JSON.stringify(profile)}` }]),
  ]
}

/** Annotations and fields that say the same thing must say the same. `path` is the pod spec's. */
export function validateAnnotationsMatchFields(annotations: Annotations, pod: PodSpec, path: Path, causes: Cause[]): void {
  const podContext = pod.securityContext
  const seccomp = (annotation: string | undefined, profile: SeccompProfile | undefined, at: Path): void => {
    if (annotation === undefined || profile === undefined) return
    const forms = { Unconfined: ['unconfined'], RuntimeDefault: ['runtime/default', 'docker/default'] }
    validateMatch('seccomp', annotation, profile, forms, at.child('securityContext', 'seccompProfile'), causes)
  }
  seccomp(annotations[SECCOMP_POD], podContext?.seccompProfile, path)
  for (const { container, path: at } of containersOf(pod, path)) {
    const { name = '', securityContext } = container
    seccomp(annotations[SECCOMP_CONTAINER + name], securityContext?.seccompProfile, at)
    const appArmor = securityContext?.appArmorProfile ?? podContext?.appArmorProfile
    const annotation = annotations[APP_ARMOR_CONTAINER + name]
    if (pod.os?.name === 'windows' || appArmor === undefined || annotation === undefined) continue
    const forms = { Unconfined: ['unconfined'], RuntimeDefault: ['runtime/default'] }
    validateMatch('apparmor', annotation, appArmor, forms, at.child('securityContext', 'appArmorProfile'), causes)
  }
}

function validateMatch(
  what: 'seccomp' | 'apparmor',
  annotation: string,
  profile: SeccompProfile | AppArmorProfile,
  forms: Readonly<Record<'Unconfined' | 'RuntimeDefault', readonly string[]>>,
  path: Path,
  causes: Cause[],
): void {
  const { type = '', localhostProfile } = profile
  const different = forbidden(path.child('type'), `${what} type in annotation and field must match`)
  if (type === 'Unconfined' || type === 'RuntimeDefault') {
    if (!forms[type].includes(annotation)) causes.push(different)
  } else if (type === 'Localhost') {
    if (!annotation.startsWith('localhost/')) causes.push(different)
    else if (annotation.slice('localhost/'.length) !== localhostProfile)
      causes.push(forbidden(path.child('localhostProfile'), `${what} profile in annotation and field must match`))
  }
}

/** Annotations of init containers before Kubernetes 1.8; the server removes them from templates since 1.37. */
export const INIT_CONTAINER_ANNOTATIONS = [
  'pod.beta.kubernetes.io/init-containers',
  'pod.alpha.kubernetes.io/init-containers',
  'pod.beta.kubernetes.io/init-container-statuses',
  'pod.alpha.kubernetes.io/init-container-statuses',
]
