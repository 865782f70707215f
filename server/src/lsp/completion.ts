// Completion: core's items as the protocol's. Documentation is made when an item is looked at.
import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionList,
  type CompletionParams,
  InsertTextFormat,
  InsertTextMode,
  MarkupKind,
  type TextEdit,
} from 'vscode-languageserver'
import { type CompletionItem as CoreItem, complete, type DocumentationReference } from '../core/features/complete.ts'
import { completionDocumentation } from '../core/features/document-field.ts'
import { pieceIndexAt } from '../core/file-text.ts'
import { maskTemplate } from '../core/syntax/template.ts'
import { shiftSpan } from '../core/text.ts'
import type { FileSnapshot } from '../core/workspace.ts'
import { offsetAt, rangeOf } from './convert.ts'
import { NEWEST_MINOR } from './knowledge.ts'
import { leavesFieldsToOthers, noSchemaOffers } from './schema-keys.ts'
import type { Session } from './session.ts'

const KINDS: Readonly<Record<CoreItem['kind'], CompletionItemKind>> = {
  field: CompletionItemKind.Property,
  enum: CompletionItemKind.EnumMember,
  value: CompletionItemKind.Value,
  reference: CompletionItemKind.Reference,
  node: CompletionItemKind.Constant,
  known: CompletionItemKind.Keyword,
  snippet: CompletionItemKind.Snippet,
}

/** What `completionItem/resolve` needs to know. */
interface ItemData {
  readonly documentation: DocumentationReference
  readonly minor: number
}

export function completion(session: Session, file: FileSnapshot, { position, context, textDocument }: CompletionParams): CompletionList {
  // Parts of templates: what stands in one is no manifest, whatever its lines look like.
  if (/\.tpl$/i.test(textDocument.uri)) return { isIncomplete: false, items: [] }
  const at = offsetAt(file.text, position, session.client.encoding)
  const { text, start } = documentText(file, at)
  const line = text.slice(text.lastIndexOf('\n', at - start - 1) + 1, at - start)
  // A space of the indentation is no question; one behind `key:` is.
  if (context?.triggerCharacter === ' ' && !/[:-] $/.test(line)) return { isIncomplete: false, items: [] }
  const minor = file.environment.minors[0] ?? NEWEST_MINOR
  const { inventory, workspace } = file.environment
  const all = complete({ text, offset: at - start, minor, inventory, workspace })
  const items = leavesFieldsToOthers(session, file, at) ? all.filter(noSchemaOffers) : all
  const indentation = /^[ \t]*/.exec(line)?.[0] ?? ''
  return { isIncomplete: false, items: items.map((item) => toItem(session, file, item, start, minor, indentation)) }
}

/** Document, template actions masked and nothing read; before the first document and in an empty file the text that is there. */
function documentText(file: FileSnapshot, at: number): { text: string; start: number } {
  const document = file.documentAt(at)
  if (document !== undefined && document.start <= at) return { text: maskTemplate(document.text).text, start: document.start }
  const index = pieceIndexAt(file.text, at)
  return { text: file.text.pieces[index]?.text ?? '', start: file.text.starts[index] ?? 0 }
}

function toItem({ client }: Session, file: FileSnapshot, item: CoreItem, start: number, minor: number, indentation: string): CompletionItem {
  const newText = textFor(item.insertText, client.snippets, client.adjustsIndentation ? '' : indentation)
  const edit: TextEdit = { range: rangeOf(file.text, shiftSpan(item.span, start), client.encoding), newText }
  const converted: CompletionItem = { label: item.label, kind: KINDS[item.kind], sortText: item.sortText, textEdit: edit }
  if (item.detail !== undefined) converted.detail = item.detail
  if (item.filterText !== undefined) converted.filterText = item.filterText
  if (item.preselect) converted.preselect = true
  if (client.snippets) converted.insertTextFormat = InsertTextFormat.Snippet
  if (client.adjustsIndentation) converted.insertTextMode = InsertTextMode.adjustIndentation
  if (item.retrigger && client.options.suggestCommand !== undefined) converted.command = { title: 'Suggest', command: client.options.suggestCommand }
  if (item.documentation !== undefined) converted.data = { documentation: item.documentation, minor } satisfies ItemData
  return converted
}

/** The text as this client can take it: without tab stops where it knows no snippets, indented where it does not indent. */
function textFor(snippet: string, knowsSnippets: boolean, indentation: string): string {
  const text = knowsSnippets ? snippet : withoutTabStops(snippet)
  return indentation === '' ? text : text.replaceAll('\n', `\n${indentation}`)
}

function withoutTabStops(snippet: string): string {
  return snippet.replace(
    /\\([\\$}|,])|\$\{\d+\|((?:\\.|[^,|])*)[^|]*\|\}|\$\{\d+:([^}]*)\}|\$\{?\d+\}?/g,
    (_, escaped?: string, choice?: string, value?: string) => escaped ?? choice ?? value ?? '',
  )
}

export function resolveCompletion({ client }: Session, item: CompletionItem): CompletionItem {
  const data = item.data as ItemData | undefined
  const markdown = data === undefined ? undefined : completionDocumentation(data.documentation, data.minor)
  if (markdown === undefined) return item
  return { ...item, documentation: { kind: client.markdownCompletion ? MarkupKind.Markdown : MarkupKind.PlainText, value: markdown } }
}
