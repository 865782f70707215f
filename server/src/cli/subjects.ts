// The DaemonSets of a call, for the commands that ask about placement and not about mistakes.

import type { ReadObject } from '../core/analysis/read-objects.ts'
import type { LocatedDaemonSet } from '../core/model/located.ts'
import type { Judge } from './judge.ts'
import type { Manifest } from './manifests.ts'

export interface Subject {
  readonly manifest: Manifest
  /** Of the document in its file. */
  readonly index: number
  readonly object: ReadObject
  readonly daemonset: LocatedDaemonSet
}

/** Every DaemonSet of the files, in order; patches of a kustomization are no whole DaemonSets and are left out. */
export function subjectsOf(manifests: readonly Manifest[], judge: Judge): Subject[] {
  return manifests
    .filter((manifest) => judge.wants(manifest) && judge.environmentOf(manifest).patch !== true)
    .flatMap((manifest) =>
      manifest.documents.flatMap(({ reading }, index) =>
        reading.objects.flatMap((object) => (object.daemonset === undefined ? [] : [{ manifest, index, object, daemonset: object.daemonset }])),
      ),
    )
}

/** `kube-system/fluentd`, `fluentd`, or `(no name)`. */
export function subjectName({ object: { namespace, name } }: Subject): string {
  const shown = name ?? '(no name)'
  return namespace === null ? shown : `${namespace}/${shown}`
}

/** The properties by which JSON output names a DaemonSet. */
export function subjectJson({ manifest, index, object }: Subject): Record<string, unknown> {
  const { item, namespace, name } = object
  return { path: manifest.name.path, index, ...(item === undefined ? {} : { item }), namespace, name }
}
