// The pod template's spec: calls the checks of its parts. Judges a prepared value (see prepare.ts): defaults are applied, fields of disabled
// gates are gone.
import type { PodSpec } from '../model/kubernetes.ts'
import type { Path } from '../path.ts'
import type { Cause } from './cause.ts'
import { validateContainers } from './containers.ts'
import type { PodOptions } from './relaxations.ts'
import { validateVolumes } from './volumes.ts'

/** Appends what the server says of `spec.template.spec`. */
export function validatePodSpec(pod: PodSpec, path: Path, options: PodOptions, causes: Cause[]): void {
  validateVolumes(pod.volumes ?? [], path.child('volumes'), pod, options, causes)
  validateContainers(pod, path, options, causes)
}
