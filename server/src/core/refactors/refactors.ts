// Every refactor that may be offered at a place. An explicit list; each is tried on the text before it is offered.
import type { DocumentReading, ReadObject } from '../analysis/read-objects.ts'
import type { Segments } from '../edits/find-place.ts'
import { readDocument } from '../syntax/read-document.ts'
import { splitDocuments } from '../syntax/split-documents.ts'
import { maskTemplate } from '../syntax/template.ts'
import { applyEdits } from '../text.ts'
import type { WorkspaceFacts } from '../workspace-facts.ts'
import { addPriorityClass, addRbac, addService } from './add-objects.ts'
import { convertFromDaemonSet } from './convert-from-daemonset.ts'
import { convertToDaemonSet } from './convert-to-daemonset.ts'
import { initContainers } from './init-containers.ts'
import { type Refactor, type Subject, subjectOf } from './refactor.ts'
import { usualTolerations } from './usual-tolerations.ts'

const REFACTORS: readonly ((subject: Subject) => readonly Refactor[])[] = [
  initContainers,
  usualTolerations,
  addService,
  addPriorityClass,
  addRbac,
  convertToDaemonSet,
  convertFromDaemonSet,
]

/**
 * What can be done to an object at a place in it.
 * @param at path of the place from the object's root
 */
export function refactorsAt(reading: DocumentReading, object: ReadObject, at: Segments, facts: WorkspaceFacts, minor: number): readonly Refactor[] {
  const subject = subjectOf(reading, object, at, facts, minor)
  if (subject === undefined) return []
  return REFACTORS.flatMap((refactor) => refactor(subject)).filter((candidate) => isReadable(reading, candidate))
}

/** Every document of the result can be read. */
function isReadable({ text }: DocumentReading, { edits }: Refactor): boolean {
  const result = applyEdits(text, edits)
  return splitDocuments(result).every(({ span }) => {
    const { text: masked } = maskTemplate(result.slice(span.start, span.end))
    return readDocument(masked).problems.every(({ kind }) => kind !== 'unreadable')
  })
}
