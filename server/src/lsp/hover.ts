// Hover: what the line under the cursor does to the placement, the roll-out, and what the field means.
import { type Hover, type HoverParams, MarkupKind } from 'vscode-languageserver'
import { documentField } from '../core/features/document-field.ts'
import { explainPlacement } from '../core/features/explain-placement.ts'
import { nodeStory } from '../core/features/node-story.ts'
import { rolloutMarkdown } from '../core/features/rollout-words.ts'
import type { DaemonSet } from '../core/model/kubernetes.ts'
import { fieldOf } from '../core/scheduling/lenient.ts'
import type { Placement } from '../core/scheduling/placement.ts'
import { rollout } from '../core/scheduling/rollout.ts'
import { shiftSpan } from '../core/text.ts'
import type { FileSnapshot } from '../core/workspace.ts'
import { rangeOf } from './convert.ts'
import { type Cursor, cursorAt } from './cursor.ts'
import { NEWEST_MINOR } from './knowledge.ts'
import { placementInput } from './placements.ts'
import { leavesFieldsToOthers } from './schema-keys.ts'
import type { Session } from './session.ts'

/** Null where there is nothing to say. */
export function hover(session: Session, file: FileSnapshot, { position }: HoverParams): Hover | null {
  const cursor = cursorAt(session, file, position)
  if (cursor?.object.daemonset === undefined || cursor.place.on === 'gap') return null
  const parts = [...placementParts(session, file, cursor), documentation(session, file, cursor)].filter((part) => part !== '')
  if (parts.length === 0) return null
  const text = parts.join('\n\n---\n\n')
  return {
    contents: session.client.markdownHover ? { kind: MarkupKind.Markdown, value: text } : { kind: MarkupKind.PlainText, value: plain(text) },
    ...(cursor.span === undefined ? {} : { range: rangeOf(file.text, shiftSpan(cursor.span, cursor.document.start), session.client.encoding) }),
  }
}

function* placementParts(session: Session, file: FileSnapshot, { object, path, place, segments }: Cursor): Iterable<string> {
  const daemonset = object.daemonset
  if (daemonset === undefined) return
  for (const inventory of session.nodeSources.inventoriesOf(file.uri, session.nodeSourcesOf(file.uri))) {
    const input = placementInput(file, daemonset, inventory)
    const name = place.on === 'value' && place.node?.kind === 'scalar' && namesNode(segments, daemonset.value) ? place.node.source : undefined
    const story = name === undefined ? undefined : nodeStory(daemonset.value, name, input.placement, input.context.minor)
    if (story !== undefined) yield story.markdown
    const explanation = explainPlacement(input, path)
    if (explanation !== undefined) yield explanation.markdown
    if (segments[0] === 'spec' && segments[1] === 'updateStrategy')
      yield rolloutMarkdown(rollout(daemonset.value, input.placement, notReady(input.placement), input.context.minor))
  }
}

/** True where a value names a node: nodeName, matchFields and the host name's label. A volume may be called like a node. */
function namesNode(segments: readonly (string | number)[], daemonset: DaemonSet): boolean {
  const path = segments.join('.')
  if (/^spec\.template\.spec\.(nodeName|nodeSelector\.kubernetes\.io\/hostname)$/.test(path)) return true
  if (/\.matchFields\.\d+\.values\.\d+$/.test(path)) return true
  if (!/\.matchExpressions\.\d+\.values\.\d+$/.test(path)) return false
  const expression = segments
    .slice(0, -2)
    .reduce<unknown>((at, segment) => (Array.isArray(at) ? at[Number(segment)] : fieldOf(at, String(segment))), daemonset)
  return fieldOf(expression, 'key') === 'kubernetes.io/hostname'
}

function documentation(session: Session, file: FileSnapshot, { object, offset, document }: Cursor): string {
  if (object.daemonset === undefined) return ''
  const { placement, context } = placementInput(file, object.daemonset)
  const options = {
    minor: context.minor ?? NEWEST_MINOR,
    desired: placement.desired,
    meaningOnly: leavesFieldsToOthers(session, file, document.start + offset),
  }
  return documentField(object.daemonset.root, offset, options)?.markdown ?? ''
}

/** Pods that cannot be available: on nodes that are not ready. */
export function notReady({ groups }: Placement): number {
  return groups.flatMap((group) => (group.shouldRun === true ? group.nodes : [])).filter((node) => node.ready === false).length
}

/** Markdown without its marks, for clients that show text only. */
function plain(markdown: string): string {
  return markdown
    .replace(/\n---\n/g, '\n')
    .replace(/\*\*|`|(?<=^|\s)\*(?=\S)|(?<=\S)\*(?=\s|$)/g, '')
    .replace(/\\([\\`*_{}[\]()#+.!|<>~$&-])/g, '$1')
    .replace(/\[([^\]]*)\]\(([^)]*)\)/g, '$1 ($2)')
}
