// Names inside of a pod: volumes and their mounts, ports and the probes that ask them, containers, claims, and the objects a pod refers to.
import type { MapNode, Node } from '../../syntax/tree.ts'
import { entriesIn, entryIn, type Found, itemsIn, type Mention, mentionAt, nameOf, nodeIn } from './mention.ts'

const CONTAINER_LISTS = ['initContainers', 'containers', 'ephemeralContainers']
const PROBES = [['livenessProbe'], ['readinessProbe'], ['startupProbe'], ['lifecycle', 'postStart'], ['lifecycle', 'preStop']] as const

/** Names in a pod spec, and in the metadata of the pod. */
export function podMentions(spec: MapNode, metadata: Node | undefined, found: Found): void {
  const object = (key: string, kind: string): void => mentionAt(spec, key, 'reference', 'object', found, kind)
  object('serviceAccountName', 'ServiceAccount')
  object('serviceAccount', 'ServiceAccount')
  object('priorityClassName', 'PriorityClass')
  object('runtimeClassName', 'RuntimeClass')
  for (const secret of itemsIn(nodeIn(spec, 'imagePullSecrets'))) mentionAt(secret, 'name', 'reference', 'object', found, 'Secret')
  for (const claim of itemsIn(nodeIn(spec, 'resourceClaims'))) {
    mentionAt(claim, 'name', 'definition', 'claim', found)
    mentionAt(claim, 'resourceClaimName', 'reference', 'object', found, 'ResourceClaim')
    mentionAt(claim, 'resourceClaimTemplateName', 'reference', 'object', found, 'ResourceClaimTemplate')
  }
  for (const volume of itemsIn(nodeIn(spec, 'volumes'))) volumeMentions(volume, found)
  for (const list of CONTAINER_LISTS) for (const container of itemsIn(nodeIn(spec, list))) containerMentions(container, found)
  const annotations = nodeIn(metadata, 'annotations')
  mentionAt(annotations, 'kubectl.kubernetes.io/default-container', 'reference', 'container', found)
  mentionAt(annotations, 'kubectl.kubernetes.io/default-logs-container', 'reference', 'container', found)
  for (const { key, keySpan } of entriesIn(annotations)) {
    const name = APPARMOR.exec(key)?.[1]
    if (name === undefined) continue
    // The key ends with the name, before the quote if there is one.
    const end = keySpan.end - (keySpan.end - keySpan.start > key.length ? 1 : 0)
    found({ entity: { kind: 'container', name }, role: 'reference', span: { start: end - name.length, end } })
  }
}

/** Old annotations that name a container in their key. */
const APPARMOR = /^container\.apparmor\.security\.beta\.kubernetes\.io\/([a-z0-9-]+)$/

function volumeMentions(volume: MapNode, found: Found): void {
  mentionAt(volume, 'name', 'definition', 'volume', found)
  filesOf(nodeIn(volume, 'configMap'), 'name', 'ConfigMap', found)
  filesOf(nodeIn(volume, 'secret'), 'secretName', 'Secret', found)
  mentionAt(nodeIn(volume, 'persistentVolumeClaim'), 'claimName', 'reference', 'object', found, 'PersistentVolumeClaim')
  mentionAt(nodeIn(volume, 'ephemeral', 'volumeClaimTemplate', 'spec'), 'storageClassName', 'reference', 'object', found, 'StorageClass')
  mentionAt(nodeIn(volume, 'csi', 'nodePublishSecretRef'), 'name', 'reference', 'object', found, 'Secret')
  downwardMentions(nodeIn(volume, 'downwardAPI'), found)
  for (const source of itemsIn(nodeIn(volume, 'projected', 'sources'))) {
    filesOf(nodeIn(source, 'configMap'), 'name', 'ConfigMap', found)
    filesOf(nodeIn(source, 'secret'), 'name', 'Secret', found)
    downwardMentions(nodeIn(source, 'downwardAPI'), found)
  }
}

/** A ConfigMap or Secret as files: its name, and the keys that are chosen. */
function filesOf(source: Node | undefined, field: string, kind: string, found: Found): void {
  mentionAt(source, field, 'reference', 'object', found, kind)
  const name = nameOf(nodeIn(source, field))
  if (name === undefined) return
  for (const item of itemsIn(nodeIn(source, 'items'))) mentionAt(item, 'key', 'reference', 'data-key', found, `${kind}/${name}`)
}

function downwardMentions(source: Node | undefined, found: Found): void {
  for (const item of itemsIn(nodeIn(source, 'items'))) {
    mentionAt(nodeIn(item, 'resourceFieldRef'), 'containerName', 'reference', 'container', found)
    labelInPath(nodeIn(item, 'fieldRef', 'fieldPath'), found)
  }
}

/** `metadata.labels['app']`: the key of a label of the pod. */
function labelInPath(path: Node | undefined, found: Found): void {
  if (path?.kind !== 'scalar') return
  const [, before = '', name = ''] = /^(metadata\.labels\[')([^']+)'\]$/.exec(path.source) ?? []
  const quotes = path.span.end - path.span.start - path.source.length
  // With escapes inside, the key stands somewhere else.
  if (name === '' || (quotes !== 0 && quotes !== 2)) return
  const start = path.span.start + quotes / 2 + before.length
  found({ entity: { kind: 'label-key', name }, role: 'reference', span: { start, end: start + name.length } })
}

function containerMentions(container: MapNode, found: Found): void {
  mentionAt(container, 'name', 'definition', 'container', found)
  mentionAt(container, 'targetContainerName', 'reference', 'container', found)
  for (const mount of itemsIn(nodeIn(container, 'volumeMounts'))) mentionAt(mount, 'name', 'reference', 'volume', found)
  for (const device of itemsIn(nodeIn(container, 'volumeDevices'))) mentionAt(device, 'name', 'reference', 'volume', found)
  for (const port of itemsIn(nodeIn(container, 'ports'))) mentionAt(port, 'name', 'definition', 'port', found)
  for (const claim of itemsIn(nodeIn(container, 'resources', 'claims'))) mentionAt(claim, 'name', 'reference', 'claim', found)
  for (const path of PROBES) {
    for (const action of ['httpGet', 'tcpSocket']) namedPort(nodeIn(container, ...path, action), 'port', found)
  }
  for (const variable of itemsIn(nodeIn(container, 'env'))) {
    const from = nodeIn(variable, 'valueFrom')
    keyOf(nodeIn(from, 'configMapKeyRef'), 'ConfigMap', found)
    keyOf(nodeIn(from, 'secretKeyRef'), 'Secret', found)
    mentionAt(nodeIn(from, 'resourceFieldRef'), 'containerName', 'reference', 'container', found)
    mentionAt(nodeIn(from, 'fileKeyRef'), 'volumeName', 'reference', 'volume', found)
    labelInPath(nodeIn(from, 'fieldRef', 'fieldPath'), found)
  }
  for (const source of itemsIn(nodeIn(container, 'envFrom'))) {
    mentionAt(nodeIn(source, 'configMapRef'), 'name', 'reference', 'object', found, 'ConfigMap')
    mentionAt(nodeIn(source, 'secretRef'), 'name', 'reference', 'object', found, 'Secret')
  }
}

function keyOf(reference: Node | undefined, kind: string, found: Found): void {
  mentionAt(reference, 'name', 'reference', 'object', found, kind)
  const name = nameOf(nodeIn(reference, 'name'))
  if (name !== undefined) mentionAt(reference, 'key', 'reference', 'data-key', found, `${kind}/${name}`)
}

/** A port that is given by its name; numbers name nothing. */
export function namedPort(map: Node | undefined, key: string, found: Found, about: Partial<Mention> = {}): void {
  const value = entryIn(map, key)?.value
  if (value?.kind !== 'scalar' || typeof value.value !== 'string') return
  mentionAt(map, key, 'reference', 'port', (mention) => found({ ...mention, ...about }))
}

/** Each label of a map: its key, and its value. */
export function labelMentions(labels: Node | undefined, about: Pick<Mention, 'labels' | 'selector'>, found: Found): void {
  const role = about.labels === undefined ? 'reference' : 'definition'
  for (const entry of entriesIn(labels)) {
    found({ entity: { kind: 'label-key', name: entry.key }, role, span: entry.keySpan, key: entry, ...about })
    const value = nameOf(entry.value)
    if (value === undefined || entry.value.kind !== 'scalar' || entry.value.span.start !== entry.valueSpan.start) continue
    found({ entity: { kind: 'label-value', name: value, within: entry.key }, role, span: entry.valueSpan, node: entry.value, ...about })
  }
}
