// The project file .daemonset.yaml that counts for a manifest: the nearest one in its folder or above, up to the top of its git work tree,
// as on the command line. What is wrong with one is told with its line.
import ignore from 'ignore'
import { CONFIG_FILE, type ConfigProblem, type ProjectConfig, readConfig } from '../core/config.ts'
import { fileTextOf } from '../core/file-text.ts'
import { isRuleId, isServerRuleId } from '../core/rule-ids.ts'
import { readDocument } from '../core/syntax/read-document.ts'
import { positionAt } from './convert.ts'
import type { FileAccess } from './files.ts'
import { NEWEST_MINOR, OLDEST_MINOR } from './knowledge.ts'

export interface ProjectFile {
  /** URI of its folder, with a slash at the end: paths in it start there. */
  readonly folder: string
  readonly config: ProjectConfig
}

export interface ProjectFiles {
  /** The project file of a manifest, as far as it is known. */
  of(uri: string): ProjectFile | undefined
  /** Undefined when it is known; else resolves when it is. */
  ready(uri: string): Promise<void> | undefined
  /** True if the file is a project file: everything is read again. */
  fileChanged(uri: string): boolean
}

const VOCABULARY = { isRule: isRuleId, isServerRule: isServerRuleId, minors: { oldest: OLDEST_MINOR, newest: NEWEST_MINOR } }

export function isProjectFile(uri: string): boolean {
  return uri.endsWith(`/${CONFIG_FILE}`)
}

/** What is wrong with a project file. */
export function problemsOfProjectFile(text: string): readonly ConfigProblem[] {
  return readConfig(readDocument(text), VOCABULARY).problems
}

export function createProjectFiles(files: FileAccess, tell: (message: string) => void): ProjectFiles {
  const known = new Map<string, ProjectFile | undefined>()
  const looking = new Map<string, Promise<void>>()

  async function find(folder: string): Promise<void> {
    let at: string | undefined = folder
    let found: ProjectFile | undefined
    while (at !== undefined && found === undefined) {
      const text = await files.read(`${at}${CONFIG_FILE}`)
      if (text !== undefined) found = read(at, text)
      else at = (await isTop(at)) ? undefined : above(at)
    }
    known.set(folder, found)
    looking.delete(folder)
  }

  /** A git work tree begins here; its `.git` is a file where the tree is one of several. */
  async function isTop(folder: string): Promise<boolean> {
    return (await files.read(`${folder}.git/HEAD`)) !== undefined || (await files.read(`${folder}.git`)) !== undefined
  }

  function read(folder: string, text: string): ProjectFile {
    const { config, problems } = readConfig(readDocument(text), VOCABULARY)
    const file = fileTextOf(text)
    for (const { span, message } of problems) {
      const { line, character } = positionAt(file, span.start, 'utf-16')
      tell(`${folder}${CONFIG_FILE}:${line + 1}:${character + 1}: ${message}`)
    }
    return { folder, config }
  }

  return {
    of: (uri) => known.get(folderOf(uri)),
    ready(uri) {
      const folder = folderOf(uri)
      if (known.has(folder)) return undefined
      const already = looking.get(folder)
      if (already !== undefined) return already
      const search = find(folder)
      looking.set(folder, search)
      return search
    },
    fileChanged(uri) {
      if (!isProjectFile(uri)) return false
      known.clear()
      looking.clear()
      return true
    },
  }
}

/** What a project file says of a manifest: skipped whole, or by these rules. */
export function ignoredBy({ folder, config }: ProjectFile, uri: string): { readonly all: boolean; readonly rules: readonly string[] } {
  if (!uri.startsWith(folder)) return { all: false, rules: [] }
  const path = decoded(uri.slice(folder.length))
  const matching = config.ignore.filter(({ paths }) =>
    ignore()
      .add([...paths])
      .ignores(path),
  )
  return { all: matching.some(({ rules }) => rules === undefined), rules: matching.flatMap(({ rules }) => rules ?? []) }
}

function folderOf(uri: string): string {
  return uri.slice(0, uri.lastIndexOf('/') + 1)
}

/** A client may send a URI that is none. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

function above(folder: string): string | undefined {
  const up = folder.slice(0, folder.lastIndexOf('/', folder.length - 2) + 1)
  return /^[a-z][a-z0-9+.-]*:\/\/[^/]*\/$/i.test(up) || up === '' || up.endsWith('//') ? undefined : up
}
