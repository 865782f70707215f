// In which order people write the keys of an object, and which they write at all: from reading real DaemonSets. Knows no places.
// Per type: what most manifests have, what many have, what some have. Keys that are not listed come last, by the alphabet.
const ORDER: Readonly<Record<string, readonly [string, string?, string?]>> = {
  'apps.v1.DaemonSet': ['apiVersion kind metadata spec'],
  'apps.v1.DaemonSetSpec': ['selector updateStrategy template', 'minReadySeconds revisionHistoryLimit'],
  'apps.v1.DaemonSetUpdateStrategy': ['type rollingUpdate'],
  'apps.v1.RollingUpdateDaemonSet': ['maxUnavailable maxSurge'],
  'core.v1.Affinity': ['nodeAffinity', 'podAntiAffinity', 'podAffinity'],
  'core.v1.Capabilities': ['add drop'],
  'core.v1.ConfigMapKeySelector': ['name key', 'optional'],
  'core.v1.ConfigMapEnvSource': ['name', 'optional'],
  'core.v1.ConfigMapProjection': ['name items', 'optional'],
  'core.v1.ConfigMapVolumeSource': ['name', 'items defaultMode', 'optional'],
  'core.v1.Container': [
    'name image imagePullPolicy command args env resources securityContext volumeMounts',
    'ports livenessProbe readinessProbe terminationMessagePolicy lifecycle',
    'envFrom startupProbe workingDir restartPolicy terminationMessagePath',
  ],
  'core.v1.ContainerPort': ['name containerPort protocol', 'hostPort', 'hostIP'],
  'core.v1.CSIVolumeSource': ['driver volumeAttributes readOnly', 'fsType nodePublishSecretRef'],
  'core.v1.DownwardAPIVolumeFile': ['path fieldRef', 'resourceFieldRef', 'mode'],
  'core.v1.DownwardAPIVolumeSource': ['items', 'defaultMode'],
  'core.v1.EmptyDirVolumeSource': ['medium sizeLimit'],
  'core.v1.EnvFromSource': ['configMapRef secretRef', 'prefix'],
  'core.v1.EnvVar': ['name value valueFrom'],
  'core.v1.EnvVarSource': ['fieldRef', 'configMapKeyRef secretKeyRef resourceFieldRef'],
  'core.v1.ExecAction': ['command'],
  'core.v1.GRPCAction': ['port', 'service'],
  'core.v1.HostAlias': ['ip hostnames'],
  'core.v1.HostPathVolumeSource': ['path type'],
  'core.v1.HTTPGetAction': ['path port', 'host scheme', 'httpHeaders'],
  'core.v1.HTTPHeader': ['name value'],
  'core.v1.KeyToPath': ['key path', 'mode'],
  'core.v1.Lifecycle': ['preStop postStart'],
  'core.v1.LifecycleHandler': ['exec', 'httpGet', 'sleep'],
  'core.v1.NodeAffinity': ['requiredDuringSchedulingIgnoredDuringExecution', 'preferredDuringSchedulingIgnoredDuringExecution'],
  'core.v1.NodeSelectorRequirement': ['key operator values'],
  'core.v1.NodeSelectorTerm': ['matchExpressions', 'matchFields'],
  'core.v1.ObjectFieldSelector': ['fieldPath', 'apiVersion'],
  'core.v1.PersistentVolumeClaimVolumeSource': ['claimName', 'readOnly'],
  'core.v1.PodAffinityTerm': ['labelSelector topologyKey', 'namespaces', 'namespaceSelector'],
  'core.v1.PodDNSConfig': ['nameservers searches options'],
  'core.v1.PodSecurityContext': [
    'runAsUser runAsGroup runAsNonRoot fsGroup seccompProfile',
    'windowsOptions seLinuxOptions appArmorProfile supplementalGroups',
    'sysctls fsGroupChangePolicy',
  ],
  'core.v1.PodSpec': [
    'serviceAccountName hostNetwork nodeSelector tolerations containers volumes',
    'priorityClassName hostPID dnsPolicy affinity initContainers securityContext terminationGracePeriodSeconds',
    'automountServiceAccountToken hostIPC imagePullSecrets restartPolicy runtimeClassName shareProcessNamespace topologySpreadConstraints',
  ],
  'core.v1.PodTemplateSpec': ['metadata spec'],
  'core.v1.Probe': [
    'httpGet exec tcpSocket initialDelaySeconds periodSeconds timeoutSeconds failureThreshold successThreshold',
    'grpc',
    'terminationGracePeriodSeconds',
  ],
  'core.v1.ProjectedVolumeSource': ['sources', 'defaultMode'],
  'core.v1.ResourceFieldSelector': ['containerName resource divisor'],
  'core.v1.ResourceRequirements': ['requests limits', 'claims'],
  'core.v1.SeccompProfile': ['type', 'localhostProfile'],
  'core.v1.SecretEnvSource': ['name', 'optional'],
  'core.v1.SecretKeySelector': ['name key', 'optional'],
  'core.v1.SecretProjection': ['name items', 'optional'],
  'core.v1.SecretVolumeSource': ['secretName', 'items defaultMode optional'],
  'core.v1.SecurityContext': [
    'privileged allowPrivilegeEscalation readOnlyRootFilesystem capabilities',
    'runAsNonRoot runAsUser seccompProfile seLinuxOptions',
    'runAsGroup appArmorProfile windowsOptions procMount',
  ],
  'core.v1.ServiceAccountTokenProjection': ['path expirationSeconds audience'],
  'core.v1.TCPSocketAction': ['port', 'host'],
  'core.v1.Toleration': ['key operator value effect', 'tolerationSeconds'],
  'core.v1.TopologySpreadConstraint': ['maxSkew topologyKey whenUnsatisfiable labelSelector'],
  'core.v1.Volume': ['name hostPath configMap emptyDir', 'secret projected', 'downwardAPI csi persistentVolumeClaim'],
  'core.v1.VolumeMount': ['name mountPath readOnly', 'mountPropagation subPath', 'recursiveReadOnly subPathExpr'],
  'core.v1.VolumeProjection': ['serviceAccountToken configMap secret downwardAPI'],
  'meta.v1.LabelSelector': ['matchLabels', 'matchExpressions'],
  'meta.v1.LabelSelectorRequirement': ['key operator values'],
  'meta.v1.ObjectMeta': ['name namespace labels', 'annotations'],
}

/** Fields that the server fills in, or that nobody should write any more. */
const LAST = new Set([
  'apps.v1.DaemonSet#status',
  'core.v1.PodSpec#serviceAccount',
  'core.v1.PodSpec#ephemeralContainers',
  'core.v1.PodSpec#nodeName',
  ...[
    'creationTimestamp',
    'deletionGracePeriodSeconds',
    'deletionTimestamp',
    'generation',
    'managedFields',
    'resourceVersion',
    'selfLink',
    'uid',
  ].map((name) => `meta.v1.ObjectMeta#${name}`),
])

/**
 * How far down a key belongs, the smaller the earlier: 0 to 99 what most write, 100 what many, 200 what some, 300 the rest, 400 what nobody
 * should. Keys that usually come behind `before` (the key above the cursor) come first within their group.
 */
export function keyRank(type: string, name: string, before: string | undefined): number {
  if (LAST.has(`${type}#${name}`)) return 400
  for (const [group, names] of (ORDER[type] ?? []).entries()) {
    const order = names?.split(' ') ?? []
    const index = order.indexOf(name)
    if (index < 0) continue
    const last = before === undefined ? -1 : order.indexOf(before)
    return group * 100 + (index > last ? index : index + 50)
  }
  return 300
}
