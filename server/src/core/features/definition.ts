// From a name to where it is defined: a mount to its volume, a selector to the labels of the pods, a reference to its object.
import { type NearbyDocument, type Occurrence, occurrencesOf } from './occurrences.ts'

/** The definitions of the name at `target` in the documents at hand; the name itself where it is one. */
export function definitions(target: Occurrence, nearby: readonly NearbyDocument[]): readonly Occurrence[] {
  return occurrencesOf(target, nearby).filter(({ mention }) => mention.role === 'definition')
}
