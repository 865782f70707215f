// The settings of the rules, as the manifest declares them. Used by scripts/manifest.ts and by the test that compares.
import { RULES } from '../server/src/core/rules/index.ts'

interface RuleProperty {
  readonly type: 'string'
  readonly enum: readonly string[]
  readonly default: string
  readonly scope: 'resource'
  readonly markdownDescription: string
}

/** Ids without a rule of their own whose severity can be set. */
export const OTHER_RULE_SETTINGS: readonly { readonly id: string; readonly severity: string; readonly summary: string }[] = [
  { id: 'server-warning', severity: 'warning', summary: 'What the API server warns of when it accepts the object.' },
  { id: 'unused-ignore', severity: 'hint', summary: 'A `daemonset-ignore` comment that hides nothing.' },
]

function sentence(summary: string): string {
  const text = summary.trim()
  return `${text.charAt(0).toUpperCase()}${text.slice(1).replace(/\.$/, '')}.`
}

/** `daemonset.rules.<id>` for every rule, by name. */
export function ruleProperties(others = OTHER_RULE_SETTINGS): Record<string, RuleProperty> {
  const rules = [...RULES, ...others].map(({ id, severity, summary }) => ({ id, severity, summary }))
  const entries = rules
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, severity, summary }): [string, RuleProperty] => [
      `daemonset.rules.${id}`,
      {
        type: 'string',
        enum: ['off', 'hint', 'information', 'warning', 'error'],
        default: severity,
        scope: 'resource',
        markdownDescription: sentence(summary),
      },
    ])
  return Object.fromEntries(entries)
}
