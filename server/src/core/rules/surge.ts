// The surge that a DaemonSet asks for, and the host ports that its pods take.
import type { LocatedDaemonSet } from '../model/located.ts'
import type { Path } from '../path.ts'
import { containersOf, listAt, podSpecOf, SPEC } from './fields.ts'

export const ROLLING_UPDATE: Path = SPEC.child('updateStrategy', 'rollingUpdate')

/** `maxSurge` as written, if it is known and more than nothing. */
export function surgeOf(daemonset: LocatedDaemonSet): number | string | undefined {
  const strategy = daemonset.value.spec?.updateStrategy
  if (strategy?.type !== undefined && strategy.type !== 'RollingUpdate') return undefined
  const surge: unknown = strategy?.rollingUpdate?.maxSurge
  if (typeof surge === 'number') return surge > 0 ? surge : undefined
  return typeof surge === 'string' && /^\d+%$/.test(surge) && Number.parseInt(surge, 10) > 0 ? surge : undefined
}

export interface HostPort {
  readonly port: number
  readonly protocol: string
  readonly hostIP: string
  readonly path: Path
}

/** The ports of the node that a pod takes while it runs: hostPorts, and under hostNetwork every declared port. */
export function hostPortsOf(daemonset: LocatedDaemonSet): readonly HostPort[] {
  const hostNetwork = podSpecOf(daemonset).hostNetwork === true
  return containersOf(daemonset)
    .filter(({ init, value }) => !init || value.restartPolicy === 'Always')
    .flatMap(({ value, path }) => listAt(value.ports, path.child('ports')))
    .flatMap(({ value, path }) => {
      const port: unknown = value.hostPort ?? (hostNetwork ? value.containerPort : undefined)
      if (typeof port !== 'number' || port === 0) return []
      return [
        {
          port,
          protocol: value.protocol ?? 'TCP',
          hostIP: value.hostIP ?? '',
          path: path.child(value.hostPort === undefined ? 'containerPort' : 'hostPort'),
        },
      ]
    })
}
