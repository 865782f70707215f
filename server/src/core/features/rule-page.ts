// The page of a rule as Markdown: shown inside the editor, and written to docs/rules.
import { isServerRuleId } from '../rule-ids.ts'
import { RULES } from '../rules/index.ts'
import type { Example } from '../rules/rule.ts'
import { type RuleText, SERVER_PROBLEMS } from '../rules/server-problems.ts'

/** Undefined for an id that no problem can have. */
export function rulePage(id: string): string | undefined {
  const text = [...RULES, ...SERVER_PROBLEMS].find((known) => known.id === id)
  return text === undefined ? undefined : pageOf(text)
}

/** Every page by its file name, and `README.md`: the list of them. */
export function rulePages(): ReadonlyMap<string, string> {
  const texts: readonly RuleText[] = [...RULES, ...SERVER_PROBLEMS]
  const rows = texts.map(({ id, severity, summary }) => `| [${id}](${id}.md) | ${severity} | ${summary.replaceAll('|', '\\|')} |`)
  const list = `# Rules\n\nThe ids of the problems, with the severity they have unless it is set otherwise. \`daemonset explain ID\` prints a page.\n\n| id | severity | says |\n|---|---|---|\n${rows.join('\n')}\n`
  return new Map([['README.md', list], ...texts.map((text) => [`${text.id}.md`, pageOf(text)] as const)])
}

function pageOf({ id, severity, summary, why, example, links = [] }: RuleText): string {
  const parts = [
    `# ${id}`,
    `**${summary.trim()}**`,
    isServerRuleId(id)
      ? 'The API server refuses this: always an error.'
      : severity === 'off'
        ? 'Off unless it is switched on.'
        : `Severity unless set otherwise: ${severity}.`,
    why.trim(),
    ...given(example),
    `## Bad\n\n${fenced(example.bad)}`,
    `## Good\n\n${fenced(example.good)}`,
    ...(links.length > 0 ? [`## See also\n\n${links.map((link) => `- <${link}>`).join('\n')}`] : []),
  ]
  return `${parts.join('\n\n')}\n${isServerRuleId(id) ? '' : settings(id)}`
}

/** What the rule compares with. */
function given({ nodes, previous, workspace }: Example): readonly string[] {
  return [
    ...(nodes ? [`## With these nodes\n\n${fenced(nodes)}`] : []),
    ...(previous ? [`## With this last version\n\n${fenced(previous)}`] : []),
    ...(workspace ? [`## Beside this object\n\n${fenced(workspace)}`] : []),
  ]
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
