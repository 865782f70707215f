// Warnings about volumes. EMPTY: written by the owner of this file.
import type { PodSpec } from '../model/kubernetes.ts'
import type { Path } from '../path.ts'
import type { ServerWarning } from './cause.ts'
import type { PodOptions } from './relaxations.ts'

/** Appends the Warning headers about the volumes of an accepted pod; `path` is the pod spec's. */
export function warnOfVolumes(_pod: PodSpec, _path: Path, _options: PodOptions, _warnings: ServerWarning[]): void {}
