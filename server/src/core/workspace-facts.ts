// What rules and features may know of other documents: summaries of Kubernetes objects, never their trees.
import type { Span } from './text.ts'

/** The little that is kept of every Kubernetes object in the workspace. */
export interface ObjectSummary {
  readonly uri: string
  /** Index of the document in its file, and of the item in a List. */
  readonly index: number
  readonly item?: number
  readonly apiVersion: string
  readonly kind: string
  readonly namespace: string | null
  readonly name: string | null
  /** Where the name stands, relative to the file. */
  readonly nameSpan: Span
  /** `metadata.labels`. */
  readonly labels: Readonly<Record<string, string>>
  /** Pod template of a workload (or the Pod itself), lenient; undefined for other kinds. */
  readonly template?: { readonly labels: Readonly<Record<string, string>>; readonly spec: unknown }
  /** The object's `spec` (Service, NetworkPolicy, PDB, HPA, PVC, PV ...) or `data` keys, as far as any rule needs it. */
  readonly spec?: unknown
  readonly dataKeys?: readonly string[]
}

export interface WorkspaceFacts {
  /** False: nothing is known of other files; rules that need them stay silent. */
  readonly known: boolean
  ofKind(kind: string): readonly ObjectSummary[]
}

export const NO_WORKSPACE: WorkspaceFacts = { known: false, ofKind: () => [] }
