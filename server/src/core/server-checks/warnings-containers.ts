// Warnings about containers. EMPTY: written by the owner of this file.
import type { PodSpec } from '../model/kubernetes.ts'
import type { Path } from '../path.ts'
import type { ServerWarning } from './cause.ts'
import type { PodOptions } from './relaxations.ts'

/** Appends the Warning headers about the containers of an accepted pod; `path` is the pod spec's. */
export function warnOfContainers(_pod: PodSpec, _path: Path, _options: PodOptions, _warnings: ServerWarning[]): void {}
