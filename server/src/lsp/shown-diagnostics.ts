// The diagnostics of an open file: those of its problems, or what is wrong with it as a project file.
import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver'
import type { FileSnapshot } from '../core/workspace.ts'
import { rangeOf } from './convert.ts'
import { createKeptLists, type KeptLists } from './kept-lists.ts'
import { diagnosticsOfPiece } from './problem-diagnostics.ts'
import { isProjectFile, problemsOfProjectFile } from './project-files.ts'
import type { Session } from './session.ts'

export function createShownDiagnostics(session: Session): KeptLists<Diagnostic> {
  const { collect, forget } = createKeptLists(session, diagnosticsOfPiece)
  return {
    collect: async (file, isStale) => (isProjectFile(file.uri) ? projectFileDiagnostics(session, file) : await collect(file, isStale)),
    forget,
  }
}

/** What the command line says of `.daemonset.yaml`, where it is being written. */
function projectFileDiagnostics({ client }: Session, { text }: FileSnapshot): Diagnostic[] {
  return problemsOfProjectFile(text.pieces.map((piece) => piece.text).join('')).map(({ span, message }) => ({
    range: rangeOf(text, span, client.encoding),
    severity: DiagnosticSeverity.Error,
    source: 'daemonset',
    message,
  }))
}
