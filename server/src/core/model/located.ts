// One DaemonSet of a document: its plain value beside the tree it was read from.
import type { MapNode, SyntaxDocument } from '../syntax/tree.ts'
import type { DaemonSet } from './kubernetes.ts'

export interface LocatedDaemonSet {
  readonly document: SyntaxDocument
  /** The DaemonSet's own map: the document's root, or an item of a List. Field paths are relative to it. */
  readonly root: MapNode
  /** Index in the List, if it came from one. */
  readonly item?: number
  readonly apiVersion: string
  /** Lenient value: mistyped fields are left out (a scalar where a string belongs is kept as its source text), no defaults applied. */
  readonly value: DaemonSet
  /** The text holds template placeholders: what depends on them is unknown, the server's verdict is not asked. */
  readonly template: boolean
}
