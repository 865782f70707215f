// Every name that an object of any kind mentions: what it is called, its labels, its selectors, and what its pods hold.
import { type ReadObject, valueAt } from '../../analysis/read-objects.ts'
import { toValue } from '../../syntax/to-value.ts'
import type { MapNode, Node } from '../../syntax/tree.ts'
import { entriesIn, type Found, itemsIn, type LabelDomain, type Mention, mentionAt, nameOf, nodeIn, type Selector } from './mention.ts'
import { labelMentions, namedPort, podMentions } from './pod-mentions.ts'

/** Workloads whose `spec.selector` is immutable. */
const IMMUTABLE_SELECTORS = new Set(['DaemonSet', 'Deployment', 'StatefulSet', 'ReplicaSet', 'Job'])

const known = new WeakMap<ReadObject, readonly Mention[]>()

/** The names an object mentions, in the order of the text. */
export function mentionsIn(object: ReadObject): readonly Mention[] {
  const kept = known.get(object)
  if (kept !== undefined) return kept
  const mentions: Mention[] = []
  if (object.root?.kind === 'map') collect(object.root, object.kind ?? '', (mention) => mentions.push(mention))
  mentions.sort((a, b) => a.span.start - b.span.start)
  known.set(object, mentions)
  return mentions
}

/** The labels of the pods an object makes, also those that come by an alias or a merge key. */
export function podLabelsOf({ root, kind }: ReadObject): unknown {
  if (root?.kind !== 'map') return null
  const template = kind === 'CronJob' ? ['spec', 'jobTemplate', 'spec', 'template'] : ['spec', 'template']
  return labelsAt(root, kind === 'Pod' ? [] : template)
}

/** `metadata.labels` below a path. */
export function labelsAt(root: Node | null, path: readonly string[]): unknown {
  let node: Node | undefined = root ?? undefined
  for (const key of [...path, 'metadata', 'labels']) node = node?.kind === 'map' ? valueAt(node, key) : undefined
  return node === undefined ? null : toValue(node)
}

/** The pod of an object: its template, or the Pod itself. */
function podOf(root: MapNode, kind: string): Node | undefined {
  if (kind === 'Pod') return root
  const spec = kind === 'CronJob' ? nodeIn(root, 'spec', 'jobTemplate', 'spec') : nodeIn(root, 'spec')
  return nodeIn(spec, 'template')
}

function collect(root: MapNode, kind: string, found: Found): void {
  const metadata = nodeIn(root, 'metadata')
  const spec = nodeIn(root, 'spec')
  if (kind !== '') mentionAt(metadata, 'name', 'definition', 'object', found, kind)
  mentionAt(metadata, 'namespace', 'reference', 'object', found, 'Namespace')
  const pod = podOf(root, kind)
  const podSpec = nodeIn(pod, 'spec')
  if (podSpec?.kind === 'map') {
    podMentions(podSpec, nodeIn(pod, 'metadata'), found)
    labelMentions(nodeIn(pod, 'metadata', 'labels'), { labels: 'pod' }, found)
    podSelectors(podSpec, found)
    labelSelector(nodeIn(spec, 'selector'), 'pod', found, IMMUTABLE_SELECTORS.has(kind) ? { immutable: true } : {})
  }
  if (kind === 'StatefulSet') {
    for (const template of itemsIn(nodeIn(spec, 'volumeClaimTemplates')))
      mentionAt(nodeIn(template, 'metadata'), 'name', 'definition', 'volume', found)
    mentionAt(spec, 'serviceName', 'reference', 'object', found, 'Service')
  }
  if (Object.hasOwn(BY_KIND, kind)) BY_KIND[kind]?.(root, spec, found)
}

const BY_KIND: Readonly<Record<string, (root: MapNode, spec: Node | undefined, found: Found) => void>> = {
  Service: serviceMentions,
  NetworkPolicy: networkPolicyMentions,
  PodDisruptionBudget: (_, spec, found) => void labelSelector(nodeIn(spec, 'selector'), 'pod', found),
  ServiceMonitor(_, spec, found) {
    const selector = labelSelector(nodeIn(spec, 'selector'), 'Service', found, { namespaces: namespacesOf(spec) })
    for (const endpoint of itemsIn(nodeIn(spec, 'endpoints')))
      mentionAt(endpoint, 'port', 'reference', 'service-port', (mention) => found({ ...mention, selector }))
  },
  PodMonitor(_, spec, found) {
    const selector = labelSelector(nodeIn(spec, 'selector'), 'pod', found, { namespaces: namespacesOf(spec) })
    for (const endpoint of itemsIn(nodeIn(spec, 'podMetricsEndpoints'))) namedPort(endpoint, 'port', found, { selector })
  },
  ConfigMap: (root, _, found) => dataMentions(root, 'ConfigMap', found),
  Secret: (root, _, found) => dataMentions(root, 'Secret', found),
  RoleBinding: (root, _, found) => bindingMentions(root, found),
  ClusterRoleBinding: (root, _, found) => bindingMentions(root, found),
  HorizontalPodAutoscaler: (_, spec, found) => targetMention(nodeIn(spec, 'scaleTargetRef'), found),
  VerticalPodAutoscaler: (_, spec, found) => targetMention(nodeIn(spec, 'targetRef'), found),
}

function serviceMentions(root: MapNode, spec: Node | undefined, found: Found): void {
  labelMentions(nodeIn(root, 'metadata', 'labels'), { labels: 'Service' }, found)
  const labels = nodeIn(spec, 'selector')
  const selector: Selector = { domain: 'pod', value: labels === undefined ? null : { matchLabels: toValue(labels) } }
  labelMentions(labels, { selector }, found)
  for (const port of itemsIn(nodeIn(spec, 'ports'))) {
    mentionAt(port, 'name', 'definition', 'service-port', found)
    namedPort(port, 'targetPort', found, { selector })
  }
}

function networkPolicyMentions(_: MapNode, spec: Node | undefined, found: Found): void {
  const selector = labelSelector(nodeIn(spec, 'podSelector'), 'pod', found)
  for (const [rules, peers] of [
    ['ingress', 'from'],
    ['egress', 'to'],
  ] as const) {
    for (const rule of itemsIn(nodeIn(spec, rules))) {
      // Pods of other namespaces are other pods.
      for (const peer of itemsIn(nodeIn(rule, peers)))
        if (nodeIn(peer, 'namespaceSelector') === undefined) labelSelector(nodeIn(peer, 'podSelector'), 'pod', found)
      // Ports of outgoing traffic are those of the pods on the other side.
      if (rules === 'ingress') for (const port of itemsIn(nodeIn(rule, 'ports'))) namedPort(port, 'port', found, { selector })
    }
  }
}

function dataMentions(root: MapNode, kind: string, found: Found): void {
  const name = nameOf(nodeIn(root, 'metadata', 'name'))
  if (name === undefined) return
  for (const field of ['data', 'stringData', 'binaryData']) {
    for (const entry of entriesIn(nodeIn(root, field)))
      found({ entity: { kind: 'data-key', name: entry.key, within: `${kind}/${name}` }, role: 'definition', span: entry.keySpan, key: entry })
  }
}

function bindingMentions(root: MapNode, found: Found): void {
  for (const subject of itemsIn(nodeIn(root, 'subjects')))
    if (nameOf(nodeIn(subject, 'kind')) === 'ServiceAccount') mentionAt(subject, 'name', 'reference', 'object', found, 'ServiceAccount')
  const role = nodeIn(root, 'roleRef')
  mentionAt(role, 'name', 'reference', 'object', found, nameOf(nodeIn(role, 'kind')) ?? 'Role')
}

function targetMention(target: Node | undefined, found: Found): void {
  const kind = nameOf(nodeIn(target, 'kind'))
  if (kind !== undefined) mentionAt(target, 'name', 'reference', 'object', found, kind)
}

/** The selectors in a pod spec that look at labels of pods. */
function podSelectors(podSpec: MapNode, found: Found): void {
  for (const constraint of itemsIn(nodeIn(podSpec, 'topologySpreadConstraints'))) {
    labelSelector(nodeIn(constraint, 'labelSelector'), 'pod', found)
    labelKeys(nodeIn(constraint, 'matchLabelKeys'), found)
  }
  for (const kind of ['podAffinity', 'podAntiAffinity']) {
    const affinity = nodeIn(podSpec, 'affinity', kind)
    const required = itemsIn(nodeIn(affinity, 'requiredDuringSchedulingIgnoredDuringExecution'))
    const preferred = itemsIn(nodeIn(affinity, 'preferredDuringSchedulingIgnoredDuringExecution')).map((item) => nodeIn(item, 'podAffinityTerm'))
    for (const term of [...required, ...preferred]) {
      labelKeys(nodeIn(term, 'matchLabelKeys'), found)
      labelKeys(nodeIn(term, 'mismatchLabelKeys'), found)
      if (nodeIn(term, 'namespaces') === undefined && nodeIn(term, 'namespaceSelector') === undefined)
        labelSelector(nodeIn(term, 'labelSelector'), 'pod', found)
    }
  }
}

/** Keys whose values are those of the pod itself. */
function labelKeys(list: Node | undefined, found: Found): void {
  if (list?.kind !== 'list') return
  for (const { value, valueSpan } of list.items) {
    const name = nameOf(value)
    if (name !== undefined && value.kind === 'scalar' && value.span.start === valueSpan.start)
      found({ entity: { kind: 'label-key', name }, role: 'reference', span: valueSpan, node: value })
  }
}

/** Where a monitor looks besides its own namespace. */
function namespacesOf(spec: Node | undefined): Selector['namespaces'] {
  const selector = nodeIn(spec, 'namespaceSelector')
  if (nameOf(nodeIn(selector, 'any')) === 'true') return 'any'
  const names = nodeIn(selector, 'matchNames')
  return names?.kind === 'list' ? names.items.flatMap(({ value }) => nameOf(value) ?? []) : undefined
}

/** The labels that a LabelSelector names; and the selector itself. */
function labelSelector(node: Node | undefined, domain: LabelDomain, found: Found, about: Partial<Selector> = {}): Selector {
  const selector: Selector = { ...about, domain, value: node === undefined ? null : toValue(node) }
  labelMentions(nodeIn(node, 'matchLabels'), { selector }, found)
  for (const expression of itemsIn(nodeIn(node, 'matchExpressions'))) {
    const key = nameOf(nodeIn(expression, 'key'))
    if (key === undefined) continue
    mentionAt(expression, 'key', 'reference', 'label-key', (mention) => found({ ...mention, selector }))
    const values = nodeIn(expression, 'values')
    if (values?.kind !== 'list') continue
    for (const { value, valueSpan } of values.items) {
      const name = nameOf(value)
      if (name === undefined || value.kind !== 'scalar' || value.span.start !== valueSpan.start) continue
      found({ entity: { kind: 'label-value', name, within: key }, role: 'reference', span: valueSpan, node: value, selector })
    }
  }
  return selector
}
