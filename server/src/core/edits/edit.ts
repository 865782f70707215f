// The door to the edit layer: changes of one DaemonSet, made one after the other, as edits of its document.
import type { LocatedDaemonSet } from '../model/located.ts'
import { PLACEHOLDER } from '../model/placeholder.ts'
import type { Path } from '../path.ts'
import type { Fix } from '../problem.ts'
import { readDocument } from '../syntax/read-document.ts'
import type { SyntaxDocument } from '../syntax/tree.ts'
import { applyEdits, type TextEdit } from '../text.ts'
import { composeEdits } from './compose.ts'
import type { Segments } from './find-place.ts'
import type { Change } from './set-value.ts'

/** The path from the document's root of a field of the DaemonSet. */
export function pathIn(daemonset: LocatedDaemonSet, path: Path | Segments): Segments {
  const segments = 'segments' in path ? path.segments() : path
  return daemonset.item === undefined ? segments : ['items', daemonset.item, ...segments]
}

/** Makes the changes one after the other, each on the result of those before. Undefined: one of them cannot be made. */
export function editDocument(document: SyntaxDocument, changes: readonly Change[]): readonly TextEdit[] | undefined {
  let edits: readonly TextEdit[] = []
  let current = document
  for (const [index, change] of changes.entries()) {
    const next = change(current)
    if (next === undefined || next.some((edit) => edit.newText.includes(PLACEHOLDER))) return undefined
    if (next.length === 0) continue
    edits = composeEdits(document.text, edits, next)
    if (index < changes.length - 1) current = readDocument(applyEdits(current.text, next))
  }
  return edits
}

/** The changes as edits of a DaemonSet's document; in a template only where they cannot take an action of it away. */
export function editDaemonSet(daemonset: LocatedDaemonSet, changes: readonly Change[]): readonly TextEdit[] | undefined {
  const edits = editDocument(daemonset.document, changes)
  if (edits === undefined || edits.length === 0) return undefined
  return daemonset.template && !edits.every((edit) => isCertain(daemonset.document.text, edit)) ? undefined : edits
}

/** What a template engine acts upon is masked: as placeholders, or as blanks that look like empty lines and trailing space. */
function isCertain(text: string, { span, newText }: TextEdit): boolean {
  const hides = (part: string): boolean => part.includes(PLACEHOLDER) || /\n[ \t\r]*\n|[ \t]\r?\n/.test(part)
  return !hides(text.slice(span.start, span.end)) && !hides(newText)
}

/** A fix made of changes, as a list of one; empty if one of the changes cannot be made. */
export function fixWith(
  daemonset: LocatedDaemonSet,
  about: { readonly title: string; readonly preferred?: boolean; readonly safe: boolean },
  ...changes: readonly Change[]
): readonly Fix[] {
  const edits = editDaemonSet(daemonset, changes)
  if (edits === undefined) return []
  return [{ title: about.title, preferred: about.preferred ?? true, safe: about.safe, edits }]
}
