// All containers of a pod in the server's order, with their places.
import type { Container, EphemeralContainer, PodSpec } from '../model/kubernetes.ts'
import type { Path } from '../path.ts'

export interface LocatedContainer {
  readonly container: Container | EphemeralContainer
  readonly path: Path
  readonly kind: 'initContainers' | 'containers' | 'ephemeralContainers'
}

/** Init containers, then containers, then ephemeral ones; `path` is the pod spec's. */
export function containersOf(pod: PodSpec, path: Path): LocatedContainer[] {
  return (['initContainers', 'containers', 'ephemeralContainers'] as const).flatMap((kind) =>
    (pod[kind] ?? []).map((container, index) => ({ container, path: path.child(kind).index(index), kind })),
  )
}
