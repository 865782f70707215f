// Containers of a pod: what all kinds share, what sets regular, init and ephemeral ones apart, and what must differ among them.
// Judges a prepared pod (see prepare.ts).
// https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#Container
import type { Container, EphemeralContainer, PodSpec, Volume } from '../model/kubernetes.ts'
import type { Path } from '../path.ts'
import { type Cause, duplicate, forbidden, invalid, notSupported, required } from './cause.ts'
import { envVarNameForm, validateEnv, validateEnvFrom, validateFileKeyVolumes } from './container-env.ts'
import { validateProbesAndLifecycle } from './container-handlers.ts'
import { validateVolumeDevices, validateVolumeMounts } from './container-mounts.ts'
import { validateHostNetworkPorts, validateHostPortConflicts, validatePorts } from './container-ports.ts'
import { validateResizePolicy, validateResourceRequirements } from './container-resources.ts'
import { validateInitRestart, validateRestart } from './container-restart.ts'
import { validateSecurityContext } from './container-security.ts'
import { validateEphemeralContainer, validateEphemeralNames } from './ephemeral-containers.ts'
import { PULL_POLICIES } from './image-pull.ts'
import { isDns1123Label } from './names.ts'
import type { PodOptions } from './relaxations.ts'
import { allowsInitResizePolicy, allowsInitRestartOnResize, allowsRelaxedEnvVarNames, isRestartable } from './relaxations-containers.ts'
import { containerResourceName } from './resource-names.ts'

const MESSAGE_POLICIES = ['File', 'FallbackToLogsOnError']
const NOT_FOR_INIT = 'may not be set for init containers without restartPolicy=Always'

/** What is the same for all containers of a pod. */
interface PodContext {
  readonly pod: PodSpec
  readonly volumes: ReadonlyMap<string, Volume>
  readonly claimNames: ReadonlySet<string>
  readonly nameForm: (name: string) => string[]
  readonly options: PodOptions
  readonly causes: Cause[]
}

/**
 * Appends what the server says of the containers of a pod, init and ephemeral ones included; `path` is the pod spec's, `volumes` the
 * well-formed ones (what `validateVolumes` gives).
 */
export function validateContainers(pod: PodSpec, path: Path, volumes: ReadonlyMap<string, Volume>, options: PodOptions, causes: Cause[]): void {
  const claimNames = new Set((pod.resourceClaims ?? []).flatMap(({ name = '' }) => (name === '' ? [] : name)))
  const nameForm = envVarNameForm(allowsRelaxedEnvVarNames(pod, options))
  const context = { pod, volumes, claimNames, nameForm, options, causes }
  validateRegular(context, path.child('containers'))
  validateInit(context, path.child('initContainers'))
  validateEphemeral(context, path.child('ephemeralContainers'))
  if (pod.hostNetwork === true) validateHostNetworkPorts(pod.containers ?? [], path.child('containers'), causes)
  if (options.minor >= 34) validateFileKeyVolumes(pod, path, causes)
}

function validateRegular(context: PodContext, path: Path): void {
  const { pod, options, causes } = context
  const containers = pod.containers ?? []
  if (containers.length === 0) {
    causes.push(required(path))
    return
  }
  const names = new Set<string>()
  for (const [index, container] of containers.entries()) {
    const at = path.index(index)
    const { name = '' } = container
    validateCommon(container, context, at)
    if (names.has(name)) causes.push(duplicate(at.child('name'), name))
    names.add(name)
    validateProbesAndLifecycle(container, pod, at, options, causes)
    validateRestart(container, at, options, causes)
  }
  validateHostPortConflicts(containers, path, causes)
}

function validateInit(context: PodContext, path: Path): void {
  const { pod, options, causes } = context
  const names = new Set((pod.containers ?? []).map(({ name = '' }) => name))
  for (const [index, container] of (pod.initContainers ?? []).entries()) {
    const at = path.index(index)
    const { name = '' } = container
    validateCommon(container, context, at)
    validateInitRestart(container, at, options, causes)
    if (names.has(name)) causes.push(duplicate(at.child('name'), name))
    else if (name !== '') names.add(name)
    // Init containers run one after the other: each may conflict only with itself.
    validateHostPortConflicts([container], path, causes, index)
    if (isRestartable(container)) validateProbesAndLifecycle(container, pod, at, options, causes)
    else
      for (const field of ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'] as const)
        if (container[field] !== undefined) causes.push(forbidden(at.child(field), NOT_FOR_INIT))
    validateInitResizePolicy(container, at.child('resizePolicy'), options, causes)
  }
}

function validateInitResizePolicy(container: Container, path: Path, options: PodOptions, causes: Cause[]): void {
  const { resizePolicy = [] } = container
  if (resizePolicy.length === 0) return
  if (!allowsInitResizePolicy(options)) causes.push(invalid(path, resizePolicy, 'must not be set for init containers'))
  if (isRestartable(container) || allowsInitRestartOnResize(options)) return
  for (const [index, { restartPolicy }] of resizePolicy.entries())
    if (restartPolicy === 'RestartContainer') {
      const problem = "must not be set to 'RestartContainer' for non-sidecar initContainers"
      causes.push(invalid(path.index(index).child('restartPolicy'), restartPolicy, problem))
    }
}

function validateEphemeral(context: PodContext, path: Path): void {
  const { pod, causes } = context
  const otherNames = new Set([...(pod.containers ?? []), ...(pod.initContainers ?? [])].map(({ name = '' }) => name))
  for (const [index, container] of (pod.ephemeralContainers ?? []).entries()) {
    validateCommon(container, context, path.index(index))
    validateEphemeralContainer(container, otherNames, path.index(index), causes)
  }
  validateEphemeralNames(pod, path, causes)
}

function validateCommon(container: Container | EphemeralContainer, context: PodContext, path: Path): void {
  const { pod, volumes, claimNames, nameForm, options, causes } = context
  const { name = '', image = '', terminationMessagePolicy = '', imagePullPolicy = '' } = container
  if (name === '') causes.push(required(path.child('name')))
  else for (const problem of isDns1123Label(name)) causes.push(invalid(path.child('name'), name, problem))
  if (image === '') causes.push(required(path.child('image')))
  validateEnum(terminationMessagePolicy, MESSAGE_POLICIES, path.child('terminationMessagePolicy'), causes)
  validateEnum(imagePullPolicy, PULL_POLICIES, path.child('imagePullPolicy'), causes)
  validatePorts(container.ports ?? [], path.child('ports'), causes)
  validateEnv(container.env ?? [], nameForm, path.child('env'), options, causes)
  validateEnvFrom(container.envFrom ?? [], nameForm, path.child('envFrom'), causes)
  validateVolumeMounts(container, volumes, path.child('volumeMounts'), options, causes)
  validateVolumeDevices(container, volumes, path.child('volumeDevices'), causes)
  validateResourceRequirements(container.resources ?? {}, containerResourceName, claimNames, path.child('resources'), options, causes)
  validateResizePolicy(container, pod, path.child('resizePolicy'), causes)
  if (container.securityContext !== undefined) validateSecurityContext(container.securityContext, pod, path.child('securityContext'), options, causes)
}

function validateEnum(value: string, values: readonly string[], path: Path, causes: Cause[]): void {
  if (value === '') causes.push(required(path))
  else if (!values.includes(value)) causes.push(notSupported(path, value, values))
}
