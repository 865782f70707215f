// The one mutable object of core: the files that are open, and the environment they are judged in. Everything read from it is kept
// with the piece of text it came from, so that a keystroke costs one document.

import { type DocumentReading, readObjects } from './analysis/read-objects.ts'
import { analyseDocument, type DocumentAnalysis, type Environment } from './analysis.ts'
import { type FileText, fileTextOf, type Piece, pieceIndexAt, replaceInFile } from './file-text.ts'
import type { Problem } from './problem.ts'
import { splitDocuments } from './syntax/split-documents.ts'
import { type Span, shiftSpan } from './text.ts'

/** What is known of a file besides its text. */
export interface FileKind {
  /** A template by its language or its path. */
  readonly template: boolean
}

/** A document of a file. Everything it tells is relative to its own text, which begins at `start` in the file. */
export interface DocumentInFile {
  /** Offset of the document in the file, UTF-16 units. */
  readonly start: number
  readonly reading: DocumentReading
  /** Made when it is first asked for: what only needs the tree does not wait for the verdict. */
  readonly analysis: DocumentAnalysis
}

/** An open file at one moment. */
export interface FileSnapshot {
  readonly uri: string
  readonly text: FileText
  readonly environment: Environment
  /** Every document of the file, read as it is reached. */
  documents(): Iterable<DocumentInFile>
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
}

interface PieceState {
  readonly template: boolean
  readonly readings: readonly { readonly start: number; readonly end: number; readonly reading: DocumentReading }[]
  environment?: Environment
  /** By document, as far as they have been asked for in this environment. */
  readonly analyses: (DocumentAnalysis | undefined)[]
  /** As they were last given out. */
  shown?: { readonly base: number; readonly environment: Environment; readonly documents: readonly DocumentInFile[] }
}

export function createWorkspace(environmentOf: (uri: string) => Environment): Workspace {
  const files = new Map<string, OpenFile>()
  const work: WorkCounts = { documentsRead: 0, documentsAnalysed: 0 }
  const states = new WeakMap<Piece, PieceState>()

  function stateOf(piece: Piece, template: boolean): PieceState {
    const known = states.get(piece)
    if (known !== undefined && known.template === template) return known
    const readings = splitDocuments(piece.text).map(({ span }) => {
      work.documentsRead++
      return { start: span.start, end: span.end, reading: readObjects(piece.text.slice(span.start, span.end), template) }
    })
    const state: PieceState = { template, readings, analyses: [] }
    states.set(piece, state)
    return state
  }

  function analysisOf(state: PieceState, index: number, reading: DocumentReading, environment: Environment): DocumentAnalysis {
    if (state.environment !== environment) {
      state.environment = environment
      state.analyses.length = 0
    }
    const known = state.analyses[index]
    if (known !== undefined) return known
    work.documentsAnalysed++
    const analysis = analyseDocument(reading, environment)
    state.analyses[index] = analysis
    return analysis
  }

  const workspace: Workspace = {
    environmentOf,
    work,
    open(uri, text, kind) {
      files.set(uri, { text: fileTextOf(text), kind })
    },
    replace(uri, span, newText) {
      const file = files.get(uri)
      if (file !== undefined) files.set(uri, { ...file, text: replaceInFile(file.text, span, newText) })
    },
    close(uri) {
      files.delete(uri)
    },
    uris: () => [...files.keys()],
    snapshot(uri) {
      const file = files.get(uri)
      if (file === undefined) return undefined
      const environment = workspace.environmentOf(uri)
      const within = (index: number): readonly DocumentInFile[] => {
        const piece = file.text.pieces[index]
        if (piece === undefined) return []
        const state = stateOf(piece, file.kind.template)
        const base = file.text.starts[index] ?? 0
        if (state.shown?.base === base && state.shown.environment === environment) return state.shown.documents
        const documents = state.readings.map(({ start, reading }, k) => ({
          start: base + start,
          reading,
          get analysis() {
            return analysisOf(state, k, reading, environment)
          },
        }))
        state.shown = { base, environment, documents }
        return documents
      }
      return {
        uri,
        text: file.text,
        environment,
        *documents() {
          for (let index = 0; index < file.text.pieces.length; index++) yield* within(index)
        },
        documentAt(offset) {
          const documents = within(pieceIndexAt(file.text, offset))
          return documents.findLast((document) => document.start <= offset) ?? documents[0]
        },
      }
    },
  }
  return workspace
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
