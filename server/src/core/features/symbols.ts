// The outline: each DaemonSet with its selector, containers, volumes and tolerations, named by what they mean. Knows trees, no nodes.
import type { DocumentReading, ReadObject } from '../analysis/read-objects.ts'
import type { Toleration } from '../model/kubernetes.ts'
import type { ListItem, ListNode, MapEntry, MapNode, Node } from '../syntax/tree.ts'
import type { Span } from '../text.ts'

export type SymbolKind = 'workload' | 'section' | 'container' | 'volume' | 'toleration' | 'term' | 'label' | 'field'

/** One line of the outline. Spans are relative to the document; `nameSpan` lies within `span`. */
export interface OutlineSymbol {
  readonly name: string
  readonly detail: string
  readonly kind: SymbolKind
  readonly span: Span
  readonly nameSpan: Span
  readonly children: readonly OutlineSymbol[]
}

/** The outline of a document's DaemonSets; other objects have none. */
export function outline(reading: DocumentReading): OutlineSymbol[] {
  return reading.objects.flatMap((object) => (object.daemonset === undefined ? [] : [workload(object, object.daemonset.root)]))
}

function workload(object: ReadObject, root: MapNode): OutlineSymbol {
  const metadata = entryAt(root, 'metadata')
  const name = metadata?.value.kind === 'map' ? entryAt(metadata.value, 'name') : undefined
  const spec = entryAt(root, 'spec')
  const podSpec = mapAt(root, ['spec', 'template', 'spec'])
  return {
    name: object.name ?? 'DaemonSet',
    detail: object.namespace === null ? 'DaemonSet' : `DaemonSet in ${object.namespace}`,
    kind: 'workload',
    span: root.span,
    nameSpan: within(root.span, name?.valueSpan ?? entryAt(root, 'kind')?.keySpan ?? root.span),
    children: [...(spec?.value.kind === 'map' ? specSymbols(spec.value) : []), ...(podSpec === undefined ? [] : podSymbols(podSpec))].sort(
      (a, b) => a.span.start - b.span.start,
    ),
  }
}

function specSymbols(spec: MapNode): OutlineSymbol[] {
  const symbols: OutlineSymbol[] = []
  const selector = entryAt(spec, 'selector')
  const labels = selector?.value.kind === 'map' ? mapAt(selector.value, ['matchLabels']) : undefined
  if (selector !== undefined) symbols.push(section(selector, labels === undefined ? '' : pairs(labels), []))
  const strategy = entryAt(spec, 'updateStrategy')
  if (strategy !== undefined) symbols.push(section(strategy, textOf(strategy.value, 'type') ?? '', []))
  const podLabels = mapAt(spec, ['template', 'metadata', 'labels'])
  const podMetadata = mapAt(spec, ['template', 'metadata'])
  const labelsEntry = podMetadata === undefined ? undefined : entryAt(podMetadata, 'labels')
  if (labelsEntry !== undefined && podLabels !== undefined) symbols.push({ ...section(labelsEntry, pairs(podLabels), []), name: 'pod labels' })
  return symbols
}

const LISTS: Readonly<Record<string, { kind: SymbolKind; describe: (item: Node) => { name: string; detail: string } }>> = {
  initContainers: {
    kind: 'container',
    describe: (item) => ({ name: textOf(item, 'name') ?? 'init container', detail: textOf(item, 'image') ?? '' }),
  },
  containers: { kind: 'container', describe: (item) => ({ name: textOf(item, 'name') ?? 'container', detail: textOf(item, 'image') ?? '' }) },
  ephemeralContainers: {
    kind: 'container',
    describe: (item) => ({ name: textOf(item, 'name') ?? 'ephemeral container', detail: textOf(item, 'image') ?? '' }),
  },
  volumes: { kind: 'volume', describe: describeVolume },
  tolerations: { kind: 'toleration', describe: (item) => ({ name: describeToleration(plainToleration(item)), detail: '' }) },
}

function podSymbols(podSpec: MapNode): OutlineSymbol[] {
  const symbols: OutlineSymbol[] = []
  for (const entry of podSpec.entries) {
    if (entry.merged) continue
    const list = Object.hasOwn(LISTS, entry.key) ? LISTS[entry.key] : undefined
    if (list !== undefined && entry.value.kind === 'list') {
      const { kind, describe } = list
      symbols.push(
        section(
          entry,
          '',
          itemsOf(entry.value).map((item) => itemSymbol(item, kind, describe(item.value))),
        ),
      )
    } else if (entry.key === 'nodeSelector') symbols.push(section(entry, entry.value.kind === 'map' ? pairs(entry.value) : '', []))
    else if (entry.key === 'affinity' && entry.value.kind === 'map')
      symbols.push(
        section(
          entry,
          '',
          entry.value.entries.filter((child) => !child.merged).map((child) => section(child, '', [])),
        ),
      )
    else if (SCALARS.has(entry.key) && entry.value.kind === 'scalar') symbols.push(section(entry, entry.value.source, []))
  }
  return symbols
}

const SCALARS = new Set(['nodeName', 'hostNetwork', 'priorityClassName', 'serviceAccountName', 'runtimeClassName'])

/** What a toleration tolerates, in the short form of a taint. */
export function describeToleration({ key, operator, value, effect, tolerationSeconds }: Toleration): string {
  const taint = key ? `${key}${operator === 'Exists' || value === undefined ? '' : `=${value}`}` : 'every taint'
  const comparison = operator === 'Lt' ? `${key} < ${value}` : operator === 'Gt' ? `${key} > ${value}` : taint
  return `${comparison}${effect ? `:${effect}` : ''}${tolerationSeconds === undefined ? '' : ` for ${tolerationSeconds} s`}`
}

function plainToleration(item: Node): Toleration {
  const seconds = textOf(item, 'tolerationSeconds')
  return {
    key: textOf(item, 'key'),
    operator: textOf(item, 'operator'),
    value: textOf(item, 'value'),
    effect: textOf(item, 'effect'),
    tolerationSeconds: seconds === undefined || Number.isNaN(Number(seconds)) ? undefined : Number(seconds),
  }
}

function describeVolume(item: Node): { name: string; detail: string } {
  const source = item.kind === 'map' ? item.entries.find((entry) => entry.key !== 'name') : undefined
  const path = source === undefined ? undefined : (textOf(source.value, 'path') ?? textOf(source.value, 'name') ?? textOf(source.value, 'secretName'))
  return { name: textOf(item, 'name') ?? 'volume', detail: source === undefined ? '' : `${source.key}${path === undefined ? '' : ` ${path}`}` }
}

function section(entry: MapEntry, detail: string, children: readonly OutlineSymbol[]): OutlineSymbol {
  const span = { start: entry.keySpan.start, end: Math.max(entry.keySpan.end, entry.valueSpan.end) }
  return { name: entry.key, detail, kind: children.length > 0 ? 'section' : 'field', span, nameSpan: entry.keySpan, children }
}

function itemSymbol(item: ListItem, kind: SymbolKind, { name, detail }: { name: string; detail: string }): OutlineSymbol {
  const span = { start: Math.min(item.start, item.valueSpan.start), end: Math.max(item.valueSpan.end, item.start + 1) }
  const nameEntry = item.value.kind === 'map' ? entryAt(item.value, 'name') : undefined
  return { name: name || kind, detail, kind, span, nameSpan: within(span, nameEntry?.valueSpan ?? span), children: [] }
}

function itemsOf(list: ListNode): readonly ListItem[] {
  return list.items
}

function within(outer: Span, inner: Span): Span {
  return inner.start >= outer.start && inner.end <= outer.end ? inner : outer
}

function pairs(map: MapNode): string {
  return map.entries.map((entry) => `${entry.key}=${entry.value.kind === 'scalar' ? entry.value.source : '…'}`).join(', ')
}

function entryAt(map: MapNode, key: string): MapEntry | undefined {
  return map.entries.find((entry) => entry.key === key && !entry.merged)
}

function mapAt(map: MapNode, path: readonly string[]): MapNode | undefined {
  let node: Node | undefined = map
  for (const key of path) node = node?.kind === 'map' ? entryAt(node, key)?.value : undefined
  return node?.kind === 'map' ? node : undefined
}

function textOf(node: Node, key: string): string | undefined {
  const value = node.kind === 'map' ? entryAt(node, key)?.value : undefined
  return value?.kind === 'scalar' && value.value !== null ? value.source : undefined
}
