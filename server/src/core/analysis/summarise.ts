// What other documents may know of this one: a summary of each of its objects. Keeps plain values only, never the tree.
import { toValue } from '../syntax/to-value.ts'
import type { MapNode, Node } from '../syntax/tree.ts'
import { shiftSpan } from '../text.ts'
import type { ObjectSummary } from '../workspace-facts.ts'
import { type DocumentReading, multiplies, type ReadObject, valueAt } from './read-objects.ts'

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

type TextOf = (text: string) => string

const asItIs: TextOf = (text) => text

/**
 * The objects of a document, for the index of the workspace. Templates are left out, since what they hold is not known, and what the
 * server refuses for its aliases.
 * @param start offset of the document in its file
 * @param index of the document in its file
 * @param textOf what to keep of each text: as it is, or `ownText` where the text of the file is not kept otherwise
 */
export function summarise(reading: DocumentReading, uri: string, start: number, index: number, textOf: TextOf = asItIs): ObjectSummary[] {
  if (reading.template || multiplies(reading)) return []
  return reading.objects.flatMap((object) => {
    const summary = summaryOf(object, uri, start, index, textOf)
    return summary === undefined ? [] : [summary]
  })
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

function summaryOf(object: ReadObject, uri: string, start: number, index: number, textOf: TextOf): ObjectSummary | undefined {
  const { root, kind, apiVersion } = object
  if (root?.kind !== 'map' || kind === null || apiVersion === null) return undefined
  const metadata = mapAt(root, 'metadata')
  const nameEntry = metadata?.entries.find((entry) => entry.key === 'name')
  const template = templateOf(root, kind, textOf)
  return {
    uri,
    index,
    ...(object.item === undefined ? {} : { item: object.item }),
    apiVersion: textOf(apiVersion),
    kind: textOf(kind),
    namespace: object.namespace === null ? null : textOf(object.namespace),
    name: object.name === null ? null : textOf(object.name),
    nameSpan: shiftSpan(nameEntry?.valueSpan ?? root.entries[0]?.keySpan ?? root.span, start),
    labels: metadata === undefined ? {} : stringsOf(valueAt(metadata, 'labels'), textOf),
    ...(template === undefined ? {} : { template }),
    ...specOf(root, kind, template !== undefined, textOf),
    ...(DATA_KINDS.has(kind) ? { dataKeys: ['data', 'stringData', 'binaryData'].flatMap((field) => keysOf(valueAt(root, field)).map(textOf)) } : {}),
  }
}

function specOf(root: MapNode, kind: string, workload: boolean, textOf: TextOf): { spec?: unknown } {
  if (KINDS_KEPT_WHOLE.has(kind)) return { spec: toValue(root, textOf) }
  const spec = valueAt(root, 'spec')
  if (spec === undefined) return {}
  if (KINDS_WITH_SPEC.has(kind)) return { spec: toValue(spec, textOf) }
  // of a workload everything but the template, which is kept beside it
  if (!workload || spec.kind !== 'map') return {}
  return {
    spec: Object.fromEntries(spec.entries.filter((entry) => entry.key !== 'template').map((entry) => [entry.key, toValue(entry.value, textOf)])),
  }
}

function templateOf(root: MapNode, kind: string, textOf: TextOf): ObjectSummary['template'] {
  if (kind === 'Pod') return podOf(root, textOf)
  const spec = mapAt(root, 'spec')
  const job = kind === 'CronJob' ? mapAt(mapAt(spec, 'jobTemplate'), 'spec') : spec
  const template = mapAt(job, 'template')
  return template === undefined ? undefined : podOf(template, textOf)
}

function podOf(pod: MapNode, textOf: TextOf): ObjectSummary['template'] {
  const spec = mapAt(pod, 'spec')
  if (spec === undefined) return undefined
  const metadata = mapAt(pod, 'metadata')
  return { labels: metadata === undefined ? {} : stringsOf(valueAt(metadata, 'labels'), textOf), spec: toValue(spec, textOf) }
}

function mapAt(map: MapNode | undefined, key: string): MapNode | undefined {
  const value = map === undefined ? undefined : valueAt(map, key)
  return value?.kind === 'map' ? value : undefined
}

function stringsOf(node: Node | undefined, textOf: TextOf): Record<string, string> {
  if (node?.kind !== 'map') return {}
  return Object.fromEntries(
    node.entries.flatMap((entry) => (entry.value.kind === 'scalar' && entry.value.value !== null ? [[entry.key, textOf(entry.value.source)]] : [])),
  )
}

function keysOf(node: Node | undefined): string[] {
  return node?.kind === 'map' ? node.entries.map((entry) => entry.key) : []
}
