// Warnings about an accepted pod template, but for its containers and volumes. Words and order are the server's.
import type { NodeSelectorTerm, PodSpec, PodTemplateSpec } from '../model/kubernetes.ts'
import { formatQuantity, milliValue, quantityOf, roundUpToMilli } from '../model/quantity.ts'
import type { Path } from '../path.ts'
import { podAffinityTerms } from './affinity.ts'
import type { ServerWarning } from './cause.ts'
import { isSame } from './equality.ts'
import { isOn } from './gates.ts'
import { warningOfIp } from './ip-addresses.ts'
import { isLabelValue } from './names.ts'
import { type Annotations, APP_ARMOR_CONTAINER, SECCOMP_CONTAINER, SECCOMP_POD } from './pod-annotations.ts'
import type { AppArmorProfile } from './profiles.ts'
import type { PodOptions } from './relaxations.ts'
import { containersOf } from './visit-containers.ts'
import { warnOfContainers } from './warnings-containers.ts'
import { warnOfVolumes } from './warnings-volumes.ts'

/** Node labels that have successors; the later three are known since 1.31. */
const OLD_NODE_LABELS = new Map([
  ['beta.kubernetes.io/arch', 'deprecated since v1.14; use "kubernetes.io/arch" instead'],
  ['beta.kubernetes.io/os', 'deprecated since v1.14; use "kubernetes.io/os" instead'],
  ['failure-domain.beta.kubernetes.io/region', 'deprecated since v1.17; use "topology.kubernetes.io/region" instead'],
  ['failure-domain.beta.kubernetes.io/zone', 'deprecated since v1.17; use "topology.kubernetes.io/zone" instead'],
  ['beta.kubernetes.io/instance-type', 'deprecated since v1.17; use "node.kubernetes.io/instance-type" instead'],
])
const OLD_NODE_LABELS_1_31 = new Map([
  ['app.kubernetes.io/created-by', 'deprecated since v1.9'],
  ['scheduler.alpha.kubernetes.io/preferAvoidPods', 'deprecated since v1.22; use Taints and Tolerations instead'],
  ['node-role.kubernetes.io/master', 'use "node-role.kubernetes.io/control-plane" instead'],
])
const OLD_ANNOTATIONS = [
  ['scheduler.alpha.kubernetes.io/critical-pod', 'non-functional in v1.16+; use the "priorityClassName" field instead'],
  ['security.alpha.kubernetes.io/sysctls', 'non-functional in v1.11+; use the "sysctls" field instead'],
  ['security.alpha.kubernetes.io/unsafe-sysctls', 'non-functional in v1.11+; use the "sysctls" field instead'],
] as const
const NO_SELECTOR = 'a null labelSelector results in matching no pod'
const NO_SECCOMP = 'non-functional in v1.27+; use the "seccompProfile" field instead'
const NO_APP_ARMOR = 'deprecated since v1.30; use the "appArmorProfile" field instead'

/** Appends the Warning headers of an accepted pod template at `path`. */
export function warnOfPodTemplate(template: PodTemplateSpec, path: Path, options: PodOptions, warnings: ServerWarning[]): void {
  const pod = template.spec ?? {}
  const annotations = template.metadata?.annotations ?? {}
  const spec = path.child('spec')
  warnOfNodeLabels(pod, spec, options, warnings)
  for (const [key, message] of OLD_ANNOTATIONS)
    if (Object.hasOwn(annotations, key)) warnings.push({ field: path.child('metadata', 'annotations').key(key), message })
  warnOfVolumes(pod, spec, options, warnings)
  warnOfRepetitions(pod, spec, warnings)
  warnOfOverhead(pod, spec.child('overhead'), warnings)
  warnOfProfiles(annotations, pod, path, options, warnings)
  warnOfContainers(pod, spec, options, warnings)
  if ((pod.terminationGracePeriodSeconds ?? 0) < 0)
    warnings.push({
      field: spec.child('terminationGracePeriodSeconds'),
      message: 'must be >= 0; negative values are invalid and will be treated as 1',
    })
  for (const { term, path: at } of podAffinityTerms(pod.affinity, spec.child('affinity')))
    if (term.labelSelector === undefined) warnings.push({ field: at.child('labelSelector'), message: NO_SELECTOR })
  if (options.minor >= 33) warnOfIps(pod, spec, options, warnings)
}

function oldNodeLabel(key: string, options: PodOptions): string | undefined {
  return OLD_NODE_LABELS.get(key) ?? (options.minor >= 31 ? OLD_NODE_LABELS_1_31.get(key) : undefined)
}

function warnOfNodeLabels(pod: PodSpec, path: Path, options: PodOptions, warnings: ServerWarning[]): void {
  for (const key of Object.keys(pod.nodeSelector ?? {})) {
    const message = oldNodeLabel(key, options)
    if (message !== undefined) warnings.push({ field: path.child('nodeSelector').key(key), message })
  }
  const affinity = pod.affinity?.nodeAffinity
  const at = path.child('affinity', 'nodeAffinity')
  const terms = affinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? []
  for (const [index, term] of terms.entries())
    warnOfTerm(term, at.child('requiredDuringSchedulingIgnoredDuringExecution', 'nodeSelectorTerms').index(index), false, options, warnings)
  for (const [index, { preference = {} }] of (affinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []).entries())
    warnOfTerm(
      preference,
      at.child('preferredDuringSchedulingIgnoredDuringExecution').index(index).child('preference'),
      // Since 1.33 the values of a preference, which may be anything, are spoken of.
      options.minor >= 33,
      options,
      warnings,
    )
  for (const [index, { topologyKey = '', labelSelector }] of (pod.topologySpreadConstraints ?? []).entries()) {
    const constraint = path.child('topologySpreadConstraints').index(index)
    const message = oldNodeLabel(topologyKey, options)
    if (message !== undefined) warnings.push({ field: constraint.child('topologyKey'), message: `${topologyKey} is ${message}` })
    if (labelSelector === undefined) warnings.push({ field: constraint.child('labelSelector'), message: NO_SELECTOR })
  }
}

function warnOfTerm(term: NodeSelectorTerm, path: Path, values: boolean, options: PodOptions, warnings: ServerWarning[]): void {
  for (const [index, expression] of (term.matchExpressions ?? []).entries()) {
    const at = path.child('matchExpressions').index(index)
    const { key = '' } = expression
    const message = oldNodeLabel(key, options)
    if (message !== undefined) warnings.push({ field: at.child('key'), message: `${key} is ${message}` })
    if (!values) continue
    for (const [valueIndex, value] of (expression.values ?? []).entries())
      for (const problem of isLabelValue(value))
        warnings.push({ field: at.child('values').index(valueIndex), message: `${value} is invalid, ${problem}` })
  }
}

function warnOfRepetitions(pod: PodSpec, path: Path, warnings: ServerWarning[]): void {
  const repeated = (values: readonly string[], at: Path, field: string): void => {
    for (const [index, value] of values.entries())
      if (values.indexOf(value) < index)
        warnings.push({ field: at.index(index).child(field), message: `duplicate ${field} ${JSON.stringify(value)}` })
  }
  const secrets = (pod.imagePullSecrets ?? []).map(({ name = '' }) => name)
  const at = path.child('imagePullSecrets')
  repeated(
    (pod.hostAliases ?? []).map(({ ip = '' }) => ip),
    path.child('hostAliases'),
    'ip',
  )
  repeated(secrets, at, 'name')
  for (const [index, name] of secrets.entries())
    if (name === '') warnings.push({ field: at.index(index).child('name'), message: 'invalid empty name ""' })
}

function warnOfOverhead(pod: PodSpec, path: Path, warnings: ServerWarning[]): void {
  for (const resource of ['memory', 'ephemeral-storage']) {
    const overhead: Readonly<Record<string, unknown>> = pod.overhead ?? {}
    const quantity = Object.hasOwn(overhead, resource) ? quantityOf(overhead[resource]) : undefined
    if (quantity === undefined) continue
    const rounded = roundUpToMilli(quantity)
    if (milliValue(rounded) % 1000n !== 0n)
      warnings.push({
        field: path.key(resource),
        message: `fractional byte value ${JSON.stringify(formatQuantity(rounded))} is invalid, must be an integer`,
      })
  }
}

/** Annotations for which there are fields. */
function warnOfProfiles(annotations: Annotations, pod: PodSpec, path: Path, options: PodOptions, warnings: ServerWarning[]): void {
  const warn = (key: string, message: string): void => {
    if (Object.hasOwn(annotations, key)) warnings.push({ field: path.child('metadata', 'annotations').key(key), message })
  }
  if (pod.securityContext?.seccompProfile === undefined) warn(SECCOMP_POD, NO_SECCOMP)
  const ofPod = pod.securityContext?.appArmorProfile
  for (const { container } of containersOf(pod, path.child('spec'))) {
    const { name = '', securityContext } = container
    if (securityContext?.seccompProfile === undefined) warn(SECCOMP_CONTAINER + name, NO_SECCOMP)
    if (securityContext?.appArmorProfile !== undefined) continue
    const annotation = annotations[APP_ARMOR_CONTAINER + name]
    // Until 1.33 any profile of the pod was enough, now it must be the annotation's.
    const covered = ofPod !== undefined && (options.minor <= 33 || isSame(ofPod, appArmorOf(annotation ?? ''), 'appArmorProfile'))
    if (!covered) warn(APP_ARMOR_CONTAINER + name, NO_APP_ARMOR)
  }
}

function appArmorOf(annotation: string): AppArmorProfile | undefined {
  if (annotation === 'unconfined') return { type: 'Unconfined' }
  if (annotation === 'runtime/default') return { type: 'RuntimeDefault' }
  const localhostProfile = annotation.startsWith('localhost/') ? annotation.slice('localhost/'.length) : ''
  return localhostProfile === '' ? undefined : { type: 'Localhost', localhostProfile }
}

function warnOfIps(pod: PodSpec, path: Path, options: PodOptions, warnings: ServerWarning[]): void {
  const strict = isOn('StrictIPCIDRValidation', options.minor)
  const warn = (ip: string, field: Path): void => {
    const message = warningOfIp(ip, strict)
    if (message !== undefined) warnings.push({ field, message })
  }
  for (const [index, ip] of (pod.dnsConfig?.nameservers ?? []).entries()) warn(ip, path.child('dnsConfig', 'nameservers').index(index))
  for (const [index, { ip = '' }] of (pod.hostAliases ?? []).entries()) warn(ip, path.child('hostAliases').index(index).child('ip'))
}
