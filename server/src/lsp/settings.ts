// The settings below `daemonset`: their types, defaults and checks. Asked for per resource, kept until they change.
import type { Severity } from '../core/problem.ts'

export interface Settings {
  /** `1.37`; empty: the newest known. */
  readonly kubernetesVersion: string
  /** As written in the setting; empty: nodes of the workspace, else a sample. */
  readonly nodeSources: readonly string[]
  readonly severities: Readonly<Record<string, Severity | 'off'>>
  readonly countWorkspace: boolean
  readonly codeLens: boolean
  readonly inlayHints: boolean
  /**
   * Who offers and documents plain fields: we (`on`) or another extension (`off`); that one where the file names a Kubernetes schema
   * (`modeline`), or unless it names another one (`mapped`).
   */
  readonly schemaKeys: 'on' | 'off' | 'modeline' | 'mapped'
}

export const DEFAULT_SETTINGS: Settings = {
  kubernetesVersion: '',
  nodeSources: [],
  severities: {},
  countWorkspace: false,
  codeLens: true,
  inlayHints: true,
  schemaKeys: 'on',
}

const SEVERITIES: readonly unknown[] = ['off', 'hint', 'information', 'warning', 'error']

/** Which rule ids a setting may name. */
export interface RuleVocabulary {
  isRuleId(id: string): boolean
  isServerRuleId(id: string): boolean
  /** The severity that a rule has unless it is set otherwise. */
  severityOf(id: string): Severity | 'off' | undefined
}

/**
 * Reads what the client sent for the section `daemonset`. A value of the wrong type is left out and named in `problems`,
 * as is a rule that does not exist.
 */
export function readSettings(value: unknown, rules: RuleVocabulary): { settings: Settings; problems: string[] } {
  const problems: string[] = []
  const root = section(value)
  const wrong = (key: string, expected: string, actual: unknown): undefined => {
    problems.push(`daemonset.${key} must be ${expected}, not ${JSON.stringify(actual)}; it is ignored.`)
    return undefined
  }
  const flag = (key: string, actual: unknown, fallback: boolean): boolean =>
    actual === undefined || actual === null ? fallback : typeof actual === 'boolean' ? actual : (wrong(key, 'true or false', actual) ?? fallback)
  const severities: Record<string, Severity | 'off'> = {}
  for (const [rule, severity] of flat(section(root.rules))) {
    if (severity === null || severity === undefined) continue
    if (rules.isServerRuleId(rule)) {
      if (severity !== 'error') problems.push(`daemonset.rules.${rule}: this is what the API server itself says, it stays an error.`)
    } else if (!rules.isRuleId(rule)) problems.push(`daemonset.rules.${rule}: there is no such rule.`)
    else if (!SEVERITIES.includes(severity)) wrong(`rules.${rule}`, 'off, hint, information, warning or error', severity)
    // Editors send the defaults too; a rule with two severities keeps both.
    else if (severity !== rules.severityOf(rule)) severities[rule] = severity as Severity | 'off'
  }
  return {
    settings: {
      kubernetesVersion: text('kubernetesVersion', root.kubernetesVersion, wrong),
      nodeSources: texts('nodes.source', section(root.nodes).source, wrong),
      severities,
      countWorkspace: flag('placement.countWorkspace', section(root.placement).countWorkspace, DEFAULT_SETTINGS.countWorkspace),
      codeLens: flag('codeLens.enabled', section(root.codeLens).enabled, DEFAULT_SETTINGS.codeLens),
      inlayHints: flag('inlayHints.enabled', section(root.inlayHints).enabled, DEFAULT_SETTINGS.inlayHints),
      schemaKeys: schemaKeys(section(root.completion).schemaKeys, wrong),
    },
    problems,
  }
}

/** Editors take the dot in `yaml-1.1-scalar` for a level: joins such keys again. */
function flat(values: Record<string, unknown>, prefix = ''): [string, unknown][] {
  return Object.entries(values).flatMap(([key, value]): [string, unknown][] =>
    typeof value === 'object' && value !== null && !Array.isArray(value) ? flat(section(value), `${prefix}${key}.`) : [[`${prefix}${key}`, value]],
  )
}

type Wrong = (key: string, expected: string, actual: unknown) => undefined

function section(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}
}

function text(key: string, value: unknown, wrong: Wrong): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'string' ? value.trim() : (wrong(key, 'a text', value) ?? '')
}

/** `auto` is the client's matter: it says `modeline` or `mapped` where it knows of another extension. */
function schemaKeys(value: unknown, wrong: Wrong): Settings['schemaKeys'] {
  if (value === 'on' || value === 'off' || value === 'modeline' || value === 'mapped') return value
  if (value !== undefined && value !== null && value !== 'auto') wrong('completion.schemaKeys', 'auto, on or off', value)
  return DEFAULT_SETTINGS.schemaKeys
}

function texts(key: string, value: unknown, wrong: Wrong): string[] {
  if (value === undefined || value === null) return []
  const list = Array.isArray(value) ? value : [value]
  if (list.every((item) => typeof item === 'string')) return list.map((item) => item.trim()).filter((item) => item !== '')
  return wrong(key, 'a text or a list of texts', value) ?? []
}
