import assert from 'node:assert/strict'
import { test } from 'node:test'
import { complete } from '../../../server/src/core/features/complete.ts'
import { sampleInventory } from '../../../server/src/core/inventory/samples.ts'
import { NO_WORKSPACE, type ObjectSummary } from '../../../server/src/core/workspace-facts.ts'
import { changed, completeAt, MANIFEST, taken } from './manifest.ts'

const POD = MANIFEST.slice(0, MANIFEST.indexOf('      serviceAccountName'))
const inPod = (lines: string): string => `${POD}${lines}`
const json = (podSpec: string): string => `{ "apiVersion": "apps/v1", "kind": "DaemonSet", "spec": { "template": { "spec": ${podSpec} } } }`

/** Every label of `first` is among the first five, in this order; none of `absent` is anywhere. */
interface Expected {
  readonly first?: readonly string[]
  readonly absent?: readonly string[]
  readonly none?: true
}

const POSITIONS: Readonly<Record<string, readonly [text: string, expected: Expected]>> = {
  'an empty file': ['$0', { first: ['DaemonSet', 'apiVersion', 'kind'] }],
  'the second line': ['apiVersion: apps/v1\n$0', { first: ['kind'], absent: ['apiVersion', 'DaemonSet'] }],
  'the value of apiVersion': ['apiVersion: $0', { first: ['apps/v1'] }],
  'the value of kind': ['apiVersion: apps/v1\nkind: $0', { first: ['DaemonSet'] }],
  'below a kind that is no DaemonSet': ['apiVersion: apps/v1\nkind: Deployment\nspec:\n  $0', { none: true }],
  'a file that is no Kubernetes object': ['services:\n  web:\n    image: x\n$0', { none: true }],
  'another group': ['apiVersion: apps.kruise.io/v1alpha1\nkind: DaemonSet\nspec:\n  $0', { none: true }],
  'after kind, at the root': ['kind: DaemonSet\n$0', { first: ['apiVersion', 'metadata', 'spec'] }],
  'the metadata of a new file': ['apiVersion: apps/v1\nkind: DaemonSet\nmetadata:\n  $0', { first: ['name', 'namespace', 'labels'] }],
  'an empty spec': ['apiVersion: apps/v1\nkind: DaemonSet\nspec:\n  $0', { first: ['selector', 'template'] }],
  'between the keys of a spec': [
    changed('  updateStrategy:\n', '  $0\n  updateStrategy:\n'),
    { first: ['minReadySeconds'], absent: ['selector', 'template'] },
  ],
  'the first letters of a key': [changed('      initContainers:', '      host$0\n      initContainers:'), { first: ['hostNetwork', 'hostPID'] }],
  'a letter more': [changed('      initContainers:', '      hostN$0\n      initContainers:'), { first: ['hostNetwork'], absent: ['hostPID'] }],
  'the humps of a key': [changed('      initContainers:', '      tgp$0\n      initContainers:'), { first: ['terminationGracePeriodSeconds'] }],
  'an empty line in the pod spec': [
    changed('      initContainers:', '      $0\n      initContainers:'),
    { first: ['hostNetwork', 'nodeSelector'], absent: ['tolerations', 'containers', 'volumes'] },
  ],
  'behind a finished list, in the column of its dashes': [`${MANIFEST}      $0`, { first: ['hostNetwork', '- name, hostPath'] }],
  'between the items of a list, in the column of the dashes': [
    changed('      - name: config\n', '      $0\n      - name: config\n'),
    { first: ['- name, hostPath', 'hostPath volume', 'configMap volume'], absent: ['hostNetwork'] },
  ],
  'behind a list that is indented, in the column of its dashes': [
    'kind: DaemonSet\nspec:\n  template:\n    spec:\n      containers:\n        - name: agent\n        $0\n      volumes: []',
    { first: ['- name, image'], absent: ['image', 'hostNetwork'] },
  ],
  'behind a list of texts, in the column of its dashes': [
    changed('            - ALL\n', '            - ALL\n            $0\n'),
    { first: ['add', 'NET_ADMIN'], absent: ['ALL', 'drop'] },
  ],
  'an empty line behind the last list': [`${MANIFEST}      $0`, { first: ['hostNetwork', 'nodeSelector'], absent: ['volumes'] }],
  'an empty line at the spec’s indentation': [`${MANIFEST}  $0`, { first: ['minReadySeconds'], absent: ['template'] }],
  'an empty line at the root': [`${MANIFEST}$0`, { first: ['status'], absent: ['spec'] }],
  'an indentation that fits nothing': [changed('      initContainers:', '       $0\n      initContainers:'), { none: true }],
  'an empty pod spec': [inPod('      $0'), { first: ['containers', 'serviceAccountName', 'hostNetwork', 'nodeSelector', 'tolerations'] }],
  'a comment': [changed('# reads', '# $0reads'), { none: true }],
  'inside a block scalar': [inPod('      hostname: |\n        $0\n      hostNetwork: true'), { none: true }],
  'the key of a container': [
    changed('        args:', '        $0\n        args:'),
    { first: ['imagePullPolicy', 'command'], absent: ['image', 'env', 'ports'] },
  ],
  'a new container, behind the dash': [changed('      volumes:', '      - $0\n      volumes:'), { first: ['- name, image', 'name', 'image'] }],
  'a new container, on the dash': [changed('      volumes:', '      -$0\n      volumes:'), { first: ['- name, image', 'name'] }],
  'a half-typed key behind a dash': [changed('      - name: agent', '      - na$0'), { first: ['name'], absent: ['image'] }],
  'a new container, without a dash': [inPod('      containers:\n        $0'), { first: ['- name, image'] }],
  'an existing key: its name only': [
    changed('        image: registry.example.com/agent', '        im$0age: registry.example.com/agent'),
    { first: ['image', 'imagePullPolicy'] },
  ],
  'a boolean': [changed('readOnly: true', 'readOnly: $0'), { first: ['true', 'false'] }],
  'a boolean right behind the colon': [inPod('      hostNetwork:$0'), { first: ['true', 'false'] }],
  'a boolean that is true by default': [inPod('      enableServiceLinks: $0'), { first: ['false', 'true'] }],
  'an update strategy': [changed('type: RollingUpdate', 'type: $0'), { first: ['RollingUpdate', 'OnDelete'] }],
  'a part of an update strategy': [changed('type: RollingUpdate', 'type: On$0'), { first: ['OnDelete'] }],
  maxUnavailable: [changed('maxUnavailable: 10%', 'maxUnavailable: $0'), { first: ['1', '10%'] }],
  'a DNS policy': [inPod('      dnsPolicy: $0'), { first: ['ClusterFirstWithHostNet', 'ClusterFirst'] }],
  'a DNS policy in quotes': [inPod('      dnsPolicy: "$0"'), { first: ['ClusterFirstWithHostNet'] }],
  'a DNS policy in a quote that is open': [inPod('      dnsPolicy: "Clu$0\n      hostNetwork: true'), { first: ['ClusterFirst'] }],
  'a new toleration': [
    changed('      initContainers:', '      - $0\n      initContainers:'),
    {
      first: ['tolerate nvidia.com/gpu=present:NoSchedule', 'tolerate everything'],
      absent: ['tolerate node-role.kubernetes.io/control-plane:NoSchedule'],
    },
  ],
  'the key of a toleration': [
    changed('key: node-role.kubernetes.io/control-plane', 'key: $0'),
    { first: ['node-role.kubernetes.io/control-plane', 'nvidia.com/gpu'] },
  ],
  'the operator of a toleration': [changed('        operator: Exists', '        operator: $0'), { first: ['Exists', 'Equal'] }],
  'the effect of a toleration': [changed('effect: NoSchedule', 'effect: $0'), { first: ['NoSchedule', 'NoExecute', 'PreferNoSchedule'] }],
  'the value of a taint': [
    changed('key: node-role.kubernetes.io/control-plane\n        operator: Exists', 'key: nvidia.com/gpu\n        value: $0'),
    { first: ['present'] },
  ],
  'a node selector’s key': [inPod('      nodeSelector:\n        $0'), { first: ['node-role.kubernetes.io/control-plane', 'kubernetes.io/os'] }],
  'a node selector’s key in flow style': [inPod('      nodeSelector: {kubernetes.io/$0}'), { first: ['kubernetes.io/os', 'kubernetes.io/arch'] }],
  'a node selector’s value': [inPod('      nodeSelector:\n        kubernetes.io/os: $0'), { first: ['linux', 'windows'] }],
  'the operator of node affinity': [inPod(affinity('operator: $0')), { first: ['In', 'Exists', 'NotIn', 'DoesNotExist'] }],
  'the key of node affinity': [inPod(affinity('key: $0')), { first: ['kubernetes.io/os', 'kubernetes.io/arch'] }],
  'the values of node affinity': [
    inPod(affinity('key: kubernetes.io/arch\n                operator: In\n                values: [$0]')),
    { first: ['amd64'] },
  ],
  'no values for Exists': [
    inPod(affinity('key: kubernetes.io/arch\n                operator: Exists\n                values: [$0]')),
    { none: true },
  ],
  'the path to a node selector term': [inPod('      affinity:\n        $0'), { first: ['nodeAffinity'] }],
  'a mount’s volume': [
    changed('        - name: logs\n          mountPath', '        - name: $0\n          mountPath'),
    { first: ['logs', 'config'] },
  ],
  'a new mount': [
    changed('      volumes:', '        - $0\n      volumes:'),
    { first: ['mount config', '- name, mountPath'], absent: ['mount logs'] },
  ],
  'a mount’s path': [changed('mountPath: /var/log', 'mountPath: $0'), { first: ['/var/log', '/host/var/log'] }],
  'a volume’s source': [`${MANIFEST}      - name: tmp\n        $0`, { first: ['hostPath', 'configMap', 'emptyDir'] }],
  'a volume that has a source': [
    changed('        hostPath:\n          path: /var/log', '        hostPath:\n          path: /var/log\n        $0'),
    { absent: ['hostPath', 'name'] },
  ],
  'a path of the node': [changed('          path: /var/log', '          path: $0'), { first: ['/var/log', '/var/log/pods', '/proc'] }],
  'the type of a host path': [changed('          path: /var/log', '          type: $0'), { first: ['DirectoryOrCreate', 'Directory'] }],
  'a probe’s port': [changed('            port: metrics', '            port: $0'), { first: ['metrics', '9100'] }],
  'a probe’s handler': [
    changed('          httpGet:\n            path: /healthz\n            port: metrics', '          $0'),
    { first: ['httpGet', 'exec', 'tcpSocket'] },
  ],
  'a field path': [changed('fieldPath: spec.nodeName', 'fieldPath: $0'), { first: ['spec.nodeName', 'metadata.namespace'] }],
  'a new variable': [
    changed('        ports:', '        - $0\n        ports:'),
    { first: ['- name, value', 'POD_NAME from metadata.name'], absent: ['NODE_NAME from spec.nodeName'] },
  ],
  'resource names': [changed('            memory: 128Mi', '            $0'), { first: ['memory', 'ephemeral-storage'], absent: ['cpu'] }],
  limits: [changed('          requests:', '          limits:\n            $0\n          requests:'), { first: ['cpu', 'memory'] }],
  'a quantity': [changed('memory: 128Mi', 'memory: $0'), { first: ['128Mi', '64Mi'] }],
  'a limit as requested': [changed('          requests:', '          limits:\n            memory: $0\n          requests:'), { first: ['128Mi'] }],
  'the selector’s labels': [
    changed('      app.kubernetes.io/name: log-agent\n  updateStrategy', '      $0\n  updateStrategy'),
    { first: ['app.kubernetes.io/name', 'app.kubernetes.io/component'] },
  ],
  'the selector’s value': [
    changed('      app.kubernetes.io/name: log-agent\n  updateStrategy', '      app.kubernetes.io/name: $0\n  updateStrategy'),
    { first: ['log-agent'] },
  ],
  'a capability': [changed('            drop:', '            add: [NET_$0]\n            drop:'), { first: ['NET_ADMIN', 'NET_RAW'] }],
  'a capability to drop': [changed('            - ALL', '            - $0'), { first: ['ALL'] }],
  'the service account': [changed('serviceAccountName: log-agent', 'serviceAccountName: $0'), { first: ['log-agent'] }],
  'the priority class': [inPod('      priorityClassName: $0'), { first: ['system-node-critical', 'system-cluster-critical'] }],
  'the namespace': [changed('namespace: logging', 'namespace: $0'), { first: ['kube-system'] }],
  'the mode of a file': [changed('mode: 0644', 'mode: $0'), { first: ['0644', '0444'] }],
  'behind a struct’s key': [inPod('      securityContext: $0'), { first: ['runAsUser'] }],
  'behind a struct’s key that has a value below': [changed('  updateStrategy:', '  updateStrategy: $0'), { none: true }],
  'behind a list’s key': [inPod('      containers: $0'), { first: ['- name, image'] }],
  'a key of JSON': [json('{ "containers": [], "host$0": true }'), { first: ['hostNetwork'], absent: ['containers'] }],
  'a new key of JSON': [json('{ $0 }'), { first: ['containers'] }],
  'a new key of JSON behind a comma': [json('{ "containers": [], $0 }'), { first: ['serviceAccountName'], absent: ['containers'] }],
  'a value of JSON': [json('{ "dnsPolicy": "$0" }'), { first: ['ClusterFirstWithHostNet'] }],
  'a value of JSON without quotes': [json('{ "dnsPolicy": $0 }'), { first: ['ClusterFirstWithHostNet'] }],
  'JSON that breaks off': ['{ "apiVersion": "apps/v1", "kind": "DaemonSet", "spec": { "template": { "spec": { "hostN$0', { first: ['hostNetwork'] }],
  'an open bracket above': [inPod('      nodeSelector: {kubernetes.io/os: linux\n      host$0'), { first: ['hostNetwork'] }],
  'an item of a List': [
    `apiVersion: v1\nkind: List\nitems:\n- apiVersion: apps/v1\n  kind: DaemonSet\n  spec:\n    $0\n- apiVersion: v1\n  kind: ConfigMap`,
    { first: ['selector', 'template'] },
  ],
  'another item of a List': [
    `apiVersion: v1\nkind: List\nitems:\n- apiVersion: apps/v1\n  kind: DaemonSet\n- apiVersion: v1\n  kind: ConfigMap\n  $0`,
    { none: true },
  ],
  'an image used in this file': [changed('image: registry.example.com/agent:2.3.1', 'image: $0'), { first: ['registry.example.com/prepare:1.0.0'] }],
  'a pull policy': [changed('        args:', '        imagePullPolicy: $0\n        args:'), { first: ['IfNotPresent', 'Always', 'Never'] }],
  'a seccomp profile': [inPod('      securityContext:\n        seccompProfile:\n          type: $0'), { first: ['RuntimeDefault'] }],
  'a host port': [changed('          containerPort: 9100', '          containerPort: 9100\n          hostPort: $0'), { first: ['9100'] }],
  'the keys of a port': [
    changed('          containerPort: 9100', '          containerPort: 9100\n          $0'),
    { first: ['protocol', 'hostPort'] },
  ],
  'a protocol': [
    changed('          containerPort: 9100', '          containerPort: 9100\n          protocol: $0'),
    { first: ['TCP', 'UDP', 'SCTP'] },
  ],
  'a mount propagation': [
    changed('          readOnly: true', '          mountPropagation: $0'),
    { first: ['HostToContainer', 'Bidirectional', 'None'] },
  ],
  'the keys of a mount': [changed('          readOnly: true', '          $0'), { first: ['readOnly', 'mountPropagation', 'subPath'] }],
  'the keys of a variable': [
    changed('          valueFrom:\n            fieldRef:\n              fieldPath: spec.nodeName', '          $0'),
    { first: ['value', 'valueFrom'] },
  ],
  'the source of a variable': [
    changed('            fieldRef:\n              fieldPath: spec.nodeName', '            $0'),
    { first: ['fieldRef', 'configMapKeyRef', 'secretKeyRef'] },
  ],
  'a resource field': [
    changed('            fieldRef:\n              fieldPath: spec.nodeName', '            resourceFieldRef:\n              resource: $0'),
    { first: ['limits.memory', 'limits.cpu'] },
  ],
  'a container of a volume’s resource field': [
    inPod(
      '      containers:\n      - name: agent\n      - name: proxy\n      volumes:\n      - name: a\n        downwardAPI:\n          items:\n          - path: x\n            resourceFieldRef:\n              containerName: $0',
    ),
    { first: ['agent', 'proxy'] },
  ],
  'a topology key': [
    inPod('      affinity:\n        podAntiAffinity:\n          requiredDuringSchedulingIgnoredDuringExecution:\n          - topologyKey: $0'),
    { first: ['kubernetes.io/hostname', 'topology.kubernetes.io/zone'] },
  ],
  'a label of the template, as in the selector': [
    changed('        app.kubernetes.io/name: log-agent\n        app.kubernetes.io/component', '        $0\n        app.kubernetes.io/component'),
    { first: ['app.kubernetes.io/name'], absent: ['app.kubernetes.io/component'] },
  ],
  'an annotation': [
    changed('  labels:\n    app', '  annotations:\n    prom$0\n  labels:\n    app'),
    { first: ['prometheus.io/scrape', 'prometheus.io/port'] },
  ],
  'a handler of the container’s life': [
    changed('        args:', '        lifecycle:\n          preStop:\n            $0\n        args:'),
    { first: ['exec', 'httpGet'] },
  ],
  'a source of a projected volume': [
    inPod('      volumes:\n      - name: a\n        projected:\n          sources:\n          - $0'),
    { first: ['- serviceAccountToken', 'serviceAccountToken', 'configMap'] },
  ],
  'the account of a Windows host process': [
    inPod('      securityContext:\n        windowsOptions:\n          hostProcess: true\n          runAsUserName: $0'),
    { first: ['NT AUTHORITY\\SYSTEM'] },
  ],
  'a termination message policy': [
    changed('        args:', '        terminationMessagePolicy: $0\n        args:'),
    { first: ['FallbackToLogsOnError', 'File'] },
  ],
  'an environment from elsewhere': [
    changed('        env:', '        envFrom:\n        - $0\n        env:'),
    { first: ['- configMapRef', 'configMapRef', 'secretRef'] },
  ],
  'a security context': [
    changed('          capabilities:', '          $0\n          capabilities:'),
    { first: ['privileged', 'allowPrivilegeEscalation', 'readOnlyRootFilesystem'], absent: ['capabilities'] },
  ],
  'the grace period': [inPod('      terminationGracePeriodSeconds: $0'), { first: ['30', '10', '60'] }],
  'an empty value in a flow map': [inPod('      nodeSelector: {kubernetes.io/os: $0}'), { first: ['linux', 'windows'] }],
  'a key of an item in flow style': [
    inPod('      tolerations: [{key: nvidia.com/gpu, $0}]'),
    { first: ['operator', 'value', 'effect'], absent: ['key'] },
  ],
  'an item in flow style': [inPod('      tolerations: [$0]'), { first: ['{}'] }],
  'a value behind a comment above': [changed('        operator: Exists', '        # why\n        operator: $0'), { first: ['Exists'] }],
  'a value before a comment': [changed('        operator: Exists', '        operator: $0 # why'), { first: ['Exists'] }],
  'a template': [
    'apiVersion: \uE000\uE000\nkind: DaemonSet\nspec:\n  template:\n    spec:\n      \uE000\uE000\uE000\n      hostN$0\n      \uE000\uE000',
    { first: ['hostNetwork'] },
  ],
  'Windows line ends': [
    changed('      initContainers:', '      hostN$0\n      initContainers:').replaceAll('\n', '\r\n'),
    { first: ['hostNetwork'] },
  ],
}

function affinity(line: string): string {
  return `      affinity:
        nodeAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            nodeSelectorTerms:
            - matchExpressions:
              - ${line}
`
}

for (const [name, [text, { first = [], absent = [], none }]] of Object.entries(POSITIONS))
  test(name, () => {
    const labels = completeAt(text).map((item) => item.label)
    if (none) assert.deepEqual(labels, [])
    const places = first.map((label) => labels.indexOf(label))
    assert.ok(
      places.every((place, index) => place >= 0 && place < 5 && place > (places[index - 1] ?? -1)),
      `${first} is not ${labels.slice(0, 8)}`,
    )
    for (const label of absent) assert.ok(!labels.includes(label), `${label} is offered`)
    assert.equal(new Set(labels).size, labels.length, 'no item twice')
  })

const TAKEN: Readonly<Record<string, readonly [text: string, label: string, result: string]>> = {
  'a boolean field gets the value that is no default': [
    'kind: DaemonSet\nspec:\n  template:\n    spec:\n      ho$0',
    'hostNetwork',
    'kind: DaemonSet\nspec:\n  template:\n    spec:\n      hostNetwork: true',
  ],
  'a struct brings its required keys': [
    'kind: DaemonSet\nspec:\n  sel$0',
    'selector',
    'kind: DaemonSet\nspec:\n  selector:\n    matchLabels:\n      app: ',
  ],
  'a list of structs begins with an item': [
    'kind: DaemonSet\nspec:\n  template:\n    spec:\n      $0',
    'containers',
    'kind: DaemonSet\nspec:\n  template:\n    spec:\n      containers:\n      - name: \n        image: ',
  ],
  'lists stand as the document’s other lists': [
    'kind: DaemonSet\nspec:\n  template:\n    spec:\n      volumes:\n        - name: a\n      $0',
    'containers',
    'kind: DaemonSet\nspec:\n  template:\n    spec:\n      volumes:\n        - name: a\n      containers:\n        - name: \n          image: ',
  ],
  'a struct behind a dash is indented by the dash': [
    inPod('      volumes:\n      - $0'),
    'hostPath',
    inPod('      volumes:\n      - hostPath:\n          path: '),
  ],
  'a space after the colon': [inPod('      hostNetwork:$0'), 'true', inPod('      hostNetwork: true')],
  'a space after the dash': [inPod('      containers:\n      -$0'), 'name', inPod('      containers:\n      - name: ')],
  'only the name where a colon follows': [inPod('      ho$0: true'), 'hostPID', inPod('      hostPID: true')],
  'a label value that would be a boolean is quoted': [
    changed('app.kubernetes.io/component: agent', 'nvidia.com/gpu.present: $0').replace(
      'matchLabels:',
      'matchLabels:\n      nvidia.com/gpu.present: "true"',
    ),
    'true',
    changed('app.kubernetes.io/component: agent', 'nvidia.com/gpu.present: "true"').replace(
      'matchLabels:',
      'matchLabels:\n      nvidia.com/gpu.present: "true"',
    ),
  ],
  'a node label’s value': [
    inPod('      nodeSelector:\n        nvidia.com/gpu.present: $0'),
    'true',
    inPod('      nodeSelector:\n        nvidia.com/gpu.present: "true"'),
  ],
  'JSON names are quoted': [json('{ $0 }'), 'hostNetwork', json('{ "hostNetwork": true }')],
  'JSON texts are quoted': [json('{ "dnsPolicy": $0 }'), 'Default', json('{ "dnsPolicy": "Default" }')],
  'a struct behind its key goes to the next line': [
    inPod('      containers: $0'),
    '- name, image',
    inPod('      containers: \n      - name: \n        image: '),
  ],
  'a whole toleration': [
    inPod('      tolerations:\n      - $0'),
    'tolerate nvidia.com/gpu=present:NoSchedule',
    inPod('      tolerations:\n      - key: nvidia.com/gpu\n        operator: Exists\n        effect: NoSchedule'),
  ],
  'the list of the key above': [inPod('      tolerations:\n      $0'), 'tolerate everything', inPod('      tolerations:\n      - operator: Exists')],
}

for (const [name, [text, label, result]] of Object.entries(TAKEN))
  test(name, () => {
    const item = completeAt(text).find((candidate) => candidate.label === label)
    assert.ok(item !== undefined, `${label} is not offered`)
    assert.equal(taken(text, item), result)
  })

test('items of the workspace', () => {
  const object = (kind: string, name: string, dataKeys?: readonly string[]): ObjectSummary => ({
    uri: 'file:///a.yaml',
    index: 0,
    apiVersion: 'v1',
    kind,
    namespace: 'logging',
    name,
    nameSpan: { start: 0, end: 0 },
    labels: {},
    ...(dataKeys === undefined ? {} : { dataKeys }),
  })
  const objects = [object('ConfigMap', 'log-agent', ['agent.yaml', 'parsers.conf']), object('Secret', 'tokens'), object('PriorityClass', 'agents')]
  const workspace = { known: true, ofKind: (kind: string) => objects.filter((one) => one.kind === kind) }
  const labels = (text: string) => completeAt(text, { workspace }).map((item) => item.label)
  assert.deepEqual(labels(changed('configMap:\n          name: log-agent', 'configMap:\n          name: $0')), ['log-agent'])
  assert.deepEqual(labels(changed('configMap:\n          name: log-agent', 'secret:\n          secretName: $0')), ['tokens'])
  assert.ok(labels(inPod('      priorityClassName: $0')).includes('agents'))
  assert.deepEqual(labels(changed('key: agent.yaml', 'key: $0')), ['agent.yaml', 'parsers.conf'])
  const mount = changed('        - name: logs\n          mountPath: /var/log', '        - name: config\n          subPath: $0')
  assert.deepEqual(labels(mount), ['agent.yaml', 'parsers.conf'])
  const key = 'valueFrom:\n            configMapKeyRef:\n              name: log-agent\n              key: $0'
  assert.deepEqual(labels(changed('valueFrom:\n            fieldRef:\n              fieldPath: spec.nodeName', key)), ['agent.yaml', 'parsers.conf'])
})

test('the detail counts nodes', () => {
  const [first] = completeAt(inPod('      nodeSelector:\n        kubernetes.io/os: $0'))
  assert.equal(first?.detail, '9 of 9 nodes')
})

test('fields and values are those of the minor', () => {
  const labels = (text: string, minor: number) => completeAt(text, { minor }).map((item) => item.label)
  assert.ok(!labels(inPod('      evict$0'), 36).includes('evictionResponders'))
  assert.ok(labels(inPod('      evict$0'), 37).includes('evictionResponders'))
  assert.deepEqual(labels(changed('        operator: Exists', '        operator: $0'), 30), ['Exists', 'Equal'])
})

test('at every position of the manifest, whole and cut off there: no exception, spans hold the cursor on one line', () => {
  const request = { minor: 37, inventory: sampleInventory('kubeadm'), workspace: NO_WORKSPACE }
  const flow = json('{ "containers": [ { "name": "a", "args": ["x", y], } ], "nodeSelector": { "a": }, tolerations: [{key: a}] }')
  for (const whole of [MANIFEST, flow])
    for (let offset = 0; offset <= whole.length; offset++)
      for (const text of [whole, whole.slice(0, offset)])
        for (const { span, label } of complete({ ...request, text, offset })) {
          assert.ok(span.start <= offset && offset <= span.end, `${label} at ${offset}`)
          assert.ok(!text.slice(span.start, span.end).includes('\n'), `${label} at ${offset}`)
        }
})

test('deep nesting and long lines are answered', () => {
  const request = { minor: 37, inventory: sampleInventory('kubeadm'), workspace: NO_WORKSPACE }
  const deep = `kind: DaemonSet\nspec: ${'{a: ['.repeat(20_000)}`
  const lines = `kind: DaemonSet\nspec:\n${Array.from({ length: 2000 }, (_, depth) => `${' '.repeat(depth + 2)}a:`).join('\n')}`
  for (const text of [deep, lines, `kind: DaemonSet\nspec: "${'x'.repeat(1_000_000)}`]) complete({ ...request, text, offset: text.length })
})
