// The same name in the same document.
import type { Span } from '../text.ts'
import { type NearbyDocument, occurrenceAt, occurrencesOf } from './occurrences.ts'

/** A place to highlight, relative to the document. `definition`: the name is given there. */
export interface Highlight {
  readonly span: Span
  readonly definition: boolean
}

/** Every place of the document that speaks of the name at the offset; none where there is no name. */
export function highlights(document: NearbyDocument, offset: number): readonly Highlight[] {
  const target = occurrenceAt(document, offset)
  if (target === undefined) return []
  return occurrencesOf(target, [document]).map(({ mention }) => ({ span: mention.span, definition: mention.role === 'definition' }))
}
