// What may be written at a place: enum values, booleans, defaults, and what the table of sources knows. Knows no texts of the editor.
import type { Field } from '../../schema/schema.ts'
import { effectsOnNodes } from './node-values.ts'
import type { Scene, Suggestion } from './scene.ts'
import { KEYS, literals, VALUES } from './value-sources.ts'

/** What fits as the value at the place; without repetitions. */
export function valuesAt(scene: Scene): readonly Suggestion[] {
  const { position } = scene
  const { field } = position
  if (field === undefined) return []
  const own = VALUES[`${field.owner}#${field.name}`]?.(scene) ?? []
  return unique([...enumValues(scene), ...own, ...booleans(scene), ...defaults(scene, own.length > 0)])
}

/** What fits as a key of the map at the place. */
export function mapKeysAt(scene: Scene): readonly Suggestion[] {
  const { field } = scene.position
  const own = field === undefined ? undefined : KEYS[`${field.owner}#${field.name}`]
  return own === undefined ? [] : unique(own(scene))
}

function unique(suggestions: readonly Suggestion[]): Suggestion[] {
  const seen = new Set<string>()
  return suggestions.filter(({ text }) => !seen.has(text) && seen.add(text) !== undefined)
}

function enumValues(scene: Scene): Suggestion[] {
  const { field } = scene.position
  if (field?.enum === undefined) return []
  const onNodes = `${field.owner}#${field.name}` === 'core.v1.Toleration#effect' ? effectsOnNodes(scene) : []
  return rankedEnum(field, onNodes).map((text) => ({ text, kind: 'enum', enumValue: true, ...(text === field.default ? { detail: 'default' } : {}) }))
}

/** The field's enum values, the likeliest first. */
export function rankedEnum(field: Field, likeliest: readonly string[] = []): readonly string[] {
  const values = (field.enum ?? []).filter((value) => value !== '' && !value.endsWith('-'))
  const first = [...likeliest, ...(USUAL[`${field.owner}#${field.name}`] ?? [])].filter((value) => values.includes(value))
  return [...new Set([...first, ...values])]
}

/** The values that authors of DaemonSets want first. */
const USUAL: Readonly<Record<string, readonly string[]>> = {
  'core.v1.Toleration#operator': ['Exists', 'Equal'],
  'core.v1.NodeSelectorRequirement#operator': ['In', 'Exists', 'NotIn', 'DoesNotExist'],
  'meta.v1.LabelSelectorRequirement#operator': ['In', 'Exists', 'NotIn', 'DoesNotExist'],
  'core.v1.PodSpec#dnsPolicy': ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'],
  'core.v1.Container#imagePullPolicy': ['IfNotPresent', 'Always', 'Never'],
  'core.v1.HostPathVolumeSource#type': ['DirectoryOrCreate', 'Directory', 'FileOrCreate', 'File', 'Socket'],
  'core.v1.VolumeMount#mountPropagation': ['HostToContainer', 'Bidirectional', 'None'],
  'core.v1.SeccompProfile#type': ['RuntimeDefault', 'Unconfined', 'Localhost'],
  'core.v1.ContainerPort#protocol': ['TCP', 'UDP', 'SCTP'],
  'apps.v1.DaemonSetUpdateStrategy#type': ['RollingUpdate', 'OnDelete'],
  'core.v1.PodSpec#restartPolicy': ['Always'],
  'core.v1.Container#terminationMessagePolicy': ['FallbackToLogsOnError', 'File'],
}

function booleans(scene: Scene): Suggestion[] {
  const { field } = scene.position
  if (scene.position.type !== 'bool') return []
  // Who writes the field wants what is not the default.
  const texts = field?.default === true ? ['false', 'true'] : ['true', 'false']
  return literals(...texts).map((one) => (one.text === String(field?.default ?? false) ? { ...one, detail: 'default' } : one))
}

function defaults(scene: Scene, known: boolean): Suggestion[] {
  const value = scene.position.field?.default
  if (known || value === undefined || value === '' || scene.position.type === 'bool' || scene.position.kind !== 'one') return []
  return [{ text: String(value), kind: 'value', detail: 'default', ...(typeof value === 'number' ? { literal: true as const } : {}) }]
}
