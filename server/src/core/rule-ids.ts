// Which rule ids there are, for settings and project files: those of the registry, and those of what only the API server says.
import { RULES } from './rules/index.ts'

/** Problems of these ids are errors, whatever the settings say. */
export const SERVER_RULE_IDS: readonly string[] = [
  'unreadable-yaml',
  'repeated-key',
  'unknown-field',
  'wrong-type',
  'selector-mismatch',
  'selector-invalid',
  'invalid-value',
  'required-value',
  'unsupported-value',
  'forbidden-field',
  'duplicate-value',
  'not-found-reference',
  'immutable-field',
]

/** Ids without a rule of their own whose severity can be set. */
const OTHER_IDS: readonly string[] = ['server-warning', 'unused-ignore']

/** True for every id whose severity a setting may change. */
export function isRuleId(id: string): boolean {
  return OTHER_IDS.includes(id) || RULES.some((rule) => rule.id === id)
}

export const isServerRuleId = (id: string): boolean => SERVER_RULE_IDS.includes(id)

/** Every id that a problem can have. */
export const allRuleIds = (): readonly string[] => [...new Set([...RULES.map((rule) => rule.id), ...SERVER_RULE_IDS, ...OTHER_IDS])]
