// What is offered where a key or a list's item belongs: fields, keys of maps, items with their dash.
import { DAEMON_SET, type Field, isStruct } from '../../schema/schema.ts'
import type { Span } from '../../text.ts'
import { type KeyPlace, type Sketch, sketchAt, sketchKeys } from './cursor-place.ts'
import { escapeSnippet, itemSnippet, keySnippet, type Style } from './insert-text.ts'
import type { Draft } from './item.ts'
import { keyRank } from './key-order.ts'
import type { Scene, Suggestion } from './scene.ts'
import { insertedValue } from './value-text.ts'
import { mapKeysAt, valuesAt } from './values.ts'
import { wholeItems } from './whole-items.ts'

/** Drafts for a key, in their order. */
export function keyItems(scene: Scene, place: KeyPlace): Draft[] {
  const { position } = scene
  const { around } = place
  if (position.kind === 'list') return around?.kind === 'map' ? [] : listItems(scene, place, '- ', place.column - place.lineColumn + 2)
  // A key would stand at another column than those that are there: the indentation is wrong.
  if (around !== undefined && around.kind !== 'scalar' && !around.flow && !place.afterDash && around.column !== place.column) return []
  if (position.kind === 'map') return mapKeyItems(scene, place)
  if (!isStruct(position.type)) return place.afterDash ? plainItems(scene, place) : []
  if (around?.kind === 'list') return []
  const whole = place.afterDash && around === undefined ? listItems(scene, place, place.lead, place.column - place.lineColumn) : []
  const skeleton = scene.path.length === 0 && sketchKeys(around).length === 0 && !place.flow ? [newDaemonSet(place)] : []
  const above = itemsOfKeyAbove(scene, place)
  if (above.only) return [...above.items]
  const fields = fieldItems(scene, place)
  return [...skeleton, ...above.items, ...whole, ...fields.slice(0, 3), ...above.more, ...fields.slice(3)]
}

interface ItemsOfKeyAbove {
  /** Before the keys. */
  readonly items: readonly Draft[]
  /** Behind the likeliest keys. */
  readonly more: readonly Draft[]
  /** A key cannot stand here. */
  readonly only: boolean
}

/** Dashes may stand right under the key they belong to: a key that waits for its list, or a list that may go on. */
function itemsOfKeyAbove(scene: Scene, place: KeyPlace): ItemsOfKeyAbove {
  const nothing = { items: [], more: [], only: false }
  const { before, around, itemsAbove } = place
  if (before === undefined || around?.kind !== 'map' || place.flow || place.span.start !== place.span.end) return nothing
  const position = scene.schema.step(scene.position, before)
  const entry = around.entries.find((candidate) => candidate.key === before)
  if (position?.kind !== 'list' || entry === undefined) return nothing
  const list = entry.value
  const items = (): Draft[] => listItems({ ...scene, path: [...scene.path, before], position }, place, '- ', place.column - place.lineColumn + 2)
  if (list === undefined) return scene.listIndent === 0 ? { ...nothing, items: items().slice(0, 4) } : nothing
  if (list.kind !== 'list' || list.flow || list.column !== place.column) return nothing
  const goesOn = list.items.length > (itemsAbove ?? list.items.length)
  return goesOn ? { items: items(), more: [], only: true } : { ...nothing, more: items().slice(0, 2) }
}

function styleOf(scene: Scene): Style {
  return { listIndent: scene.listIndent, flow: scene.place.flow, json: scene.place.json }
}

/** Of these a struct has one. */
const ONE_OF: Readonly<Record<string, (field: Field) => boolean>> = {
  'core.v1.Volume': (field) => field.name !== 'name',
  'core.v1.VolumeProjection': () => true,
  'core.v1.Probe': (field) => isStruct(field.type),
  'core.v1.LifecycleHandler': () => true,
  'core.v1.EnvVar': (field) => field.name !== 'name',
  'core.v1.EnvVarSource': () => true,
  'core.v1.EnvFromSource': (field) => isStruct(field.type),
}

function fieldItems(scene: Scene, place: KeyPlace): Draft[] {
  const { type } = scene.position
  const present = new Set(sketchKeys(place.around))
  const all = [...(scene.schema.fieldsOf(type)?.values() ?? [])]
  const oneOf = ONE_OF[type] ?? (() => false)
  const taken = all.some((field) => present.has(field.name) && oneOf(field))
  const rank = (field: Field): number => keyRank(type, field.name, place.before) - (field.required ? 1000 : 0) + (taken && oneOf(field) ? 500 : 0)
  const fields = all.filter((field) => !present.has(field.name)).sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1))
  const indent = ' '.repeat(Math.max(0, place.column - place.lineColumn))
  return fields.map((field) => fieldItem(scene, field, place.span, place.colonFollows ? undefined : indent, place.lead))
}

/** @param indent undefined: only the name is inserted, its colon is there */
function fieldItem(scene: Scene, field: Field, span: Span, indent: string | undefined, lead: string): Draft {
  const style = styleOf(scene)
  const name = style.json ? `"${field.name}"` : field.name
  const text = indent === undefined ? name : keySnippet(field, scene.schema, style, indent)
  return {
    label: field.name,
    kind: 'field',
    detail: fieldDetail(field),
    span,
    insertText: `${lead}${text}`,
    ...(style.json ? { filterText: name } : {}),
    ...(indent !== undefined && /: \$1$/.test(text) ? { retrigger: true as const } : {}),
    documentation: { owner: field.owner, field: field.name },
  }
}

function fieldDetail(field: Field): string {
  const type = isStruct(field.type) ? field.type.slice(field.type.lastIndexOf('.') + 1) : field.type
  const shape = field.kind === 'list' ? `list of ${type}` : field.kind === 'map' ? `map of ${type}` : type
  const fallback = field.default === undefined || field.default === '' ? '' : `, default ${field.default}`
  return `${shape}${field.required ? ', required' : ''}${fallback}`
}

function mapKeyItems(scene: Scene, place: KeyPlace): Draft[] {
  const present = new Set(sketchKeys(place.around))
  return mapKeysAt(scene)
    .filter((suggestion) => !present.has(suggestion.text))
    .map((suggestion) => {
      const name = insertedValue(suggestion.text, { flow: place.flow, json: place.json })
      return {
        ...draftOf(suggestion, undefined),
        span: place.span,
        insertText: place.colonFollows ? escapeSnippet(name) : `${escapeSnippet(name)}: ${place.json ? '"$1"' : '$1'}`,
        ...(place.json ? { filterText: name } : {}),
        ...(place.colonFollows ? {} : { retrigger: true as const }),
      }
    })
}

/** Items of a list: ready ones and one with its required keys. @param lead the dash, or what must stand between it and the item */
function listItems(scene: Scene, place: KeyPlace, lead: string, width: number): Draft[] {
  const { type, field } = scene.position
  const indent = ' '.repeat(Math.max(0, width))
  if (!isStruct(type)) {
    const present = new Set(itemTexts(sketchAt(scene.object, scene.path)))
    const values = valuesAt(scene)
      .filter((suggestion) => !present.has(suggestion.text))
      .map((suggestion) => plainItem(suggestion, field, place.span, lead))
    return [...values, { label: '- …', kind: 'snippet', span: place.span, insertText: `${lead}$1`, filterText: '-', detail: 'new item' }]
  }
  const whole = wholeItems(scene, type).map(
    (item): Draft => ({
      label: item.label,
      kind: 'snippet',
      detail: item.detail,
      span: place.span,
      filterText: item.filter,
      insertText: `${lead}${item.lines.join(`\n${indent}`)}`,
      documentation: item.meaning === undefined ? { owner: type } : { meaning: item.meaning },
    }),
  )
  const text = itemSnippet(type, scene.schema, styleOf(scene), indent)
  const keys = text.split(`\n${indent}`).flatMap((line) => /^\w+(?=:)/.exec(line)?.[0] ?? [])
  const plain: Draft = {
    label: `- ${keys.slice(0, 3).join(', ') || '…'}`,
    kind: 'snippet',
    detail: `new ${type.slice(type.lastIndexOf('.') + 1)}`,
    span: place.span,
    filterText: keys[0] ?? '-',
    insertText: `${lead}${text}`,
    documentation: { owner: type },
  }
  return type === 'core.v1.Toleration' || type === 'core.v1.VolumeMount' ? [...whole, plain] : [plain, ...whole]
}

/** Values of a list of scalars, behind its dash: what the list has already is left out. */
function plainItems(scene: Scene, place: KeyPlace): Draft[] {
  const present = new Set(itemTexts(sketchAt(scene.object, scene.path.slice(0, -1))))
  return valuesAt(scene)
    .filter((suggestion) => !present.has(suggestion.text))
    .map((suggestion) => plainItem(suggestion, scene.position.field, place.span, place.lead))
}

function plainItem(suggestion: Suggestion, field: Field | undefined, span: Span, lead: string): Draft {
  const text = insertedValue(suggestion.text, { flow: false, json: false }, suggestion.literal)
  return { ...draftOf(suggestion, field), span, insertText: `${lead}${escapeSnippet(text)}` }
}

function itemTexts(list: Sketch | undefined): string[] {
  return list?.kind === 'list' ? list.items.flatMap((item) => (item.value?.kind === 'scalar' ? [item.value.text] : [])) : []
}

/** What a suggestion shows, wherever it is inserted. */
export function draftOf(suggestion: Suggestion, field: Field | undefined): Omit<Draft, 'span' | 'insertText'> {
  const { text, kind, detail, meaning, enumValue } = suggestion
  const documentation = {
    ...(field === undefined ? {} : { owner: field.owner, field: field.name }),
    ...(enumValue === true ? { value: text } : {}),
    ...(meaning === undefined ? {} : { meaning }),
  }
  return { label: text === '' ? '""' : text, kind, documentation, ...(detail === undefined ? {} : { detail }) }
}

function newDaemonSet(place: KeyPlace): Draft {
  return {
    label: 'DaemonSet',
    kind: 'snippet',
    detail: 'new DaemonSet',
    span: place.span,
    filterText: 'apiVersion DaemonSet',
    insertText: SKELETON,
    documentation: { owner: DAEMON_SET },
  }
}

const SKELETON = `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: \${1:agent}
  namespace: \${2:kube-system}
  labels:
    app.kubernetes.io/name: \${1:agent}
spec:
  selector:
    matchLabels:
      app.kubernetes.io/name: \${1:agent}
  template:
    metadata:
      labels:
        app.kubernetes.io/name: \${1:agent}
    spec:
      containers:
      - name: \${1:agent}
        image: \${3:registry.example.com/agent:1.0.0}
        resources:
          requests:
            cpu: \${4:50m}
            memory: \${5:64Mi}
          limits:
            memory: \${5:64Mi}
`
