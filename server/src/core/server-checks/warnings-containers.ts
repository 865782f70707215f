// Warnings about containers: fractions of bytes, variables and ports that hide each other. Words and order are the server's.
import type { Container, EphemeralContainer, PodSpec } from '../model/kubernetes.ts'
import { formatQuantity, milliValue } from '../model/quantity.ts'
import type { Path } from '../path.ts'
import type { ServerWarning } from './cause.ts'
import type { PodOptions } from './relaxations.ts'
import { resourceQuantity } from './resource-names.ts'
import { containersOf, type LocatedContainer } from './visit-containers.ts'

type AnyContainer = Container | EphemeralContainer
type Port = NonNullable<Container['ports']>[number]
interface LocatedPort {
  readonly port: Port
  readonly path: Path
}

/** Appends the Warning headers about the containers of an accepted pod; `path` is the pod spec's. */
export function warnOfContainers(pod: PodSpec, path: Path, options: PodOptions, warnings: ServerWarning[]): void {
  const containers = containersOf(pod, path)
  for (const { container, path: at } of containers) {
    warnOfFractions(container, at.child('resources'), warnings)
    warnOfHiddenVariables(container, at.child('env'), warnings)
  }
  const ports = containers.flatMap(portsOf)
  warnOfPorts(ports, warnings)
  if (options.minor >= 33) warnOfPortNames(ports, warnings)
}

function portsOf({ container, path }: LocatedContainer): LocatedPort[] {
  return (container.ports ?? []).map((port, index) => ({ port, path: path.child('ports').index(index) }))
}

function warnOfFractions({ resources }: AnyContainer, path: Path, warnings: ServerWarning[]): void {
  for (const name of ['memory', 'ephemeral-storage'])
    for (const field of ['limits', 'requests'] as const) {
      const quantity = resourceQuantity(resources?.[field], name)
      if (quantity === undefined || milliValue(quantity) % 1000n === 0n) continue
      const message = `fractional byte value ${JSON.stringify(formatQuantity(quantity))} is invalid, must be an integer`
      warnings.push({ field: path.child(field).key(name), message })
    }
}

/** A second definition is fine only where it extends the first: `PATH: $(PATH):/more`. */
function warnOfHiddenVariables({ env = [] }: AnyContainer, path: Path, warnings: ServerWarning[]): void {
  const names = new Set<string>()
  for (const [index, { name = '', value = '', valueFrom }] of env.entries()) {
    const reference = `$(${name})`
    const extend = valueFrom === undefined && value !== reference && value.includes(reference)
    if (names.has(name) && !extend)
      warnings.push({
        field: path.index(index),
        message: `hides previous definition of ${JSON.stringify(name)}, which may be dropped when using apply`,
      })
    names.add(name)
  }
}

function warnOfPorts(ports: readonly LocatedPort[], warnings: ServerWarning[]): void {
  const earlier = new Map<string, LocatedPort[]>()
  for (const located of ports) {
    const { port, path } = located
    const { containerPort = 0, protocol = '', hostPort = 0, hostIP = '' } = port
    if (hostIP !== '' && hostPort === 0)
      warnings.push({ field: path, message: `hostIP set without hostPort: ${goStruct(port)}`, at: path.child('hostIP') })
    const key = `${containerPort}/${protocol}`
    const others = earlier.get(key) ?? []
    for (const other of others) {
      const relation = relationOf(port, other.port)
      if (relation !== undefined) warnings.push({ field: path, message: `${relation} port definition with ${other.path}` })
    }
    earlier.set(key, [...others, located])
  }
}

function relationOf(a: Port, b: Port): string | undefined {
  const [ipA, ipB] = [a.hostIP ?? '', b.hostIP ?? '']
  const [portA, portB] = [a.hostPort ?? 0, b.hostPort ?? 0]
  if (ipA === ipB && portA === portB) return 'duplicate'
  if (portA === 0 || portB === 0) return 'overlapping'
  return portA === portB && (ipA === '') !== (ipB === '') ? 'dangerously ambiguous' : undefined
}

/** A port as Go prints a struct. */
function goStruct({ name = '', hostPort = 0, containerPort = 0, protocol = '', hostIP = '' }: Port): string {
  return `{Name:${name} HostPort:${hostPort} ContainerPort:${containerPort} Protocol:${protocol} HostIP:${hostIP}}`
}

function warnOfPortNames(ports: readonly LocatedPort[], warnings: ServerWarning[]): void {
  const names = new Map<string, Path>()
  for (const { port, path } of ports) {
    const { name = '' } = port
    if (name === '') continue
    const other = names.get(name)
    if (other === undefined) names.set(name, path)
    else {
      const message = `duplicate port name ${JSON.stringify(name)} with ${other}, services and probes that select ports by name will use ${other}`
      warnings.push({ field: path, message, at: path.child('name') })
    }
  }
}
