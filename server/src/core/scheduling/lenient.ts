// Reading of values that may be half-typed, of the wrong type, or a template's placeholder where a map or list belongs.
import { isPlaceholder } from '../model/placeholder.ts'

/** A map's entries as far as they can be known. `open`: a placeholder may add or hide entries. */
export interface KnownEntries {
  readonly entries: readonly (readonly [key: string, value: unknown])[]
  readonly open: boolean
}

/** A list's items with their places. `open`: a placeholder may add items. */
export interface KnownItems {
  readonly items: readonly { readonly value: unknown; readonly index: number }[]
  readonly open: boolean
}

export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The field of a map; undefined when there is none, also for null. A placeholder where a template's line may bring the field. */
export function fieldOf(value: unknown, ...path: readonly string[]): unknown {
  let at: unknown = value
  for (const name of path) {
    if (isPlaceholder(at)) return at
    if (!isMap(at)) return undefined
    at = Object.hasOwn(at, name) ? at[name] : hidden(at)
  }
  return at ?? undefined
}

function hidden(map: Readonly<Record<string, unknown>>): string | undefined {
  return Object.keys(map).find((key) => isPlaceholder(key))
}

export function entriesOf(value: unknown): KnownEntries {
  if (isPlaceholder(value)) return { entries: [], open: true }
  if (!isMap(value)) return { entries: [], open: false }
  const entries = Object.entries(value).filter(([key]) => !isPlaceholder(key))
  return { entries, open: entries.length < Object.keys(value).length }
}

export function itemsOf(value: unknown): KnownItems {
  if (isPlaceholder(value)) return { items: [], open: true }
  if (!Array.isArray(value)) return { items: [], open: false }
  const items = value.map((item: unknown, index) => ({ value: item, index })).filter((item) => item.value !== null && item.value !== undefined)
  return { items: items.filter((item) => !isPlaceholder(item.value)), open: items.some((item) => isPlaceholder(item.value)) }
}

/** A scalar as the text that the server takes it for. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint' ? String(value) : ''
}

/** A whole number, undefined for anything else. */
export function integerOf(value: unknown): number | undefined {
  if (typeof value === 'number' && Number.isInteger(value)) return value
  return typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : undefined
}
