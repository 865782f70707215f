// `daemonset explain`: a rule's page, in the terminal.
import { allRuleIds, isServerRuleId } from '../../core/rule-ids.ts'
import { RULES } from '../../core/rules/index.ts'
import { type RuleText, SERVER_PROBLEMS } from '../../core/rules/server-problems.ts'
import { nearestTexts } from '../../core/schema/nearby-fields.ts'
import type { Options } from '../arguments.ts'
import { type Paint, painter, type Terminal } from '../terminal.ts'

/** Prints the page; 2 for a rule that does not exist. */
export function explain([id = '']: readonly string[], options: Options, terminal: Terminal): number {
  const rule = [...RULES, ...SERVER_PROBLEMS].find((known) => known.id === id)
  const paint = painter(terminal.colors && !options.noColor)
  if (rule !== undefined) {
    terminal.write(page(rule, paint))
    return 0
  }
  const near = nearestTexts(id, allRuleIds())
  const hint = near.length > 0 ? `did you mean ${near.join(' or ')}?` : `the rules are ${[...allRuleIds()].sort().join(', ')}`
  terminal.complain(`daemonset: there is no rule ${JSON.stringify(id)}; ${hint}`)
  return 2
}

function page(rule: RuleText, paint: Paint): string {
  const blocks = [
    `${paint('bold', rule.id)} ${paint('dim', isServerRuleId(rule.id) ? '(error: the API server refuses it)' : `(${rule.severity} unless set otherwise)`)}\n${plain(rule.summary)}`,
    plain(rule.why),
    `${paint('red', 'Bad:')}\n${indented(rule.example.bad)}`,
    `${paint('green', 'Good:')}\n${indented(rule.example.good)}`,
    ...(rule.links === undefined || rule.links.length === 0 ? [] : [rule.links.join('\n')]),
    ...(isServerRuleId(rule.id) ? [] : [`In .daemonset.yaml:  rules: {${rule.id}: off}     In a manifest:  # daemonset-ignore ${rule.id}: why`]),
  ]
  return `${blocks.join('\n\n')}\n`
}

/** Markdown as it reads in a terminal: marks of code and emphasis go, links keep their address. */
function plain(markdown: string): string {
  return markdown
    .trim()
    .replace(/\[([^\]]*)\]\(([^)]*)\)/g, '$1 ($2)')
    .replace(/(\*\*|`)([^*`]*)\1/g, '$2')
}

const indented = (text: string): string => text.trimEnd().replace(/^(?=.)/gm, '    ')
