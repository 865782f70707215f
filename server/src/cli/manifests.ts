// The files of a call: their text, their documents as Kubernetes reads them. Nothing is judged here.
import { type DocumentReading, readObjects } from '../core/analysis/read-objects.ts'
import { splitDocuments } from '../core/syntax/split-documents.ts'
import { type Decoded, decodeBytes } from './bytes.ts'
import { type FileName, findFiles, readBytes, whyNot } from './files.ts'
import { type LineIndex, lineIndex } from './line-index.ts'
import type { Terminal } from './terminal.ts'

/** A document at its offset in the file. */
export interface ManifestDocument {
  readonly start: number
  readonly reading: DocumentReading
}

export interface Manifest {
  readonly name: FileName
  readonly decoded: Decoded
  readonly lines: LineIndex
  readonly documents: readonly ManifestDocument[]
}

/** What stops a call from being answered whole; each is told once and makes the exit code 2. */
export interface Troubles {
  add(message: string): void
  readonly any: boolean
}

/** Tells troubles on standard error as they come. */
export function troublesOn(terminal: Terminal): Troubles {
  const told = new Set<string>()
  return {
    add(message) {
      if (!told.has(message)) terminal.complain(`daemonset: ${message}`)
      told.add(message)
    },
    get any() {
      return told.size > 0
    },
  }
}

/** Finds and reads the files of the PATHs. What is missing or cannot be read is a trouble; the rest is read. */
export function readManifests(paths: readonly string[], terminal: Terminal, troubles: Troubles, quiet = false): Manifest[] {
  const found = findFiles(paths, terminal.cwd)
  for (const { path, message } of found.troubles) troubles.add(`${path}: ${message}`)
  if (!quiet) for (const folder of found.empty) terminal.complain(`daemonset: ${folder}: no .yaml, .yml or .json file in it`)
  const manifests: Manifest[] = []
  for (const name of found.files) {
    try {
      manifests.push(manifestOf(name, decodeBytes(readBytes(name, terminal.readStandardInput))))
    } catch (error) {
      troubles.add(`${name.path}: ${whyNot(error)}`)
    }
  }
  return manifests
}

/** Reads the documents of a text. */
export function manifestOf(name: FileName, decoded: Decoded): Manifest {
  const { text } = decoded
  const documents = splitDocuments(text).map(({ span }) => ({ start: span.start, reading: readObjects(text.slice(span.start, span.end)) }))
  return { name, decoded, lines: lineIndex(text), documents }
}
