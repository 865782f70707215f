// Fields whose feature gate is off: the server removes them from what it is sent, without a word, unless the stored object uses them already.
// Changes the value it is given.
import type { Container, EphemeralContainer, PodSpec, Probe } from '../model/kubernetes.ts'
import { type Gate, isOn } from './gates.ts'

interface GatedField {
  readonly gate: Gate
  /** The field exists since; a gate of an older server cannot remove it. */
  readonly since?: number
  /** Whether the stored pod keeps the field alive. */
  readonly inUse: (pod: PodSpec) => boolean
  readonly drop: (pod: PodSpec) => void
}

type AnyContainer = Container | EphemeralContainer

const containersIn = (pod: PodSpec): AnyContainer[] => [...(pod.containers ?? []), ...(pod.initContainers ?? []), ...(pod.ephemeralContainers ?? [])]
const probesIn = (pod: PodSpec): Probe[] =>
  containersIn(pod)
    .flatMap(({ livenessProbe, readinessProbe, startupProbe }) => [livenessProbe, readinessProbe, startupProbe])
    .filter((probe) => probe !== undefined)
const mountsIn = (pod: PodSpec) => containersIn(pod).flatMap(({ volumeMounts = [] }) => volumeMounts)
const sourcesIn = (pod: PodSpec) => (pod.volumes ?? []).flatMap(({ projected }) => projected?.sources ?? [])
const handlersIn = (pod: PodSpec) =>
  [...probesIn(pod), ...containersIn(pod).flatMap(({ lifecycle }) => [lifecycle?.postStart, lifecycle?.preStop])].flatMap(
    (handler) => handler?.httpGet ?? [],
  )
const affinityTermsIn = (pod: PodSpec) =>
  [pod.affinity?.podAffinity, pod.affinity?.podAntiAffinity].flatMap((affinity) => [
    ...(affinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []),
    ...(affinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []).flatMap(({ podAffinityTerm }) => podAffinityTerm ?? []),
  ])

/** Fields newer than the types, and users of files in volumes: read by name. */
function holds(value: object, field: string): boolean {
  return (value as Readonly<Record<string, unknown>>)[field] !== undefined
}
function drop(values: readonly object[], ...fields: string[]): void {
  for (const value of values) for (const field of fields) delete (value as Record<string, unknown>)[field]
}

/** What can name a user who owns a file: of several sources of a volume, and of a projection, the server looks at the first. */
function fileOwners(pod: PodSpec): object[] {
  return (pod.volumes ?? []).flatMap(({ secret, configMap, downwardAPI, projected }) => {
    const files = secret ?? configMap ?? downwardAPI
    if (files !== undefined) return [files, ...(files.items ?? [])]
    return projected === undefined ? [] : [projected, ...(projected.sources ?? []).flatMap(projectedOwners)]
  })
}

function projectedOwners(source: ReturnType<typeof sourcesIn>[number]): object[] {
  const files = source.secret ?? source.downwardAPI ?? source.configMap
  if (files !== undefined) return files.items ?? []
  return [source.serviceAccountToken ?? source.clusterTrustBundle ?? source.podCertificate].filter((owner) => owner !== undefined)
}

function dropRestartRules(pod: PodSpec): void {
  for (const container of pod.initContainers ?? []) if (container.restartPolicy !== 'Always') delete container.restartPolicy
  drop([...(pod.containers ?? []), ...(pod.ephemeralContainers ?? [])], 'restartPolicy')
  drop(containersIn(pod), 'restartPolicyRules')
}

function dropImageVolumes(pod: PodSpec): void {
  const names = new Set((pod.volumes ?? []).filter(({ image }) => image !== undefined).map(({ name }) => name))
  if (names.size === 0) return
  pod.volumes = (pod.volumes ?? []).filter(({ image }) => image === undefined)
  for (const container of containersIn(pod))
    if (container.volumeMounts !== undefined) container.volumeMounts = container.volumeMounts.filter(({ name }) => !names.has(name))
}

function dropStopSignals(pod: PodSpec): void {
  for (const container of containersIn(pod)) {
    if (container.lifecycle?.stopSignal === undefined) continue
    delete container.lifecycle.stopSignal
    if (container.lifecycle.postStart === undefined && container.lifecycle.preStop === undefined) delete container.lifecycle
  }
}

const GATED_FIELDS: readonly GatedField[] = [
  {
    gate: 'UserNamespacesSupport',
    inUse: (pod) => pod.hostUsers !== undefined,
    drop: (pod) => drop([pod], 'hostUsers'),
  },
  {
    gate: 'SupplementalGroupsPolicy',
    inUse: (pod) => pod.securityContext?.supplementalGroupsPolicy !== undefined,
    drop: (pod) => drop([pod.securityContext ?? {}], 'supplementalGroupsPolicy'),
  },
  {
    gate: 'SELinuxChangePolicy',
    inUse: (pod) => pod.securityContext?.seLinuxChangePolicy !== undefined,
    drop: (pod) => drop([pod.securityContext ?? {}], 'seLinuxChangePolicy'),
  },
  {
    gate: 'PodLevelResources',
    inUse: ({ resources }) => Object.keys({ ...resources?.requests, ...resources?.limits }).length > 0,
    drop: (pod) => drop([pod], 'resources'),
  },
  {
    gate: 'ProcMountType',
    inUse: (pod) => containersIn(pod).some(({ securityContext }) => (securityContext?.procMount ?? 'Default') !== 'Default'),
    drop: (pod) => {
      for (const { securityContext } of containersIn(pod)) if (securityContext?.procMount !== undefined) securityContext.procMount = 'Default'
    },
  },
  {
    gate: 'MatchLabelKeysInPodAffinity',
    inUse: (pod) =>
      affinityTermsIn(pod).some(({ matchLabelKeys = [], mismatchLabelKeys = [] }) => matchLabelKeys.length + mismatchLabelKeys.length > 0),
    drop: (pod) => drop(affinityTermsIn(pod), 'matchLabelKeys', 'mismatchLabelKeys'),
  },
  {
    gate: 'DynamicResourceAllocation',
    inUse: (pod) => (pod.resourceClaims ?? []).length > 0,
    drop: (pod) => {
      drop([pod], 'resourceClaims')
      drop(
        containersIn(pod).flatMap(({ resources }) => resources ?? []),
        'claims',
      )
    },
  },
  {
    gate: 'ClusterTrustBundleProjection',
    inUse: (pod) => sourcesIn(pod).some((source) => holds(source, 'clusterTrustBundle')),
    drop: (pod) => drop(sourcesIn(pod), 'clusterTrustBundle'),
  },
  {
    gate: 'PodCertificateRequest',
    inUse: (pod) => sourcesIn(pod).some((source) => holds(source, 'podCertificate')),
    drop: (pod) => drop(sourcesIn(pod), 'podCertificate'),
  },
  {
    gate: 'AtomicWriteVolumeUserFields',
    inUse: (pod) => fileOwners(pod).some((owner) => holds(owner, 'user') || holds(owner, 'defaultUser')),
    drop: (pod) => drop(fileOwners(pod), 'user', 'defaultUser'),
  },
  {
    gate: 'GenericWorkload',
    inUse: (pod) => holds(pod, 'schedulingGroup'),
    drop: (pod) => drop([pod], 'schedulingGroup'),
  },
  {
    gate: 'EvictionRequestAPI',
    inUse: (pod) => (pod.evictionResponders ?? []).length > 0,
    drop: (pod) => drop([pod], 'evictionResponders'),
  },
  {
    gate: 'GRPCContainerProbeTLS',
    inUse: (pod) => probesIn(pod).some(({ grpc }) => grpc !== undefined && holds(grpc, 'mode')),
    drop: (pod) =>
      drop(
        probesIn(pod).flatMap(({ grpc }) => grpc ?? []),
        'mode',
      ),
  },
  {
    gate: 'H2CContainerProbe',
    inUse: (pod) => handlersIn(pod).some((action) => holds(action, 'protocol')),
    drop: (pod) => drop(handlersIn(pod), 'protocol'),
  },
  {
    gate: 'InPlacePodVerticalScaling',
    inUse: (pod) => [...(pod.containers ?? []), ...(pod.initContainers ?? [])].some(({ resizePolicy = [] }) => resizePolicy.length > 0),
    drop: (pod) => drop(containersIn(pod), 'resizePolicy'),
  },
  {
    gate: 'ContainerRestartRules',
    since: 34,
    inUse: (pod) =>
      (pod.initContainers ?? []).some(
        ({ restartPolicy = 'Always', restartPolicyRules = [] }) => restartPolicy !== 'Always' || restartPolicyRules.length > 0,
      ) || (pod.containers ?? []).some(({ restartPolicy }) => restartPolicy !== undefined),
    drop: dropRestartRules,
  },
  {
    gate: 'RecursiveReadOnlyMounts',
    inUse: (pod) => mountsIn(pod).some(({ recursiveReadOnly }) => recursiveReadOnly !== undefined),
    drop: (pod) => drop(mountsIn(pod), 'recursiveReadOnly'),
  },
  {
    gate: 'VolumeBindMountOptions',
    inUse: (pod) => mountsIn(pod).some((mount) => holds(mount, 'bindMountOptions')),
    drop: (pod) => drop(mountsIn(pod), 'bindMountOptions'),
  },
  {
    gate: 'EmptyDirVolumeMode',
    inUse: (pod) => (pod.volumes ?? []).some(({ emptyDir }) => emptyDir !== undefined && holds(emptyDir, 'mode')),
    drop: (pod) =>
      drop(
        (pod.volumes ?? []).flatMap(({ emptyDir }) => emptyDir ?? []),
        'mode',
      ),
  },
  {
    gate: 'HostnameOverride',
    inUse: (pod) => pod.hostnameOverride !== undefined,
    drop: (pod) => drop([pod], 'hostnameOverride'),
  },
  {
    gate: 'EnvFiles',
    inUse: (pod) => containersIn(pod).some(({ env = [] }) => env.some(({ valueFrom }) => valueFrom?.fileKeyRef !== undefined)),
    drop: (pod) =>
      drop(
        containersIn(pod).flatMap(({ env = [] }) => env.flatMap(({ valueFrom }) => valueFrom ?? [])),
        'fileKeyRef',
      ),
  },
  {
    gate: 'ImageVolume',
    inUse: (pod) => (pod.volumes ?? []).some(({ image }) => image !== undefined),
    drop: dropImageVolumes,
  },
  {
    gate: 'ContainerStopSignals',
    inUse: (pod) => containersIn(pod).some(({ lifecycle }) => lifecycle?.stopSignal !== undefined),
    drop: dropStopSignals,
  },
]

/** Removes what the server of this minor removes; `old`: the stored pod, on update. */
export function dropDisabledFields(pod: PodSpec, old: PodSpec | undefined, minor: number): void {
  for (const { gate, since = 0, inUse, drop: remove } of GATED_FIELDS)
    if (minor >= since && !isOn(gate, minor) && !(old !== undefined && inUse(old))) remove(pod)
}
