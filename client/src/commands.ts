// The commands of the palette, by id. Their titles stand in the manifest; the stub registers them and calls through this map.
import * as vscode from 'vscode'
import example from '../../examples/fluent-bit.yaml'
import { NODE_SOURCES_REQUEST, type NodeSourcesResult } from '../../server/src/lsp/protocol.ts'
import { openRulePage, type Session } from './client.ts'
import { issueReport, type Manifest } from './issue.ts'
import { newDaemonSet } from './new-daemonset.ts'
import { panelCommand } from './panel/host.ts'
import { set } from './setting.ts'
import { mentionsDaemonSet } from './stub.ts'

type Run = (...parameters: unknown[]) => unknown

/** All commands, by their full id. */
export function registerCommands(session: Session): ReadonlyMap<string, Run> {
  return new Map<string, Run>([
    ['daemonset.checkDocument', () => vscode.commands.executeCommand('workbench.actions.view.problems')],
    ['daemonset.selectNodes', () => chooseNodes(session)],
    ['daemonset.selectKubernetesVersion', () => chooseVersion(session)],
    ['daemonset.showMenu', () => showMenu(session)],
    ['daemonset.showPlacement', panelCommand(session)],
    ['daemonset.fixAll', () => vscode.commands.executeCommand('editor.action.codeAction', { kind: 'source.fixAll.daemonset', apply: 'first' })],
    ['daemonset.fixWorkspace', () => fixWorkspace(session)],
    ['daemonset.explainRule', (rule) => (typeof rule === 'string' ? openRulePage(rule) : chooseRule(session))],
    ['daemonset.restartServer', () => session.restart()],
    ['daemonset.showOutput', () => session.output.show()],
    ['daemonset.reportIssue', () => reportIssue(session)],
    ['daemonset.newDaemonSet', () => newDaemonSet(session.context)],
    ['daemonset.openExample', openExample],
    ['daemonset.getStarted', () => getStarted(session)],
  ])
}

/** The server asks for one edit of all files; it stands in the editor, unsaved and undone at once. */
async function fixWorkspace(session: Session): Promise<void> {
  const title = vscode.l10n.t('Fixing DaemonSets of the workspace')
  const files = await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title }, () =>
    session.client.sendRequest<number>('workspace/executeCommand', { command: 'daemonset.server.fixWorkspace' }),
  )
  const told =
    files === 0
      ? vscode.l10n.t('Nothing in the workspace can be fixed without a decision of yours.')
      : files === 1
        ? vscode.l10n.t('1 file was changed. Look at it and save it.')
        : vscode.l10n.t('{0} files were changed. Look at them and save them.', files)
  void vscode.window.showInformationMessage(told)
}

interface Choice extends vscode.QuickPickItem {
  run?: () => unknown
}

const separator = (label: string): Choice => ({ label, kind: vscode.QuickPickItemKind.Separator })

async function pick(choices: readonly Choice[], placeHolder: string): Promise<void> {
  const choice = await vscode.window.showQuickPick(choices, { placeHolder, matchOnDescription: true, matchOnDetail: true })
  await choice?.run?.()
}

/** One click on the status item and one on a line of this list switch nodes or version. */
async function showMenu(session: Session): Promise<void> {
  const state = await askSources(session)
  await pick(
    [
      { label: `$(list-selection) ${vscode.l10n.t('Show problems')}`, run: () => vscode.commands.executeCommand('workbench.actions.view.problems') },
      separator(vscode.l10n.t('Nodes')),
      ...nodeChoices(state).map(onOneLine),
      separator(vscode.l10n.t('Kubernetes')),
      ...versionChoices(state),
      separator(vscode.l10n.t('More')),
      { label: `$(table) ${vscode.l10n.t('Show nodes panel')}`, run: () => vscode.commands.executeCommand('daemonset.showPlacement') },
      { label: `$(output) ${vscode.l10n.t('Show output')}`, run: () => session.output.show() },
    ],
    vscode.l10n.t('Nodes and Kubernetes version to check against'),
  )
}

/** So that the versions below are in sight without scrolling. */
function onOneLine({ detail, description, ...choice }: Choice): Choice {
  return { ...choice, description: [description, detail].filter((text) => text !== undefined).join(' · ') }
}

async function chooseNodes(session: Session): Promise<void> {
  await pick(nodeChoices(await askSources(session)), vscode.l10n.t('Nodes to place DaemonSets on'))
}

async function chooseVersion(session: Session): Promise<void> {
  await pick(versionChoices(await askSources(session)), vscode.l10n.t('Kubernetes version whose API server is asked'))
}

function nodeChoices({ sources }: NodeSourcesResult): Choice[] {
  return [
    ...sources.map((source) => ({
      label: `${source.active ? '$(check)' : '$(server)'} ${source.label}`,
      ...(source.detail === undefined ? {} : { detail: source.detail }),
      description: source.error ?? (source.count === 1 ? vscode.l10n.t('1 node') : vscode.l10n.t('{0} nodes', source.count)),
      run: () => set('nodes.source', source.source),
    })),
    { label: `$(folder-opened) ${vscode.l10n.t('A file of kubectl get nodes -o yaml or json…')}`, run: chooseNodeFile },
  ]
}

function versionChoices({ kubernetes, kubernetesVersions }: NodeSourcesResult): Choice[] {
  return kubernetesVersions.map((version) => ({
    label: `${version === kubernetes ? '$(check)' : '$(versions)'} Kubernetes ${version}`,
    run: () => set('kubernetesVersion', version),
  }))
}

async function chooseNodeFile(): Promise<void> {
  const uris = await vscode.window.showOpenDialog({
    filters: { [vscode.l10n.t('Nodes')]: ['yaml', 'yml', 'json'] },
    openLabel: vscode.l10n.t('Use These Nodes'),
  })
  const uri = uris?.[0]
  if (uri === undefined) return
  const folder = vscode.workspace.getWorkspaceFolder(uri)
  const inside = folder !== undefined && vscode.workspace.workspaceFolders?.length === 1
  await set('nodes.source', inside ? vscode.workspace.asRelativePath(uri, false) : uri.scheme === 'file' ? uri.fsPath : uri.toString())
}

async function chooseRule(session: Session): Promise<void> {
  const manifest = session.context.extension.packageJSON as {
    contributes: { configuration: { properties: Record<string, { markdownDescription?: string }> }[] }
  }
  const properties = manifest.contributes.configuration.flatMap((section) => Object.entries(section.properties))
  const rules = properties.filter(([key]) => key.startsWith('daemonset.rules.'))
  await pick(
    rules.map(([key, { markdownDescription }]) => {
      const rule = key.slice('daemonset.rules.'.length)
      return { label: rule, ...(markdownDescription === undefined ? {} : { detail: markdownDescription }), run: () => openRulePage(rule) }
    }),
    vscode.l10n.t('Rule to explain'),
  )
}

function askSources(session: Session): Promise<NodeSourcesResult> {
  const uri = vscode.window.activeTextEditor?.document.uri
  return session.client.sendRequest<NodeSourcesResult>(
    NODE_SOURCES_REQUEST,
    uri === undefined ? {} : { uri: session.client.code2ProtocolConverter.asUri(uri) },
  )
}

/** What the walkthrough's buttons do at an example: they lie in an editor of their own, where the editor's commands have nothing to act on. */
const STEPS: ReadonlyMap<unknown, string> = new Map([
  ['squiggle', 'editor.action.marker.nextInFiles'],
  ['hover', 'editor.action.showHover'],
  ['fix', 'daemonset.fixAll'],
])

/** A new file, so that nothing on disk changes. With a step of the walkthrough: the one that is open already, and then the step. */
async function openExample(step?: unknown): Promise<void> {
  const command = STEPS.get(step)
  const shown = command === undefined ? undefined : vscode.window.visibleTextEditors.find(({ document }) => mentionsDaemonSet(document.getText()))
  const open = command === undefined ? undefined : vscode.workspace.textDocuments.find((one) => one.isUntitled && mentionsDaemonSet(one.getText()))
  const document = shown?.document ?? open ?? (await vscode.workspace.openTextDocument({ language: 'yaml', content: example }))
  await vscode.window.showTextDocument(document, shown?.viewColumn === undefined ? {} : { viewColumn: shown.viewColumn })
  if (command !== undefined) await vscode.commands.executeCommand(command)
}

/** The walkthrough is listed only once it was asked for: one that is listed at installation opens by itself. */
async function getStarted({ context }: Session): Promise<void> {
  await vscode.commands.executeCommand('setContext', 'daemonset.used', true)
  await vscode.commands.executeCommand('workbench.action.openWalkthrough', `${context.extension.id}#start`, false)
}

/** How long a report waits for the server. */
const ANSWER_MS = 2000

/** Also when the server does not answer: that may be the issue. */
async function reportIssue(session: Session): Promise<void> {
  const { appHost, appName, remoteName } = vscode.env
  const silence = new Promise<undefined>((resolve) => setTimeout(resolve, ANSWER_MS, undefined))
  const state = session.client.isRunning() ? await Promise.race([askSources(session).catch(() => undefined), silence]) : undefined
  const versions = { editor: appName, editorVersion: vscode.version, host: appHost, remote: remoteName, kubernetes: state?.kubernetes }
  const heading = vscode.l10n.t('What I did, what I expected, what happened:')
  const { body, reporter } = issueReport(session.context.extension.packageJSON as Manifest, versions, heading)
  if (reporter !== undefined) {
    await vscode.commands.executeCommand('workbench.action.openIssueReporter', reporter)
    return
  }
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: 'markdown', content: body }))
  void vscode.window.showInformationMessage(
    vscode.l10n.t('This build names no address for issues. Complete the report and send it to whom you have the extension from.'),
  )
}
