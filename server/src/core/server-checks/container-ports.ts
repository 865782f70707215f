// A container's ports, alone and against the others of its pod.
// https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#ports
import type { Container } from '../model/kubernetes.ts'
import type { Path } from '../path.ts'
import { type Cause, duplicate, invalid, notSupported, required } from './cause.ts'
import { isPortName, isPortNumber } from './names.ts'

type ContainerPort = NonNullable<Container['ports']>[number]
type WithPorts = Pick<Container, 'ports'>

const PROTOCOLS = ['SCTP', 'TCP', 'UDP']

export function validatePorts(ports: readonly ContainerPort[], path: Path, causes: Cause[]): void {
  const names = new Set<string>()
  for (const [index, port] of ports.entries()) {
    const at = path.index(index)
    const { name = '', containerPort = 0, hostPort = 0, protocol = '' } = port
    if (name !== '') {
      const problems = isPortName(name)
      for (const problem of problems) causes.push(invalid(at.child('name'), name, problem))
      if (problems.length === 0 && names.has(name)) causes.push(duplicate(at.child('name'), name))
      if (problems.length === 0) names.add(name)
    }
    if (containerPort === 0) causes.push(required(at.child('containerPort')))
    else for (const problem of isPortNumber(containerPort)) causes.push(invalid(at.child('containerPort'), containerPort, problem))
    if (hostPort !== 0) for (const problem of isPortNumber(hostPort)) causes.push(invalid(at.child('hostPort'), hostPort, problem))
    if (protocol === '') causes.push(required(at.child('protocol')))
    else if (!PROTOCOLS.includes(protocol)) causes.push(notSupported(at.child('protocol'), protocol, PROTOCOLS))
  }
}

/** No two of these containers may want one port of the node; `path` is the list's, `first` the index of the first. */
export function validateHostPortConflicts(containers: readonly WithPorts[], path: Path, causes: Cause[], first = 0): void {
  const taken = new Set<string>()
  for (const [index, { ports = [] }] of containers.entries())
    for (const [portIndex, { protocol = '', hostIP = '', hostPort = 0 }] of ports.entries()) {
      if (hostPort === 0) continue
      const key = `${protocol}/${hostIP}/${hostPort}`
      const portPath = (container: number): Path => path.index(container).child('ports').index(portIndex).child('hostPort')
      // For a single init container the server counts from 0 again: it names another container's port.
      if (taken.has(key)) causes.push({ ...duplicate(portPath(index), key), at: portPath(first + index) })
      taken.add(key)
    }
}

/** In the host's network a port of the node is the container's own. */
export function validateHostNetworkPorts(containers: readonly WithPorts[], path: Path, causes: Cause[]): void {
  for (const [index, { ports = [] }] of containers.entries())
    for (const [portIndex, { hostPort = 0, containerPort = 0 }] of ports.entries())
      if (hostPort !== 0 && hostPort !== containerPort)
        causes.push(
          invalid(
            path.index(index).child('ports').index(portIndex).child('hostPort'),
            hostPort,
            'must match `containerPort` when `hostNetwork` is true',
          ),
        )
}
