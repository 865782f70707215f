// What the kubelet does to a container: probes, lifecycle hooks, the signal that stops it.
// https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/
import type { Container, PodSpec, Probe } from '../model/kubernetes.ts'
import type { Path } from '../path.ts'
import { type Cause, forbidden, invalid, notSupported, required } from './cause.ts'
import { isOn } from './gates.ts'
import { isHttpHeaderName, isPortName, isPortNumber } from './names.ts'
import type { PodOptions } from './relaxations.ts'
import { LINUX_SIGNALS, WINDOWS_SIGNALS } from './signals.ts'

type Lifecycle = NonNullable<Container['lifecycle']>
/** An action of a probe or of a hook: exactly one of these. `protocol` (HTTP) and `mode` (gRPC) are alpha in 1.37. */
interface Handler {
  readonly exec?: Probe['exec']
  readonly httpGet?: (NonNullable<Probe['httpGet']> & { protocol?: string | undefined }) | undefined
  readonly tcpSocket?: Probe['tcpSocket']
  readonly grpc?: (NonNullable<Probe['grpc']> & { mode?: string | undefined }) | undefined
  readonly sleep?: { seconds?: number | undefined } | undefined
}
type WithProbes = Pick<Container, 'livenessProbe' | 'readinessProbe' | 'startupProbe' | 'lifecycle'>

const HTTP_SCHEMES = ['HTTP', 'HTTPS']
const HTTP_PROTOCOLS = ['HTTP1', 'HTTP2']
const GRPC_MODES = ['Plaintext', 'TLS']

/** Probes and hooks of a container that may have them. */
export function validateProbesAndLifecycle(container: WithProbes, pod: PodSpec, path: Path, options: PodOptions, causes: Cause[]): void {
  if (container.lifecycle !== undefined) validateLifecycle(container.lifecycle, pod, path.child('lifecycle'), options, causes)
  for (const field of ['livenessProbe', 'readinessProbe', 'startupProbe'] as const) {
    const probe = container[field]
    if (probe === undefined) continue
    const at = path.child(field)
    validateProbe(probe, at, causes)
    const { successThreshold = 1, terminationGracePeriodSeconds } = probe
    if (field === 'readinessProbe') {
      if (terminationGracePeriodSeconds !== undefined)
        causes.push(invalid(at.child('terminationGracePeriodSeconds'), terminationGracePeriodSeconds, 'must not be set for readinessProbes'))
    } else if (successThreshold !== 1) causes.push(invalid(at.child('successThreshold'), successThreshold, 'must be 1'))
  }
}

function validateProbe(probe: Probe, path: Path, causes: Cause[]): void {
  const { exec, httpGet, tcpSocket, grpc } = probe
  validateHandler({ exec, httpGet, tcpSocket, grpc }, path, () => {}, causes)
  for (const field of ['initialDelaySeconds', 'timeoutSeconds', 'periodSeconds', 'successThreshold', 'failureThreshold'] as const) {
    const value = probe[field] ?? 0
    if (value < 0) causes.push(invalid(path.child(field), value, 'must be greater than or equal to 0'))
  }
  const { terminationGracePeriodSeconds: grace = 1 } = probe
  if (grace <= 0) causes.push(invalid(path.child('terminationGracePeriodSeconds'), grace, 'must be greater than 0'))
}

function validateLifecycle(lifecycle: Lifecycle, pod: PodSpec, path: Path, options: PodOptions, causes: Cause[]): void {
  for (const field of ['postStart', 'preStop'] as const) {
    const hook = lifecycle[field]
    if (hook === undefined) continue
    const { exec, httpGet, tcpSocket, sleep } = hook
    const checkSleep = (seconds: number, at: Path): void => validateSleep(seconds, pod.terminationGracePeriodSeconds ?? 30, at, options, causes)
    validateHandler({ exec, httpGet, tcpSocket, sleep }, path.child(field), checkSleep, causes)
  }
  if (lifecycle.stopSignal !== undefined) validateStopSignal(lifecycle.stopSignal, pod, path.child('stopSignal'), causes)
}

/** The server takes the first action in this order and refuses the others. */
function validateHandler(handler: Handler, path: Path, checkSleep: (seconds: number, path: Path) => void, causes: Cause[]): void {
  const { exec, httpGet, tcpSocket, grpc, sleep } = handler
  const actions: [string, ((at: Path) => void) | undefined][] = [
    ['exec', exec && ((at) => (exec.command ?? []).length === 0 && causes.push(required(at.child('command'))))],
    ['httpGet', httpGet && ((at) => validateHttpGet(httpGet, at, causes))],
    ['tcpSocket', tcpSocket && ((at) => validatePort(tcpSocket.port, at.child('port'), causes))],
    ['grpc', grpc && ((at) => validateGrpc(grpc, at, causes))],
    ['sleep', sleep && ((at) => checkSleep(sleep.seconds ?? 0, at))],
  ]
  let first = true
  for (const [field, check] of actions) {
    if (check === undefined) continue
    if (first) check(path.child(field))
    else causes.push(forbidden(path.child(field), 'may not specify more than 1 handler type'))
    first = false
  }
  if (first) causes.push(required(path, 'must specify a handler type'))
}

function validateHttpGet(action: NonNullable<Handler['httpGet']>, path: Path, causes: Cause[]): void {
  const { scheme = '', host = '', protocol } = action
  if ((action.path ?? '') === '') causes.push(required(path.child('path')))
  validatePort(action.port, path.child('port'), causes)
  if (!HTTP_SCHEMES.includes(scheme)) causes.push(notSupported(path.child('scheme'), scheme, HTTP_SCHEMES))
  for (const [index, { name = '' }] of (action.httpHeaders ?? []).entries())
    for (const problem of isHttpHeaderName(name)) {
      const at = path.child('httpHeaders').index(index).child('name')
      causes.push({ ...invalid(path.child('httpHeaders'), name, problem), at })
    }
  if (protocol === undefined) return
  const at = path.child('protocol')
  if (!HTTP_PROTOCOLS.includes(protocol)) causes.push(notSupported(at, protocol, HTTP_PROTOCOLS))
  else if (protocol === 'HTTP2' && scheme !== 'HTTP') causes.push(invalid(at, protocol, 'is only supported with HTTP (H2C)'))
  else if (protocol === 'HTTP2' && host !== '') causes.push(invalid(path.child('host'), host, 'must be empty when `protocol` is "HTTP2"'))
}

function validateGrpc({ port, mode }: NonNullable<Handler['grpc']>, path: Path, causes: Cause[]): void {
  validatePort(port, path.child('port'), causes)
  if (mode !== undefined && !GRPC_MODES.includes(mode)) causes.push(notSupported(path.child('mode'), mode, GRPC_MODES))
}

/** A port by number or by name; an absent one is 0. */
function validatePort(port: string | number | undefined, path: Path, causes: Cause[]): void {
  const value = port ?? 0
  for (const problem of typeof value === 'number' ? isPortNumber(value) : isPortName(value)) causes.push(invalid(path, value, problem))
}

function validateSleep(seconds: number, graceSeconds: number, path: Path, { minor }: PodOptions, causes: Cause[]): void {
  const zero = isOn('PodLifecycleSleepActionAllowZero', minor)
  if (seconds <= graceSeconds && (zero ? seconds >= 0 : seconds > 0)) return
  const least = zero ? 'non-negative' : 'greater than 0'
  const hint = !zero && minor >= 32 ? '. Enable AllowPodLifecycleSleepActionZeroValue feature gate for zero sleep.' : ''
  const problem = `must be ${least} and less than terminationGracePeriodSeconds (${graceSeconds})${hint}`
  causes.push({ ...invalid(path, seconds, problem), at: path.child('seconds') })
}

function validateStopSignal(signal: string, pod: PodSpec, path: Path, causes: Cause[]): void {
  if (pod.os === undefined) causes.push(forbidden(path, 'may not be set for containers with empty `spec.os.name`'))
  else if (pod.os.name === 'windows' && !WINDOWS_SIGNALS.includes(signal)) causes.push(notSupported(path, signal, WINDOWS_SIGNALS))
  else if (pod.os.name === 'linux' && !LINUX_SIGNALS.includes(signal)) causes.push(notSupported(path, signal, LINUX_SIGNALS))
}
