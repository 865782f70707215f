// Which feature gates are on by default, per Kubernetes minor. Gates that were made permanent keep their entry: older minors need it.

/** The minors in which a gate is on unless an operator says otherwise: `[from]` or `[from, until)`. A gate that never was is not listed. */
const ON_BY_DEFAULT = {
  AtomicWriteVolumeUserFields: [],
  ClusterTrustBundleProjection: [37],
  ContainerRestartRules: [35],
  ContainerStopSignals: [],
  CrossNamespaceVolumeDataSource: [],
  DynamicResourceAllocation: [34],
  EmptyDirVolumeMode: [],
  EnvFiles: [35],
  EvictionRequestAPI: [],
  GRPCContainerProbeTLS: [],
  GenericWorkload: [],
  GitRepoVolumeDriver: [0, 33],
  H2CContainerProbe: [],
  HostnameOverride: [35],
  ImageVolume: [35],
  ImageVolumeWithDigest: [],
  InPlacePodLevelResourcesVerticalScaling: [36],
  InPlacePodVerticalScaling: [33],
  InPlacePodVerticalScalingInitContainers: [36],
  InPlacePodVerticalScalingMemoryBackedVolumes: [],
  MatchLabelKeysInPodAffinity: [31],
  MatchLabelKeysInPodTopologySpread: [27],
  MatchLabelKeysInPodTopologySpreadSelectorMerge: [34],
  NodeInclusionPolicyInPodTopologySpread: [26],
  PodCertificateRequest: [37],
  PodDeletionCost: [22],
  PodLevelResources: [34],
  PodLevelResourcesFixDefaulting: [37],
  PodLifecycleSleepAction: [30],
  PodLifecycleSleepActionAllowZero: [33],
  ProcMountType: [33],
  RecursiveReadOnlyMounts: [31],
  RelaxedDNSSearchValidation: [33],
  RelaxedEnvironmentVariableValidation: [32],
  RestartAllContainersOnContainerExits: [36],
  SELinuxChangePolicy: [33],
  SELinuxMount: [37],
  SidecarContainers: [29],
  StrictIPCIDRValidation: [36],
  SupplementalGroupsPolicy: [33],
  TaintTolerationComparisonOperators: [],
  UserNamespacesHostNetworkSupport: [],
  UserNamespacesSupport: [33],
  VolumeAttributesClass: [34],
  VolumeBindMountOptions: [],
} as const satisfies Record<string, readonly [] | readonly [number] | readonly [number, number]>

export type Gate = keyof typeof ON_BY_DEFAULT

/** True for a gate that this table knows. */
export function isGate(name: string): name is Gate {
  return Object.hasOwn(ON_BY_DEFAULT, name)
}

/** True when the gate is on by default in Kubernetes 1.`minor`. */
export function isOn(gate: Gate, minor: number): boolean {
  const [from, until] = ON_BY_DEFAULT[gate] as readonly number[]
  return from !== undefined && minor >= from && (until === undefined || minor < until)
}
