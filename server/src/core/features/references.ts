// Everywhere a name is used. Of a workload's name also the objects that select its pods: Services, policies, budgets, monitors.
import { mentionsIn } from './mentions/object-mentions.ts'
import { type NearbyDocument, type Occurrence, occurrencesOf, selectingObjects } from './occurrences.ts'

/** The places that use the name at `target`; its definitions too if they are asked for. */
export function references(target: Occurrence, nearby: readonly NearbyDocument[], withDefinitions: boolean): readonly Occurrence[] {
  const found = occurrencesOf(target, nearby).filter(({ mention }) => withDefinitions || mention.role === 'reference')
  return isNameOfWorkload(target) ? [...found, ...selectingObjects(target, nearby)] : found
}

/** True for `metadata.name` of something that makes pods: what selects them need not name it. */
export function isNameOfWorkload({ object, mention }: Occurrence): boolean {
  const own = mention.role === 'definition' && mention.entity.kind === 'object'
  return own && mentionsIn(object).some(({ labels }) => labels === 'pod')
}
