// The tree of one YAML document, as Kubernetes reads it, with exact places. Types only: who makes it is read-document.ts.
// Spans are relative to the text of the document (its `---` part), so that an unchanged document can be kept whole.
import type { Span } from '../text.ts'

/** What Kubernetes takes a scalar for. Integers beyond 2^53 are bigint. */
export type ScalarValue = string | number | bigint | boolean | null

export type Node = MapNode | ListNode | ScalarNode

interface NodeBase {
  /** The node's own text: without the key, the anchor, the tag and trailing comments or blank lines. Empty for a missing value. */
  readonly span: Span
  readonly tag?: string
  readonly anchor?: string
}

export interface ScalarNode extends NodeBase {
  readonly kind: 'scalar'
  readonly value: ScalarValue
  /** `plain` with an empty span: nothing was written there (`key:`), value null. */
  readonly style: 'plain' | 'single' | 'double' | 'literal' | 'folded'
  /** The scalar's content before any type is given to it (`0755` for the number 493; the text between the quotes, unescaped). */
  readonly source: string
}

export interface MapEntry {
  /** As Kubernetes reads the key: always a string (`yes` is "true"). */
  readonly key: string
  readonly keySpan: Span
  /** The value; for an alias the node that was anchored, which stands elsewhere. */
  readonly value: Node
  /** Where the value is written: `value.span`, or the alias (`*x`). */
  readonly valueSpan: Span
  /** Came in by a merge key (`<<`): key and value stand elsewhere. */
  readonly merged?: true
  /** The same key written before the merge key, whose value the merge takes the place of. */
  readonly overwrites?: Span
}

export interface MapNode extends NodeBase {
  readonly kind: 'map'
  readonly flow: boolean
  /** In the order of the text, the last of repeated keys included only once (see DocumentProblem `repeated-key`). Keys are unique. */
  readonly entries: readonly MapEntry[]
}

export interface ListItem {
  readonly value: Node
  readonly valueSpan: Span
  /** Offset of the item's `-`, or of its value in flow style. */
  readonly start: number
}

export interface ListNode extends NodeBase {
  readonly kind: 'list'
  readonly flow: boolean
  readonly items: readonly ListItem[]
}

/** A mistake in reading. `unreadable`: the server reads nothing at all of this document. */
export interface SyntaxProblem {
  readonly kind: 'unreadable' | 'repeated-key'
  readonly span: Span
  /** One sentence for the author, in plain words. */
  readonly message: string
  /** The sentence of the server (`yaml: line 3: ...`), as near as it is known. */
  readonly serverMessage: string
  /** For a repeated key: the place where the key stood first, and its path. */
  readonly first?: Span
  readonly path?: readonly (string | number)[]
}

/** A comment, from its `#` to the end of the line. */
export interface Comment {
  readonly span: Span
}

/** One `---` part. Reading never fails: after a mistake `root` holds what could be read around it. */
export interface SyntaxDocument {
  readonly text: string
  readonly root: Node | null
  readonly problems: readonly SyntaxProblem[]
  readonly comments: readonly Comment[]
}
