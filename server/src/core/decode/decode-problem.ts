// What the server's strict decoder finds wrong: one value for each place. Types and the server's own sentences, no walking.
import type { Path } from '../path.ts'
import type { Fix } from '../problem.ts'
import type { Field } from '../schema/schema.ts'
import type { Node } from '../syntax/tree.ts'
import type { Span } from '../text.ts'

export interface DecodeProblem {
  readonly kind: 'unknown-field' | 'wrong-type'
  /** As the server prints it. */
  readonly path: Path
  /** The key of an unknown field, the value of a mistyped one (its key where nothing or much is written). */
  readonly span: Span
  /** What is wrong, what will happen, what to do; at most two sentences. */
  readonly message: string
  /** The server's sentence, as far as it concerns this place. */
  readonly serverMessage: string
  /** The struct that holds the field: `core.v1.Container`. */
  readonly owner: string
  /** The field's name as it is written. */
  readonly name: string
  /** wrong-type: the field. unknown-field: the field of that name in another minor, if there is one. */
  readonly field?: Field
  /** The value that was found. */
  readonly node: Node
  readonly fixes?: () => readonly Fix[]
}

/** `Go struct field` paths show the structs that Go embeds, though JSON does not. */
const EMBEDDED: Readonly<Record<string, { readonly name: string; readonly fields?: readonly string[]; readonly except?: readonly string[] }>> = {
  'core.v1.Volume': { name: 'VolumeSource', except: ['name'] },
  'core.v1.Probe': { name: 'ProbeHandler', fields: ['exec', 'httpGet', 'tcpSocket', 'grpc'] },
  'core.v1.EphemeralContainer': { name: 'EphemeralContainerCommon', except: ['targetContainerName'] },
  'core.v1.ConfigMapKeySelector': { name: 'LocalObjectReference', fields: ['name'] },
  'core.v1.SecretKeySelector': { name: 'LocalObjectReference', fields: ['name'] },
  'core.v1.ConfigMapEnvSource': { name: 'LocalObjectReference', fields: ['name'] },
  'core.v1.SecretEnvSource': { name: 'LocalObjectReference', fields: ['name'] },
  'core.v1.ConfigMapProjection': { name: 'LocalObjectReference', fields: ['name'] },
  'core.v1.SecretProjection': { name: 'LocalObjectReference', fields: ['name'] },
  'core.v1.ConfigMapVolumeSource': { name: 'LocalObjectReference', fields: ['name'] },
}

/** The fields that led to a value, outermost first, as Go's decoder stacks them (list indexes and map keys leave no trace). */
export function goFieldPath(fields: readonly Field[]): string {
  return fields
    .map((field) => {
      const embedded = EMBEDDED[field.owner]
      const inside = embedded !== undefined && (embedded.fields?.includes(field.name) ?? !embedded.except?.includes(field.name))
      return inside ? `${embedded.name}.${field.name}` : field.name
    })
    .join('.')
}

/** `json: cannot unmarshal bool into Go struct field EnvVar.spec... of type string` */
export function cannotUnmarshal(found: string, fields: readonly Field[], goType: string): string {
  const owner = fields.at(-1)?.owner ?? ''
  return `json: cannot unmarshal ${found} into Go struct field ${shortName(owner)}.${goFieldPath(fields)} of type ${goType}`
}

/** The last part of a type's name: `Container`. */
export function shortName(type: string): string {
  return type.slice(type.lastIndexOf('.') + 1)
}

/** Go's name of a field's type as a whole, or of one item of it. */
export function goTypeOf(field: Field, part: 'whole' | 'item'): string {
  const item = field.goType ?? (field.type.includes('.') ? `v1.${shortName(field.type)}` : field.type)
  if (part === 'item' || field.kind === 'one') return item
  if (field.kind === 'list') return `[]${item}`
  return field.goType ?? `map[string]${item}`
}
