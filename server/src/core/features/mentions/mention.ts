// A name in a manifest that other places use too: what it names, and where it is written. Types, and how to read names off the tree.
import { isPlaceholder } from '../../model/placeholder.ts'
import type { MapEntry, MapNode, Node, ScalarNode } from '../../syntax/tree.ts'
import type { Span } from '../../text.ts'

/**
 * `volume`, `container`, `port`, `claim`: names inside of one pod. `label-key`, `label-value`: labels of pods or Services, `within` is the
 * key of a value. `object`: an object by its name, `within` is its kind. `data-key`: a key of a ConfigMap or Secret, `within` is
 * `ConfigMap/name`. `service-port`: the name of a Service's port.
 */
export type EntityKind = 'volume' | 'container' | 'port' | 'claim' | 'label-key' | 'label-value' | 'object' | 'data-key' | 'service-port'

export interface Entity {
  readonly kind: EntityKind
  readonly name: string
  readonly within?: string
}

/** Whose labels: those of pods, or those of Services. */
export type LabelDomain = 'pod' | 'Service'

/** A selector: what it asks for, and whose labels. */
export interface Selector {
  readonly domain: LabelDomain
  /** As a LabelSelector. */
  readonly value: unknown
  /** The selector of a workload, which cannot be changed once the object exists. */
  readonly immutable?: true
  /** Namespaces it looks in; without it the one of its object. */
  readonly namespaces?: 'any' | readonly string[] | undefined
}

export interface Mention {
  readonly entity: Entity
  readonly role: 'definition' | 'reference'
  /** Key or value, quotes included, relative to the document. */
  readonly span: Span
  /** The scalar, or undefined for a key. */
  readonly node?: ScalarNode
  /** The entry whose key this is. */
  readonly key?: MapEntry
  /** The labels of pods or of a Service that this is one of. */
  readonly labels?: LabelDomain
  /** The selector that this stands in, or by which its object finds the pods that define the name. */
  readonly selector?: Selector
}

/** Takes what is found. */
export type Found = (mention: Mention) => void

/** True when both name the same kind of thing by the same name. */
export function sameEntity(a: Entity, b: Entity): boolean {
  return a.kind === b.kind && a.name === b.name && a.within === b.within
}

/** The entry with a key, if it is written in this map itself and its value too. */
export function entryIn(map: Node | undefined, key: string): MapEntry | undefined {
  if (map?.kind !== 'map') return undefined
  const entry = map.entries.find((candidate) => candidate.key === key)
  return entry !== undefined && isOwn(entry) ? entry : undefined
}

/** The value along a path of keys. */
export function nodeIn(map: Node | undefined, ...path: readonly string[]): Node | undefined {
  let node = map
  for (const key of path) node = entryIn(node, key)?.value
  return node
}

/** The items of a list that are maps and written there themselves. */
export function itemsIn(node: Node | undefined): readonly MapNode[] {
  if (node?.kind !== 'list') return []
  return node.items.flatMap(({ value, valueSpan }) => (value.kind === 'map' && value.span.start === valueSpan.start ? [value] : []))
}

/** The entries of a map that are written in it. */
export function entriesIn(node: Node | undefined): readonly MapEntry[] {
  return node?.kind === 'map' ? node.entries.filter((entry) => entry.merged !== true && !isPlaceholder(entry.key)) : []
}

/** The text of a scalar that is a name: no placeholder, not empty. */
export function nameOf(node: Node | undefined): string | undefined {
  if (node?.kind !== 'scalar' || node.value === null || node.source === '' || isPlaceholder(node.source)) return undefined
  return node.source
}

/** Not merged in and no alias: its text stands here. */
function isOwn(entry: MapEntry): boolean {
  return entry.merged !== true && entry.value.span.start === entry.valueSpan.start && entry.value.span.end === entry.valueSpan.end
}

/** Tells of the name at `key` of a map, if there is one. */
export function mentionAt(map: Node | undefined, key: string, role: Mention['role'], kind: EntityKind, found: Found, within?: string): void {
  const entry = entryIn(map, key)
  const name = nameOf(entry?.value)
  if (entry?.value.kind !== 'scalar' || name === undefined) return
  const entity: Entity = within === undefined ? { kind, name } : { kind, name, within }
  found({ entity, role, span: entry.valueSpan, node: entry.value })
}
