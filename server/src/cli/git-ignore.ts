// What .gitignore files say of a path, without starting git. Knows patterns and folders; who walks is files.ts.
import { readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import ignore, { type Ignore } from 'ignore'

/** The patterns in force in a folder of a work tree. */
export interface IgnoreRules {
  ignores(path: string, isFolder: boolean): boolean
  readonly layers: readonly Layer[]
}

interface Layer {
  readonly folder: string
  readonly patterns: Ignore
}

/** Git compares names exactly on Linux, and without case where file systems do so. */
const ignoreCase = process.platform === 'darwin' || process.platform === 'win32'

/** The rules where a work tree begins: none yet (see `extend`), but .gitignore files in it count. */
export const workTree = (): IgnoreRules => rulesOf([])

/** The rules in a folder whose own .gitignore, if it has one, comes on top of those above. */
export function extend(above: IgnoreRules, folder: string): IgnoreRules {
  let text: string
  try {
    text = readFileSync(join(folder, '.gitignore'), 'utf8')
  } catch {
    // No .gitignore here, or one that cannot be read: git goes on without it too.
    return above
  }
  return rulesOf([...above.layers, { folder, patterns: ignore({ ignorecase: ignoreCase }).add(text) }])
}

/** The innermost .gitignore that says anything of a path decides. */
function rulesOf(layers: readonly Layer[]): IgnoreRules {
  return {
    layers,
    ignores(path, isFolder) {
      for (const { folder, patterns } of [...layers].reverse()) {
        const inside = relative(folder, path).split(sep).join('/')
        const { ignored, unignored } = patterns.test(isFolder ? `${inside}/` : inside)
        if (ignored || unignored) return ignored
      }
      return false
    },
  }
}
