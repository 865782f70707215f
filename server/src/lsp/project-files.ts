// The project file .daemonset.yaml that counts for a manifest: the nearest one in its folder or above, inside the workspace.
import ignore from 'ignore'
import { CONFIG_FILE, type ProjectConfig, readConfig } from '../core/config.ts'
import { isRuleId, isServerRuleId } from '../core/rule-ids.ts'
import { readDocument } from '../core/syntax/read-document.ts'
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

/** Folders above a manifest that are looked into. */
const FOLDERS_UP = 12

export function createProjectFiles(files: FileAccess, folders: () => readonly string[], tell: (message: string) => void): ProjectFiles {
  const known = new Map<string, ProjectFile | undefined>()
  const looking = new Map<string, Promise<void>>()

  async function find(folder: string): Promise<void> {
    let at: string | undefined = folder
    let found: ProjectFile | undefined
    for (let up = 0; at !== undefined && found === undefined && up < FOLDERS_UP; up++) {
      const text = await files.read(`${at}${CONFIG_FILE}`)
      if (text !== undefined) found = read(at, text)
      at = folders().some((root) => withSlash(root) === at) ? undefined : above(at)
    }
    known.set(folder, found)
    looking.delete(folder)
  }

  function read(folder: string, text: string): ProjectFile {
    const vocabulary = { isRule: isRuleId, isServerRule: isServerRuleId, minors: { oldest: OLDEST_MINOR, newest: NEWEST_MINOR } }
    const { config, problems } = readConfig(readDocument(text), vocabulary)
    for (const { message } of problems) tell(`${CONFIG_FILE}: ${message}`)
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
      if (!uri.endsWith(`/${CONFIG_FILE}`)) return false
      known.clear()
      looking.clear()
      return true
    },
  }
}

/** What a project file says of a manifest: skipped whole, or by these rules. */
export function ignoredBy({ folder, config }: ProjectFile, uri: string): { readonly all: boolean; readonly rules: readonly string[] } {
  if (!uri.startsWith(folder)) return { all: false, rules: [] }
  const path = decodeURIComponent(uri.slice(folder.length))
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

function withSlash(uri: string): string {
  return uri.endsWith('/') ? uri : `${uri}/`
}

function above(folder: string): string | undefined {
  const up = folder.slice(0, folder.lastIndexOf('/', folder.length - 2) + 1)
  return /^[a-z][a-z0-9+.-]*:\/\/[^/]*\/$/i.test(up) || up === '' || up.endsWith('//') ? undefined : up
}
