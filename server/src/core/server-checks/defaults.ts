// Defaults that the server fills into a DaemonSet before it validates. Changes the value it is given.
// A template gets fewer defaults than a Pod: no requests from limits, no hostPort under hostNetwork, no pod-level resources.
import type { Container, DaemonSet, EphemeralContainer, PodSpec, Probe, Volume } from '../model/kubernetes.ts'

type HttpGet = NonNullable<Probe['httpGet']>

/** Sets a field that is absent. */
function preset<T extends object, Key extends keyof T>(target: T | undefined, field: Key, value: T[Key]): void {
  if (target !== undefined && target[field] === undefined) target[field] = value
}

/** Sets a field that is absent or zero: what Go cannot tell from absent. */
function presetZero<T extends object, Key extends keyof T>(target: T | undefined, field: Key, value: T[Key]): void {
  if (target !== undefined && (target[field] === undefined || target[field] === '' || target[field] === 0)) target[field] = value
}

export function applyDefaults(ds: DaemonSet): void {
  ds.spec ??= {}
  const { spec } = ds
  spec.updateStrategy ??= {}
  presetZero(spec.updateStrategy, 'type', 'RollingUpdate')
  if (spec.updateStrategy.type === 'RollingUpdate') {
    spec.updateStrategy.rollingUpdate ??= {}
    preset(spec.updateStrategy.rollingUpdate, 'maxUnavailable', 1)
    preset(spec.updateStrategy.rollingUpdate, 'maxSurge', 0)
  }
  preset(spec, 'revisionHistoryLimit', 10)
  spec.template ??= {}
  spec.template.spec ??= {}
  defaultPod(spec.template.spec)
}

function defaultPod(pod: PodSpec): void {
  if (pod.serviceAccountName === undefined || pod.serviceAccountName === '') pod.serviceAccountName = pod.serviceAccount
  pod.serviceAccount = pod.serviceAccountName
  presetZero(pod, 'dnsPolicy', 'ClusterFirst')
  presetZero(pod, 'restartPolicy', 'Always')
  preset(pod, 'securityContext', {})
  preset(pod, 'terminationGracePeriodSeconds', 30)
  presetZero(pod, 'schedulerName', 'default-scheduler')
  for (const volume of pod.volumes ?? []) defaultVolume(volume)
  for (const container of [...(pod.initContainers ?? []), ...(pod.containers ?? []), ...(pod.ephemeralContainers ?? [])]) defaultContainer(container)
}

function defaultVolume(volume: Volume): void {
  if (Object.entries(volume).every(([field, value]) => field === 'name' || value === undefined)) volume.emptyDir = {}
  preset(volume.hostPath, 'type', '')
  for (const source of [volume.secret, volume.configMap, volume.downwardAPI, volume.projected]) preset(source, 'defaultMode', 0o644)
  presetZero(volume.iscsi, 'iscsiInterface', 'default')
  presetZero(volume.rbd, 'pool', 'rbd')
  presetZero(volume.rbd, 'user', 'admin')
  presetZero(volume.rbd, 'keyring', '/etc/ceph/keyring')
  preset(volume.azureDisk, 'cachingMode', 'ReadWrite')
  preset(volume.azureDisk, 'fsType', 'ext4')
  preset(volume.azureDisk, 'readOnly', false)
  preset(volume.azureDisk, 'kind', 'Shared')
  presetZero(volume.scaleIO, 'storageMode', 'ThinProvisioned')
  presetZero(volume.scaleIO, 'fsType', 'xfs')
  preset(volume.ephemeral?.volumeClaimTemplate?.spec, 'volumeMode', 'Filesystem')
  if (volume.image !== undefined) presetZero(volume.image, 'pullPolicy', pullPolicyOf(volume.image.reference ?? ''))
  const sources = volume.projected?.sources ?? []
  for (const { downwardAPI } of [volume, ...sources]) for (const { fieldRef } of downwardAPI?.items ?? []) presetZero(fieldRef, 'apiVersion', 'v1')
  for (const { serviceAccountToken } of sources) preset(serviceAccountToken, 'expirationSeconds', 3600)
}

function defaultContainer(container: Container | EphemeralContainer): void {
  presetZero(container, 'imagePullPolicy', pullPolicyOf(container.image ?? ''))
  presetZero(container, 'terminationMessagePath', '/dev/termination-log')
  presetZero(container, 'terminationMessagePolicy', 'File')
  for (const port of container.ports ?? []) presetZero(port, 'protocol', 'TCP')
  for (const { valueFrom } of container.env ?? []) {
    presetZero(valueFrom?.fieldRef, 'apiVersion', 'v1')
    preset(valueFrom?.fileKeyRef, 'optional', false)
  }
  for (const probe of [container.livenessProbe, container.readinessProbe, container.startupProbe]) defaultProbe(probe)
  defaultHttpGet(container.lifecycle?.postStart?.httpGet)
  defaultHttpGet(container.lifecycle?.preStop?.httpGet)
}

function defaultProbe(probe: Probe | undefined): void {
  presetZero(probe, 'timeoutSeconds', 1)
  presetZero(probe, 'periodSeconds', 10)
  presetZero(probe, 'successThreshold', 1)
  presetZero(probe, 'failureThreshold', 3)
  defaultHttpGet(probe?.httpGet)
  preset(probe?.grpc, 'service', '')
}

function defaultHttpGet(action: HttpGet | undefined): void {
  presetZero(action, 'path', '/')
  presetZero(action, 'scheme', 'HTTP')
}

/** An image without tag and digest is `latest`, and pulled always. */
function pullPolicyOf(image: string): string {
  const [name = '', digest] = image.split('@')
  const last = name.slice(name.lastIndexOf('/') + 1)
  const tag = last.includes(':') ? last.slice(last.indexOf(':') + 1) : undefined
  return tag === 'latest' || (tag === undefined && digest === undefined) ? 'Always' : 'IfNotPresent'
}
