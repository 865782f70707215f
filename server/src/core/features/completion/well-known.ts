// Labels, taints, resources and names that Kubernetes and the big platforms give a meaning. Our own words; knows no manifest.

export interface KnownLabel {
  readonly key: string
  readonly meaning: string
  readonly values?: readonly string[]
}

export const NODE_LABELS: readonly KnownLabel[] = [
  { key: 'kubernetes.io/os', meaning: 'Operating system of the node, set by the kubelet.', values: ['linux', 'windows'] },
  {
    key: 'kubernetes.io/arch',
    meaning: 'Processor architecture as Go names it, set by the kubelet.',
    values: ['amd64', 'arm64', 'ppc64le', 's390x'],
  },
  { key: 'kubernetes.io/hostname', meaning: 'The host name, set by the kubelet: one node only.' },
  { key: 'node-role.kubernetes.io/control-plane', meaning: 'Control plane nodes of kubeadm and others; the value is empty.', values: [''] },
  { key: 'node.kubernetes.io/instance-type', meaning: 'Machine type, set by the cloud provider.' },
  { key: 'topology.kubernetes.io/zone', meaning: 'Zone (failure domain), set by the cloud provider.' },
  { key: 'topology.kubernetes.io/region', meaning: 'Region, set by the cloud provider.' },
  { key: 'node.kubernetes.io/windows-build', meaning: 'Build number of Windows, set by the kubelet.' },
  { key: 'nvidia.com/gpu.present', meaning: 'Nodes with an NVIDIA GPU, set by GPU Feature Discovery.', values: ['true'] },
  { key: 'cloud.google.com/gke-accelerator', meaning: 'GKE: type of the GPU.' },
  { key: 'cloud.google.com/gke-nodepool', meaning: 'GKE: name of the node pool.' },
  {
    key: 'eks.amazonaws.com/compute-type',
    meaning: 'EKS: how the node is run; DaemonSets cannot run on `fargate`.',
    values: ['ec2', 'fargate', 'auto', 'hybrid'],
  },
  { key: 'eks.amazonaws.com/nodegroup', meaning: 'EKS: name of the managed node group.' },
  { key: 'karpenter.sh/capacity-type', meaning: 'Karpenter: how the machine is paid for.', values: ['on-demand', 'spot'] },
  { key: 'kubernetes.azure.com/mode', meaning: 'AKS: what the node pool is for.', values: ['system', 'user'] },
  { key: 'type', meaning: 'AKS and others mark nodes of a virtual kubelet, which cannot run DaemonSets.', values: ['virtual-kubelet'] },
]

export interface KnownTaint {
  readonly key: string
  readonly value?: string
  readonly effect: string
  readonly meaning: string
  /** The controller tolerates it for every DaemonSet. */
  readonly automatic?: true
}

export const TAINTS: readonly KnownTaint[] = [
  { key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule', meaning: 'Control plane nodes of kubeadm and others.' },
  { key: 'CriticalAddonsOnly', value: 'true', effect: 'NoSchedule', meaning: 'Nodes kept for system add-ons (AKS system pools, RKE2).' },
  { key: 'nvidia.com/gpu', value: 'present', effect: 'NoSchedule', meaning: 'GPU nodes (GKE, the GPU operator).' },
  { key: 'kubernetes.azure.com/scalesetpriority', value: 'spot', effect: 'NoSchedule', meaning: 'AKS Spot node pools.' },
  { key: 'cloud.google.com/gke-spot', value: 'true', effect: 'NoSchedule', meaning: 'GKE Spot nodes, if the pool was tainted so.' },
  { key: 'kubernetes.io/arch', value: 'arm64', effect: 'NoSchedule', meaning: 'GKE Arm nodes.' },
  {
    key: 'node.cloudprovider.kubernetes.io/uninitialized',
    value: 'true',
    effect: 'NoSchedule',
    meaning: 'Until the cloud controller manager has seen the node: network plugins and CSI drivers tolerate it.',
  },
  { key: 'node.cilium.io/agent-not-ready', value: 'true', effect: 'NoExecute', meaning: 'Until Cilium runs on the node.' },
  { key: 'node.kubernetes.io/not-ready', effect: 'NoExecute', meaning: 'The node is not ready.', automatic: true },
  { key: 'node.kubernetes.io/unreachable', effect: 'NoExecute', meaning: 'The node controller cannot reach the node.', automatic: true },
  { key: 'node.kubernetes.io/disk-pressure', effect: 'NoSchedule', meaning: 'The node is short of disk.', automatic: true },
  { key: 'node.kubernetes.io/memory-pressure', effect: 'NoSchedule', meaning: 'The node is short of memory.', automatic: true },
  { key: 'node.kubernetes.io/pid-pressure', effect: 'NoSchedule', meaning: 'The node is short of process IDs.', automatic: true },
  { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule', meaning: 'The node is cordoned.', automatic: true },
  {
    key: 'node.kubernetes.io/network-unavailable',
    effect: 'NoSchedule',
    meaning: 'The network of the node is not set up; tolerated with hostNetwork.',
    automatic: true,
  },
  { key: 'node.kubernetes.io/out-of-service', effect: 'NoExecute', meaning: 'Someone declared the node shut down.' },
]

/** Name and meaning. */
export type Known = readonly [name: string, meaning: string]

export const FIELD_PATHS: readonly Known[] = [
  ['spec.nodeName', 'Name of the node that the pod runs on.'],
  ['metadata.namespace', 'Namespace of the pod.'],
  ['metadata.name', 'Name of the pod.'],
  ['status.hostIP', 'First IP address of the node.'],
  ['status.podIP', 'First IP address of the pod.'],
  ['spec.serviceAccountName', 'Name of the service account.'],
  ['metadata.uid', 'UID of the pod.'],
  ['status.hostIPs', 'All IP addresses of the node, with commas.'],
  ['status.podIPs', 'All IP addresses of the pod, with commas.'],
  ["metadata.labels['KEY']", 'Value of one label of the pod.'],
  ["metadata.annotations['KEY']", 'Value of one annotation of the pod.'],
]

/** In files of a volume only these: of `metadata`. */
export const VOLUME_FIELD_PATHS: readonly Known[] = [
  ['metadata.labels', 'All labels of the pod, one a line.'],
  ['metadata.annotations', 'All annotations of the pod, one a line.'],
  ...FIELD_PATHS.filter(([path]) => path.startsWith('metadata.')),
]

export const RESOURCE_FIELDS: readonly Known[] = [
  ['limits.memory', 'Memory limit; the node’s allocatable memory where there is none.'],
  ['limits.cpu', 'CPU limit; the node’s allocatable CPUs where there is none.'],
  ['requests.memory', 'Memory request.'],
  ['requests.cpu', 'CPU request.'],
  ['limits.ephemeral-storage', 'Limit of local disk.'],
  ['requests.ephemeral-storage', 'Request of local disk.'],
]

export const RESOURCES: readonly Known[] = [
  ['cpu', 'Processor time in cores: `100m` is a tenth of one.'],
  ['memory', 'Bytes of memory: `128Mi`.'],
  ['ephemeral-storage', 'Bytes of local disk: logs, the container’s own layer, emptyDir.'],
  ['hugepages-2Mi', 'Bytes in huge pages of 2 MiB; request and limit are equal.'],
]

export const QUANTITIES: Readonly<Record<string, readonly Known[]>> = {
  cpu: [
    ['100m', 'A tenth of a core.'],
    ['50m', 'A twentieth of a core.'],
    ['200m', 'A fifth of a core.'],
    ['500m', 'Half a core.'],
    ['1', 'One core.'],
  ],
  memory: [
    ['128Mi', '134 217 728 bytes.'],
    ['64Mi', '67 108 864 bytes.'],
    ['256Mi', '268 435 456 bytes.'],
    ['512Mi', '536 870 912 bytes.'],
    ['1Gi', '1 073 741 824 bytes.'],
  ],
  'ephemeral-storage': [
    ['1Gi', '1 073 741 824 bytes.'],
    ['256Mi', '268 435 456 bytes.'],
    ['2Gi', '2 147 483 648 bytes.'],
  ],
  sizeLimit: [
    ['64Mi', '67 108 864 bytes.'],
    ['256Mi', '268 435 456 bytes.'],
    ['1Gi', '1 073 741 824 bytes.'],
  ],
}

export const PRIORITY_CLASSES: readonly Known[] = [
  ['system-node-critical', 'The highest: the node is no use without it. Evicted last, preempts all others.'],
  ['system-cluster-critical', 'The cluster is no use without it. Below system-node-critical.'],
]

export const TOPOLOGY_KEYS: readonly Known[] = [
  ['kubernetes.io/hostname', 'Each node by itself.'],
  ['topology.kubernetes.io/zone', 'Each zone of the cloud.'],
  ['topology.kubernetes.io/region', 'Each region of the cloud.'],
]

export const CAPABILITIES: readonly Known[] = [
  ['NET_ADMIN', 'Interfaces, routes, firewall rules.'],
  ['SYS_ADMIN', 'Mounts, namespaces and much else: nearly root.'],
  ['NET_RAW', 'Raw sockets: ping, packet capture.'],
  ['NET_BIND_SERVICE', 'Ports below 1024.'],
  ['SYS_PTRACE', 'Looking into other processes.'],
  ['SYS_RESOURCE', 'Above the resource limits; eBPF maps on old kernels.'],
  ['BPF', 'eBPF programs (since Linux 5.8).'],
  ['PERFMON', 'Performance events (since Linux 5.8).'],
  ['DAC_READ_SEARCH', 'Reading any file.'],
  ['DAC_OVERRIDE', 'Reading and writing any file.'],
  ['SYS_MODULE', 'Loading kernel modules.'],
  ['SYSLOG', 'The kernel’s log.'],
  ['IPC_LOCK', 'Locking memory.'],
  ['CHOWN', 'Changing owners of files.'],
]

/** Paths of the node that agents mount. */
export const HOST_PATHS: readonly Known[] = [
  ['/var/log', 'Logs of the node; pods’ logs are in `/var/log/pods`, with links in `/var/log/containers`.'],
  ['/var/log/pods', 'Logs of the containers, as the kubelet keeps them.'],
  ['/proc', 'Processes of the node.'],
  ['/sys', 'Devices, cgroups and kernel settings of the node.'],
  ['/', 'The whole file system of the node.'],
  ['/dev', 'Devices of the node.'],
  ['/etc', 'Settings of the node.'],
  ['/lib/modules', 'Kernel modules.'],
  ['/run/xtables.lock', 'Lock of iptables.'],
  ['/var/lib/kubelet', 'The kubelet’s folder: pods, plugins, device plugins.'],
  ['/var/lib/kubelet/plugins', 'Sockets of CSI drivers.'],
  ['/var/lib/kubelet/plugins_registry', 'Where the kubelet finds CSI drivers.'],
  ['/var/lib/kubelet/device-plugins', 'Sockets of device plugins.'],
  ['/etc/cni/net.d', 'Configuration of the network plugin.'],
  ['/opt/cni/bin', 'Programs of the network plugin.'],
  ['/run/containerd/containerd.sock', 'Socket of containerd.'],
  ['/sys/fs/bpf', 'Pinned eBPF objects.'],
  ['/sys/fs/cgroup', 'Control groups.'],
]

export const NAMESPACES: readonly Known[] = [['kube-system', 'Agents of the cluster itself.']]

export const LABEL_KEYS: readonly Known[] = [
  ['app.kubernetes.io/name', 'Name of the application.'],
  ['app.kubernetes.io/instance', 'Name of this installation of it.'],
  ['app.kubernetes.io/component', 'Its role in the whole.'],
  ['app.kubernetes.io/part-of', 'The whole that it belongs to.'],
  ['app.kubernetes.io/managed-by', 'The tool that manages it.'],
  ['app.kubernetes.io/version', 'Its version. Not for a selector: it changes.'],
  ['app', 'Short name.'],
  ['k8s-app', 'Short name, as kube-system has them.'],
]

export const ANNOTATIONS: readonly Known[] = [
  ['prometheus.io/scrape', 'Prometheus shall scrape the pods (by a convention of many installations).'],
  ['prometheus.io/port', 'The port that it scrapes.'],
  ['prometheus.io/path', 'The path that it scrapes.'],
  ['cluster-autoscaler.kubernetes.io/enable-ds-eviction', 'Whether the autoscaler evicts the pod before it removes a node.'],
  ['kubectl.kubernetes.io/default-container', 'The container that kubectl logs and exec take.'],
]

/** Environment variables of node agents, with the field that fills them. */
export const ENVIRONMENT: readonly (readonly [name: string, fieldPath: string])[] = [
  ['NODE_NAME', 'spec.nodeName'],
  ['POD_NAME', 'metadata.name'],
  ['POD_NAMESPACE', 'metadata.namespace'],
  ['POD_IP', 'status.podIP'],
  ['HOST_IP', 'status.hostIP'],
]
