// What the server knows of rules, versions and node lists: the seam to core's registries.
import { RULES } from '../core/rules/index.ts'
import type { ReadNodes } from './node-sources.ts'

export { NEWEST_MINOR, OLDEST_MINOR } from '../core/schema/schema.ts'

/** True for the id of a lint rule. */
export function isRule(id: string): boolean {
  return RULES.some((rule) => rule.id === id)
}

export const readNodes: ReadNodes = (_text, source) => ({ inventory: undefined, problem: `${source} cannot be read.` })
