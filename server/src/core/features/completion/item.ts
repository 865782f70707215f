// What completion offers, in a shape of its own: lsp/ turns it into the protocol's. Types only.
import type { Span } from '../../text.ts'

export interface CompletionItem {
  readonly label: string
  readonly kind: 'field' | 'enum' | 'value' | 'reference' | 'node' | 'known' | 'snippet'
  /** A few words beside the label. */
  readonly detail?: string
  /** What is replaced, relative to the document; on one line, holds the cursor. */
  readonly span: Span
  /**
   * Snippet syntax ($1, ${1:x}, ${1|a,b|}). Lines after the first are indented relative to the indentation of the cursor's line
   * (LSP: insertTextMode adjustIndentation).
   */
  readonly insertText: string
  /** What is matched against the text in `span`; the label, if absent. */
  readonly filterText?: string
  /** In the order of the list. */
  readonly sortText: string
  readonly preselect?: true
  /** Values can be completed right after this was inserted. */
  readonly retrigger?: true
  /** For `completionDocumentation`, when the item is looked at. */
  readonly documentation?: DocumentationReference
}

/** What an item's documentation is made from. */
export interface DocumentationReference {
  readonly owner?: string
  readonly field?: string
  readonly value?: string
  readonly meaning?: string
}

/** An item before its place in the list is known. */
export type Draft = Omit<CompletionItem, 'sortText'>
