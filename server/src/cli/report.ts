// What `check` found, in the form that every reporter prints. Places are those of the file.
import type { Fix, Problem, Severity } from '../core/problem.ts'
import type { LineIndex } from './line-index.ts'

/** A problem with offsets of the file. `minors`: the versions that have it, where several were asked and not all do. */
export interface ReportedProblem extends Omit<Problem, 'fixes'> {
  readonly minors?: readonly string[]
  /** Checked by the engine; edits with offsets of the file. */
  readonly fixes: readonly Fix[]
}

export interface ReportedDocument {
  readonly index: number
  readonly item?: number
  readonly apiVersion: string | null
  readonly kind: string | null
  readonly namespace: string | null
  readonly name: string | null
  readonly problems: readonly ReportedProblem[]
}

export interface ReportedFile {
  readonly path: string
  readonly lines: LineIndex
  readonly documents: readonly ReportedDocument[]
  /** Where its project file says otherwise than the call's first. */
  readonly kubernetes?: string
  readonly nodes?: ReportedNodes
}

export interface ReportedNodes {
  readonly source: string
  readonly count: number
}

export interface Report {
  /** `1.37`, or `1.33,1.37`. */
  readonly kubernetes: string
  readonly nodes: ReportedNodes
  readonly files: readonly ReportedFile[]
}

export const SEVERITY_ORDER: Readonly<Record<Severity, number>> = { hint: 0, information: 1, warning: 2, error: 3 }

/** Every problem of a file, by place. */
export function problemsByPlace(file: ReportedFile): ReportedProblem[] {
  return file.documents.flatMap((document) => document.problems).sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end)
}
