// The page of a rule as Markdown: shown inside the editor, and written to docs/rules.
import { allRuleIds, isServerRuleId } from '../rule-ids.ts'
import { RULES } from '../rules/index.ts'
import type { Rule } from '../rules/rule.ts'

/** Undefined for an id that no problem can have. */
export function rulePage(id: string): string | undefined {
  const rule = RULES.find((known) => known.id === id)
  if (rule !== undefined) return pageOf(rule)
  if (!allRuleIds().includes(id)) return undefined
  const about = isServerRuleId(id)
    ? 'The API server itself refuses this: the problem carries its field, reason and words. It is an error and cannot be switched off.'
    : 'Told where it is found; its severity can be set.'
  return `# ${id}\n\n${about}\n${isServerRuleId(id) ? '' : settings(id)}`
}

function pageOf({ id, severity, summary, why, example, links = [] }: Rule): string {
  const parts = [
    `# ${id}`,
    `**${summary.trim()}**`,
    severity === 'off' ? 'Off unless it is switched on.' : `Severity unless set otherwise: ${severity}.`,
    why.trim(),
    `## Bad\n\n${fenced(example.bad)}`,
    `## Good\n\n${fenced(example.good)}`,
    ...(links.length > 0 ? [`## See also\n\n${links.map((link) => `- <${link}>`).join('\n')}`] : []),
  ]
  return `${parts.join('\n\n')}\n${settings(id)}`
}

function settings(id: string): string {
  return `
## Changing it

- In the editor: setting \`daemonset.rules.${id}\`: \`off\`, \`hint\`, \`information\`, \`warning\` or \`error\`.
- For everyone: \`rules: { ${id}: off }\` in \`.daemonset.yaml\`.
- At one place: a comment \`# daemonset-ignore ${id}: why\` on the line or above it.
`
}

function fenced(text: string): string {
  return `\`\`\`yaml\n${text.trim()}\n\`\`\``
}
