// The ports that a pod takes on its node: hostPort, and every declared port under hostNetwork. Knows no nodes.
import type { Path } from '../path.ts'
import { fieldOf, integerOf, itemsOf, textOf } from './lenient.ts'

export interface HostPort {
  readonly port: number
  readonly protocol: string
  /** Empty: all addresses of the node. */
  readonly address: string
  readonly field: Path
}

/** Ports of containers and of sidecars; other init containers give theirs back. */
export function hostPorts(podSpec: unknown, podField: Path): readonly HostPort[] {
  const hostNetwork = fieldOf(podSpec, 'hostNetwork') === true
  return ['initContainers', 'containers'].flatMap((list) =>
    itemsOf(fieldOf(podSpec, list)).items.flatMap(({ value, index }) => {
      if (list === 'initContainers' && fieldOf(value, 'restartPolicy') !== 'Always') return []
      const field = podField.child(list).index(index).child('ports')
      return itemsOf(fieldOf(value, 'ports')).items.flatMap((item) => hostPort(item.value, field.index(item.index), hostNetwork))
    }),
  )
}

function hostPort(value: unknown, at: Path, hostNetwork: boolean): HostPort[] {
  const own = integerOf(fieldOf(value, 'hostPort')) ?? 0
  const declared = own === 0 && hostNetwork
  const port = declared ? (integerOf(fieldOf(value, 'containerPort')) ?? 0) : own
  if (port <= 0) return []
  const address = textOf(fieldOf(value, 'hostIP'))
  const protocol = textOf(fieldOf(value, 'protocol')) || 'TCP'
  return [{ port, protocol, address: address === '0.0.0.0' ? '' : address, field: at.child(declared ? 'containerPort' : 'hostPort') }]
}

/** True when two pods with these ports cannot share a node. */
export function portsClash(a: HostPort, b: HostPort): boolean {
  return a.port === b.port && a.protocol === b.protocol && (a.address === '' || b.address === '' || a.address === b.address)
}

export function portText({ port, protocol }: HostPort): string {
  return protocol === 'TCP' ? String(port) : `${port}/${protocol}`
}
