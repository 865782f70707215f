// Lists about an open file as they were last given out, piece by piece: an answer is made anew only where something has changed.
import type { Piece } from '../core/file-text.ts'
import { placesBefore } from '../core/places-before.ts'
import type { DocumentInPiece, FileSnapshot } from '../core/workspace.ts'
import { firstLinesOf } from './convert.ts'
import { JsonList, jsonPart } from './json-list.ts'
import type { Session } from './session.ts'

/** Longest stretch of work before waiting messages are read. */
const TURN_MS = 12

export interface KeptLists<Element> {
  /** All elements of a file. Reads waiting messages now and then; undefined as soon as `isStale` says that nobody wants the answer any more. */
  collect(file: FileSnapshot, isStale: () => boolean): Promise<readonly Element[] | JsonList | undefined>
  forget(uri: string): void
}

/** A piece of a file, where it stands. */
export interface PlacedPiece {
  readonly uri: string
  readonly piece: Piece
  readonly firstLine: number
  readonly documents: readonly DocumentInPiece[]
}

/** What was given out for one piece, and what it was made from. */
interface Part<Element> {
  readonly documents: readonly DocumentInPiece[]
  readonly firstLine: number
  readonly elements: readonly Element[]
  /** In place of the elements where JSON can be sent. */
  readonly json?: Uint8Array
}

interface Kept<Element> {
  readonly pieces: readonly Piece[]
  readonly parts: readonly (Part<Element> | undefined)[]
}

/** May depend on nothing but the piece, its documents and the client. */
export type ElementsOfPiece<Element> = (session: Session, piece: PlacedPiece) => readonly Element[]

export function createKeptLists<Element>(session: Session, elementsOf: ElementsOfPiece<Element>): KeptLists<Element> {
  const kept = new Map<string, Kept<Element>>()

  function partOf(file: FileSnapshot, index: number, firstLine: number, before: Part<Element> | undefined): Part<Element> {
    const documents = file.documentsInPiece(index)
    if (before?.documents === documents && before.firstLine === firstLine) return before
    const piece = file.text.pieces[index]
    const elements = piece === undefined ? [] : elementsOf(session, { uri: file.uri, piece, firstLine, documents })
    return session.writesJsonLists ? { documents, firstLine, elements: [], json: jsonPart(elements) } : { documents, firstLine, elements }
  }

  return {
    async collect(file, isStale) {
      const { pieces } = file.text
      const firstLines = firstLinesOf(file.text)
      const before = kept.get(file.uri)
      const placeBefore = placesBefore(before?.pieces ?? [], pieces)
      // Those that are not reached before the answer is stale stay what they were.
      const parts = pieces.map((_, index) => before?.parts[placeBefore(index)])
      kept.set(file.uri, { pieces, parts })
      let turnEnds = performance.now() + TURN_MS
      for (let index = 0; index < pieces.length; index++) {
        const known = parts[index]
        const part = partOf(file, index, firstLines[index] ?? 0, known)
        parts[index] = part
        if (part === known || performance.now() < turnEnds) continue
        await session.nextTurn()
        if (isStale()) return undefined
        turnEnds = performance.now() + TURN_MS
      }
      if (!session.writesJsonLists) return parts.flatMap((part) => part?.elements ?? [])
      return new JsonList(parts.flatMap((part) => part?.json ?? []))
    },
    forget: (uri) => void kept.delete(uri),
  }
}
