// Completion in a DaemonSet, also in half-typed text: what fits at the cursor, the likeliest first. A value in, a value out; no LSP.
import type { Inventory } from '../model/cluster-node.ts'
import { isPlaceholder } from '../model/placeholder.ts'
import { schemaFor } from '../schema/schema.ts'
import type { WorkspaceFacts } from '../workspace-facts.ts'
import { type ObjectPath, type Sketch, sketchAt, sketchKeys, sketchText } from './completion/cursor-place.ts'
import type { CompletionItem, Draft } from './completion/item.ts'
import { keyItems } from './completion/key-items.ts'
import { matchQuality } from './completion/match.ts'
import type { Scene } from './completion/scene.ts'
import { sketch } from './completion/sketch.ts'
import { valueItems } from './completion/value-items.ts'

export type { CompletionItem, DocumentationReference } from './completion/item.ts'

export interface CompletionRequest {
  /** The document's text (its `---` part), template actions masked. */
  readonly text: string
  /** Of the cursor, in the document. */
  readonly offset: number
  readonly minor: number
  readonly inventory: Inventory
  readonly workspace: WorkspaceFacts
}

/** Larger documents are machines' work. */
const LARGEST = 4_000_000

/** What fits at the cursor and with what is typed there. Empty where nothing is known to fit; never throws. */
export function complete(request: CompletionRequest): readonly CompletionItem[] {
  if (request.text.length > LARGEST || request.offset < 0 || request.offset > request.text.length) return []
  const scene = sceneAt(request)
  if (scene === undefined) return []
  const { place } = scene
  const drafts = place.kind === 'key' ? keyItems(scene, place) : valueItems(scene, place)
  const typed = request.text.slice(place.span.start, request.offset)
  return fitting(drafts, typed).map((draft, index) => ({ ...draft, sortText: String(index).padStart(4, '0') }))
}

function fitting(drafts: readonly Draft[], typed: string): Draft[] {
  const matched = drafts.flatMap((draft) => {
    const quality = matchQuality(typed, draft.filterText ?? draft.label)
    return quality === undefined ? [] : [{ draft, quality }]
  })
  return matched.sort((a, b) => a.quality - b.quality).map(({ draft }) => draft)
}

function sceneAt(request: CompletionRequest): Scene | undefined {
  const { root, place } = sketch(request.text, request.offset)
  if (place === undefined || (root !== undefined && root.kind !== 'map')) return undefined
  const { object, path } = objectAround(root, place.path)
  if (!maybeDaemonSet(object, path)) return undefined
  const schema = schemaFor(request.minor)
  const position = schema.positionOf(path)
  if (position === undefined) return undefined
  const { inventory, workspace } = request
  return { schema, place, object, path, position, inventory, workspace, listIndent: listIndentOf(root) }
}

/** The item of a List, or the document itself. */
function objectAround(root: Sketch | undefined, path: ObjectPath): { object: Sketch | undefined; path: ObjectPath } {
  const inList = path[0] === 'items' && typeof path[1] === 'number' && /List$/.test(sketchText(root, 'kind') ?? '')
  return inList ? { object: sketchAt(root, path.slice(0, 2)), path: path.slice(2) } : { object: root, path }
}

const ROOT_KEYS = new Set(['apiVersion', 'kind', 'metadata', 'spec', 'status'])

/** What is no Kubernetes object, or one of another kind, is left to others. */
function maybeDaemonSet(object: Sketch | undefined, path: ObjectPath): boolean {
  const kind = sketchText(object, 'kind') ?? ''
  const apiVersion = sketchText(object, 'apiVersion') ?? ''
  const [top] = path
  const keys = sketchKeys(object)
  // A chart's values may have a setting called `kind`.
  const otherKeys = !keys.some((key) => key === 'apiVersion' || key === 'metadata' || key === 'spec') && !keys.every((key) => ROOT_KEYS.has(key))
  if (kind === 'DaemonSet' && apiVersion === '') return !otherKeys
  if (kind === 'DaemonSet') return /^(apps|extensions)\//.test(apiVersion) || isPlaceholder(apiVersion) || top === 'apiVersion'
  // Only the first lines of a new manifest may do without a kind.
  if (kind !== '' && top !== 'kind') return false
  const firstLines = top === undefined || (path.length === 1 && (top === 'apiVersion' || top === 'kind'))
  return firstLines && keys.every((key) => ROOT_KEYS.has(key))
}

/** How far the first list of the document stands behind its key. */
function listIndentOf(root: Sketch | undefined): number {
  const waiting: Sketch[] = root === undefined ? [] : [root]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.kind !== 'map' || node.flow) continue
    for (const { value } of node.entries) {
      if (value?.kind === 'list' && !value.flow) return value.column > node.column ? 2 : 0
      if (value !== undefined) waiting.push(value)
    }
  }
  return 0
}
