// The extension's side of the node panel: one panel at most; asks the server where things run, follows cursor and typing.
import * as vscode from 'vscode'
import type { NodeChange } from '../../../server/src/core/inventory/what-if.ts'
import {
  type NodeView,
  PLACEMENT_FIXES_REQUEST,
  PLACEMENT_REQUEST,
  type PlacementFixesResult,
  type PlacementResult,
  STATUS_NOTIFICATION,
} from '../../../server/src/lsp/protocol.ts'
import type { Session } from '../client.ts'
import { mentionsDaemonSet } from '../stub.ts'
import type { FromPage, ToPage } from './messages.ts'
import { pageHtml } from './page.ts'

/** Pause after which the panel follows the typing. */
const FOLLOW_MS = 150

/** The command that opens the panel, or brings it to the front. */
export function panelCommand(session: Session): (target?: unknown) => void {
  let panel: vscode.WebviewPanel | undefined
  // Kept until they are discarded, also while the panel is closed.
  const changes: NodeChange[] = []
  return (target) => {
    if (panel !== undefined) {
      panel.reveal(undefined, true)
      const wanted = targetOf(target)
      if (wanted !== undefined) void panel.webview.postMessage(wanted)
      return
    }
    panel = openPanel(session, changes, targetOf(target))
    panel.onDidDispose(() => {
      panel = undefined
    })
  }
}

/** The DaemonSet that a code lens speaks of. */
function targetOf(target: unknown): ToPage | undefined {
  const { uri, index, item } = (typeof target === 'object' && target !== null ? target : {}) as { uri?: unknown; index?: unknown; item?: unknown }
  if (typeof uri !== 'string' || typeof index !== 'number') return undefined
  return { type: 'choose', uri, index, ...(typeof item === 'number' ? { item } : {}) }
}

function openPanel(session: Session, changes: NodeChange[], target: ToPage | undefined): vscode.WebviewPanel {
  const { client, context } = session
  const dist = vscode.Uri.joinPath(context.extensionUri, 'dist')
  const panel = vscode.window.createWebviewPanel(
    'daemonset.nodes',
    vscode.l10n.t('DaemonSet: Nodes'),
    { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
    { enableScripts: true, localResourceRoots: [dist], retainContextWhenHidden: false },
  )
  let against: string | undefined
  const nodesById = new Map<number, readonly NodeView[]>()
  let ready = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let asked = 0

  const post = (message: ToPage): void => void panel.webview.postMessage(message)
  const refresh = async (): Promise<void> => {
    if (!ready || !panel.visible) return
    const mine = ++asked
    const uris = vscode.workspace.textDocuments
      .filter((document) => mentionsDaemonSet(document.getText()))
      .map((document) => client.code2ProtocolConverter.asUri(document.uri))
    const result = await client.sendRequest<PlacementResult>(PLACEMENT_REQUEST, {
      uris,
      whatIf: changes,
      known: [...nodesById.keys()],
      ...(against === undefined ? {} : { against }),
    })
    // Another question is under way; its answer is newer.
    if (mine !== asked) return
    const inventories = result.inventories.map((inventory) => {
      const nodes = inventory.nodes ?? nodesById.get(inventory.id) ?? []
      return { ...inventory, nodes }
    })
    nodesById.clear()
    for (const { id, nodes } of inventories) nodesById.set(id, nodes)
    post({ type: 'placement', inventories, supposed: changes, ...(against === undefined ? {} : { against }) })
    focus()
  }
  const later = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => void refresh().catch((error: unknown) => session.output.error(String(error))), FOLLOW_MS)
  }
  const focus = (): void => {
    const editor = vscode.window.activeTextEditor
    if (editor === undefined) return
    const uri = client.code2ProtocolConverter.asUri(editor.document.uri)
    post({ type: 'focus', uri, line: editor.selection.active.line })
  }
  const receive = async (message: FromPage): Promise<void> => {
    if (message.type === 'ready') {
      ready = true
      nodesById.clear()
      if (target !== undefined) post(target)
      await refresh()
    } else if (message.type === 'reveal') await reveal(session, message.uri, message.range)
    else if (message.type === 'fix') await offerFixes(session, message, changes)
    else {
      if (message.type === 'suppose') changes.push(message.change)
      else if (message.type === 'compare') against = message.against === 'file' ? await chooseFile(session) : message.against || undefined
      else if (message.at === undefined) changes.length = 0
      else changes.splice(message.at, 1)
      await refresh()
    }
  }
  const subscriptions = vscode.Disposable.from(
    panel.webview.onDidReceiveMessage((message: FromPage) => void receive(message).catch((error: unknown) => session.output.error(String(error)))),
    panel.onDidChangeViewState(later),
    vscode.workspace.onDidChangeTextDocument(later),
    vscode.workspace.onDidSaveTextDocument(later),
    vscode.workspace.onDidOpenTextDocument(later),
    vscode.workspace.onDidCloseTextDocument(later),
    vscode.window.onDidChangeTextEditorSelection(focus),
    client.onNotification(STATUS_NOTIFICATION, later),
  )
  panel.onDidDispose(() => {
    clearTimeout(timer)
    subscriptions.dispose()
  })
  panel.webview.html = pageHtml({
    nonce: newNonce(),
    script: panel.webview.asWebviewUri(vscode.Uri.joinPath(dist, 'panel.js')).toString(),
    language: vscode.env.language,
    l10n: vscode.l10n,
  })
  return panel
}

async function reveal({ client }: Session, uri: string, range: Parameters<typeof client.protocol2CodeConverter.asRange>[0]): Promise<void> {
  const target = client.protocol2CodeConverter.asUri(uri)
  const selection = client.protocol2CodeConverter.asRange(range)
  const shown = vscode.window.visibleTextEditors.find((editor) => editor.document.uri.toString() === target.toString())
  await vscode.window.showTextDocument(target, {
    ...(selection === undefined || selection === null ? {} : { selection }),
    viewColumn: shown?.viewColumn ?? vscode.ViewColumn.One,
  })
}

/** The changes that include a node; the chosen one is shown in the editor's own preview before it is made. */
async function offerFixes(
  { client }: Session,
  { type: _, ...params }: Extract<FromPage, { type: 'fix' }>,
  whatIf: readonly NodeChange[],
): Promise<void> {
  const { fixes } = await client.sendRequest<PlacementFixesResult>(PLACEMENT_FIXES_REQUEST, { ...params, whatIf })
  if (fixes.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('No single change of the manifest includes {0}.', params.node))
    return
  }
  const choice = await vscode.window.showQuickPick(
    fixes.map(({ title, edit }) => ({ label: title, detail: newTextOf(edit), edit })),
    { placeHolder: vscode.l10n.t('Include {0}', params.node) },
  )
  if (choice === undefined) return
  const edit = await client.protocol2CodeConverter.asWorkspaceEdit(choice.edit)
  const preview = new vscode.WorkspaceEdit()
  for (const [uri, edits] of edit?.entries() ?? [])
    for (const { range, newText } of edits) preview.replace(uri, range, newText, { label: choice.label, needsConfirmation: true })
  await vscode.workspace.applyEdit(preview, { isRefactoring: true })
}

/** What a change writes, in one line. */
function newTextOf({ changes = {}, documentChanges = [] }: PlacementFixesResult['fixes'][number]['edit']): string {
  const inDocuments = documentChanges.flatMap((change) => ('edits' in change ? change.edits : []))
  const texts = [...Object.values(changes).flat(), ...inDocuments].map((edit) =>
    'newText' in edit ? edit.newText.trim().replace(/\s*\n\s*/g, ' ⏎ ') : '',
  )
  return texts.filter((text) => text !== '').join(' … ')
}

/** Another version of the manifest; undefined: none was chosen. */
async function chooseFile({ client }: Session): Promise<string | undefined> {
  const uris = await vscode.window.showOpenDialog({
    filters: { [vscode.l10n.t('Manifests')]: ['yaml', 'yml', 'json'] },
    openLabel: vscode.l10n.t('Compare With This File'),
  })
  return uris?.[0] === undefined ? undefined : client.code2ProtocolConverter.asUri(uris[0])
}

function newNonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
