// Which files of a call are patches of a kustomization: those that a kustomization beside or above them names, and those that look like one.
import { readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { KUSTOMIZATION_NAMES, looksLikePatch, patchPathsOf } from '../core/kustomize.ts'
import { readDocument } from '../core/syntax/read-document.ts'
import { toValue } from '../core/syntax/to-value.ts'
import type { Manifest } from './manifests.ts'

/** Folders above a file in which its kustomization is looked for: `patches/agent.yaml` is named one folder up. */
const FOLDERS_UP = 3

/** Tells whether a file is a patch; folders are looked at once, and only for files with a DaemonSet. */
export function patchFinder(): (manifest: Manifest) => boolean {
  const patchesIn = new Map<string, ReadonlySet<string>>()
  const ofFolder = (folder: string): ReadonlySet<string> => {
    let patches = patchesIn.get(folder)
    if (patches === undefined) {
      patches = namedIn(folder)
      patchesIn.set(folder, patches)
    }
    return patches
  }
  return ({ name, documents }) => {
    // What cannot be read is no patch, and its value may be an alias bomb.
    const daemonSets = documents.flatMap(({ reading }) => (reading.unreadable ? [] : reading.objects.flatMap((object) => object.daemonset ?? [])))
    if (daemonSets.length === 0) return false
    if (daemonSets.every(({ root, document }) => looksLikePatch(name.path, document.text, () => toValue(root)))) return true
    if (name.location === '-') return false
    let folder = dirname(name.location)
    for (let up = 0; up <= FOLDERS_UP; up++, folder = dirname(folder)) if (ofFolder(folder).has(name.location)) return true
    return false
  }
}

function namedIn(folder: string): Set<string> {
  const patches = new Set<string>()
  for (const name of KUSTOMIZATION_NAMES) {
    const text = textOf(join(folder, name))
    if (text === undefined) continue
    const { root } = readDocument(text)
    if (root !== null) for (const path of patchPathsOf(toValue(root))) patches.add(resolve(folder, path))
  }
  return patches
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    // Most folders have no kustomization.
    return undefined
  }
}
