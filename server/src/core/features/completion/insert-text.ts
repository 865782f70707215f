// The text that a completed key brings: its colon, required keys below it, tab stops. In snippet syntax ($1, ${1:x}, ${1|a,b|}).
// Lines after the first are indented relative to the line's own indentation.
import { type Field, isStruct, type Schema } from '../../schema/schema.ts'
import { keyRank } from './key-order.ts'
import { rankedEnum } from './values.ts'

export interface Style {
  /** How far a list stands behind its key: 0 or 2. */
  readonly listIndent: number
  readonly flow: boolean
  readonly json: boolean
}

/** The next tab stop's number. */
interface Stops {
  next: number
}

/** Keys that are no use to leave out, besides the required ones. */
const WANTED: Readonly<Record<string, readonly string[]>> = {
  'apps.v1.DaemonSet': ['metadata', 'spec'],
  'apps.v1.DaemonSetUpdateStrategy': ['type'],
  'apps.v1.RollingUpdateDaemonSet': ['maxUnavailable'],
  'core.v1.Affinity': ['nodeAffinity'],
  'core.v1.Capabilities': ['drop'],
  'core.v1.ConfigMapEnvSource': ['name'],
  'core.v1.ConfigMapKeySelector': ['name'],
  'core.v1.ConfigMapProjection': ['name'],
  'core.v1.ConfigMapVolumeSource': ['name'],
  'core.v1.Container': ['image'],
  'core.v1.DownwardAPIVolumeFile': ['fieldRef'],
  'core.v1.DownwardAPIVolumeSource': ['items'],
  'core.v1.EnvFromSource': ['configMapRef'],
  'core.v1.EnvVar': ['value'],
  'core.v1.EnvVarSource': ['fieldRef'],
  'core.v1.ExecAction': ['command'],
  'core.v1.HostAlias': ['hostnames'],
  'core.v1.HTTPGetAction': ['path'],
  'core.v1.Lifecycle': ['preStop'],
  'core.v1.LifecycleHandler': ['exec'],
  'core.v1.LocalObjectReference': ['name'],
  'core.v1.NodeAffinity': ['requiredDuringSchedulingIgnoredDuringExecution'],
  'core.v1.NodeSelectorRequirement': ['values'],
  'core.v1.NodeSelectorTerm': ['matchExpressions'],
  'core.v1.PodAffinityTerm': ['labelSelector'],
  'core.v1.PodAntiAffinity': ['requiredDuringSchedulingIgnoredDuringExecution'],
  'core.v1.PodAffinity': ['requiredDuringSchedulingIgnoredDuringExecution'],
  'core.v1.PodTemplateSpec': ['metadata', 'spec'],
  'core.v1.Probe': ['httpGet'],
  'core.v1.ProjectedVolumeSource': ['sources'],
  'core.v1.ResourceRequirements': ['requests'],
  'core.v1.SecretEnvSource': ['name'],
  'core.v1.SecretKeySelector': ['name'],
  'core.v1.SecretProjection': ['name'],
  'core.v1.SecretVolumeSource': ['secretName'],
  'core.v1.Toleration': ['key', 'operator', 'effect'],
  'core.v1.TopologySpreadConstraint': ['labelSelector'],
  'core.v1.Volume': ['hostPath'],
  'core.v1.VolumeProjection': ['serviceAccountToken'],
  'meta.v1.LabelSelector': ['matchLabels'],
  'meta.v1.LabelSelectorRequirement': ['values'],
}

/** `owner#field` -> what a map of texts begins with. */
const MAP_ENTRIES: Readonly<Record<string, readonly (readonly [key: string, value: string])[]>> = {
  'core.v1.ResourceRequirements#requests': [
    ['cpu', '100m'],
    ['memory', '128Mi'],
  ],
  'core.v1.ResourceRequirements#limits': [['memory', '128Mi']],
  'core.v1.PodSpec#overhead': [['memory', '64Mi']],
}

/** Structs that mean something when they are empty. */
const EMPTY = new Set(['core.v1.EmptyDirVolumeSource'])

/** `image: $1`, `resources:\n  requests: ...` */
export function keySnippet(field: Field, schema: Schema, style: Style, indent: string): string {
  return entry(field, schema, style, indent, { next: 1 }, 0)
}

/** One item of a list of structs, without its dash: `name: $1\n  image: $2`. */
export function itemSnippet(type: string, schema: Schema, style: Style, indent: string): string {
  return isStruct(type) ? struct(type, undefined, schema, style, indent, { next: 1 }, 0) : '$1'
}

/** A name or text as it must be written in a snippet. */
export function escapeSnippet(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&')
}

function entry(field: Field, schema: Schema, style: Style, indent: string, stops: Stops, depth: number): string {
  const name = style.json ? `"${field.name}"` : field.name
  if (style.flow) return `${name}: ${flowValue(field, style, stops)}`
  if (field.kind === 'map') return `${name}:\n${indent}  ${mapStart(field, `${indent}  `, stops)}`
  if (field.kind === 'list') {
    const dash = `${indent}${' '.repeat(style.listIndent)}`
    const item = isStruct(field.type) ? struct(field.type, field, schema, style, `${dash}  `, stops, depth + 1) : stop(stops)
    return `${name}:\n${dash}- ${item}`
  }
  if (!isStruct(field.type)) return `${name}: ${scalarStop(field, stops)}`
  if (EMPTY.has(field.type)) return `${name}: {}`
  return `${name}:\n${indent}  ${struct(field.type, field, schema, style, `${indent}  `, stops, depth + 1)}`
}

function flowValue(field: Field, style: Style, stops: Stops): string {
  if (field.kind === 'list') return `[${stop(stops)}]`
  if (field.kind === 'map' || isStruct(field.type)) return `{ ${stop(stops)} }`
  const text = scalarStop(field, stops)
  return style.json && /^(string|quantity|time|micro-time|bytes)$/.test(field.type) ? `"${text}"` : text
}

function struct(type: string, from: Field | undefined, schema: Schema, style: Style, indent: string, stops: Stops, depth: number): string {
  const wanted =
    from?.owner === 'core.v1.PodTemplateSpec' && from.name === 'metadata' ? ['labels'] : type === 'meta.v1.ObjectMeta' ? ['name'] : WANTED[type]
  const fields = [...(schema.fieldsOf(type)?.values() ?? [])].filter((field) => field.required || wanted?.includes(field.name))
  if (fields.length === 0 || depth > 6) return stop(stops)
  fields.sort((a, b) => keyRank(type, a.name, undefined) - keyRank(type, b.name, undefined))
  return fields.map((field) => entry(field, schema, style, indent, stops, depth)).join(`\n${indent}`)
}

function mapStart(field: Field, indent: string, stops: Stops): string {
  const known = MAP_ENTRIES[`${field.owner}#${field.name}`]
  if (known !== undefined) return known.map(([key, value]) => `${key}: ${stop(stops, value)}`).join(`\n${indent}`)
  const labels = /^(labels|matchLabels)$/.test(field.name)
  return `${labels ? stop(stops, 'app') : stop(stops)}: ${stop(stops)}`
}

function scalarStop(field: Field, stops: Stops): string {
  if (field.type === 'bool') return stop(stops, field.default === true ? 'false' : 'true')
  const values = rankedEnum(field)
  if (values.length === 1) return escapeSnippet(values[0] ?? '')
  if (values.length > 1) return `\${${stops.next++}|${values.map((value) => value.replace(/[\\,|]/g, '\\$&')).join(',')}|}`
  return typeof field.default === 'number' ? stop(stops, String(field.default)) : stop(stops)
}

function stop(stops: Stops, text?: string): string {
  const number = stops.next++
  return text === undefined ? `$${number}` : `\${${number}:${escapeSnippet(text)}}`
}
