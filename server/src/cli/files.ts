// Which files a PATH means, and their bytes. The walk: sorted, hidden folders too, no .git and node_modules, .gitignore applies.
import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { extend, type IgnoreRules, workTree } from './git-ignore.ts'

/** A file to look at. `path`: as output names it; `location`: absolute, or `-`; `inside`: its place in the folder that was named. */
export interface FileName {
  readonly path: string
  readonly location: string
  readonly inside?: string
}

/** A PATH that cannot be used: the message names it and says why. */
export interface PathTrouble {
  readonly path: string
  readonly message: string
}

export interface Found {
  readonly files: readonly FileName[]
  readonly troubles: readonly PathTrouble[]
  /** Folders in which there was nothing to read. */
  readonly empty: readonly string[]
}

const READ = /\.(?:ya?ml|json)$/i
const NEVER = new Set(['.git', 'node_modules'])

/** The files that the PATHs mean, each once, in the order given and sorted within a folder. */
export function findFiles(paths: readonly string[], cwd: string): Found {
  const files = new Map<string, FileName>()
  const troubles: PathTrouble[] = []
  const empty: string[] = []
  for (const path of paths) {
    if (path === '-') {
      files.set('-', { path, location: '-' })
      continue
    }
    const location = resolve(cwd, path)
    try {
      if (!statSync(location).isDirectory()) {
        if (!files.has(location)) files.set(location, { path, location })
        continue
      }
      let any = false
      for (const name of walk(location, troubles, path)) {
        any = true
        const inside = join(location, name)
        if (!files.has(inside)) files.set(inside, { path: joinShown(path, name), location: inside, inside: name })
      }
      if (!any) empty.push(path)
    } catch (error) {
      troubles.push({ path, message: whyNot(error) })
    }
  }
  return { files: [...files.values()], troubles, empty }
}

/** The bytes of a file; standard input for `-`. Throws what the file system throws. */
export function readBytes(file: FileName, readStandardInput: () => Uint8Array): Uint8Array {
  return file.location === '-' ? readStandardInput() : readFileSync(file.location)
}

/** In plain words why the file system refused. */
export function whyNot(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'ENOENT') return 'no such file or folder'
  if (code === 'EACCES' || code === 'EPERM') return 'permission denied'
  if (code === 'ENOTDIR') return 'a part of the path is no folder'
  if (code === 'ELOOP') return 'the links lead in a circle'
  if (code === 'ERR_FS_FILE_TOO_LARGE') return 'the file is too large'
  return message
}

const joinShown = (path: string, inside: string): string => `${path.replace(/(?<=.)[/\\]+$/, '')}/${inside}`.replace(/^\/\//, '/')

/** The files below a folder, relative to it with `/`, in order. */
function walk(root: string, troubles: PathTrouble[], shown: string): string[] {
  const names: string[] = []
  const visit = (folder: string, relative: string, above: IgnoreRules | undefined): void => {
    let entries: Dirent[]
    try {
      entries = readdirSync(folder, { withFileTypes: true })
    } catch (error) {
      if (relative === '') throw error
      troubles.push({ path: joinShown(shown, relative), message: whyNot(error) })
      return
    }
    const rules = rulesIn(folder, entries, above)
    entries.sort((a, b) => (a.name < b.name ? -1 : 1))
    for (const entry of entries) {
      const inside = relative === '' ? entry.name : `${relative}/${entry.name}`
      const path = join(folder, entry.name)
      if (entry.isDirectory()) {
        if (!NEVER.has(entry.name) && !rules?.ignores(path, true)) visit(path, inside, rules)
      } else if (READ.test(entry.name) && isFile(entry, path) && !rules?.ignores(path, false)) names.push(inside)
    }
  }
  visit(root, '', rulesAbove(root))
  return names
}

/** A link to a file is read; a link to a folder is not followed, nor a link to nothing. */
function isFile(entry: Dirent, path: string): boolean {
  if (!entry.isSymbolicLink()) return entry.isFile()
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true
}

function rulesIn(folder: string, entries: readonly Dirent[], above: IgnoreRules | undefined): IgnoreRules | undefined {
  const startsWorkTree = entries.some((entry) => entry.name === '.git')
  const own = entries.some((entry) => entry.name === '.gitignore' && !entry.isDirectory())
  const outer = startsWorkTree ? workTree() : above
  return own && outer !== undefined ? extend(outer, folder) : outer
}

/** The rules of the folders above a PATH, from the top of its git work tree; undefined outside of one, or if they ignore PATH itself. */
function rulesAbove(root: string): IgnoreRules | undefined {
  const above: string[] = []
  for (let folder = dirname(root), inner = root; folder !== inner; inner = folder, folder = dirname(folder)) {
    above.unshift(folder)
    if (statSync(join(folder, '.git'), { throwIfNoEntry: false }) === undefined) continue
    let rules = workTree()
    for (const parent of above) rules = extend(rules, parent)
    // Who names an ignored folder means it.
    return rules.ignores(root, true) ? workTree() : rules
  }
  return undefined
}
