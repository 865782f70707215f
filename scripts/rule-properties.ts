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
const OTHER_RULE_SETTINGS: readonly { readonly id: string; readonly severity: string; readonly summary: string }[] = [
  { id: 'server-warning', severity: 'warning', summary: 'What the API server warns of when it accepts the object.' },
  { id: 'unused-ignore', severity: 'hint', summary: 'A `daemonset-ignore` comment that hides nothing.' },
]

function sentence(summary: string): string {
  const text = summary.trim()
  return `${text.charAt(0).toUpperCase()}${text.slice(1).replace(/\.$/, '')}.`
}

/** The part of package.json that is read and written here. */
interface Manifest {
  readonly contributes: { readonly configuration: readonly { title: string; properties: object }[] }
}

const rules = [...RULES, ...OTHER_RULE_SETTINGS]
  .map(({ id, severity, summary }) => ({ id, severity, summary }))
  .sort((a, b) => (a.id < b.id ? -1 : 1))

/** `daemonset.rules.<id>` for every rule, by name; the description is a key of package.nls.json. */
export function ruleProperties(): Record<string, RuleProperty> {
  const entries = rules.map(({ id, severity }): [string, RuleProperty] => [
    `daemonset.rules.${id}`,
    {
      type: 'string',
      enum: ['off', 'hint', 'information', 'warning', 'error'],
      default: severity,
      scope: 'resource',
      markdownDescription: `%rule.${id}%`,
    },
  ])
  return Object.fromEntries(entries)
}

/** The manifest and its texts as they must be for the rules of today. */
export function withRuleSettings<M extends Manifest>(manifest: M, texts: Record<string, string>): { manifest: M; texts: Record<string, string> } {
  const others = Object.entries(texts).filter(([key]) => !key.startsWith('rule.'))
  const configuration = manifest.contributes.configuration.map((section) =>
    section.title === 'Rules' ? { ...section, properties: ruleProperties() } : section,
  )
  return {
    manifest: { ...manifest, contributes: { ...manifest.contributes, configuration } },
    texts: Object.fromEntries([...others, ...rules.map(({ id, summary }) => [`rule.${id}`, sentence(summary)])]),
  }
}
