// What the server knows of rules, versions and node lists: the seam to core's registries.

import { mergeNodes } from '../core/inventory/read-inventory.ts'
import { readNodeList } from '../core/inventory/read-node-list.ts'
import { isRuleId, isServerRuleId } from '../core/rule-ids.ts'
import { RULES } from '../core/rules/index.ts'
import { readValues } from '../core/syntax/read-values.ts'
import type { ReadNodes } from './node-sources.ts'
import type { RuleVocabulary } from './settings.ts'

export { NEWEST_MINOR, OLDEST_MINOR } from '../core/schema/schema.ts'

/** Which rules a setting may name. */
export const RULE_VOCABULARY: RuleVocabulary = {
  isRuleId,
  isServerRuleId,
  severityOf: (id) => RULES.find((rule) => rule.id === id)?.severity,
}

/** Reads node lists; of one that cannot be used only the problem comes back. */
export const readNodes: ReadNodes = (texts, source) => {
  const found = texts.map((text) => readNodeList(text, readValues))
  const usable = found.filter((list) => list.usable)
  // A folder may hold other things beside the nodes.
  const told = (texts.length > 1 && usable.length > 0 ? usable : found).flatMap((list) => list.problems)
  if (usable.length === 0) return { inventory: undefined, problem: `${source}: ${told[0] ?? 'there is no Node in it'}.` }
  const { inventory, problems } = mergeNodes(
    source,
    usable.map((list) => list.nodes),
  )
  const [problem] = [...told, ...problems]
  return { inventory, problem: problem === undefined ? undefined : `${source}: ${problem}.` }
}
