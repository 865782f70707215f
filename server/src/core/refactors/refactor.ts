// What a refactor is: a question about an object and a place in it, answered by edits of its document. Knows no editor.
import type { DocumentReading, ReadObject } from '../analysis/read-objects.ts'
import { editDocument } from '../edits/edit.ts'
import type { Segments } from '../edits/find-place.ts'
import type { Change } from '../edits/set-value.ts'
import type { Plain } from '../edits/write-value.ts'
import { isMap } from '../scheduling/lenient.ts'
import { toValue } from '../syntax/to-value.ts'
import type { MapNode } from '../syntax/tree.ts'
import type { TextEdit } from '../text.ts'
import type { WorkspaceFacts } from '../workspace-facts.ts'

/** As editors group them. */
export type RefactorKind = 'refactor.rewrite' | 'refactor.extract' | 'refactor.add'

export interface Refactor {
  /** What it does, and what cannot carry over. */
  readonly title: string
  readonly kind: RefactorKind
  /** Relative to the document. */
  readonly edits: readonly TextEdit[]
}

/** An object that may be changed, and where the author stands in it. */
export interface Subject {
  readonly reading: DocumentReading
  readonly object: ReadObject
  readonly root: MapNode
  readonly kind: string
  readonly name: string
  /** The object as plain values, aliases followed. */
  readonly value: Readonly<Record<string, unknown>>
  /** Path of the place from the object's root. */
  readonly at: Segments
  readonly facts: WorkspaceFacts
  readonly minor: number
}

/** Undefined for an object that has no kind or no name yet. */
export function subjectOf(reading: DocumentReading, object: ReadObject, at: Segments, facts: WorkspaceFacts, minor: number): Subject | undefined {
  const { root, kind, name } = object
  const value = root?.kind === 'map' ? toValue(root) : undefined
  if (root?.kind !== 'map' || kind === null || name === null || reading.unreadable || !isMap(value)) return undefined
  return { reading, object, root, kind, name, value, at, facts, minor }
}

/** The path from the document's root. */
export function from({ object }: Subject, ...path: Segments): Segments {
  return object.item === undefined ? path : ['items', object.item, ...path]
}

/** The value at a path of the object. */
export function lookUp({ value }: Subject, ...path: Segments): unknown {
  let at: unknown = value
  for (const segment of path) {
    if (typeof segment === 'number') at = Array.isArray(at) ? at[segment] : undefined
    else at = isMap(at) && Object.hasOwn(at, segment) ? at[segment] : undefined
  }
  return at
}

/** Labels and annotations: the entries whose values are texts. */
export function textsOf(value: unknown): Record<string, string> {
  return isMap(value) ? Object.fromEntries(Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string')) : {}
}

/** A refactor as a list of one; empty if one of the changes cannot be made. */
export function made(subject: Subject, title: string, kind: RefactorKind, ...changes: readonly Change[]): readonly Refactor[] {
  const edits = editDocument(subject.reading.syntax, changes)
  return edits === undefined || edits.length === 0 ? [] : [{ title, kind, edits }]
}

/** True if the place is at one of the paths. */
export function standsAt({ at }: Subject, ...paths: readonly Segments[]): boolean {
  return paths.some((path) => at.length === path.length && path.every((segment, index) => segment === at[index]))
}

/** True if the place is at the path or below it. */
export function standsIn({ at }: Subject, ...path: Segments): boolean {
  return path.every((segment, index) => segment === at[index])
}

/** The lines that name the object: where everything is offered that is about the whole of it. */
export function standsAtHead(subject: Subject): boolean {
  return standsAt(subject, ['kind'], ['apiVersion'], ['metadata'], ['metadata', 'name'])
}

/** A plain value read from a manifest; undefined if it holds what cannot be written again. */
export function plain(value: unknown): Plain | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  if (Array.isArray(value)) {
    const items = value.map(plain)
    return items.every((item) => item !== undefined) ? items : undefined
  }
  if (!isMap(value)) return undefined
  const entries = Object.entries(value).map(([key, child]) => [key, plain(child)] as const)
  return entries.every((entry): entry is [string, Plain] => entry[1] !== undefined) ? Object.fromEntries(entries) : undefined
}
