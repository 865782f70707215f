// Texts as the documents that features ask about, and where a cursor stands in them.
import { readObjects } from '../../server/src/core/analysis/read-objects.ts'
import { type NearbyDocument, type Occurrence, occurrenceAt, spanInFile } from '../../server/src/core/features/occurrences.ts'
import { splitDocuments } from '../../server/src/core/syntax/split-documents.ts'

/** The documents of files, given by name. */
export function documentsOf(files: Readonly<Record<string, string>>): NearbyDocument[] {
  return Object.entries(files).flatMap(([uri, text]) =>
    splitDocuments(text).map(({ span }) => ({ uri, start: span.start, reading: readObjects(text.slice(span.start, span.end)) })),
  )
}

/** Files without the `$0` that one of them holds, their documents and the name at the cursor. */
export function withCursorIn(marked: Readonly<Record<string, string>>): {
  readonly files: Readonly<Record<string, string>>
  readonly documents: NearbyDocument[]
  readonly target: Occurrence | undefined
} {
  const files = Object.fromEntries(Object.entries(marked).map(([uri, text]) => [uri, text.replace('$0', '')]))
  const documents = documentsOf(files)
  const [uri = '', text = ''] = Object.entries(marked).find(([, candidate]) => candidate.includes('$0')) ?? []
  const at = text.indexOf('$0')
  const document = documents.findLast((candidate) => candidate.uri === uri && candidate.start <= at)
  return { files, documents, target: document === undefined ? undefined : occurrenceAt(document, at - document.start) }
}

/** `file:line text` of each occurrence, lines counted from 1. */
export function shown(files: Readonly<Record<string, string>>, occurrences: readonly Occurrence[]): string[] {
  return occurrences.map((occurrence) => {
    const text = files[occurrence.document.uri] ?? ''
    const { start, end } = spanInFile(occurrence)
    return `${occurrence.document.uri}:${text.slice(0, start).split('\n').length} ${text.slice(start, end)}`
  })
}
