// Which fields a DaemonSet (and a few relatives) may have, of what type, in which Kubernetes minor.
// Knows types only: no text, no tree, no verdicts. The table is made by schemas/generate.ts; names are `core.v1.Container`.
import { TABLE } from './generated/table.ts'

export const SCALAR_TYPES = [
  'string',
  'int32',
  'int64',
  'bool',
  'quantity',
  'int-or-string',
  'time',
  'micro-time',
  'bytes',
  /** Any JSON object, kept as it is (metadata.managedFields[].fieldsV1). */
  'raw',
] as const

export type ScalarType = (typeof SCALAR_TYPES)[number]

export interface Field {
  readonly name: string
  /** The struct that has the field. */
  readonly owner: string
  /** Name of a struct (`core.v1.Container`) or a ScalarType: of the field itself, or of a list's items or a map's values. */
  readonly type: string
  readonly kind: 'one' | 'list' | 'map'
  readonly required: boolean
  /** The known values, those of this minor only. */
  readonly enum: readonly string[] | undefined
  /** True: the server does not call other values unsupported by an enum check of its own. */
  readonly openEnum: boolean
  /** First and last minor (37 for 1.37) that has the field; undefined: all that are known. */
  readonly since: number | undefined
  readonly until: number | undefined
  /** Feature gates that must be on. */
  readonly gates: readonly string[]
  /** What the server fills in. */
  readonly default: string | number | boolean | undefined
  /** The keys that tell a list's items apart when it is merged. */
  readonly mergeKeys: readonly string[]
  /** Items of the list are unique. */
  readonly set: boolean
  /** Go's name of the type where it is no plain string, as it appears in the server's messages. */
  readonly goType: string | undefined
}

export type Fields = ReadonlyMap<string, Field>

/** A place in an object: a struct, a list, a map or a scalar. */
export interface Position {
  readonly kind: 'one' | 'list' | 'map'
  readonly type: string
  /** The field that led here; also for a list's items and a map's values. */
  readonly field: Field | undefined
}

export interface Schema {
  /** 37 for 1.37. */
  readonly minor: number
  /** The struct's fields in this minor; undefined: no struct of that name (scalars). */
  fieldsOf(type: string): Fields | undefined
  field(type: string, name: string): Field | undefined
  /** Whatever the minor: to say since when or until when a field exists. */
  fieldOfAnyMinor(type: string, name: string): Field | undefined
  /** What stands at a path below `root` (default: a DaemonSet); undefined: nothing is known there. */
  positionOf(path: readonly (string | number)[], root?: string): Position | undefined
  /** One step down from a position: a field name, map key or list index. */
  step(from: Position, segment: string | number): Position | undefined
}

export const DAEMON_SET = 'apps.v1.DaemonSet'

/** The minors whose API server is known, oldest first. */
export const KUBERNETES_MINORS: readonly number[] = [30, 31, 32, 33, 34, 35, 36, 37]
export const OLDEST_MINOR = 30
export const NEWEST_MINOR = 37

/** A field as the generated table stores it; absent: one, not required, no enum, every minor. */
interface StoredField {
  readonly t: string
  readonly k?: 'l' | 'm'
  readonly r?: 1
  readonly e?: readonly string[]
  readonly o?: 1
  /** enum value -> since minor */
  readonly n?: Readonly<Record<string, number>>
  readonly s?: number
  readonly u?: number
  readonly g?: readonly string[]
  readonly d?: string | number | boolean
  readonly m?: readonly string[]
  readonly q?: 1
  readonly y?: string
}

type StoredTable = Readonly<Record<string, Readonly<Record<string, StoredField>>>>

let storedTable: StoredTable | undefined

/** The generated table, parsed on first use. */
function table(): StoredTable {
  storedTable ??= JSON.parse(TABLE) as StoredTable
  return storedTable
}

/** Names of all structs. */
export function structNames(): readonly string[] {
  return Object.keys(table())
}

/** True for `core.v1.Container`, false for `string`. */
export function isStruct(type: string): boolean {
  return type.includes('.')
}

const schemas = new Map<number, Schema>()

/** The schema of a minor; one beyond what is known gets the nearest. */
export function schemaFor(minor: number): Schema {
  const nearest = Math.min(Math.max(minor, OLDEST_MINOR), NEWEST_MINOR)
  let schema = schemas.get(nearest)
  if (schema === undefined) {
    schema = makeSchema(nearest)
    schemas.set(nearest, schema)
  }
  return schema
}

function makeSchema(minor: number): Schema {
  const known = new Map<string, Fields>()
  const fieldsOf = (type: string): Fields | undefined => {
    const ready = known.get(type)
    if (ready !== undefined) return ready
    const stored = table()[type]
    if (stored === undefined || !isStruct(type)) return undefined
    const fields = new Map<string, Field>()
    for (const [name, field] of Object.entries(stored)) if (isAvailable(field, minor)) fields.set(name, readField(type, name, field, minor))
    known.set(type, fields)
    return fields
  }
  const step = (from: Position, segment: string | number): Position | undefined => {
    if (from.kind !== 'one') return (from.kind === 'list') === (typeof segment === 'number') ? { ...from, kind: 'one' } : undefined
    const field = typeof segment === 'string' ? fieldsOf(from.type)?.get(segment) : undefined
    return field === undefined ? undefined : { kind: field.kind, type: field.type, field }
  }
  return {
    minor,
    fieldsOf,
    field: (type, name) => fieldsOf(type)?.get(name),
    fieldOfAnyMinor: (type, name) => {
      const row = table()[type]
      const stored = row !== undefined && Object.hasOwn(row, name) ? row[name] : undefined
      return stored === undefined ? undefined : readField(type, name, stored, undefined)
    },
    positionOf: (path, root = DAEMON_SET) => {
      let position: Position | undefined = { kind: 'one', type: root, field: undefined }
      for (const segment of path) if (position !== undefined) position = step(position, segment)
      return position
    },
    step,
  }
}

function isAvailable(field: StoredField, minor: number): boolean {
  return (field.s === undefined || field.s <= minor) && (field.u === undefined || minor <= field.u)
}

function readField(owner: string, name: string, stored: StoredField, minor: number | undefined): Field {
  const newer = stored.n
  const values = newer === undefined || minor === undefined ? stored.e : stored.e?.filter((value) => (newer[value] ?? 0) <= minor)
  return {
    name,
    owner,
    type: stored.t,
    kind: stored.k === undefined ? 'one' : stored.k === 'l' ? 'list' : 'map',
    required: stored.r === 1,
    enum: values,
    openEnum: stored.o === 1,
    since: stored.s,
    until: stored.u,
    gates: stored.g ?? [],
    default: stored.d,
    mergeKeys: stored.m ?? [],
    set: stored.q === 1,
    goType: stored.y,
  }
}
