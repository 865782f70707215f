// Diagnostics: pulled if the client can pull, else pushed with the document's version; never both. What they say is in shown-diagnostics.ts.
import {
  type CancellationToken,
  type DocumentDiagnosticParams,
  DocumentDiagnosticRequest,
  LSPErrorCodes,
  PublishDiagnosticsNotification,
  ResponseError,
} from 'vscode-languageserver'
import { createPace } from './pace.ts'
import { type Session, settledSnapshot } from './session.ts'
import { createShownDiagnostics } from './shown-diagnostics.ts'

/** Tells when diagnostics may have changed. */
export interface Publisher {
  changed(uri: string): void
  closed(uri: string): void
  /** Settings, nodes or other files have changed. */
  refresh(): void
}

/** Answers pulls. `unchanged` while neither the text nor anything it is judged by has changed. */
export function servePulls(session: Session): Publisher {
  const { connection, client } = session
  const pace = createPace()
  const shown = createShownDiagnostics(session)
  // By its name: the typed way knows arrays only, not what is JSON already.
  connection.onRequest(DocumentDiagnosticRequest.method, async (params: DocumentDiagnosticParams, token: CancellationToken): Promise<unknown> => {
    const { uri } = params.textDocument
    const asked = session.workspace.snapshot(uri)?.text
    const due = pace.due(uri)
    if (due !== undefined) await due
    // the pull for the newer text answers
    if (session.workspace.snapshot(uri)?.text !== asked) throw superseded()
    const file = await settledSnapshot(session, uri, token)
    if (token.isCancellationRequested) throw superseded()
    if (file === undefined) return { kind: 'full', items: [] }
    const resultId = `${session.documents.get(uri)?.version}.${session.generation()}`
    if (params.previousResultId === resultId) return { kind: 'unchanged', resultId }
    const items = await shown.collect(file, () => isCancelled(token) || session.workspace.snapshot(uri)?.text !== file.text)
    if (items === undefined) throw superseded()
    return { kind: 'full', resultId, items }
  })
  return {
    changed: pace.changed,
    closed(uri) {
      pace.closed(uri)
      shown.forget(uri)
    },
    refresh: () => {
      if (client.refreshesDiagnostics) connection.languages.diagnostics.refresh().catch((error: unknown) => connection.console.error(String(error)))
    },
  }
}

function isCancelled(token: CancellationToken): boolean {
  return token.isCancellationRequested
}

function superseded(): ResponseError<{ retriggerRequest: boolean }> {
  return new ResponseError(LSPErrorCodes.ServerCancelled, 'the document has changed', { retriggerRequest: true })
}

/** Pushes. One file at a time; changes that arrive meanwhile are merged. */
export function pushDiagnostics(session: Session): Publisher {
  const dirty = new Set<string>()
  const pace = createPace()
  const shown = createShownDiagnostics(session)
  let running = false

  async function work(): Promise<void> {
    for (let uri = newest(dirty); uri !== undefined; uri = newest(dirty)) {
      const due = pace.due(uri)
      if (due !== undefined) await due
      dirty.delete(uri)
      await publish(uri)
    }
  }

  async function publish(uri: string): Promise<void> {
    const file = await settledSnapshot(session, uri)
    const version = session.documents.get(uri)?.version
    if (file === undefined || version === undefined) return
    const isStale = (): boolean => dirty.has(uri) || session.documents.get(uri)?.version !== version
    const diagnostics = await shown.collect(file, isStale)
    if (diagnostics !== undefined && !isStale())
      await session.connection.sendNotification(PublishDiagnosticsNotification.method, { uri, version, diagnostics })
  }

  function start(): void {
    if (running) return
    running = true
    // Two turns: keystrokes that wait already are read before the first is answered.
    session
      .nextTurn()
      .then(session.nextTurn)
      .then(work)
      .catch((error: unknown) => session.connection.console.error(describe(error)))
      .finally(() => {
        running = false
        if (dirty.size > 0) start()
      })
  }

  return {
    changed(uri) {
      pace.changed(uri)
      dirty.delete(uri)
      dirty.add(uri)
      start()
    },
    closed(uri) {
      pace.closed(uri)
      shown.forget(uri)
      dirty.delete(uri)
      void session.connection.sendDiagnostics({ uri, diagnostics: [] })
    },
    refresh() {
      for (const uri of session.documents.keys()) dirty.add(uri)
      if (dirty.size > 0) start()
    },
  }
}

function newest(uris: ReadonlySet<string>): string | undefined {
  let last: string | undefined
  for (const uri of uris) last = uri
  return last
}

/** An error with its stack, for the log. */
export function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
