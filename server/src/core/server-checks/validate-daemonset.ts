// What the API server answers to a DaemonSet: the causes of a 422 on creation and on update, and the warnings of an accepted one.
import type { DaemonSet } from '../model/kubernetes.ts'
import { Path } from '../path.ts'
import type { Cause, ServerOptions, ServerWarning } from './cause.ts'
import { validatePodSpec } from './pod-spec.ts'
import { prepareDaemonSet } from './prepare.ts'
import type { PodOptions } from './relaxations.ts'

/** The causes that a POST is answered with; none: it is accepted. */
export function validateDaemonSet(ds: DaemonSet, options: ServerOptions): Cause[] {
  const causes: Cause[] = []
  validateSpec(prepareDaemonSet(ds, undefined, options), options, causes)
  return causes
}

/** The causes that a PUT over `old` is answered with. */
export function validateDaemonSetUpdate(ds: DaemonSet, old: DaemonSet, options: ServerOptions): Cause[] {
  const stored = prepareDaemonSet(old, undefined, options)
  const causes: Cause[] = []
  validateSpec(prepareDaemonSet(ds, stored, options), { ...options, oldPod: stored.spec?.template?.spec ?? {} }, causes)
  return causes
}

/** The Warning headers of an accepted object; `old`: the stored one, on update. */
export function warningsOfDaemonSet(_ds: DaemonSet, _old: DaemonSet | undefined, _options: ServerOptions): ServerWarning[] {
  return []
}

function validateSpec(ds: DaemonSet, options: PodOptions, causes: Cause[]): void {
  validatePodSpec(ds.spec?.template?.spec ?? {}, Path.root('spec', 'template', 'spec'), options, causes)
}
