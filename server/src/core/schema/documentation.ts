// The documentation texts of types, fields and enum values. A module of its own: parsed only when someone hovers or completes.
import { documentationText } from './documentation-text.ts'
import type { Field } from './schema.ts'

type StoredText = number | readonly [number | undefined, Readonly<Record<string, number>>]

interface Stored {
  readonly texts: readonly string[]
  readonly types: Readonly<Record<string, Readonly<Record<string, StoredText>>>>
}

let stored: Stored | undefined

function documentation(): Stored {
  stored ??= JSON.parse(documentationText()) as Stored
  return stored
}

function textOf(index: number | undefined): string | undefined {
  return index === undefined ? undefined : documentation().texts[index]
}

/** What upstream writes of a struct (`core.v1.Container`). */
export function typeDocumentation(type: string): string | undefined {
  const text = documentation().types[type]?.['']
  return typeof text === 'number' ? textOf(text) : undefined
}

/** What upstream writes of a field, whole. */
export function fieldDocumentation(field: Field): string | undefined {
  const text = documentation().types[field.owner]?.[field.name]
  return textOf(typeof text === 'number' ? text : text?.[0])
}

/** What upstream writes of one enum value. */
export function valueDocumentation(field: Field, value: string): string | undefined {
  const text = documentation().types[field.owner]?.[field.name]
  return typeof text === 'object' && Object.hasOwn(text[1], value) ? textOf(text[1][value]) : undefined
}

/** The reference page's section of a struct: https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#container-v1-core */
export function referenceLink(type: string, minor: number): string {
  const [group = '', version = '', name = ''] = type.split('.')
  return `https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.${minor}/#${name.toLowerCase()}-${version}-${group}`
}
