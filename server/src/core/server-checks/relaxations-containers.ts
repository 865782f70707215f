// What an update may keep in containers and volumes although it could not be created: each question looks at what was stored.
import type { Container, EphemeralContainer, PodSpec } from '../model/kubernetes.ts'
import { isOn } from './gates.ts'
import { isEnvVarName, isRelaxedEnvVarName } from './names.ts'
import { isLocalNonReservedPath } from './paths.ts'
import type { PodOptions } from './relaxations.ts'
import { isHugePages, isWholeHugePages, type ResourceList, resourceQuantity } from './resource-names.ts'

type AnyContainer = Container | EphemeralContainer

function allContainers(pod: PodSpec): AnyContainer[] {
  return [...(pod.containers ?? []), ...(pod.initContainers ?? []), ...(pod.ephemeralContainers ?? [])]
}

/** Huge pages that are no whole number of pages. */
export function keepsIndivisibleHugePages({ oldPod }: PodOptions): boolean {
  if (oldPod === undefined) return false
  const lists: (ResourceList | undefined)[] = [
    ...allContainers(oldPod).flatMap(({ resources }) => [resources?.limits, resources?.requests]),
    oldPod.overhead,
  ]
  return lists.some((list) =>
    Object.keys(list ?? {}).some((name) => {
      const quantity = isHugePages(name) ? resourceQuantity(list, name) : undefined
      return quantity !== undefined && !isWholeHugePages(name, quantity)
    }),
  )
}

function variableNames(pod: PodSpec): Set<string> {
  return new Set(
    allContainers(pod).flatMap(({ env = [], envFrom = [] }) => [...env.map(({ name = '' }) => name), ...envFrom.map(({ prefix = '' }) => prefix)]),
  )
}

/** Names of variables with digits in front, blanks and the like: legal since 1.32, and before where the stored pod has the same one. */
export function allowsRelaxedEnvVarNames(pod: PodSpec, { minor, oldPod }: PodOptions): boolean {
  if (isOn('RelaxedEnvironmentVariableValidation', minor)) return true
  if (oldPod === undefined) return false
  const old = variableNames(oldPod)
  return [...variableNames(pod)].some((name) => old.has(name) && isEnvVarName(name).length > 0 && isRelaxedEnvVarName(name).length === 0)
}

export function isRestartable({ restartPolicy }: Pick<Container, 'restartPolicy'>): boolean {
  return restartPolicy === 'Always'
}

/** `resizePolicy` in init containers. */
export function allowsInitResizePolicy({ minor, oldPod }: PodOptions): boolean {
  if (minor >= 32 && isOn('InPlacePodVerticalScaling', minor)) return true
  return minor >= 32 && (oldPod?.initContainers ?? []).some((container) => isRestartable(container) && (container.resizePolicy ?? []).length > 0)
}

/** Since 1.36, only restartable init containers may be restarted by a resize. */
export function allowsInitRestartOnResize({ minor, oldPod }: PodOptions): boolean {
  if (minor < 36) return true
  return (oldPod?.initContainers ?? []).some(
    (container) => !isRestartable(container) && (container.resizePolicy ?? []).some((policy) => policy.restartPolicy === 'RestartContainer'),
  )
}

/** `restartPolicy` and `restartPolicyRules` of containers. */
export function allowsRestartRules({ minor, oldPod }: PodOptions): boolean {
  if (minor < 34) return false
  if (isOn('ContainerRestartRules', minor)) return true
  return (
    (oldPod?.containers ?? []).some(({ restartPolicy }) => restartPolicy !== undefined) ||
    (oldPod?.initContainers ?? []).some(
      ({ restartPolicy = 'Always', restartPolicyRules = [] }) => restartPolicy !== 'Always' || restartPolicyRules.length > 0,
    )
  )
}

/** Rules that restart the whole pod, and rules on restartable init containers. */
export function allowsRestartAllContainers({ minor, oldPod }: PodOptions): boolean {
  if (minor < 35) return false
  if (isOn('RestartAllContainersOnContainerExits', minor)) return true
  const init = oldPod?.initContainers ?? []
  return (
    [...(oldPod?.containers ?? []), ...init].some(({ restartPolicyRules = [] }) =>
      restartPolicyRules.some(({ action }) => action === 'RestartAllContainers'),
    ) || init.some((container) => isRestartable(container) && (container.restartPolicyRules ?? []).length > 0)
  )
}

/** CAP_SYS_ADMIN without privilege escalation: since 1.37 what is stored may stay. */
export function keepsSysAdmin({ minor, oldPod }: PodOptions): boolean {
  if (minor < 37 || oldPod === undefined) return false
  return allContainers(oldPod).some(
    ({ securityContext }) =>
      securityContext !== undefined &&
      securityContext.allowPrivilegeEscalation !== true &&
      (securityContext.capabilities?.add ?? []).includes('CAP_SYS_ADMIN'),
  )
}

/** A projected token's path that leads out of the volume. */
export function keepsTokenPath({ oldPod }: PodOptions): boolean {
  return (oldPod?.volumes ?? []).some(({ projected }) =>
    (projected?.sources ?? []).some(
      ({ serviceAccountToken }) => serviceAccountToken !== undefined && isLocalNonReservedPath(serviceAccountToken.path ?? '').length > 0,
    ),
  )
}

/** An image volume without a reference: refused in templates since 1.37. */
export function allowsEmptyImageReference({ minor, oldPod }: PodOptions): boolean {
  return minor < 37 || (oldPod?.volumes ?? []).some(({ image }) => image !== undefined && (image.reference ?? '') === '')
}
