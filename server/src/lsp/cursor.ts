// What the cursor stands on: the document, the object in it and the field's path, relative to the object as the server prints it.
import type { Position } from 'vscode-languageserver'
import type { ReadObject } from '../core/analysis/read-objects.ts'
import { Path } from '../core/path.ts'
import { type Place, pathAt } from '../core/syntax/locate.ts'
import type { Span } from '../core/text.ts'
import type { DocumentInFile, FileSnapshot } from '../core/workspace.ts'
import { offsetAt } from './convert.ts'
import type { Session } from './session.ts'

export interface Cursor {
  readonly document: DocumentInFile
  /** Relative to the document. */
  readonly offset: number
  readonly object: ReadObject
  readonly place: Place
  /** From the object's root; empty at the root itself. */
  readonly segments: readonly (string | number)[]
  readonly path: Path
  /** Key or value under the cursor, relative to the document. */
  readonly span: Span | undefined
}

/** Undefined outside of documents and objects. */
export function cursorAt({ client }: Session, file: FileSnapshot, position: Position): Cursor | undefined {
  const at = offsetAt(file.text, position, client.encoding)
  const document = file.documentAt(at)
  if (document === undefined) return undefined
  const offset = at - document.start
  const { reading } = document
  const { objects } = reading
  const place = pathAt(reading.syntax, offset)
  const [list, item] = place.segments
  const inList = objects.find((candidate) => candidate.item !== undefined && list === 'items' && candidate.item === item)
  const object = inList ?? objects.find((candidate) => candidate.item === undefined)
  if (object === undefined) return undefined
  const segments = inList === undefined ? place.segments : place.segments.slice(2)
  return { document, offset, object, place, segments, path: pathOf(segments), span: spanOfPlace(place) }
}

function pathOf(segments: readonly (string | number)[]): Path {
  let path = Path.root('')
  for (const segment of segments) path = typeof segment === 'number' ? path.index(segment) : path.child(segment)
  return path
}

function spanOfPlace({ on, entry, node }: Place): Span | undefined {
  if (on === 'key') return entry?.keySpan
  if (on === 'value') return entry?.valueSpan ?? node?.span
  return undefined
}
