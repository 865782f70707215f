// The one mutable object of core: the files that are open, and the environment they are judged in. Everything read from it is kept
// with the piece of text it came from, so that a keystroke costs one document.

import { type DocumentReading, readObjects } from './analysis/read-objects.ts'
import { analyseDocument, type DocumentAnalysis, type Environment } from './analysis.ts'
import { type FileText, fileTextOf, pieceIndexAt, replaceInFile } from './file-text.ts'
import { placesBefore } from './places-before.ts'
import type { Problem } from './problem.ts'
import { splitDocuments } from './syntax/split-documents.ts'
import { type Span, shiftSpan } from './text.ts'

/** What is known of a file besides its text. */
export interface FileKind {
  /** A template by its language or its path. */
  readonly template: boolean
}

/** A document. Everything it tells is relative to its own text. */
interface Document {
  /** As written. */
  readonly text: string
  /** Made when it is first asked for. */
  readonly reading: DocumentReading
  /** Made when it is first asked for: what only needs the tree does not wait for the verdict. */
  readonly analysis: DocumentAnalysis
}

export interface DocumentInFile extends Document {
  /** Offset of the document in the file, UTF-16 units. */
  readonly start: number
}

/** The same objects for as long as neither the piece nor what it is judged by changes, wherever the piece has moved to. */
export interface DocumentInPiece extends Document {
  /** Offset of the document in its piece, UTF-16 units. */
  readonly startInPiece: number
}

/** An open file at one moment. */
export interface FileSnapshot {
  readonly uri: string
  readonly text: FileText
  readonly environment: Environment
  /** Every document of the file, read as it is reached. */
  documents(): Iterable<DocumentInFile>
  /** The documents of one piece of the text. */
  documentsInPiece(index: number): readonly DocumentInPiece[]
  /** The document that holds the offset; undefined between documents. */
  documentAt(offset: number): DocumentInFile | undefined
}

export interface Workspace {
  open(uri: string, text: string, kind: FileKind): void
  /** Replaces a span of an open file, as an incremental change does. */
  replace(uri: string, span: Span, newText: string): void
  close(uri: string): void
  uris(): readonly string[]
  /** What each file is judged by; the same object as long as nothing changed, since answers are kept with it. */
  environmentOf: (uri: string) => Environment
  /** Undefined if the file is not open. */
  snapshot(uri: string): FileSnapshot | undefined
  /** How much work has been done: for tests that bound it. */
  readonly work: WorkCounts
}

export interface WorkCounts {
  documentsRead: number
  documentsAnalysed: number
}

interface OpenFile {
  readonly text: FileText
  readonly kind: FileKind
  /** What is known of each piece of the text, as far as it has been asked for. */
  readonly states: (PieceState | undefined)[]
}

interface PieceState {
  readonly parts: readonly PartOfPiece[]
  /** As they were last judged. */
  judged?: { readonly environment: Environment; readonly documents: readonly DocumentInPiece[] }
}

/** A document before it is judged. */
interface PartOfPiece {
  readonly start: number
  readonly text: string
  reading?: DocumentReading
}

export function createWorkspace(environmentOf: (uri: string) => Environment): Workspace {
  const files = new Map<string, OpenFile>()
  const work: WorkCounts = { documentsRead: 0, documentsAnalysed: 0 }

  function stateOf({ text, states }: OpenFile, index: number): PieceState {
    const known = states[index]
    if (known !== undefined) return known
    const piece = text.pieces[index]?.text ?? ''
    const state: PieceState = { parts: splitDocuments(piece).map(({ span }) => ({ start: span.start, text: piece.slice(span.start, span.end) })) }
    states[index] = state
    return state
  }

  function readingOf(part: PartOfPiece, { template }: FileKind): DocumentReading {
    if (part.reading === undefined) {
      work.documentsRead++
      part.reading = readObjects(part.text, template)
    }
    return part.reading
  }

  function documentsOf(file: OpenFile, index: number, environment: Environment): readonly DocumentInPiece[] {
    const state = stateOf(file, index)
    if (state.judged?.environment === environment) return state.judged.documents
    const documents = state.parts.map((part) => {
      let analysis: DocumentAnalysis | undefined
      return {
        startInPiece: part.start,
        text: part.text,
        get reading() {
          return readingOf(part, file.kind)
        },
        get analysis() {
          if (analysis === undefined) {
            work.documentsAnalysed++
            analysis = analyseDocument(readingOf(part, file.kind), environment)
          }
          return analysis
        },
      }
    })
    state.judged = { environment, documents }
    return documents
  }

  const workspace: Workspace = {
    environmentOf,
    work,
    open(uri, text, kind) {
      files.set(uri, { text: fileTextOf(text), kind, states: [] })
    },
    replace(uri, span, newText) {
      const file = files.get(uri)
      if (file === undefined) return
      const text = replaceInFile(file.text, span, newText)
      const placeBefore = placesBefore(file.text.pieces, text.pieces)
      files.set(uri, { ...file, text, states: text.pieces.map((_, index) => file.states[placeBefore(index)]) })
    },
    close(uri) {
      files.delete(uri)
    },
    uris: () => [...files.keys()],
    snapshot(uri) {
      const file = files.get(uri)
      if (file === undefined) return undefined
      const environment = workspace.environmentOf(uri)
      const inPiece = (index: number): readonly DocumentInPiece[] => documentsOf(file, index, environment)
      const inFile = (index: number): DocumentInFile[] => inPiece(index).map((document) => movedBy(file.text.starts[index] ?? 0, document))
      return {
        uri,
        text: file.text,
        environment,
        *documents() {
          for (let index = 0; index < file.text.pieces.length; index++) yield* inFile(index)
        },
        documentsInPiece: inPiece,
        documentAt(offset) {
          const documents = inFile(pieceIndexAt(file.text, offset))
          return documents.findLast((document) => document.start <= offset) ?? documents[0]
        },
      }
    },
  }
  return workspace
}

function movedBy(base: number, document: DocumentInPiece): DocumentInFile {
  return {
    start: base + document.startInPiece,
    text: document.text,
    get reading() {
      return document.reading
    },
    get analysis() {
      return document.analysis
    },
  }
}

/** A problem of a document with its spans moved to the file. */
export function problemInFile(problem: Problem, start: number): Problem {
  return {
    ...problem,
    span: shiftSpan(problem.span, start),
    ...(problem.related === undefined
      ? {}
      : { related: problem.related.map((related) => (related.uri === undefined ? { ...related, span: shiftSpan(related.span, start) } : related)) }),
  }
}
