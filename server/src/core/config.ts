// The project file .daemonset.yaml: what it may say, and what is wrong with one. Knows neither files nor which rules exist.
import type { Severity } from './problem.ts'
import type { MapEntry, MapNode, Node, ScalarNode, SyntaxDocument } from './syntax/tree.ts'
import type { Span } from './text.ts'

/** The file's name; it stands in the folder of the manifests or above. */
export const CONFIG_FILE = '.daemonset.yaml'

/** Files (patterns as in .gitignore, relative to the project file) that are not checked, or not by some rules. */
export interface IgnoreEntry {
  readonly paths: readonly string[]
  /** Undefined: no rule looks at them. */
  readonly rules?: readonly string[]
}

export interface ProjectConfig {
  /** Kubernetes minors, 37 for 1.37; empty: not said. */
  readonly minors: readonly number[]
  /** Node sources as on the command line, relative to the project file; empty: not said. */
  readonly nodes: readonly string[]
  readonly rules: Readonly<Record<string, Severity | 'off'>>
  readonly ignore: readonly IgnoreEntry[]
}

export const NO_CONFIG: ProjectConfig = { minors: [], nodes: [], rules: {}, ignore: [] }

/** A mistake in the project file. The rest of the file still counts. */
export interface ConfigProblem {
  readonly span: Span
  readonly message: string
}

/** What a rule may be set to. */
export interface ConfigVocabulary {
  isRule(id: string): boolean
  /** True for ids that only the server's verdict has: they are errors, whatever the project says. */
  isServerRule(id: string): boolean
  readonly minors: { readonly oldest: number; readonly newest: number }
}

const SETTINGS: readonly string[] = ['off', 'hint', 'information', 'warning', 'error']
const KEYS = ['kubernetes', 'nodes', 'rules', 'ignore'] as const

/** Reads a project file as far as it can be read. Never throws. */
export function readConfig(document: SyntaxDocument, vocabulary: ConfigVocabulary): { config: ProjectConfig; problems: ConfigProblem[] } {
  const problems: ConfigProblem[] = document.problems.map(({ span, message }) => ({ span, message }))
  const tell = (span: Span, message: string): void => {
    problems.push({ span, message })
  }
  const root = document.root
  if (root === null || (root.kind === 'scalar' && root.value === null)) return { config: NO_CONFIG, problems }
  if (root.kind !== 'map') {
    tell(root.span, `${CONFIG_FILE} must be a map with the keys ${KEYS.join(', ')}`)
    return { config: NO_CONFIG, problems }
  }
  const entries = knownEntries(root, KEYS, tell)
  return {
    config: {
      minors: minorsOf(entries.get('kubernetes'), vocabulary, tell),
      nodes: textsOf(entries.get('nodes'), 'a node source or a list of them', tell).map((scalar) => scalar.source),
      rules: rulesOf(entries.get('rules'), vocabulary, tell),
      ignore: ignoreOf(entries.get('ignore'), vocabulary, tell),
    },
    problems,
  }
}

type Tell = (span: Span, message: string) => void

function knownEntries(map: MapNode, keys: readonly string[], tell: Tell): Map<string, MapEntry> {
  const entries = new Map<string, MapEntry>()
  for (const entry of map.entries) {
    if (keys.includes(entry.key)) entries.set(entry.key, entry)
    else tell(entry.keySpan, `unknown key ${JSON.stringify(entry.key)}; the keys are ${keys.join(', ')}`)
  }
  return entries
}

const isNothing = (node: Node): boolean => node.kind === 'scalar' && node.value === null

/** One text or a list of texts. */
function textsOf(entry: MapEntry | undefined, expected: string, tell: Tell): ScalarNode[] {
  if (entry === undefined || isNothing(entry.value)) return []
  const nodes = entry.value.kind === 'list' ? entry.value.items.map((item) => item.value) : [entry.value]
  return nodes.filter((node): node is ScalarNode => {
    const good = node.kind === 'scalar' && node.source.trim() !== '' && node.value !== null
    if (!good) tell(node.span, `${entry.key} must be ${expected}, not ${describe(node)}`)
    return good
  })
}

function describe(node: Node): string {
  if (node.kind !== 'scalar') return `a ${node.kind}`
  return node.value === null ? 'nothing' : JSON.stringify(node.source)
}

function minorsOf(entry: MapEntry | undefined, { minors: { oldest, newest } }: ConfigVocabulary, tell: Tell): number[] {
  const minors: number[] = []
  // The text as written: 1.30 would be the number 1.3.
  for (const scalar of textsOf(entry, 'a Kubernetes version such as "1.37" or a list of them', tell)) {
    for (const text of scalar.source.split(',')) {
      const minor = parseMinor(text)
      if (minor === undefined) tell(scalar.span, `kubernetes must be a version such as "1.${newest}", not ${JSON.stringify(scalar.source)}`)
      else if (minor < oldest || minor > newest) tell(scalar.span, `Kubernetes 1.${minor} is not known; known are 1.${oldest} to 1.${newest}`)
      else minors.push(minor)
    }
  }
  return [...new Set(minors)]
}

/** 37 for `1.37`, `v1.37` or `1.37.2`; undefined for anything else. */
export function parseMinor(text: string): number | undefined {
  const found = /^\s*v?1\.(\d{1,3})(?:\.\d+)?\s*$/.exec(text)
  return found === null ? undefined : Number(found[1])
}

function rulesOf(entry: MapEntry | undefined, vocabulary: ConfigVocabulary, tell: Tell): Record<string, Severity | 'off'> {
  const rules: Record<string, Severity | 'off'> = {}
  if (entry === undefined || isNothing(entry.value)) return rules
  if (entry.value.kind !== 'map') {
    tell(entry.value.span, `rules must be a map of rule ids to ${SETTINGS.join(', ')}, not ${describe(entry.value)}`)
    return rules
  }
  for (const { key, keySpan, value, valueSpan } of entry.value.entries) {
    const severity = severityOf(value)
    if (!knownRule(key, keySpan, vocabulary, tell)) continue
    if (severity === undefined) tell(valueSpan, `${key} must be one of ${SETTINGS.join(', ')}, not ${describe(value)}`)
    else if (severity !== 'error' && vocabulary.isServerRule(key))
      tell(valueSpan, `${key} is what the API server itself says: it is an error and cannot be set to ${severity}`)
    else rules[key] = severity
  }
  return rules
}

function severityOf(node: Node): Severity | 'off' | undefined {
  if (node.kind !== 'scalar') return undefined
  // In YAML 1.1 a bare `off` is the boolean false; its text is meant.
  return SETTINGS.includes(node.source) ? (node.source as Severity | 'off') : undefined
}

function knownRule(id: string, span: Span, vocabulary: ConfigVocabulary, tell: Tell): boolean {
  if (vocabulary.isRule(id) || vocabulary.isServerRule(id)) return true
  tell(span, `unknown rule ${JSON.stringify(id)}`)
  return false
}

function ignoreOf(entry: MapEntry | undefined, vocabulary: ConfigVocabulary, tell: Tell): IgnoreEntry[] {
  if (entry === undefined || isNothing(entry.value)) return []
  const nodes = entry.value.kind === 'list' ? entry.value.items.map((item) => item.value) : [entry.value]
  const ignored: IgnoreEntry[] = []
  for (const node of nodes) {
    if (node.kind === 'scalar' && node.value !== null && node.source !== '') ignored.push({ paths: [node.source] })
    else if (node.kind === 'map') {
      const found = ignoreItem(node, vocabulary, tell)
      if (found !== undefined) ignored.push(found)
    } else tell(node.span, `ignore must list path patterns, or maps of paths and rules, not ${describe(node)}`)
  }
  return ignored
}

function ignoreItem(map: MapNode, vocabulary: ConfigVocabulary, tell: Tell): IgnoreEntry | undefined {
  const entries = knownEntries(map, ['paths', 'rules'], tell)
  const paths = textsOf(entries.get('paths'), 'a path pattern or a list of them', tell).map((scalar) => scalar.source)
  if (paths.length === 0) {
    if (!entries.has('paths')) tell(map.span, 'paths is missing: the files that are meant')
    return undefined
  }
  const written = textsOf(entries.get('rules'), 'a rule id or a list of them', tell)
  if (!entries.has('rules')) return { paths }
  return { paths, rules: written.filter(({ source, span }) => knownRule(source, span, vocabulary, tell)).map(({ source }) => source) }
}
