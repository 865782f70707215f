// From keys and values as written to the entries of a map: keys to strings, merge keys, repeated keys. Knows what the server makes of keys;
// knows nothing of the text but spans.
import { isPlaceholder } from '../model/placeholder.ts'
import type { Span } from '../text.ts'
import type { Report } from './fault.ts'
import { floatKey, TAG_PREFIX, typeScalar } from './scalar-value.ts'
import type { ListItem, MapEntry, Node, ScalarNode } from './tree.ts'

/** A node where it is written; for an alias the node stands elsewhere. In a list `start` is the item's `-`. */
export interface Written extends ListItem {
  readonly alias: boolean
}

export interface RepeatedKey {
  readonly key: ScalarNode
  readonly span: Span
  readonly first: Span
  readonly value: Span
}

/** True for the key `<<`, unless quoted. */
export function isMergeKey(written: Written): boolean {
  const node = written.value
  if (written.alias || node.kind !== 'scalar' || node.source !== '<<') return false
  return node.tag === undefined ? node.style === 'plain' : node.tag === '!' || node.tag === `${TAG_PREFIX}merge`
}

/** The entries of a map whose keys and values alternate in `written`. */
export function mapEntries(written: readonly Written[], report: Report, repeated: (key: RepeatedKey) => void): MapEntry[] {
  return distinctEntries(written) ?? anyEntries(written, report, repeated)
}

/** Below this, looking through what is there is faster than a set. */
const FEW = 8

/** Of nearly every map: its keys are different strings, and none is a merge key. Undefined for others. */
function distinctEntries(written: readonly Written[]): MapEntry[] | undefined {
  const entries: MapEntry[] = []
  const names = written.length > FEW * 2 ? new Set<string>() : undefined
  for (let i = 0; i + 1 < written.length; i += 2) {
    const key = written[i]
    const value = written[i + 1]
    if (key?.value.kind !== 'scalar' || value === undefined || isMergeKey(key)) return undefined
    const name = key.value.value
    if (typeof name !== 'string' || (names?.has(name) ?? entries.some((entry) => entry.key === name))) return undefined
    names?.add(name)
    entries.push({ key: name, keySpan: key.valueSpan, value: value.value, valueSpan: value.valueSpan })
  }
  return entries
}

function anyEntries(written: readonly Written[], report: Report, repeated: (key: RepeatedKey) => void): MapEntry[] {
  const entries = new Map<string, MapEntry>()
  const own = new Map<unknown, Span>()
  for (let i = 0; i + 1 < written.length; i += 2) {
    const key = written[i]
    const value = written[i + 1]
    if (key === undefined || value === undefined) break
    if (isMergeKey(key)) {
      merge(entries, value, report)
      continue
    }
    if (key.value.kind !== 'scalar') {
      report('decode', `invalid map key: ${printed(key.value)}`, key.valueSpan.start, key.valueSpan.start, key.valueSpan.end)
      continue
    }
    const { name, identity } = keyName(key.value, key.valueSpan, value.value, report)
    const first = own.get(identity)
    if (first === undefined) own.set(identity, key.valueSpan)
    // A key that a template fills in is not known to be the same.
    else if (!isPlaceholder(name)) repeated({ key: key.value, span: key.valueSpan, first, value: value.valueSpan })
    if (entries.size > 0) entries.delete(name)
    entries.set(name, { key: name, keySpan: key.valueSpan, value: value.value, valueSpan: value.valueSpan })
  }
  return [...entries.values()]
}

function merge(entries: Map<string, MapEntry>, value: Written, report: Report): void {
  const sources = value.value.kind === 'list' && !value.alias ? value.value.items.map((item) => item.value).reverse() : [value.value]
  for (const source of sources) {
    if (source.kind !== 'map') {
      report('decode', 'map merge requires map or sequence of maps as the value', value.valueSpan.start, value.valueSpan.start, value.valueSpan.end)
      return
    }
    for (const entry of source.entries) {
      const before = entries.get(entry.key)
      entries.delete(entry.key)
      const merged = entry.merged ? entry : ({ ...entry, merged: true } as const)
      entries.set(entry.key, before === undefined || before.merged ? merged : { ...merged, overwrites: before.keySpan })
    }
  }
}

/** The key as JSON has it, and what makes it equal to another one for the server. */
function keyName(key: ScalarNode, span: Span, value: Node, report: Report): { name: string; identity: unknown } {
  if (typeof key.value === 'string') return { name: key.value, identity: key.value }
  if (typeof key.value === 'boolean') return { name: String(key.value), identity: key.value }
  const typed = typeScalar(key.source, key.style, key.tag)
  if (key.value === null || typed.unsigned === true) {
    const type = key.value === null ? '%!s(<nil>), key: <nil>' : `uint64, key: 0x${key.value.toString(16)}`
    report('convert', `unsupported map key of type: ${type}, value: ${printed(value)}`, span.start, span.start, span.end)
    return { name: String(key.value), identity: key.value }
  }
  if (typed.float !== true) return { name: String(key.value), identity: key.value }
  const name = floatKey(Number(key.value))
  return { name, identity: Number.isNaN(key.value) ? key : `\0${key.value}` }
}

/** A value as the server prints it in a sentence; long ones are cut. */
export function printed(node: Node, depth = 0): string {
  if (node.kind === 'scalar') {
    if (node.value === null) return depth === 0 ? '<nil>' : 'interface {}(nil)'
    return typeof node.value === 'string' ? JSON.stringify(node.value) : String(node.value)
  }
  const type = node.kind === 'map' ? 'map[interface {}]interface {}' : '[]interface {}'
  if (depth > 2) return `${type}{...}`
  if (node.kind === 'list')
    return `${type}{${node.items
      .slice(0, 5)
      .map((item) => printed(item.value, depth + 1))
      .join(', ')}}`
  return `${type}{${node.entries
    .slice(0, 5)
    .map((entry) => `${JSON.stringify(entry.key)}:${printed(entry.value, depth + 1)}`)
    .join(', ')}}`
}
