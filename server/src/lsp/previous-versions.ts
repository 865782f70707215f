// The DaemonSets of a file as git HEAD has them, for rules that compare. Asked of the client once for each file; silent without an answer.
import { type ReadObject, readObjects } from '../core/analysis/read-objects.ts'
import type { DaemonSet } from '../core/model/kubernetes.ts'
import { splitDocuments } from '../core/syntax/split-documents.ts'

export interface PreviousVersions {
  /** Finds the version in git HEAD of an object of the file; undefined: nothing is known. */
  of(uri: string): ((object: ReadObject) => DaemonSet | undefined) | undefined
  /** The file was opened or saved: HEAD may be another. */
  look(uri: string): void
  forget(uri: string): void
}

interface Version {
  readonly text: string
  readonly find: (object: ReadObject) => DaemonSet | undefined
}

export function createPreviousVersions(ask: (uri: string) => Promise<string | undefined>, changed: (uri: string) => void): PreviousVersions {
  const known = new Map<string, Version>()
  return {
    of: (uri) => known.get(uri)?.find,
    look(uri) {
      void ask(uri).then((text) => {
        if (known.get(uri)?.text === text) return
        if (text === undefined) known.delete(uri)
        else known.set(uri, { text, find: finderIn(text) })
        changed(uri)
      })
    },
    forget(uri) {
      known.delete(uri)
    },
  }
}

/** By namespace and name, else the only DaemonSet of the older file. */
export function finderIn(text: string): (object: ReadObject) => DaemonSet | undefined {
  const objects = splitDocuments(text).flatMap(({ span }) => readObjects(text.slice(span.start, span.end)).objects)
  const older = objects.filter((object) => object.daemonset !== undefined)
  return (object) => {
    const sameName = older.find(({ name, namespace }) => name === object.name && (namespace ?? 'default') === (object.namespace ?? 'default'))
    return (sameName ?? (older.length === 1 ? older[0] : undefined))?.daemonset?.value
  }
}
