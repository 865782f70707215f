// Refactors as code actions: conversions, init containers, objects that stand beside a DaemonSet. Worked out only when someone asks.
import type { CodeAction, Position } from 'vscode-languageserver'
import { refactorsAt } from '../core/refactors/refactors.ts'
import type { FileSnapshot } from '../core/workspace.ts'
import { workspaceEdit } from './code-actions.ts'
import { cursorAt } from './cursor.ts'
import { NEWEST_MINOR } from './knowledge.ts'
import type { Session } from './session.ts'

/** What can be done to the object at a position. */
export function refactorActions(session: Session, file: FileSnapshot, position: Position): CodeAction[] {
  const cursor = cursorAt(session, file, position)
  if (cursor === undefined) return []
  const { document, object, segments } = cursor
  const { workspace, minors } = file.environment
  return refactorsAt(document.reading, object, segments, workspace, minors[0] ?? NEWEST_MINOR).map(({ title, kind, edits }) => ({
    title,
    kind,
    edit: workspaceEdit(session, file, edits, document.start),
  }))
}
