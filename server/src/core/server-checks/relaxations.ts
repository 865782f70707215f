// What an update may keep although it could not be created: values that the old object already had. Each question looks at the old pod only.
import type { PodSpec } from '../model/kubernetes.ts'
import type { ServerOptions } from './cause.ts'

/** How a pod is judged: the server's version and, on update, the pod template that was stored. */
export interface PodOptions extends ServerOptions {
  /** The stored pod, prepared; undefined on creation. */
  readonly oldPod?: PodSpec | undefined
}
