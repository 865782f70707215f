// What the text in the editor does to the nodes compared with another version: the file on disk, git HEAD, or another file.
import { spanOfField } from '../core/analysis/place-of.ts'
import type { ReadObject } from '../core/analysis/read-objects.ts'
import type { ExplainInput } from '../core/features/explain-placement.ts'
import { blameTexts, diffTexts } from '../core/features/rollout-words.ts'
import type { ClusterNode } from '../core/model/cluster-node.ts'
import type { DaemonSet } from '../core/model/kubernetes.ts'
import type { LocatedDaemonSet } from '../core/model/located.ts'
import { type BlamedChange, blameChange } from '../core/scheduling/blame-change.ts'
import { diffPlacement } from '../core/scheduling/diff-placement.ts'
import { placeDaemonSet } from '../core/scheduling/place-daemonset.ts'
import type { Span } from '../core/text.ts'
import type { FileSnapshot } from '../core/workspace.ts'
import { finderIn } from './previous-versions.ts'
import type { PlacementChangeView } from './protocol.ts'
import type { Session } from './session.ts'

/** Finds the other version of a DaemonSet. */
export type FindOther = (object: ReadObject) => DaemonSet | undefined

/** The last text that was read of each other version, and what was found in it. */
const read = new Map<string, { readonly text: string; readonly find: FindOther }>()
/** Other versions that are kept. */
const MOST_KEPT = 20

/** @param against `disk`, `head` or the URI of a file; undefined if there is no such version */
export async function otherVersion(session: Session, file: FileSnapshot, against: string): Promise<FindOther | undefined> {
  if (against === 'head') return file.environment.previous
  const uri = against === 'disk' ? file.uri : against
  const text = await session.files.read(uri)
  if (text === undefined) return undefined
  const known = read.get(uri)
  if (known?.text === text) return known.find
  const find = finderIn(text)
  const [oldest] = read.size >= MOST_KEPT ? read.keys() : []
  if (oldest !== undefined) read.delete(oldest)
  read.set(uri, { text, find })
  return find
}

/** @param range of a span of the DaemonSet's document, for the client */
export function changeView<Range>(
  input: ExplainInput,
  daemonset: LocatedDaemonSet,
  other: DaemonSet,
  indexOf: (node: ClusterNode) => number,
  range: (span: Span) => Range,
): Omit<PlacementChangeView, 'changes'> & { readonly changes: readonly { readonly text: string; readonly range: Range }[] } {
  const { nodes } = input.inventory
  const before = { daemonset: other, placement: placeDaemonSet(other, nodes, input.context) }
  const diff = diffPlacement(before.placement, input.placement)
  const blamed = blameChange(before, { daemonset: input.daemonset, placement: input.placement }, diff, nodes, input.context)
  const indexes = (moved: typeof diff.lost): number[] => moved.flatMap((group) => group.nodes.map(indexOf))
  const texts = blameTexts(blamed)
  return {
    texts: diffTexts(diff),
    lost: indexes(diff.lost),
    gained: indexes(diff.gained),
    changes: blamed.map((change, at) => ({ text: texts[at] ?? '', range: range(spanOfChange(daemonset, change)) })),
  }
}

/** The line itself; of a line that is gone the place above it that is left. */
function spanOfChange({ root }: LocatedDaemonSet, { before, after }: BlamedChange): Span {
  const line = after?.line ?? before?.line
  const field = after === undefined ? line?.field.parent : line?.field
  return field === undefined ? root.span : spanOfField(root, field, 'key')
}
