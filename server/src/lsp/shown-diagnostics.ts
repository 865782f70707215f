// The diagnostics of each open file as they were last given out, piece by piece: an answer is made anew only where something has changed.
import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver'
import type { Piece } from '../core/file-text.ts'
import { placesBefore } from '../core/places-before.ts'
import type { DocumentInPiece, FileSnapshot } from '../core/workspace.ts'
import { firstLinesOf, rangeOf } from './convert.ts'
import { JsonList, jsonPart } from './json-list.ts'
import { diagnosticsOfPiece } from './problem-diagnostics.ts'
import { isProjectFile, problemsOfProjectFile } from './project-files.ts'
import type { Session } from './session.ts'

/** Longest stretch of work before waiting messages are read. */
const TURN_MS = 12

export interface ShownDiagnostics {
  /**
   * All diagnostics of a file. Reads waiting messages now and then; undefined as soon as `isStale` says that nobody wants the answer any more.
   */
  collect(file: FileSnapshot, isStale: () => boolean): Promise<readonly Diagnostic[] | JsonList | undefined>
  forget(uri: string): void
}

/** What was given out for one piece, and what it was made from. */
interface Part {
  readonly documents: readonly DocumentInPiece[]
  readonly firstLine: number
  readonly diagnostics: readonly Diagnostic[]
  /** In place of the diagnostics where JSON can be sent. */
  readonly json?: Uint8Array
}

interface Shown {
  readonly pieces: readonly Piece[]
  readonly parts: readonly (Part | undefined)[]
}

export function createShownDiagnostics(session: Session): ShownDiagnostics {
  const shown = new Map<string, Shown>()

  function partOf(file: FileSnapshot, index: number, firstLine: number, before: Part | undefined): Part {
    const documents = file.documentsInPiece(index)
    if (before?.documents === documents && before.firstLine === firstLine) return before
    const piece = file.text.pieces[index]
    const diagnostics = piece === undefined ? [] : diagnosticsOfPiece(session, file.uri, piece, documents, firstLine)
    return session.writesJsonLists ? { documents, firstLine, diagnostics: [], json: jsonPart(diagnostics) } : { documents, firstLine, diagnostics }
  }

  return {
    async collect(file, isStale) {
      if (isProjectFile(file.uri)) return projectFileDiagnostics(session, file)
      const { pieces } = file.text
      const firstLines = firstLinesOf(file.text)
      const before = shown.get(file.uri)
      const placeBefore = placesBefore(before?.pieces ?? [], pieces)
      // Those that are not reached before the answer is stale stay what they were.
      const parts = pieces.map((_, index) => before?.parts[placeBefore(index)])
      shown.set(file.uri, { pieces, parts })
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
      if (!session.writesJsonLists) return parts.flatMap((part) => part?.diagnostics ?? [])
      return new JsonList(parts.flatMap((part) => part?.json ?? []))
    },
    forget: (uri) => void shown.delete(uri),
  }
}

/** What the command line says of `.daemonset.yaml`, where it is being written. */
function projectFileDiagnostics({ client }: Session, { text }: FileSnapshot): Diagnostic[] {
  return problemsOfProjectFile(text.pieces.map((piece) => piece.text).join('')).map(({ span, message }) => ({
    range: rangeOf(text, span, client.encoding),
    severity: DiagnosticSeverity.Error,
    source: 'daemonset',
    message,
  }))
}
