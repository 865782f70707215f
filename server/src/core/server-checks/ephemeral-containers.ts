// Ephemeral containers: a template may have none, but the server judges each all the same.
// https://kubernetes.io/docs/concepts/workloads/pods/ephemeral-containers/
import type { EphemeralContainer, PodSpec } from '../model/kubernetes.ts'
import type { Path } from '../path.ts'
import { type Cause, duplicate, forbidden, invalid, notFound } from './cause.ts'

/** Everything a debugging container has no use for. A list counts as set even when it is empty, a list of no items and `{}` of a struct do not. */
const NOT_FOR_EPHEMERAL = [
  'ports',
  'livenessProbe',
  'readinessProbe',
  'startupProbe',
  'lifecycle',
  'resizePolicy',
  'restartPolicy',
  'restartPolicyRules',
] as const
const NOT_SETTABLE = 'cannot be set for an Ephemeral Container'

/** What distinguishes them from other containers; `path` is the list's. */
export function validateEphemeralContainer(container: EphemeralContainer, otherNames: ReadonlySet<string>, path: Path, causes: Cause[]): void {
  const { image = '', targetContainerName = '', resources } = container
  if (image !== image.trim()) causes.push(invalid(path.child('image'), image, 'must not have leading or trailing whitespace'))
  if (targetContainerName !== '' && !otherNames.has(targetContainerName))
    causes.push(notFound(path.child('targetContainerName'), targetContainerName))
  for (const field of NOT_FOR_EPHEMERAL) if (container[field] !== undefined) causes.push(forbidden(path.child(field), NOT_SETTABLE))
  if (resources !== undefined && Object.values(resources).some((value) => value !== undefined))
    causes.push(forbidden(path.child('resources'), NOT_SETTABLE))
  for (const [index, mount] of (container.volumeMounts ?? []).entries())
    for (const field of ['subPath', 'subPathExpr'] as const)
      if ((mount[field] ?? '') !== '') causes.push(forbidden(path.child('volumeMounts').index(index).child(field), NOT_SETTABLE))
}

/** Their names differ from all others of the pod. */
export function validateEphemeralNames(pod: PodSpec, path: Path, causes: Cause[]): void {
  const names = new Set([...(pod.containers ?? []), ...(pod.initContainers ?? [])].map(({ name = '' }) => name))
  for (const [index, { name = '' }] of (pod.ephemeralContainers ?? []).entries()) {
    if (names.has(name)) causes.push(duplicate(path.index(index).child('name'), name))
    names.add(name)
  }
}
