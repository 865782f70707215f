// What can be written at a cursor: a key or a value, where in the object, and what stands around it. Types only.
import type { Span } from '../../text.ts'

/** A rough tree: texts and nesting, as far as they can be seen in a manifest that is being typed. */
export type Sketch = SketchMap | SketchList | SketchScalar

export interface SketchMap {
  readonly kind: 'map'
  readonly flow: boolean
  /** Column of the keys in block style. */
  readonly column: number
  readonly entries: SketchEntry[]
}

export interface SketchEntry {
  readonly key: string
  readonly keySpan: Span
  value: Sketch | undefined
}

export interface SketchList {
  readonly kind: 'list'
  readonly flow: boolean
  /** Column of the dashes in block style. */
  readonly column: number
  readonly items: SketchItem[]
}

export interface SketchItem {
  value: Sketch | undefined
}

export interface SketchScalar {
  readonly kind: 'scalar'
  /** Without quotes. */
  readonly text: string
  readonly span: Span
}

export type ObjectPath = readonly (string | number)[]

interface PlaceBase {
  /** From the document's root to the map, list or value that the cursor is in. */
  readonly path: ObjectPath
  /** The text that a completion replaces; the cursor is in it or at one of its ends. */
  readonly span: Span
  readonly flow: boolean
  /** Names and texts must be quoted: the document is JSON. */
  readonly json: boolean
  /** Column of the first character of the line that is no space. */
  readonly lineColumn: number
  /** Column of the key: of the one that is being typed, or the value's own. */
  readonly column: number
}

/** A key of the map at `path`; where a list belongs there, an item of it. */
export interface KeyPlace extends PlaceBase {
  readonly kind: 'key'
  /** What stands at `path` already, above and below, without what is being typed. */
  readonly around: Sketch | undefined
  /** The key that stands before the cursor in the same map. */
  readonly before: string | undefined
  /** Of that key's list, if it is one: how many items stand above the cursor. */
  readonly itemsAbove?: number
  /** A colon follows: only the name is to be replaced. */
  readonly colonFollows: boolean
  /** Directly behind a dash: `path` names the item. */
  readonly afterDash: boolean
  /** The cursor touches the dash: a space must come first. */
  readonly lead: '' | ' '
}

/** The value at `path`. */
export interface ValuePlace extends PlaceBase {
  readonly kind: 'value'
  /** The cursor touches the colon: a space must come first. */
  readonly lead: '' | ' '
  /** The quotation mark that the value stands in. */
  readonly quote: '"' | "'" | undefined
}

export type CursorPlace = KeyPlace | ValuePlace

/** The value of a map's key; undefined when there is none. */
export function sketchAt(root: Sketch | undefined, path: ObjectPath): Sketch | undefined {
  let at = root
  for (const segment of path) {
    if (at?.kind === 'map') at = at.entries.find((entry) => entry.key === segment)?.value
    else if (at?.kind === 'list' && typeof segment === 'number') at = at.items[segment]?.value
    else return undefined
  }
  return at
}

/** The text of a scalar; undefined for anything else. */
export function sketchText(root: Sketch | undefined, ...path: ObjectPath): string | undefined {
  const found = sketchAt(root, path)
  return found?.kind === 'scalar' ? found.text : undefined
}

/** Keys of a map, none for anything else. */
export function sketchKeys(node: Sketch | undefined): readonly string[] {
  return node?.kind === 'map' ? node.entries.map((entry) => entry.key) : []
}

/** Values of a list's items. */
export function sketchItems(node: Sketch | undefined): readonly (Sketch | undefined)[] {
  return node?.kind === 'list' ? node.items.map((item) => item.value) : []
}
