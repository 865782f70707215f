// What the checks of a pod depend on besides the pod. What an update may keep although it could not be created is decided by each check,
// from the old pod.
import type { PodSpec } from '../model/kubernetes.ts'
import type { ServerOptions } from './cause.ts'

/** How a pod is judged: the server's version and, on update, the pod template that was stored. */
export interface PodOptions extends ServerOptions {
  /** The stored pod, prepared; undefined on creation. */
  readonly oldPod?: PodSpec | undefined
  /** The stored object has bad values in a label selector; then those of a new version are not judged. */
  readonly keepSelectorValues?: boolean
}
