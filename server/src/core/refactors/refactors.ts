// Every refactor that may be offered at a place. An explicit list; each is tried on the text before it is offered.
import { type DocumentReading, type ReadObject, readObjects } from '../analysis/read-objects.ts'
import type { Segments } from '../edits/find-place.ts'
import { splitDocuments } from '../syntax/split-documents.ts'
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

/** The engine reads the result, and every object that was there still has its name. */
function isReadable(reading: DocumentReading, { edits }: Refactor): boolean {
  const text = applyEdits(reading.text, edits)
  const after = splitDocuments(text).map(({ span }) => readObjects(text.slice(span.start, span.end)))
  const names = after.flatMap(({ objects }) => objects.map(({ name }) => name))
  return after.every(({ unreadable }) => !unreadable) && reading.objects.every(({ name }) => names.includes(name))
}
