// What is shown to the author: one problem per mistake, with the fixes that mend it. Shapes follow the command line's JSON.
import type { Span, TextEdit } from './text.ts'

export type Severity = 'hint' | 'information' | 'warning' | 'error'

/**
 * decode: the server answers 400. server: it answers 422 with this field and reason. warning: it accepts and sends this Warning
 * header. lint: the server is silent, the rule is ours.
 */
export type Origin = 'decode' | 'server' | 'warning' | 'lint'

/** `reason` of a `Status.details.causes` entry (metav1.CauseType). */
export type CauseReason =
  | 'FieldValueNotFound'
  | 'FieldValueRequired'
  | 'FieldValueDuplicate'
  | 'FieldValueInvalid'
  | 'FieldValueNotSupported'
  | 'FieldValueForbidden'
  | 'FieldValueTooLong'
  | 'FieldValueTooMany'
  | 'InternalError'
  | 'FieldValueTypeInvalid'

/** Another place that has to do with the problem. Spans are relative to the document, unless `uri` names another file. */
export interface Related {
  readonly span: Span
  readonly message: string
  readonly uri?: string
}

/** A mend. `safe`: the same meaning and placement, or the only legal value; fix-all applies only those. */
export interface Fix {
  readonly title: string
  readonly preferred: boolean
  readonly safe: boolean
  readonly edits: readonly TextEdit[]
}

export interface Problem {
  /** Rule id, kebab-case; the diagnostics' `code`. */
  readonly rule: string
  readonly origin: Origin
  readonly severity: Severity
  /** What is wrong, what will happen, what to do: at most two sentences. For origin `warning`: the server's words after the field path. */
  readonly message: string
  /** For origin `warning`: our own words for it, where a rule has some. Shown to people instead of the server's. */
  readonly ownMessage?: string
  /** The field as the server prints it, or null. */
  readonly field: string | null
  readonly reason: CauseReason | null
  /** The smallest range that holds the mistake, relative to the document. */
  readonly span: Span
  /** The server's own sentence, where it speaks. */
  readonly serverMessage?: string
  readonly related?: readonly Related[]
  readonly tags?: readonly ('unnecessary' | 'deprecated')[]
  /** Candidate fixes, made on demand. Unchecked: features/fixes.ts runs the engine on the result before it offers one. */
  readonly fixes?: () => readonly Fix[]
}
