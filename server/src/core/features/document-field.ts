// What is shown over a field of a DaemonSet and over its value: documentation, and what the value means. Knows fields only: where a DaemonSet
// runs and why is explain-placement.ts.
import { DAEMON_SET, type Field, isStruct, type Position, type Schema, schemaFor } from '../schema/schema.ts'
import type { MapEntry, MapNode, Node } from '../syntax/tree.ts'
import { type Span, spanTouches } from '../text.ts'
import type { DocumentationReference } from './completion/item.ts'
import { enumValueMarkdown, fieldMarkdown, typeMarkdown } from './documentation/field-text.ts'
import { valueMarkdown } from './documentation/value-text.ts'
import { escapeMarkdown } from './markdown.ts'

export interface FieldHover {
  /** Relative to the document. */
  readonly span: Span
  readonly markdown: string
}

export interface HoverOptions {
  readonly minor: number
  /** On how many nodes the DaemonSet runs: for percentages. */
  readonly desired?: number
  /** Only what a value means: the field's own documentation is shown by someone else. */
  readonly meaningOnly?: boolean
}

/** The documentation of the field or value at the offset; undefined where there is none. `root`: the DaemonSet's own map. */
export function documentField(root: MapNode, offset: number, options: HoverOptions): FieldHover | undefined {
  const schema = schemaFor(options.minor)
  let position: Position = { kind: 'one', type: DAEMON_SET, field: undefined }
  let node: Node = root
  let key: string | undefined
  while (node.kind !== 'scalar') {
    const inside: Inside | undefined = node.kind === 'map' ? entryAt(node, offset) : itemAt(node, offset)
    if (inside === undefined) return undefined
    const next: Position | undefined = schema.step(position, inside.segment)
    const { entry } = inside
    if (entry !== undefined && spanTouches(entry.keySpan, offset)) return options.meaningOnly ? undefined : overKey(schema, position, entry, options)
    if (next === undefined) return undefined
    if (typeof inside.segment === 'string') key = position.kind === 'map' ? inside.segment : undefined
    position = next
    node = inside.value
  }
  const { field } = position
  if (field === undefined || position.kind !== 'one' || isStruct(position.type) || !spanTouches(node.span, offset) || node.value === null)
    return undefined
  const meaning = valueMarkdown({ field, key, node, desired: options.desired })
  if (options.meaningOnly) return meaning === '' ? undefined : { span: node.span, markdown: meaning }
  const documentation = fieldMarkdown(field, options.minor)
  return { span: node.span, markdown: meaning === '' ? documentation : `${meaning}\n\n---\n\n${documentation}` }
}

/** The documentation of a completion item, made when someone looks at the item. */
export function completionDocumentation(reference: DocumentationReference, minor: number): string | undefined {
  const { owner, field: name, value, meaning } = reference
  const field = owner === undefined || name === undefined ? undefined : schemaFor(minor).fieldOfAnyMinor(owner, name)
  const own = meaning === undefined ? '' : escapeMarkdown(meaning)
  const ofValue = field !== undefined && value !== undefined ? enumValueMarkdown(field, value) : ''
  const ofField = field !== undefined ? fieldMarkdown(field, minor) : owner === undefined ? '' : typeMarkdown(owner, minor)
  const parts = [own, ofValue, ofField].filter((part) => part !== '')
  return parts.length === 0 ? undefined : parts.join('\n\n')
}

interface Inside {
  readonly segment: string | number
  readonly value: Node
  readonly entry?: MapEntry
}

function entryAt(map: MapNode, offset: number): Inside | undefined {
  // What an alias or a merge key brought in stands elsewhere.
  const entry = map.entries.find((candidate) => candidate.merged !== true && candidate.keySpan.start <= offset && offset <= endOf(candidate))
  return entry === undefined ? undefined : { segment: entry.key, value: entry.value, entry }
}

function endOf(entry: MapEntry): number {
  return Math.max(entry.keySpan.end, entry.valueSpan.end)
}

function itemAt(list: Extract<Node, { kind: 'list' }>, offset: number): Inside | undefined {
  const index = list.items.findIndex((item) => item.start <= offset && offset <= item.valueSpan.end)
  const item = list.items[index]
  return item === undefined ? undefined : { segment: index, value: item.value }
}

function overKey(schema: Schema, position: Position, entry: MapEntry, options: HoverOptions): FieldHover | undefined {
  const field: Field | undefined = position.kind === 'map' ? position.field : schema.fieldOfAnyMinor(position.type, entry.key)
  if (field === undefined || position.kind === 'list') return undefined
  return { span: entry.keySpan, markdown: fieldMarkdown(field, options.minor) }
}
