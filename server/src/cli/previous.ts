// The older version of a document (`--previous`, `--against`): which document of the older files it is.
import type { ReadObject } from '../core/analysis/read-objects.ts'
import { decodeDaemonSet } from '../core/decode/decode-daemonset.ts'
import type { DaemonSet } from '../core/model/kubernetes.ts'
import type { LocatedDaemonSet } from '../core/model/located.ts'
import { type Manifest, readManifests, type Troubles } from './manifests.ts'
import type { Terminal } from './terminal.ts'

/** Finds the older version of an object of a manifest, read leniently; undefined: it is new. */
export type FindOlder = (manifest: Manifest) => (object: ReadObject) => DaemonSet | undefined

/**
 * Pairs file with file, and the files of folders by their place inside; in a pair by kind, namespace and name, else the only DaemonSet
 * on both sides; without a pair by kind, namespace and name anywhere.
 * @param minor fields that it does not know are dropped from the older version
 */
export function olderVersions(paths: readonly string[], previous: string, minor: number, terminal: Terminal, troubles: Troubles): FindOlder {
  const older = readManifests([previous], terminal, troubles, true)
  const everywhere = older.flatMap(objectsOf)
  const isFile = older.length === 1 && older[0]?.name.inside === undefined
  return (manifest) => {
    const pair = isFile
      ? manifest.name.inside === undefined && paths.length === 1
        ? older[0]
        : undefined
      : older.find((file) => file.name.inside !== undefined && file.name.inside === manifest.name.inside)
    const inPair = pair === undefined ? [] : objectsOf(pair)
    const onlyHere = objectsOf(manifest).length === 1
    return (object) => {
      const found = named(inPair, object) ?? (inPair.length === 1 && onlyHere ? inPair[0] : undefined) ?? named(everywhere, object)
      return found === undefined ? undefined : decodeDaemonSet(found.daemonset.root, { minor }).value
    }
  }
}

interface Older {
  readonly object: ReadObject
  readonly daemonset: LocatedDaemonSet
}

function objectsOf(manifest: Manifest): Older[] {
  return manifest.documents.flatMap(({ reading }) =>
    reading.objects.flatMap((object) => (object.daemonset === undefined ? [] : [{ object, daemonset: object.daemonset }])),
  )
}

function named(list: readonly Older[], wanted: ReadObject): Older | undefined {
  if (wanted.name === null) return undefined
  return list.find(({ object }) => object.name === wanted.name && (object.namespace ?? 'default') === (wanted.namespace ?? 'default'))
}
