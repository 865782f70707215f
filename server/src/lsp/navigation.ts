// Definition, references, highlights and document links: finds the name under the cursor, asks core, converts the places.
import {
  type DefinitionParams,
  type DocumentHighlight,
  DocumentHighlightKind,
  type DocumentHighlightParams,
  type DocumentLink,
  type Location,
  type Position,
  type ReferenceParams,
} from 'vscode-languageserver'
import { definitions } from '../core/features/definition.ts'
import { highlights } from '../core/features/highlights.ts'
import { documentLinks } from '../core/features/links.ts'
import { type Occurrence, objectsElsewhere, occurrenceAt, spanInFile, staysInObject, wordsOf } from '../core/features/occurrences.ts'
import { isNameOfWorkload, references } from '../core/features/references.ts'
import { shiftSpan } from '../core/text.ts'
import type { FileSnapshot } from '../core/workspace.ts'
import { offsetAt, rangeInPiece, rangeOf } from './convert.ts'
import type { PlacedPiece } from './kept-lists.ts'
import { type Nearby, nearbyDocuments, ownDocuments, textOfFile } from './nearby.ts'
import type { Session } from './session.ts'

/** The name at a position; undefined where there is none. */
export function nameAt({ client }: Session, file: FileSnapshot, position: Position): Occurrence | undefined {
  const at = offsetAt(file.text, position, client.encoding)
  const document = file.documentAt(at)
  if (document === undefined) return undefined
  return occurrenceAt({ uri: file.uri, start: document.start, reading: document.reading }, at - document.start)
}

/** The documents that may speak of a name. */
export async function documentsFor(session: Session, file: FileSnapshot, target: Occurrence): Promise<Nearby> {
  if (staysInObject(target)) return ownDocuments(file)
  // What selects the pods of a workload does not name it.
  return nearbyDocuments(session, file, isNameOfWorkload(target) ? [] : wordsOf(target.mention), target.object.namespace)
}

export async function definition(session: Session, file: FileSnapshot, { position }: DefinitionParams): Promise<Location[] | null> {
  const target = nameAt(session, file, position)
  if (target === undefined) return null
  const nearby = await documentsFor(session, file, target)
  const found = definitions(target, nearby.documents)
  return found.length > 0 ? locations(session, found, nearby) : elsewhere(session, file, target)
}

export async function referencesTo(session: Session, file: FileSnapshot, { position, context }: ReferenceParams): Promise<Location[] | null> {
  const target = nameAt(session, file, position)
  if (target === undefined) return null
  const nearby = await documentsFor(session, file, target)
  return locations(session, references(target, nearby.documents, context.includeDeclaration), nearby)
}

export function documentHighlights({ client }: Session, file: FileSnapshot, { position }: DocumentHighlightParams): DocumentHighlight[] {
  const at = offsetAt(file.text, position, client.encoding)
  const document = file.documentAt(at)
  if (document === undefined) return []
  const { start, reading } = document
  return highlights({ uri: file.uri, start, reading }, at - start).map(({ span, definition: own }) => ({
    range: rangeOf(file.text, shiftSpan(span, start), client.encoding),
    kind: own ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
  }))
}

export function linksOfPiece({ client }: Session, { uri, piece, firstLine, documents }: PlacedPiece): DocumentLink[] {
  const links: DocumentLink[] = []
  for (const { reading, startInPiece } of documents) {
    for (const { span, target, tooltip } of documentLinks(reading)) {
      const address = 'url' in target ? target.url : resolve(uri, target.path)
      const range = rangeInPiece(piece, firstLine, shiftSpan(span, startInPiece), client.encoding)
      if (address !== undefined) links.push({ range, target: address, tooltip })
    }
  }
  return links
}

/** Undefined for a base that has no folders (`untitled:`). */
function resolve(base: string, path: string): string | undefined {
  try {
    return new URL(path, base).href
  } catch {
    return undefined
  }
}

function locations({ client }: Session, found: readonly Occurrence[], nearby: Nearby): Location[] {
  return found.flatMap((occurrence) => {
    const { uri } = occurrence.document
    const text = nearby.textOf(uri)
    return text === undefined ? [] : [{ uri, range: rangeOf(text, spanInFile(occurrence), client.encoding) }]
  })
}

/** Objects in other folders of the workspace. */
async function elsewhere(session: Session, file: FileSnapshot, target: Occurrence): Promise<Location[]> {
  const found: Location[] = []
  for (const { uri, nameSpan } of objectsElsewhere(target, session.workspace.environmentOf(file.uri).workspace)) {
    const text = await textOfFile(session, uri)
    if (text !== undefined) found.push({ uri, range: rangeOf(text, nameSpan, session.client.encoding) })
  }
  return found
}
