// The open texts: kept in step with the client, and looked at again in a quiet moment for what other files may know of them.
import type { Connection } from 'vscode-languageserver'
import { readObjects } from '../core/analysis/read-objects.ts'
import { looksLikePatch } from '../core/kustomize.ts'
import { splitDocuments } from '../core/syntax/split-documents.ts'
import { toValue } from '../core/syntax/to-value.ts'
import type { Workspace } from '../core/workspace.ts'
import { type PositionEncoding, spanOf } from './convert.ts'
import type { OpenDocument } from './session.ts'
import type { IndexedDocument } from './workspace-index.ts'

/** How long the author must pause before other files learn of an edit. */
const QUIET_MS = 400

interface Events {
  /** The text is another. */
  changed(uri: string): void
  opened(uri: string): void
  saved(uri: string): void
  closed(uri: string): void
  /** The author has paused: the documents as they are, and whether one of them is a DaemonSet. */
  quiet(uri: string, documents: readonly IndexedDocument[], hasDaemonSet: boolean): void
}

export interface OpenDocuments {
  readonly byUri: ReadonlyMap<string, OpenDocument>
  /** The text is one that only a patch can be: a strategic-merge directive, or a part of a DaemonSet in a file called a patch. */
  looksLikePatch(uri: string): boolean
}

export function keepInStep(connection: Connection, workspace: () => Workspace, encoding: PositionEncoding, events: Events): OpenDocuments {
  const byUri = new Map<string, OpenDocument>()
  const patches = new Set<string>()
  const timers = new Map<string, ReturnType<typeof setTimeout>>()

  function later(uri: string): void {
    clearTimeout(timers.get(uri))
    timers.set(
      uri,
      setTimeout(() => {
        timers.delete(uri)
        const file = workspace().snapshot(uri)
        if (file === undefined) return
        const documents = [...file.documents()].map(({ reading, start }) => ({ reading, start }))
        if (markPatch(uri, documents)) events.changed(uri)
        events.quiet(
          uri,
          documents,
          documents.some(({ reading }) => reading.objects.some((object) => object.daemonset !== undefined)),
        )
      }, QUIET_MS),
    )
  }

  /** True if it was not known. */
  function markPatch(uri: string, documents: readonly IndexedDocument[]): boolean {
    const daemonSets = documents.flatMap(({ reading }) => reading.objects.flatMap((object) => object.daemonset ?? []))
    const is = daemonSets.length > 0 && daemonSets.every(({ root, document }) => looksLikePatch(uri, document.text, () => toValue(root)))
    if (is === patches.has(uri)) return false
    if (is) patches.add(uri)
    else patches.delete(uri)
    return true
  }

  connection.onDidOpenTextDocument(({ textDocument: { uri, languageId, version, text } }) => {
    byUri.set(uri, { uri, languageId, version })
    workspace().open(uri, text, { template: isTemplate(uri, languageId) })
    if (/patch/i.test(uri.slice(uri.lastIndexOf('/'))) || text.includes('$patch'))
      markPatch(
        uri,
        splitDocuments(text).map(({ span }) => ({ reading: readObjects(text.slice(span.start, span.end)), start: span.start })),
      )
    events.opened(uri)
    events.changed(uri)
    later(uri)
  })
  connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) => {
    const document = byUri.get(uri)
    if (document === undefined) return
    for (const change of contentChanges) {
      const file = workspace().snapshot(uri)
      if (file === undefined) return
      if ('range' in change) workspace().replace(uri, spanOf(file.text, change.range, encoding), change.text)
      else workspace().open(uri, change.text, { template: isTemplate(uri, document.languageId) })
    }
    byUri.set(uri, { ...document, version })
    events.changed(uri)
    later(uri)
  })
  connection.onDidSaveTextDocument(({ textDocument: { uri } }) => {
    if (byUri.has(uri)) events.saved(uri)
  })
  connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
    if (!byUri.delete(uri)) return
    clearTimeout(timers.get(uri))
    timers.delete(uri)
    patches.delete(uri)
    workspace().close(uri)
    events.closed(uri)
  })
  return { byUri, looksLikePatch: (uri) => patches.has(uri) }
}

/** Template languages by language id or by the file's name. */
function isTemplate(uri: string, languageId: string): boolean {
  return languageId === 'helm' || /\.(tpl|j2|jinja2?|gotmpl|tmpl|erb|mustache)(\.(ya?ml|json))?$/i.test(uri)
}
