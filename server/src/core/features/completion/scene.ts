// Everything a completion is chosen by: the place, the schema's view of it, the object around it, nodes and workspace.
import type { Inventory } from '../../model/cluster-node.ts'
import type { Position, Schema } from '../../schema/schema.ts'
import type { WorkspaceFacts } from '../../workspace-facts.ts'
import { type CursorPlace, type ObjectPath, type Sketch, sketchAt, sketchItems, sketchText } from './cursor-place.ts'

export interface Scene {
  readonly schema: Schema
  readonly place: CursorPlace
  /** The DaemonSet around the cursor. */
  readonly object: Sketch | undefined
  /** From the DaemonSet to the place. */
  readonly path: ObjectPath
  /** What belongs at `path`. */
  readonly position: Position
  readonly inventory: Inventory
  readonly workspace: WorkspaceFacts
  /** How far lists stand behind their key in this document: 0 or 2. */
  readonly listIndent: number
}

/** Something that may be written: a value, or a key of a map. */
export interface Suggestion {
  /** The value itself, without quotes. */
  readonly text: string
  readonly kind: SuggestionKind
  /** A few words beside it: `3 of 9 nodes`. */
  readonly detail?: string
  /** A sentence of our own. */
  readonly meaning?: string
  /** Written as it is, never quoted: true, false, numbers. */
  readonly literal?: true
  /** The enum value whose documentation is shown. */
  readonly enumValue?: true
}

export type SuggestionKind = 'enum' | 'value' | 'reference' | 'node' | 'known'

export const POD_SPEC: ObjectPath = ['spec', 'template', 'spec']

/** The text of a sibling of the value at `path`, or of another relative of it. */
export function relative(scene: Scene, up: number, ...down: ObjectPath): string | undefined {
  return sketchText(scene.object, ...scene.path.slice(0, scene.path.length - up), ...down)
}

/** What stands above the place. */
export function ancestor(scene: Scene, up: number): Sketch | undefined {
  return sketchAt(scene.object, scene.path.slice(0, scene.path.length - up))
}

/** The names of a pod's containers, init containers last. */
export function containersOf(scene: Scene): readonly Sketch[] {
  const lists = ['containers', 'initContainers'].map((name) => sketchAt(scene.object, [...POD_SPEC, name]))
  return lists.flatMap(sketchItems).filter((item) => item !== undefined)
}

/** Texts of a field of each item of a list: the names of the volumes. */
export function textsOf(list: Sketch | undefined, ...field: ObjectPath): readonly string[] {
  return sketchItems(list).flatMap((item) => sketchText(item, ...field) || [])
}

/** The container that the place is in; undefined outside of containers. */
export function containerAround(scene: Scene): Sketch | undefined {
  const index = scene.path.findIndex((segment) => segment === 'containers' || segment === 'initContainers')
  return index < 0 ? undefined : sketchAt(scene.object, scene.path.slice(0, index + 2))
}
