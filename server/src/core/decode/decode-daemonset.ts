// From the tree to plain lenient values, and what the server's strict decoder (HTTP 400) says on the way.
// Knows the schema; knows no validation, no rules, no defaults. Depth is bounded by the schema: unknown parts are not entered.
import type { DaemonSet } from '../model/kubernetes.ts'
import { PLACEHOLDER } from '../model/placeholder.ts'
import { Path } from '../path.ts'
import type { Fix } from '../problem.ts'
import { DAEMON_SET, type Field, isStruct, NEWEST_MINOR, type ScalarType, type Schema, schemaFor } from '../schema/schema.ts'
import type { ListNode, MapEntry, MapNode, Node, ScalarNode } from '../syntax/tree.ts'
import type { Span } from '../text.ts'
import { cannotUnmarshal, type DecodeProblem, goTypeOf, shortName } from './decode-problem.ts'
import { checkScalar, goKind, type Refusal } from './scalar-check.ts'

export type { DecodeProblem } from './decode-problem.ts'

export interface DecodeOptions {
  /** Kubernetes minor (37 for 1.37); default: the newest. */
  readonly minor?: number
}

export interface Decoded<T> {
  /**
   * Lenient: nulls and what the server refuses are left out, but a scalar where a text belongs is kept as its source text, and what holds a
   * placeholder is kept as text wherever it stands. Lists keep their length.
   */
  readonly value: T
  /** In the order of the text. Repeated keys are the reader's matter. */
  readonly problems: readonly DecodeProblem[]
}

/** Aliases may multiply a small text; nobody reads more than this. */
const MOST_PROBLEMS = 1000
const MOST_VALUES = 500_000

/** Reads a DaemonSet, whatever its apiVersion, in the shape of apps/v1. Never throws. */
export function decodeDaemonSet(root: MapNode, options: DecodeOptions = {}): Decoded<DaemonSet> {
  const { value, problems } = decodeObject(root, DAEMON_SET, options)
  return { value: value as DaemonSet, problems }
}

/** Reads an object of any struct that the schema knows (`core.v1.Node`). */
export function decodeObject(root: MapNode, type: string, options: DecodeOptions = {}): Decoded<Readonly<Record<string, unknown>>> {
  const state: State = { schema: schemaFor(options.minor ?? NEWEST_MINOR), problems: [], left: MOST_VALUES }
  const value = decodeStruct(root, type, undefined, state)
  if (type === DAEMON_SET) checkTemplateGeneration(root, state)
  return { value, problems: state.problems }
}

interface State {
  readonly schema: Schema
  readonly problems: DecodeProblem[]
  /** How many more values are read. */
  left: number
}

/** Where a value stands. Paths are made of it for what is told only. */
interface Place {
  /** Undefined: the object itself. */
  readonly above: Place | undefined
  readonly kind: Path['kind']
  readonly name: string | number
  readonly field: Field
  /** What to underline when the value itself is too much. */
  readonly place: Span
  /** Where the value is written: an alias stands for a value elsewhere. */
  readonly written: Span
}

function pathOf(at: Place | undefined): Path {
  if (at === undefined) return Path.root()
  const above = pathOf(at.above)
  return at.kind === 'field' ? above.child(String(at.name)) : at.kind === 'index' ? above.index(Number(at.name)) : above.key(String(at.name))
}

/** The fields that lead to a place, outermost first. */
function fieldsTo(at: Place | undefined): Field[] {
  if (at === undefined) return []
  const above = fieldsTo(at.above)
  return at.kind === 'field' ? [...above, at.field] : above
}

function decodeStruct(map: MapNode, type: string, at: Place | undefined, state: State): Record<string, unknown> {
  const value: Record<string, unknown> = {}
  const fields = state.schema.fieldsOf(type)
  for (const entry of map.entries) {
    if (state.left-- <= 0) break
    const field = fields?.get(entry.key)
    if (field === undefined) {
      // A template's line among fields may bring any of them: it is kept, so that what it may bring is not taken for absent.
      if (entry.key.includes(PLACEHOLDER)) value[entry.key] = PLACEHOLDER
      else report(unknownField(entry, type, pathOf(at), state.schema), state)
      continue
    }
    const below: Place = {
      above: at,
      kind: 'field',
      name: entry.key,
      field,
      place: entry.merged === true ? entry.valueSpan : entry.keySpan,
      written: entry.valueSpan,
    }
    const decoded = decodeField(entry, field, below, state)
    if (decoded !== undefined) value[entry.key] = decoded
  }
  return value
}

function decodeField(entry: MapEntry, field: Field, at: Place, state: State): unknown {
  const node = entry.value
  if (isNull(node)) return undefined
  if (field.kind === 'list') {
    if (node.kind === 'list') return decodeList(node, field, at, state)
    return refuseShape(node, field, 'whole', at, state)
  }
  if (field.kind === 'map') {
    if (node.kind === 'map') return decodeMap(node, field, at, state)
    return refuseShape(node, field, 'whole', at, state)
  }
  return decodeOne(node, field, at, state)
}

function decodeList(list: ListNode, field: Field, at: Place, state: State): unknown[] {
  const items: unknown[] = []
  for (const [index, item] of list.items.entries()) {
    if (state.left-- <= 0) break
    const place: Place = { above: at, kind: 'index', name: index, field, place: item.valueSpan, written: item.valueSpan }
    const decoded = decodeOne(item.value, field, place, state)
    items.push(decoded ?? emptyOf(field))
  }
  return items
}

function decodeMap(map: MapNode, field: Field, at: Place, state: State): Record<string, unknown> {
  const values: Record<string, unknown> = Object.create(null)
  for (const entry of map.entries) {
    if (state.left-- <= 0) break
    const place: Place = { above: at, kind: 'key', name: entry.key, field, place: entry.keySpan, written: entry.valueSpan }
    const decoded = decodeOne(entry.value, field, place, state)
    if (decoded !== undefined) values[entry.key] = decoded
    else if (isNull(entry.value)) values[entry.key] = emptyOf(field)
  }
  return { ...values }
}

/** What the server puts where null or something unreadable stands in a list, or null in a map: Go's zero value. */
function emptyOf(field: Field): unknown {
  if (isStruct(field.type)) return {}
  if (field.type === 'quantity') return '0'
  return field.type === 'string' || field.type === 'bytes' ? '' : field.type === 'bool' ? false : 0
}

function decodeOne(node: Node, field: Field, at: Place, state: State): unknown {
  if (isNull(node)) return undefined
  if (isStruct(field.type)) {
    if (node.kind === 'map') return decodeStruct(node, field.type, at, state)
    return refuseShape(node, field, 'item', at, state)
  }
  if (field.type === 'raw') return node.kind === 'scalar' ? undefined : {}
  if (node.kind !== 'scalar') return refuseShape(node, field, 'item', at, state)
  if (node.source.includes(PLACEHOLDER)) return node.source
  const { value, refused } = checkScalar(node, field.type as ScalarType)
  if (refused !== undefined) report(mistyped(node, field, refused, at), state)
  return value
}

function isNull(node: Node): boolean {
  return node.kind === 'scalar' && node.value === null
}

function report(problem: DecodeProblem, state: State): void {
  if (state.problems.length < MOST_PROBLEMS) state.problems.push(problem)
}

function unknownField(entry: MapEntry, type: string, parent: Path, schema: Schema): DecodeProblem {
  const path = parent.child(entry.key)
  const elsewhere = schema.fieldOfAnyMinor(type, entry.key)
  return {
    kind: 'unknown-field',
    path,
    span: entry.merged === true ? entry.valueSpan : entry.keySpan,
    message: unknownWords(entry.key, type, elsewhere, schema.minor),
    serverMessage: `strict decoding error: unknown field ${JSON.stringify(path.toString())}`,
    owner: type,
    name: entry.key,
    node: entry.value,
    ...(elsewhere === undefined ? {} : { field: elsewhere }),
  }
}

function unknownWords(name: string, type: string, elsewhere: Field | undefined, minor: number): string {
  if (elsewhere?.since !== undefined && elsewhere.since > minor)
    return `\`${name}\` exists since Kubernetes 1.${elsewhere.since}: the API server of 1.${minor} refuses the object. Remove it, or raise the Kubernetes version.`
  if (elsewhere?.until !== undefined && elsewhere.until < minor)
    return `\`${name}\` is gone since Kubernetes 1.${elsewhere.until + 1}: the API server of 1.${minor} refuses the object. Remove it.`
  return `\`${name}\` is not a field of ${shortName(type)}: the API server refuses the object. Remove it or correct its name or place.`
}

/** A list, map or scalar where something of another shape belongs. A placeholder may become anything. */
function refuseShape(node: Node, field: Field, part: 'whole' | 'item', at: Place, state: State): unknown {
  if (node.kind === 'scalar' && node.source.includes(PLACEHOLDER)) return node.source
  const kind = part === 'whole' ? field.kind : 'one'
  const structured = kind === 'one' && isStruct(field.type)
  const wanted =
    kind === 'list' ? 'a list (items begin with `- `)' : kind === 'map' || structured ? `a map (${exampleOf(field, kind)})` : scalarWords(field.type)
  const found = node.kind === 'scalar' ? goKind(node.value) : node.kind === 'list' ? 'array' : 'object'
  const sentence = field.type === 'quantity' && kind === 'one' ? checkScalar(NO_QUANTITY, 'quantity').refused?.sentence : undefined
  const path = pathOf(at)
  const goType = field.type === 'int-or-string' ? 'int32' : /time$/.test(field.type) ? 'string' : goTypeOf(field, part)
  report(
    {
      kind: 'wrong-type',
      path,
      span: node.kind === 'scalar' ? at.written : at.place,
      message: `${subject(path)} must be ${wanted}, not ${shapeWords(node)}: the API server refuses the object.`,
      serverMessage: sentence ?? cannotUnmarshal(found, fieldsTo(at), goType),
      owner: field.owner,
      name: field.name,
      field,
      node,
      ...(isWrittenHere(node, at) ? wrapping(node, field, kind) : {}),
    },
    state,
  )
  return undefined
}

/** No alias, and no tag that would go on to decide how the text is read. */
function isWrittenHere(node: Node, at: Place): boolean {
  return node.tag === undefined && node.span.start === at.written.start && node.span.end === at.written.end
}

const NO_QUANTITY: ScalarNode = { kind: 'scalar', value: '', style: 'plain', source: '', span: { start: 0, end: 0 } }

/** One value where a list of such values belongs: put it in brackets. */
function wrapping(node: Node, field: Field, kind: 'one' | 'list' | 'map'): { fixes?: () => readonly Fix[] } {
  if (
    kind !== 'list' ||
    node.kind !== 'scalar' ||
    isStruct(field.type) ||
    !(node.style === 'plain' || node.style === 'double' || node.style === 'single')
  )
    return {}
  const items = typeof node.value === 'string' ? node.value : node.source
  return {
    fixes: () => [
      {
        title: `Make it a list: [${JSON.stringify(items)}]`,
        preferred: true,
        safe: false,
        edits: [{ span: node.span, newText: `[${JSON.stringify(items)}]` }],
      },
    ],
  }
}

function mistyped(node: ScalarNode, field: Field, refused: Refusal, at: Place): DecodeProblem {
  const { instead } = refused
  const path = pathOf(at)
  const fixes = (): readonly Fix[] =>
    instead === undefined || !isWrittenHere(node, at)
      ? []
      : [{ title: `Write ${instead.text}`, preferred: true, safe: instead.sure, edits: [{ span: node.span, newText: instead.text }] }]
  return {
    kind: 'wrong-type',
    path,
    span: at.written,
    message: `${subject(path)} must be ${refused.wanted}, not ${shapeWords(node)}: the API server refuses the object.${advice(instead)}`,
    serverMessage: refused.sentence ?? cannotUnmarshal(refused.found ?? '', fieldsTo(at), refused.goType ?? goTypeOf(field, 'item')),
    owner: field.owner,
    name: field.name,
    field,
    node,
    fixes,
  }
}

function advice(instead: Refusal['instead']): string {
  return instead === undefined ? '' : ` Write ${instead.text}${instead.sure ? '' : ' if that is meant'}.`
}

/** The last name of a path, with its index or key: `args[0]`, `limits[cpu]`. */
function subject(path: Path): string {
  const text = path.toString()
  const start = path.kind === 'field' ? text.length - String(path.name).length : (path.parent?.toString().length ?? 0) - lastName(path).length
  return `\`${text.slice(start)}\``
}

function lastName(path: Path): string {
  const parent = path.parent
  return parent === undefined || parent.kind !== 'field' ? '' : String(parent.name)
}

function shapeWords(node: Node): string {
  if (node.kind === 'list') return 'a list'
  if (node.kind === 'map') return 'a map'
  if (typeof node.value === 'string') return `the text ${JSON.stringify(shorten(node.value))}`
  if (typeof node.value === 'boolean') {
    const written = node.source.toLowerCase() === String(node.value) ? '' : ` (\`${node.source}\` is read so)`
    return `the boolean ${node.value}${written}`
  }
  return `the number ${shorten(node.source)}`
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}

function scalarWords(type: string): string {
  switch (type) {
    case 'bool':
      return 'true or false'
    case 'int32':
    case 'int64':
      return 'a whole number'
    case 'int-or-string':
      return 'a whole number or a text'
    case 'quantity':
      return 'a quantity such as 100m or 128Mi'
    case 'time':
    case 'micro-time':
      return 'a time such as 2026-01-31T12:00:00Z'
    default:
      return 'a text'
  }
}

function exampleOf(field: Field, kind: 'one' | 'list' | 'map'): string {
  if (kind === 'map') return '`key: value`'
  const fields = schemaFor(NEWEST_MINOR).fieldsOf(field.type)
  const first = [...(fields?.values() ?? [])].find((inner) => inner.required) ?? fields?.values().next().value
  return first === undefined ? '`key: value`' : `\`${first.name}: …\``
}

const TEMPLATE_GENERATION = 'deprecated.daemonset.template.generation'

/** An old annotation that the server still turns into a number. */
function checkTemplateGeneration(root: MapNode, state: State): void {
  const annotations = mapAt(mapAt(root, 'metadata'), 'annotations')
  const entry = annotations?.entries.find((candidate) => candidate.key === TEMPLATE_GENERATION)
  const field = state.schema.field('meta.v1.ObjectMeta', 'annotations')
  if (entry?.value.kind !== 'scalar' || typeof entry.value.value !== 'string' || field === undefined) return
  const text = entry.value.value
  if (text.includes(PLACEHOLDER) || isInt64(text)) return
  const path = Path.root('metadata', 'annotations').key(TEMPLATE_GENERATION)
  const reason = /^[+-]?\d+$/.test(text) ? 'value out of range' : 'invalid syntax'
  report(
    {
      kind: 'wrong-type',
      path,
      span: entry.value.span,
      message: `The annotation \`${TEMPLATE_GENERATION}\` must be a whole number: the API server refuses the object. Remove it, nothing needs it any more.`,
      serverMessage: `strconv.ParseInt: parsing ${JSON.stringify(text)}: ${reason}`,
      owner: 'meta.v1.ObjectMeta',
      name: 'annotations',
      field,
      node: entry.value,
    },
    state,
  )
}

function isInt64(text: string): boolean {
  if (text.length > 40) return false
  return /^[+-]?\d+$/.test(text) && BigInt.asIntN(64, BigInt(text.replace('+', ''))) === BigInt(text.replace('+', ''))
}

function mapAt(map: MapNode | undefined, key: string): MapNode | undefined {
  const value = map?.entries.find((entry) => entry.key === key)?.value
  return value?.kind === 'map' ? value : undefined
}
