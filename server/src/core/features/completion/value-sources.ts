// What may be written as the value of a field, or as a key of a map: one small function a field. Knows neither enums nor texts of the editor.
import type { ObjectSummary } from '../../workspace-facts.ts'
import { type ObjectPath, type Sketch, sketchAt, sketchItems, sketchKeys, sketchText } from './cursor-place.ts'
import { nodeLabelKeys, nodeLabelValues, taintKeys, taintValues } from './node-values.ts'
import { countNodes, share } from './on-nodes.ts'
import { containerAround, containersOf, POD_SPEC, relative, type Scene, type Suggestion, type SuggestionKind, textsOf } from './scene.ts'
import {
  ANNOTATIONS,
  CAPABILITIES,
  FIELD_PATHS,
  HOST_PATHS,
  type Known,
  LABEL_KEYS,
  NAMESPACES,
  PRIORITY_CLASSES,
  QUANTITIES,
  RESOURCE_FIELDS,
  RESOURCES,
  TOPOLOGY_KEYS,
  VOLUME_FIELD_PATHS,
} from './well-known.ts'

export type Source = (scene: Scene) => readonly Suggestion[]

const knownOnes = (list: readonly Known[]): Suggestion[] => list.map(([text, meaning]) => ({ text, kind: 'known', meaning }))
const named = (texts: readonly string[], kind: SuggestionKind, detail?: string): Suggestion[] =>
  [...new Set(texts)].map((text) => ({ text, kind, ...(detail === undefined ? {} : { detail }) }))
export const literals = (...texts: readonly string[]): Suggestion[] => texts.map((text) => ({ text, kind: 'value', literal: true }))

/** Names of the workspace's objects of a kind: those of the same namespace first. */
function namesOf(scene: Scene, kind: string): Suggestion[] {
  const namespace = sketchText(scene.object, 'metadata', 'namespace') ?? 'default'
  const objects = scene.workspace.ofKind(kind).filter((object) => object.name !== null)
  const near = (object: ObjectSummary): number => (object.namespace === null || object.namespace === namespace ? 0 : 1)
  return [...objects]
    .sort((a, b) => near(a) - near(b))
    .map((object) => ({ text: object.name ?? '', kind: 'reference', detail: `${kind} of the workspace` }))
}

function dataKeys(scene: Scene, kind: string): Suggestion[] {
  return keysNamed(scene, kind, relative(scene, 1, 'name'))
}

/** Of the DaemonSet's namespace, if there is one of that name: pods see no other. */
function keysNamed(scene: Scene, kind: string, name: string | undefined): Suggestion[] {
  const namespace = sketchText(scene.object, 'metadata', 'namespace') ?? 'default'
  const objects = name === undefined ? [] : scene.workspace.ofKind(kind).filter((object) => object.name === name)
  const near = objects.filter((object) => (object.namespace ?? 'default') === namespace)
  return named(
    (near.length > 0 ? near : objects).flatMap((object) => object.dataKeys ?? []),
    'reference',
    `key of ${name}`,
  )
}

/** Keys of what a volume shows as files. */
function keysOfVolume(scene: Scene, volume: ObjectPath): Suggestion[] {
  const configMap = sketchText(scene.object, ...volume, 'configMap', 'name')
  const secret = sketchText(scene.object, ...volume, 'secret', 'secretName') ?? sketchText(scene.object, ...volume, 'secret', 'name')
  return configMap === undefined ? keysNamed(scene, 'Secret', secret) : keysNamed(scene, 'ConfigMap', configMap)
}

/** The key of an item of a volume's ConfigMap or Secret: `configMap.items[0].key`. */
const itemKeys = (scene: Scene): Suggestion[] => keysOfVolume(scene, scene.path.slice(0, -4))

/** One file of the volume that is mounted. */
function subPaths(scene: Scene): Suggestion[] {
  const name = relative(scene, 1, 'name')
  const volumes = sketchItems(sketchAt(scene.object, [...POD_SPEC, 'volumes']))
  const index = volumes.findIndex((volume) => sketchText(volume, 'name') === name)
  return name === undefined || index < 0 ? [] : keysOfVolume(scene, [...POD_SPEC, 'volumes', index])
}

function podLabels(scene: Scene): Sketch | undefined {
  return sketchAt(scene.object, ['spec', 'template', 'metadata', 'labels'])
}

function selectorLabels(scene: Scene): Sketch | undefined {
  return sketchAt(scene.object, ['spec', 'selector', 'matchLabels'])
}

const inTemplate = (scene: Scene): boolean => scene.path[1] === 'template'

/** Values of the same key in the selector, the template and the object's own labels. */
function labelValues(scene: Scene): Suggestion[] {
  const key = String(scene.path.at(-1))
  const others = [selectorLabels(scene), podLabels(scene), sketchAt(scene.object, ['metadata', 'labels'])]
  const values = others.map((labels) => sketchText(labels, key)).filter((value) => value !== undefined)
  const name = sketchText(scene.object, 'metadata', 'name')
  return [
    ...named(values, 'reference', `as elsewhere in this file`),
    ...(name === undefined || values.length > 0 ? [] : named([name], 'reference', 'name of the DaemonSet')),
  ]
}

const operatorWithoutValues = (scene: Scene): boolean => /^(Exists|DoesNotExist)$/.test(relative(scene, 2, 'operator') ?? '')

function ports(scene: Scene): Suggestion[] {
  const container = containerAround(scene)
  const items = sketchItems(sketchAt(container, ['ports']))
  return items.flatMap((port): Suggestion[] => {
    const name = sketchText(port, 'name')
    const number = sketchText(port, 'containerPort')
    return [
      ...(name === undefined ? [] : [{ text: name, kind: 'reference' as const, detail: `port ${number ?? ''} of this container` }]),
      ...(number === undefined
        ? []
        : [{ text: number, kind: 'reference' as const, literal: true as const, detail: `port ${name ?? ''} of this container` }]),
    ]
  })
}

/** Volumes of the pod that this container does not mount yet, then the others. */
function volumeNames(scene: Scene): Suggestion[] {
  const all = textsOf(sketchAt(scene.object, [...POD_SPEC, 'volumes']), 'name')
  const mounted = new Set(textsOf(sketchAt(containerAround(scene), ['volumeMounts']), 'name'))
  const free = all.filter((name) => !mounted.has(name))
  return [
    ...named(free, 'reference', 'volume of this pod'),
    ...named(
      all.filter((name) => mounted.has(name)),
      'reference',
      'mounted already',
    ),
  ]
}

/** Where the volume beside stands on the node. */
function mountPaths(scene: Scene): Suggestion[] {
  const name = relative(scene, 1, 'name')
  const volume = sketchItems(sketchAt(scene.object, [...POD_SPEC, 'volumes'])).find((item) => sketchText(item, 'name') === name)
  const path = sketchText(volume, 'hostPath', 'path')
  if (path === undefined) return []
  const below = path === '/' ? '/host' : `/host${path}`
  return [
    { text: path, kind: 'reference', detail: 'as on the node' },
    { text: below, kind: 'value', detail: 'the node’s, apart from the container’s own' },
  ]
}

function images(scene: Scene): Suggestion[] {
  const here = containersOf(scene).flatMap((container) => sketchText(container, 'image') || [])
  const elsewhere = ['DaemonSet', 'Deployment', 'StatefulSet', 'Pod', 'Job', 'CronJob'].flatMap((kind) =>
    scene.workspace.ofKind(kind).flatMap((object) => imagesOf(object.template?.spec)),
  )
  return [
    ...named(here, 'reference', 'used in this file'),
    ...named(
      elsewhere.filter((image) => !here.includes(image)),
      'reference',
      'used in the workspace',
    ),
  ].slice(0, 200)
}

function imagesOf(spec: unknown): string[] {
  if (typeof spec !== 'object' || spec === null) return []
  const lists: readonly unknown[] = ['containers' in spec ? spec.containers : [], 'initContainers' in spec ? spec.initContainers : []]
  const containers = lists.flatMap((list): readonly unknown[] => (Array.isArray(list) ? list : []))
  return containers.flatMap((container) =>
    typeof container === 'object' && container !== null && 'image' in container && typeof container.image === 'string' ? [container.image] : [],
  )
}

function quantities(scene: Scene): Suggestion[] {
  const resource = String(scene.path.at(-1))
  const other = scene.path.at(-2) === 'limits' ? relative(scene, 2, 'requests', resource) : relative(scene, 2, 'limits', resource)
  const same = other === undefined ? [] : named([other], 'reference', scene.path.at(-2) === 'limits' ? 'as requested' : 'as the limit')
  const usual = QUANTITIES[resource]
  return [...same, ...(usual === undefined ? literals('1', '2') : knownOnes(usual))]
}

function resourceNames(scene: Scene): Suggestion[] {
  const counts = countNodes(scene.inventory)
  const plain = new Set(['cpu', 'memory', 'ephemeral-storage', 'pods', 'hugepages-1Gi', 'hugepages-2Mi'])
  const extended = [...counts.resources].filter(([name]) => !plain.has(name))
  return [...knownOnes(RESOURCES), ...extended.map(([name, nodes]): Suggestion => ({ text: name, kind: 'node', detail: share(nodes, counts) }))]
}

const MAX_UNAVAILABLE: readonly Known[] = [
  ['1', 'One node after the other.'],
  ['10%', 'A tenth of the nodes at once, rounded up.'],
  ['25%', 'A quarter of the nodes at once, rounded up.'],
  ['0', 'None: needs maxSurge.'],
]
const numbers = (list: readonly Known[]): Suggestion[] =>
  knownOnes(list).map((suggestion) => (/^\d+$/.test(suggestion.text) ? { ...suggestion, literal: true as const } : suggestion))

/** `owner#field` -> values of the field, of a list's items, or of a map's entries. */
export const VALUES: Readonly<Record<string, Source>> = {
  'apps.v1.RollingUpdateDaemonSet#maxUnavailable': () => numbers(MAX_UNAVAILABLE),
  'apps.v1.RollingUpdateDaemonSet#maxSurge': () =>
    numbers([
      ['1', 'A new pod beside the old one, one node after the other. Needs maxUnavailable: 0, and no host ports.'],
      ['10%', 'On a tenth of the nodes at once, rounded up. Needs maxUnavailable: 0.'],
      ['0', 'The old pod goes first.'],
    ]),
  'core.v1.Capabilities#add': () => knownOnes(CAPABILITIES),
  'core.v1.Capabilities#drop': () => [{ text: 'ALL', kind: 'known', meaning: 'Everything that is not added.' }, ...knownOnes(CAPABILITIES)],
  'core.v1.ConfigMapEnvSource#name': (scene) => namesOf(scene, 'ConfigMap'),
  'core.v1.ConfigMapKeySelector#key': (scene) => dataKeys(scene, 'ConfigMap'),
  'core.v1.ConfigMapKeySelector#name': (scene) => namesOf(scene, 'ConfigMap'),
  'core.v1.ConfigMapProjection#name': (scene) => namesOf(scene, 'ConfigMap'),
  'core.v1.ConfigMapVolumeSource#name': (scene) => namesOf(scene, 'ConfigMap'),
  'core.v1.ConfigMapVolumeSource#defaultMode': () => modes(),
  'core.v1.Container#image': images,
  'core.v1.ContainerPort#hostPort': (scene) =>
    named(
      [relative(scene, 1, 'containerPort') ?? ''].filter((text) => /^\d+$/.test(text)),
      'reference',
    ).map((one) => ({ ...one, literal: true })),
  'core.v1.EmptyDirVolumeSource#sizeLimit': () => knownOnes(QUANTITIES.sizeLimit ?? []),
  'core.v1.EnvVar#name': () => [],
  'core.v1.HostPathVolumeSource#path': () => knownOnes(HOST_PATHS),
  'core.v1.HTTPGetAction#path': () =>
    knownOnes([
      ['/healthz', 'The usual path of health checks.'],
      ['/readyz', 'The usual path of readiness checks.'],
      ['/livez', 'The usual path of liveness checks.'],
      ['/metrics', 'The usual path of metrics.'],
    ]),
  'core.v1.HTTPGetAction#port': ports,
  'core.v1.GRPCAction#port': (scene) => ports(scene).filter((port) => port.literal === true),
  'core.v1.KeyToPath#key': itemKeys,
  'core.v1.KeyToPath#mode': () => modes(),
  'core.v1.KeyToPath#path': (scene) => named([relative(scene, 1, 'key') ?? ''].filter(Boolean), 'reference', 'as the key'),
  'core.v1.LocalObjectReference#name': (scene) => (scene.path.includes('imagePullSecrets') ? namesOf(scene, 'Secret') : []),
  'core.v1.NodeSelectorRequirement#key': (scene) =>
    scene.path.includes('matchFields')
      ? knownOnes([['metadata.name', 'The name of the node: the only field that can be matched.']])
      : nodeLabelKeys(scene),
  'core.v1.NodeSelectorRequirement#values': (scene) => (operatorWithoutValues(scene) ? [] : nodeLabelValues(scene, relative(scene, 2, 'key'))),
  'core.v1.ObjectFieldSelector#fieldPath': (scene) => knownOnes(scene.path.includes('volumes') ? VOLUME_FIELD_PATHS : FIELD_PATHS),
  'core.v1.PersistentVolumeClaimVolumeSource#claimName': (scene) => namesOf(scene, 'PersistentVolumeClaim'),
  'core.v1.PodAffinityTerm#topologyKey': () => knownOnes(TOPOLOGY_KEYS),
  'core.v1.PodDNSConfigOption#name': () =>
    knownOnes([
      ['ndots', 'How many dots a name needs to be asked for as it is first.'],
      ['timeout', 'Seconds to wait for an answer.'],
      ['attempts', 'How often to ask.'],
      ['single-request-reopen', 'A and AAAA through different sockets.'],
    ]),
  'core.v1.PodSpec#nodeName': (scene) => scene.inventory.nodes.slice(0, 100).map((node) => ({ text: node.name, kind: 'node' })),
  'core.v1.PodSpec#nodeSelector': (scene) => nodeLabelValues(scene, String(scene.path.at(-1))),
  'core.v1.PodSpec#priorityClassName': (scene) => [...knownOnes(PRIORITY_CLASSES), ...namesOf(scene, 'PriorityClass')],
  'core.v1.PodSpec#runtimeClassName': (scene) => namesOf(scene, 'RuntimeClass'),
  'core.v1.PodSpec#serviceAccountName': (scene) => [
    ...namesOf(scene, 'ServiceAccount'),
    ...named([sketchText(scene.object, 'metadata', 'name') ?? ''].filter(Boolean), 'value', 'name of the DaemonSet'),
  ],
  'core.v1.PodSpec#terminationGracePeriodSeconds': () => literals('30', '10', '60', '5'),
  'core.v1.ProjectedVolumeSource#defaultMode': () => modes(),
  'core.v1.ResourceFieldSelector#containerName': (scene) =>
    named(textsOf(sketchAt(scene.object, [...POD_SPEC, 'containers']), 'name'), 'reference', 'container of this pod'),
  'core.v1.ResourceFieldSelector#divisor': () =>
    knownOnes([
      ['1', 'Bytes, or whole cores (rounded up).'],
      ['1m', 'Thousandths of a core.'],
      ['1Mi', 'Mebibytes, rounded up.'],
    ]),
  'core.v1.ResourceFieldSelector#resource': () => knownOnes(RESOURCE_FIELDS),
  'core.v1.ResourceRequirements#limits': quantities,
  'core.v1.ResourceRequirements#requests': quantities,
  'core.v1.SecretEnvSource#name': (scene) => namesOf(scene, 'Secret'),
  'core.v1.SecretKeySelector#key': (scene) => dataKeys(scene, 'Secret'),
  'core.v1.SecretKeySelector#name': (scene) => namesOf(scene, 'Secret'),
  'core.v1.SecretProjection#name': (scene) => namesOf(scene, 'Secret'),
  'core.v1.SecretVolumeSource#defaultMode': () => modes(),
  'core.v1.SecretVolumeSource#secretName': (scene) => namesOf(scene, 'Secret'),
  'core.v1.TCPSocketAction#port': ports,
  'core.v1.Toleration#key': taintKeys,
  'core.v1.Toleration#value': taintValues,
  'core.v1.TopologySpreadConstraint#maxSkew': () => literals('1'),
  'core.v1.TopologySpreadConstraint#topologyKey': () => knownOnes(TOPOLOGY_KEYS),
  'core.v1.VolumeMount#mountPath': mountPaths,
  'core.v1.VolumeMount#name': volumeNames,
  'core.v1.VolumeMount#subPath': subPaths,
  'core.v1.WindowsSecurityContextOptions#runAsUserName': () =>
    knownOnes([
      ['NT AUTHORITY\\SYSTEM', 'The system account, for host processes.'],
      ['NT AUTHORITY\\LOCAL SERVICE', 'A service account of the machine.'],
      ['ContainerAdministrator', 'Administrator of the container.'],
    ]),
  'meta.v1.LabelSelector#matchLabels': labelValues,
  'meta.v1.LabelSelectorRequirement#key': (scene) => named(sketchKeys(podLabels(scene)), 'reference', 'label of the pods'),
  'meta.v1.LabelSelectorRequirement#values': (scene) =>
    operatorWithoutValues(scene)
      ? []
      : named([sketchText(podLabels(scene), relative(scene, 2, 'key') ?? '') ?? ''].filter(Boolean), 'reference', 'label of the pods'),
  'meta.v1.ObjectMeta#annotations': (scene) =>
    /\/(scrape|enable-ds-eviction)$/.test(String(scene.path.at(-1))) ? named(['true', 'false'], 'value') : [],
  'meta.v1.ObjectMeta#labels': labelValues,
  'meta.v1.ObjectMeta#namespace': (scene) => [...knownOnes(NAMESPACES), ...namesOf(scene, 'Namespace')],
}

function modes(): Suggestion[] {
  const list: readonly Known[] = [
    ['0644', 'rw-r--r--'],
    ['0444', 'r--r--r--'],
    ['0400', 'r--------'],
    ['0755', 'rwxr-xr-x'],
    ['0555', 'r-xr-xr-x'],
  ]
  return list.map(([text, meaning]) => ({ text, kind: 'known', detail: meaning, literal: true }))
}

/** `owner#field` -> keys of the map. */
export const KEYS: Readonly<Record<string, Source>> = {
  'core.v1.PodSpec#nodeSelector': nodeLabelKeys,
  'core.v1.PodSpec#overhead': () => knownOnes(RESOURCES),
  'core.v1.ResourceRequirements#limits': resourceNames,
  'core.v1.ResourceRequirements#requests': resourceNames,
  'meta.v1.LabelSelector#matchLabels': (scene) => [
    ...named(sketchKeys(podLabels(scene)), 'reference', 'label of the pods'),
    ...knownOnes(LABEL_KEYS),
  ],
  'meta.v1.ObjectMeta#annotations': () => knownOnes(ANNOTATIONS),
  'meta.v1.ObjectMeta#labels': (scene) => [
    ...(inTemplate(scene) ? named(sketchKeys(selectorLabels(scene)), 'reference', 'in the selector') : []),
    ...knownOnes(LABEL_KEYS),
  ],
}
