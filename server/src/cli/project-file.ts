// Finds and reads the project file of a manifest: the nearest .daemonset.yaml in its folder or above, up to the top of its git work tree.
import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import ignore from 'ignore'
import { CONFIG_FILE, NO_CONFIG, type ProjectConfig, readConfig } from '../core/config.ts'
import { isRuleId, isServerRuleId } from '../core/rule-ids.ts'
import { NEWEST_MINOR, OLDEST_MINOR } from '../core/schema/schema.ts'
import { readDocument } from '../core/syntax/read-document.ts'
import { decodeBytes } from './bytes.ts'
import { whyNot } from './files.ts'
import { lineIndex } from './line-index.ts'
import type { Troubles } from './manifests.ts'

export interface ProjectFile {
  /** The folder that paths in it start from. */
  readonly folder: string
  readonly config: ProjectConfig
  /** What it says of a file: skipped whole, or by these rules. */
  ignores(location: string): { readonly all: boolean; readonly rules: readonly string[] }
}

/** Looks up project files, each folder once. */
export function projectFiles(cwd: string, troubles: Troubles): (location: string) => ProjectFile | undefined {
  const known = new Map<string, ProjectFile | undefined>()
  const ofFolder = (folder: string): ProjectFile | undefined => {
    if (known.has(folder)) return known.get(folder)
    const above = dirname(folder)
    const path = join(folder, CONFIG_FILE)
    const isTop = above === folder || existsSync(join(folder, '.git'))
    const found = statSync(path, { throwIfNoEntry: false })?.isFile() === true
    const file = found ? readProjectFile(path, cwd, troubles) : isTop ? undefined : ofFolder(above)
    known.set(folder, file)
    return file
  }
  return (location) => ofFolder(location === '-' ? resolve(cwd) : dirname(location))
}

function readProjectFile(path: string, cwd: string, troubles: Troubles): ProjectFile {
  const shown = relative(cwd, path).startsWith('..') ? path : relative(cwd, path)
  const folder = dirname(path)
  const { config, problems, lines } = parse(path, shown, troubles)
  for (const { span, message } of problems) {
    const { line, character } = lines.position(span.start)
    troubles.add(`${shown}:${line + 1}:${character + 1}: ${message}`)
  }
  const entries = config.ignore.map((entry) => ({ rules: entry.rules, patterns: ignore().add([...entry.paths]) }))
  return {
    folder,
    config,
    ignores(location) {
      const inside = relative(folder, location).split(sep).join('/')
      if (location === '-' || inside === '' || inside.startsWith('..')) return { all: false, rules: [] }
      const matching = entries.filter((entry) => entry.patterns.ignores(inside))
      return { all: matching.some((entry) => entry.rules === undefined), rules: matching.flatMap((entry) => entry.rules ?? []) }
    },
  }
}

function parse(path: string, shown: string, troubles: Troubles): ReturnType<typeof readConfig> & { lines: ReturnType<typeof lineIndex> } {
  let text = ''
  try {
    text = decodeBytes(readFileSync(path)).text
  } catch (error) {
    troubles.add(`${shown}: ${whyNot(error)}`)
    return { config: NO_CONFIG, problems: [], lines: lineIndex('') }
  }
  const vocabulary = { isRule: isRuleId, isServerRule: isServerRuleId, minors: { oldest: OLDEST_MINOR, newest: NEWEST_MINOR } }
  return { ...readConfig(readDocument(text), vocabulary), lines: lineIndex(text) }
}
