// One DaemonSet of a text, analysed as the editor and the command line do, with nodes, other files and a previous version given as YAML.
import assert from 'node:assert/strict'
import { type ReadObject, readObjects } from '../../server/src/core/analysis/read-objects.ts'
import { summarise } from '../../server/src/core/analysis/summarise.ts'
import { analyseDocument, type Environment } from '../../server/src/core/analysis.ts'
import { nodesOfValues } from '../../server/src/core/inventory/read-inventory.ts'
import { sampleInventory } from '../../server/src/core/inventory/samples.ts'
import type { DaemonSet } from '../../server/src/core/model/kubernetes.ts'
import type { Problem, Severity } from '../../server/src/core/problem.ts'
import { readDocument } from '../../server/src/core/syntax/read-document.ts'
import { splitDocuments } from '../../server/src/core/syntax/split-documents.ts'
import { toValue } from '../../server/src/core/syntax/to-value.ts'
import type { ObjectSummary, WorkspaceFacts } from '../../server/src/core/workspace-facts.ts'

export interface Given {
  readonly nodes?: string | undefined
  readonly previous?: string | undefined
  readonly workspace?: string | undefined
  readonly severities?: Readonly<Record<string, Severity | 'off'>>
  readonly minor?: number
}

/** The environment that these texts make; the DaemonSet itself is in its workspace, as it would be in an editor. */
export function environmentFor(text: string, given: Given = {}): Environment {
  const previous = given.previous === undefined ? undefined : firstDaemonSet(given.previous)
  return {
    minors: [given.minor ?? 37],
    inventory:
      given.nodes === undefined ? sampleInventory('kubeadm') : { source: 'file:nodes.yaml', nodes: nodesOfValues(valuesIn(given.nodes)).nodes },
    workspace: workspaceOf([text, ...(given.workspace === undefined ? [] : [given.workspace])]),
    severities: given.severities ?? {},
    ...(previous === undefined ? {} : { previous: () => previous }),
  }
}

/** The problems of every object in the text (a single document). */
export function problemsIn(text: string, given: Given = {}): Problem[] {
  return analyseDocument(readObjects(text), environmentFor(text, given)).objects.flatMap((object) => object.problems)
}

function firstDaemonSet(text: string): DaemonSet {
  const value = readObjects(text).objects.map((object: ReadObject) => object.daemonset?.value)[0]
  assert.ok(value, 'the previous version holds a DaemonSet')
  return value
}

function valuesIn(text: string): unknown[] {
  return splitDocuments(text).map(({ span }) => {
    const { root } = readDocument(text.slice(span.start, span.end))
    return root === null ? null : toValue(root)
  })
}

function workspaceOf(texts: readonly string[]): WorkspaceFacts {
  const objects: ObjectSummary[] = texts.flatMap((text, file) =>
    splitDocuments(text).flatMap(({ span }, index) =>
      summarise(readObjects(text.slice(span.start, span.end)), `file:///work/${file}.yaml`, span.start, index),
    ),
  )
  return { known: true, ofKind: (kind) => objects.filter((object) => object.kind === kind) }
}
