// What other documents may know of this one: a summary of each of its objects. Keeps plain values only, never the tree.
import { toValue } from '../syntax/to-value.ts'
import type { MapNode, Node } from '../syntax/tree.ts'
import { shiftSpan } from '../text.ts'
import type { ObjectSummary } from '../workspace-facts.ts'
import { type DocumentReading, type ReadObject, valueAt } from './read-objects.ts'

/** Kinds whose `spec` a rule or a feature asks for. Everything else is kept by name and labels. */
const KINDS_WITH_SPEC = new Set([
  'Service',
  'NetworkPolicy',
  'PodDisruptionBudget',
  'HorizontalPodAutoscaler',
  'PersistentVolumeClaim',
  'PersistentVolume',
  'ServiceMonitor',
  'PodMonitor',
  'StorageClass',
])
/** Kinds that are small and mostly top-level fields: kept whole. */
const KINDS_KEPT_WHOLE = new Set(['RuntimeClass', 'PriorityClass', 'Namespace'])
const DATA_KINDS = new Set(['ConfigMap', 'Secret'])

/**
 * The objects of a document, for the index of the workspace. Templates are left out: what they hold is not known.
 * @param start offset of the document in its file
 * @param index of the document in its file
 */
export function summarise(reading: DocumentReading, uri: string, start: number, index: number): ObjectSummary[] {
  if (reading.template) return []
  return reading.objects.flatMap((object) => {
    const summary = summaryOf(object, uri, start, index)
    return summary === undefined ? [] : [summary]
  })
}

/** The same summary without a hold on the text it was read from: V8 keeps a whole file alive for one word that was cut out of it. */
export function detached(summary: ObjectSummary): ObjectSummary {
  return { ...(copyOf(summary) as ObjectSummary), uri: summary.uri }
}

/** V8 copies shorter strings when it cuts them out. */
const SHORTEST_CUT = 13

function copyOf(value: unknown): unknown {
  if (typeof value === 'string') return value.length < SHORTEST_CUT ? value : String(JSON.parse(JSON.stringify(value)))
  if (Array.isArray(value)) return value.map(copyOf)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([field, item]) => [field, copyOf(item)]))
}

/** What verdicts on other documents ask of a pod: where it runs, and which ports and how much of the node it takes. */
const MEANINGFUL_POD_FIELDS = ['hostNetwork', 'nodeName', 'nodeSelector', 'affinity', 'tolerations', 'runtimeClassName'] as const

/**
 * Equal for two versions of an object of which the verdicts on other documents can say no different things, wherever it stands. Most
 * edits of a pod template concern nobody else, and must not have every open document judged anew.
 */
export function meaningOf(summary: ObjectSummary): string {
  const { nameSpan: _, index: __, template, ...rest } = summary
  if (template === undefined) return JSON.stringify(rest)
  const { selector } = objectIn(rest.spec)
  const pod = objectIn(template.spec)
  const containers = Array.isArray(pod.containers) ? pod.containers : []
  const meaning = [
    template.labels,
    MEANINGFUL_POD_FIELDS.map((field) => pod[field]),
    containers.map((container) => [objectIn(container).ports, objectIn(container).resources]),
  ]
  return JSON.stringify({ ...rest, spec: selector, template: meaning })
}

function objectIn(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

function summaryOf(object: ReadObject, uri: string, start: number, index: number): ObjectSummary | undefined {
  const { root, kind, apiVersion } = object
  if (root?.kind !== 'map' || kind === null || apiVersion === null) return undefined
  const metadata = mapAt(root, 'metadata')
  const nameEntry = metadata?.entries.find((entry) => entry.key === 'name')
  const template = templateOf(root, kind)
  return {
    uri,
    index,
    ...(object.item === undefined ? {} : { item: object.item }),
    apiVersion,
    kind,
    namespace: object.namespace,
    name: object.name,
    nameSpan: shiftSpan(nameEntry?.valueSpan ?? root.entries[0]?.keySpan ?? root.span, start),
    labels: metadata === undefined ? {} : stringsOf(valueAt(metadata, 'labels')),
    ...(template === undefined ? {} : { template }),
    ...specOf(root, kind, template !== undefined),
    ...(DATA_KINDS.has(kind)
      ? { dataKeys: [...keysOf(valueAt(root, 'data')), ...keysOf(valueAt(root, 'stringData')), ...keysOf(valueAt(root, 'binaryData'))] }
      : {}),
  }
}

function specOf(root: MapNode, kind: string, workload: boolean): { spec?: unknown } {
  if (KINDS_KEPT_WHOLE.has(kind)) return { spec: toValue(root) }
  const spec = valueAt(root, 'spec')
  if (spec === undefined) return {}
  if (KINDS_WITH_SPEC.has(kind)) return { spec: toValue(spec) }
  // of a workload everything but the template, which is kept beside it
  if (!workload || spec.kind !== 'map') return {}
  return { spec: Object.fromEntries(spec.entries.filter((entry) => entry.key !== 'template').map((entry) => [entry.key, toValue(entry.value)])) }
}

function templateOf(root: MapNode, kind: string): ObjectSummary['template'] {
  if (kind === 'Pod') return podOf(root)
  const spec = mapAt(root, 'spec')
  const job = kind === 'CronJob' ? mapAt(mapAt(spec, 'jobTemplate'), 'spec') : spec
  const template = mapAt(job, 'template')
  return template === undefined ? undefined : podOf(template)
}

function podOf(pod: MapNode): ObjectSummary['template'] {
  const spec = mapAt(pod, 'spec')
  if (spec === undefined) return undefined
  const metadata = mapAt(pod, 'metadata')
  return { labels: metadata === undefined ? {} : stringsOf(valueAt(metadata, 'labels')), spec: toValue(spec) }
}

function mapAt(map: MapNode | undefined, key: string): MapNode | undefined {
  const value = map === undefined ? undefined : valueAt(map, key)
  return value?.kind === 'map' ? value : undefined
}

function stringsOf(node: Node | undefined): Record<string, string> {
  if (node?.kind !== 'map') return {}
  return Object.fromEntries(
    node.entries.flatMap((entry) => (entry.value.kind === 'scalar' && entry.value.value !== null ? [[entry.key, entry.value.source]] : [])),
  )
}

function keysOf(node: Node | undefined): string[] {
  return node?.kind === 'map' ? node.entries.map((entry) => entry.key) : []
}
