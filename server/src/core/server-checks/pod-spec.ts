// The pod template's spec: calls the checks of its parts, and checks what is too small for a file. Judges a prepared value (see prepare.ts).
import type { PodSpec } from '../model/kubernetes.ts'
import type { Path } from '../path.ts'
import { validateAffinity } from './affinity.ts'
import { type Cause, duplicate, forbidden, invalid, notSupported, required } from './cause.ts'
import { validateContainers } from './containers.ts'
import { validateDns, validateHostnames } from './dns.ts'
import { isOn } from './gates.ts'
import { validateLabels } from './labels.ts'
import { isDns1123Label, isDns1123Subdomain, isInRange, isQualifiedName } from './names.ts'
import { validateHostProcess, validateOs } from './pod-os.ts'
import { validateOverhead, validatePodResources } from './pod-resources.ts'
import { validatePodSecurityContext } from './pod-security-context.ts'
import type { PodOptions } from './relaxations.ts'
import { validateTolerations } from './tolerations.ts'
import { validateTopologySpread } from './topology-spread.ts'
import { containersOf } from './visit-containers.ts'
import { validateVolumes } from './volumes.ts'

const RESTART_POLICIES = ['Always', 'OnFailure', 'Never']
const PREEMPTION_POLICIES = ['PreemptLowerPriority', 'Never']
const WITHOUT_HOST_USERS = 'when `hostUsers` is false'

/** Appends what the server says of `spec.template.spec`. */
export function validatePodSpec(pod: PodSpec, path: Path, options: PodOptions, causes: Cause[]): void {
  const volumes = validateVolumes(pod.volumes ?? [], path.child('volumes'), options, causes)
  validateContainers(pod, path, volumes, options, causes)
  validatePodResources(pod, path, options, causes)
  validateOverhead(pod, path.child('overhead'), options, causes)
  validatePlainFields(pod, path, causes)
  validateHostNamespaces(pod, path, options, causes)
  validateDns(pod, path, options, causes)
  validateHostnames(pod, path, causes)
  validateLabels(pod.nodeSelector, path.child('nodeSelector'), causes)
  validateAffinity(pod.affinity, path.child('affinity'), options, causes)
  validateTolerations(pod.tolerations ?? [], path.child('tolerations'), options, causes)
  validateTopologySpread(pod, path.child('topologySpreadConstraints'), options, causes)
  validatePodSecurityContext(pod, path.child('securityContext'), options, causes)
  validateOs(pod, path, causes)
  validateHostProcess(pod, path, causes)
  validateGates(pod, path, causes)
  validateResourceClaims(pod, path.child('resourceClaims'), causes)
  validateSchedulingGroup(pod, path.child('schedulingGroup'), causes)
}

function validatePlainFields(pod: PodSpec, path: Path, causes: Cause[]): void {
  const { restartPolicy = 'Always', preemptionPolicy, activeDeadlineSeconds } = pod
  if (!RESTART_POLICIES.includes(restartPolicy)) causes.push(notSupported(path.child('restartPolicy'), restartPolicy, RESTART_POLICIES))
  if (preemptionPolicy === '') causes.push(required(path.child('preemptionPolicy')))
  else if (preemptionPolicy !== undefined && !PREEMPTION_POLICIES.includes(preemptionPolicy))
    causes.push(notSupported(path.child('preemptionPolicy'), preemptionPolicy, PREEMPTION_POLICIES))
  if (activeDeadlineSeconds !== undefined)
    for (const problem of isInRange(activeDeadlineSeconds, 1, 2147483647))
      causes.push(invalid(path.child('activeDeadlineSeconds'), activeDeadlineSeconds, problem))
  for (const field of ['serviceAccountName', 'nodeName', 'priorityClassName', 'runtimeClassName'] as const) {
    const name = pod[field]
    // Only a runtime class can be named by an empty text, and wrongly.
    if (name === undefined || (name === '' && field !== 'runtimeClassName')) continue
    for (const problem of isDns1123Subdomain(name)) causes.push(invalid(path.child(field), name, problem))
  }
}

/** Sharing with the host, and with the other containers. */
function validateHostNamespaces(pod: PodSpec, path: Path, options: PodOptions, causes: Cause[]): void {
  if (pod.shareProcessNamespace === true && pod.hostPID === true) {
    const at = path.child('shareProcessNamespace')
    const field = options.minor >= 37 ? at : path.child('securityContext', 'shareProcessNamespace')
    causes.push({ ...invalid(field, true, 'ShareProcessNamespace and HostPID cannot both be enabled'), at })
  }
  if (pod.hostUsers !== false) return
  const { oldPod } = options
  const withHostNetwork =
    isOn('UserNamespacesHostNetworkSupport', options.minor) || (options.minor >= 35 && oldPod?.hostUsers === false && oldPod.hostNetwork === true)
  if (pod.hostNetwork === true && !withHostNetwork) causes.push(forbidden(path.child('hostNetwork'), WITHOUT_HOST_USERS))
  if (pod.hostPID === true) causes.push({ ...forbidden(path.child('HostPID'), WITHOUT_HOST_USERS), at: path.child('hostPID') })
  if (pod.hostIPC === true) causes.push({ ...forbidden(path.child('HostIPC'), WITHOUT_HOST_USERS), at: path.child('hostIPC') })
  const keepDevices = oldPod?.hostUsers === false && containersOf(oldPod, path).some(hasDevices)
  if (options.minor < 34 || keepDevices) return
  for (const located of containersOf(pod, path))
    if (hasDevices(located)) causes.push(forbidden(located.path.child('volumeDevices'), WITHOUT_HOST_USERS))
}

function hasDevices({ container }: ReturnType<typeof containersOf>[number]): boolean {
  return (container.volumeDevices ?? []).length > 0
}

function validateGates(pod: PodSpec, path: Path, causes: Cause[]): void {
  for (const [index, { conditionType = '' }] of (pod.readinessGates ?? []).entries())
    for (const problem of isQualifiedName(conditionType))
      causes.push(invalid(path.child('readinessGates').index(index).child('conditionType'), conditionType, problem))
  const seen = new Set<string>()
  for (const [index, { name = '' }] of (pod.schedulingGates ?? []).entries()) {
    const field = path.child('schedulingGates').index(index)
    const at = field.child('name')
    for (const problem of isQualifiedName(name)) causes.push({ ...invalid(field, name, problem), at })
    if (seen.has(name)) causes.push({ ...duplicate(field, name), at })
    seen.add(name)
  }
}

function validateResourceClaims(pod: PodSpec, path: Path, causes: Cause[]): void {
  const names = new Set<string>()
  for (const [index, claim] of (pod.resourceClaims ?? []).entries()) {
    const at = path.index(index)
    const { name = '', resourceClaimName, resourceClaimTemplateName } = claim
    if (name === '') causes.push(required(at.child('name')))
    else if (names.has(name)) causes.push(duplicate(at.child('name'), name))
    else for (const problem of isDns1123Label(name)) causes.push(invalid(at.child('name'), name, problem))
    names.add(name)
    if (resourceClaimName !== undefined && resourceClaimTemplateName !== undefined)
      causes.push(invalid(at, claim, 'at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified'))
    if (resourceClaimName === undefined && resourceClaimTemplateName === undefined)
      causes.push(invalid(at, claim, 'must specify one of: `resourceClaimName`, `resourceClaimTemplateName`'))
    for (const field of ['resourceClaimName', 'resourceClaimTemplateName'] as const) {
      const value = claim[field]
      if (value !== undefined) for (const problem of isDns1123Subdomain(value)) causes.push(invalid(at.child(field), value, problem))
    }
  }
}

function validateSchedulingGroup(pod: PodSpec, path: Path, causes: Cause[]): void {
  const group = pod.schedulingGroup
  if (group === undefined) return
  const at = path.child('podGroupName')
  if (group.podGroupName === undefined) causes.push(invalid(at, undefined, 'must specify one of: `podGroupName`'))
  else for (const problem of isDns1123Subdomain(group.podGroupName)) causes.push(invalid(at, group.podGroupName, problem))
  if ((pod.evictionResponders ?? []).length > 0) causes.push(forbidden(path, 'may not be set when evictionResponders is set'))
}
