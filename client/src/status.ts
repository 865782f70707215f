// The status bar item: problems, node source and Kubernetes version of the document in front. A click opens the menu that switches them.
import * as vscode from 'vscode'
import { State } from 'vscode-languageclient'
import { NODE_SOURCES_REQUEST, type NodeSourcesResult, STATUS_NOTIFICATION } from '../../server/src/lsp/protocol.ts'
import type { Session } from './client.ts'
import { mentionsDaemonSet } from './stub.ts'

/** Shows the item while a document with a DaemonSet is in front. */
export function showStatus(session: Session): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('daemonset.status', vscode.StatusBarAlignment.Right, 100)
  item.name = 'DaemonSet'
  item.command = 'daemonset.showMenu'
  const update = async (): Promise<void> => {
    const document = inFront()
    if (document === undefined) {
      item.hide()
      return
    }
    if (!session.client.isRunning()) {
      item.text = '$(warning) DaemonSet'
      item.tooltip = vscode.l10n.t('The DaemonSet language server does not run.')
      item.show()
      return
    }
    const uri = session.client.code2ProtocolConverter.asUri(document.uri)
    const sources = await session.client.sendRequest<NodeSourcesResult>(NODE_SOURCES_REQUEST, { uri })
    if (inFront() !== document) return
    describe(item, document.uri, sources)
    item.show()
  }
  const refresh = (): void => void update().catch((error: unknown) => session.output.debug(String(error)))
  refresh()
  return vscode.Disposable.from(
    item,
    vscode.window.onDidChangeActiveTextEditor(refresh),
    vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      const active = inFront()?.uri.toString()
      if (uris.some((uri) => uri.toString() === active)) refresh()
    }),
    session.client.onDidChangeState(({ newState }) => {
      if (newState !== State.Starting) refresh()
    }),
    session.client.onNotification(STATUS_NOTIFICATION, refresh),
  )
}

/** The document of the active editor; beside the node panel, the one that can be seen. */
function inFront(): vscode.TextDocument | undefined {
  const editors = vscode.window.activeTextEditor === undefined ? vscode.window.visibleTextEditors : [vscode.window.activeTextEditor]
  return editors.map((editor) => editor.document).find(isOurs)
}

function isOurs(document: vscode.TextDocument): boolean {
  return (
    vscode.languages.match([{ language: 'yaml' }, { language: 'helm' }, { language: 'json' }], document) > 0 && mentionsDaemonSet(document.getText())
  )
}

function describe(item: vscode.StatusBarItem, uri: vscode.Uri, { sources, kubernetes }: NodeSourcesResult): void {
  const active = sources.filter((source) => source.active)
  const problems = vscode.languages
    .getDiagnostics(uri)
    .filter((problem) => problem.source === 'daemonset' && problem.severity < vscode.DiagnosticSeverity.Hint).length
  const names = active.map((source) => source.source).join(', ')
  const broken = active.filter((source) => source.error !== undefined)
  const icon = broken.length > 0 ? '$(warning)' : problems > 0 ? '$(issues)' : '$(pass)'
  item.text = `${icon} DaemonSet: ${problems === 0 ? '' : `${problems} · `}${names} · ${kubernetes}`
  item.backgroundColor = broken.length > 0 ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined
  const tooltip = new vscode.MarkdownString()
  const lines = [
    problems === 1 ? vscode.l10n.t('1 problem in this file') : vscode.l10n.t('{0} problems in this file', problems),
    ...active.map((source) => vscode.l10n.t('Nodes: {0} ({1})', source.label, source.count)),
    ...broken.map((source) => source.error ?? ''),
    vscode.l10n.t('Kubernetes {0}', kubernetes),
  ]
  lines.forEach((line, index) => {
    if (index > 0) tooltip.appendMarkdown('\n\n')
    tooltip.appendText(line)
  })
  item.tooltip = tooltip
  item.accessibilityInformation = { label: `DaemonSet: ${lines.join(', ')}` }
}
