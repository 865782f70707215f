// Quick fixes of the problems under the cursor, and "fix all" for the file. Every fix has been tried by the engine before it is offered.
import {
  type CodeAction,
  type CodeActionContext,
  CodeActionKind,
  type CodeActionParams,
  CodeActionTriggerKind,
  type Diagnostic,
  type Position,
  type WorkspaceEdit,
} from 'vscode-languageserver'
import { readObjects } from '../core/analysis/read-objects.ts'
import { analyseDocument } from '../core/analysis.ts'
import { checkedFixes } from '../core/features/check-fixes.ts'
import { fixAll } from '../core/features/fix-all.ts'
import type { Fix, Problem } from '../core/problem.ts'
import { suppressionFix } from '../core/rules/suppress.ts'
import { type Span, shiftSpan, type TextEdit } from '../core/text.ts'
import type { DocumentInFile, FileSnapshot } from '../core/workspace.ts'
import { rangeOf, spanOf } from './convert.ts'
import { cursorAt } from './cursor.ts'
import { FIX_ALL } from './offers.ts'
import { decidesAboutNodes, fixesFor, rewritesFor } from './placement-actions.ts'
import { refactorActions } from './refactor-actions.ts'
import type { Session } from './session.ts'

/** The actions for a range. */
export function codeActions(session: Session, file: FileSnapshot, { range, context }: CodeActionParams): CodeAction[] {
  const wants = (kind: string): boolean => context.only === undefined || context.only.some((only) => kind === only || kind.startsWith(`${only}.`))
  const actions: CodeAction[] = []
  if (wants(CodeActionKind.QuickFix))
    actions.push(...quickFixes(session, file, spanOf(file.text, range, session.client.encoding), context.diagnostics))
  if (triggerKindIsManual(context) && wants(CodeActionKind.RefactorRewrite)) actions.push(...placementActions(session, file, range.start))
  if (triggerKindIsManual(context)) actions.push(...refactorActions(session, file, range.start).filter(({ kind = '' }) => wants(kind)))
  // Only when it is asked for: it looks at the whole file.
  if (context.only !== undefined && wants(FIX_ALL)) actions.push(...fixAllActions(session, file))
  return actions
}

/** The editor asks on every move of the cursor; changes of the placement are worked out only when someone wants to see them. */
function triggerKindIsManual({ triggerKind, only }: CodeActionContext): boolean {
  return triggerKind === CodeActionTriggerKind.Invoked || (only !== undefined && triggerKind === undefined)
}

/** On the lines that decide about nodes: changes that include more of them, and other ways to say the same. */
function placementActions(session: Session, file: FileSnapshot, position: Position): CodeAction[] {
  const cursor = cursorAt(session, file, position)
  const daemonset = cursor?.object.daemonset
  if (cursor === undefined || daemonset === undefined || !decidesAboutNodes(cursor.segments)) return []
  return [...fixesFor(file, cursor.object, daemonset), ...rewritesFor(daemonset)].map(({ title, edits }) => ({
    title,
    kind: CodeActionKind.RefactorRewrite,
    edit: workspaceEdit(session, file, edits, cursor.document.start),
  }))
}

function quickFixes(session: Session, file: FileSnapshot, wanted: Span, diagnostics: readonly Diagnostic[]): CodeAction[] {
  const actions: CodeAction[] = []
  const ignoring: CodeAction[] = []
  for (const document of documentsIn(file, wanted)) {
    const { analysis, start } = document
    const all = analysis.objects.flatMap((object) => object.problems)
    for (const problem of all) {
      const span = shiftSpan(problem.span, start)
      if (span.end < wanted.start || span.start > wanted.end) continue
      const checked = (fixes: () => readonly Fix[]): CodeAction[] =>
        checkedFixes({ ...problem, fixes }, { text: analysis.reading.text, problems: all }, analyserOf(file, document)).map((fix) =>
          quickFix(session, file, document, problem, fix, diagnostics),
        )
      if (problem.fixes !== undefined) actions.push(...checked(problem.fixes))
      const ignore = suppressionFix(problem, analysis.reading.syntax)
      if (ignore !== undefined) ignoring.push(...checked(() => [ignore]))
    }
  }
  // What mends comes before what hides.
  return [...actions, ...ignoring]
}

function quickFix(
  session: Session,
  file: FileSnapshot,
  document: DocumentInFile,
  problem: Problem,
  fix: Fix,
  diagnostics: readonly Diagnostic[],
): CodeAction {
  const range = rangeOf(file.text, shiftSpan(problem.span, document.start), session.client.encoding)
  const matching = diagnostics.filter(
    (diagnostic) =>
      diagnostic.code === problem.rule &&
      diagnostic.range.start.line === range.start.line &&
      diagnostic.range.start.character === range.start.character,
  )
  return {
    title: fix.title,
    kind: CodeActionKind.QuickFix,
    ...(matching.length > 0 ? { diagnostics: matching } : {}),
    ...(fix.preferred ? { isPreferred: true } : {}),
    edit: workspaceEdit(session, file, fix.edits, document.start),
  }
}

/** One action with every safe fix of the file; none if there is nothing to mend. */
export function fixAllActions(session: Session, file: FileSnapshot): CodeAction[] {
  const edits: TextEdit[] = []
  for (const document of file.documents()) {
    const { analysis, start } = document
    if (analysis.objects.every((object) => object.problems.length === 0)) continue
    const { text } = analysis.reading
    const { span, newText } = changeOf(text, fixAll(text, analyserOf(file, document)))
    if (newText !== '' || span.end > span.start) edits.push({ span: shiftSpan(span, start), newText })
  }
  if (edits.length === 0) return []
  return [{ title: 'Fix all safe DaemonSet problems', kind: FIX_ALL, edit: workspaceEdit(session, file, edits, 0) }]
}

/** The engine on another text of the same document. */
function analyserOf(file: FileSnapshot, { analysis }: DocumentInFile): (text: string) => Problem[] {
  return (text) => analyseDocument(readObjects(text, analysis.reading.template), file.environment).objects.flatMap((object) => object.problems)
}

/** The one edit between two texts, without what they have in common at their ends. */
function changeOf(before: string, after: string): TextEdit {
  const shorter = Math.min(before.length, after.length)
  let start = 0
  while (start < shorter && before[start] === after[start]) start++
  let common = 0
  while (common < shorter - start && before[before.length - 1 - common] === after[after.length - 1 - common]) common++
  return { span: { start, end: before.length - common }, newText: after.slice(start, after.length - common) }
}

function documentsIn(file: FileSnapshot, span: Span): DocumentInFile[] {
  const first = file.documentAt(span.start)
  const last = file.documentAt(span.end)
  if (first === undefined || last === undefined || first.start === last.start) return [first ?? last].filter((document) => document !== undefined)
  return [...file.documents()].filter(({ start }) => start >= first.start && start <= last.start)
}

/** Edits of one file, with its version if the client understands that. */
export function workspaceEdit({ client, documents }: Session, file: FileSnapshot, edits: readonly TextEdit[], base: number): WorkspaceEdit {
  const converted = edits.map(({ span, newText }) => ({ range: rangeOf(file.text, shiftSpan(span, base), client.encoding), newText }))
  if (!client.versionedEdits) return { changes: { [file.uri]: converted } }
  const version = documents.get(file.uri)?.version ?? null
  return { documentChanges: [{ textDocument: { uri: file.uri, version }, edits: converted }] }
}
