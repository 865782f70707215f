// The language client that both hosts share: what it selects, what it answers, how it dies. How the server is started is the hosts' matter.
import * as vscode from 'vscode'
import { type BaseLanguageClient, CloseAction, ErrorAction, type LanguageClientOptions } from 'vscode-languageclient'
import { type InitializationOptions, RULE_PAGE_REQUEST } from '../../server/src/lsp/protocol.ts'
import { registerCommands } from './commands.ts'
import { createCrashLoop } from './crash-loop.ts'
import { answerServer } from './server-requests.ts'
import { showStatus } from './status.ts'
import type { Loaded } from './stub.ts'
import { offerToTakeOver } from './take-over.ts'
import { followYamlExtension, withSchemaKeys } from './yaml-extension.ts'

/** Languages whose documents the server sees. Never by scheme: documents of virtual workspaces count too. */
const LANGUAGES = ['yaml', 'helm', 'json']
/** Schemes of texts that nobody edits: the left side of a diff, old versions. */
const READ_ONLY_SCHEMES = new Set(['git', 'gitfs', 'git-commit', 'scm', 'review', 'pr', 'vscode-local-history', 'chat-editing-text-model'])

const DEATHS = 5
const DEATHS_WITHIN_MS = 60_000

export interface Session {
  readonly context: vscode.ExtensionContext
  readonly client: BaseLanguageClient
  readonly output: vscode.LogOutputChannel
  /** Starts the server anew, also after it was given up. */
  restart(): Promise<void>
}

/** Starts the client; `create` makes it for one host. */
export async function startClient(
  context: vscode.ExtensionContext,
  create: (options: LanguageClientOptions) => BaseLanguageClient,
  release: () => void = () => {},
): Promise<Loaded> {
  const output = vscode.window.createOutputChannel('DaemonSet', { log: true })
  const isCrashLoop = createCrashLoop(DEATHS, DEATHS_WITHIN_MS)
  let restart = async (): Promise<void> => {}
  let died = false
  const client = create({
    documentSelector: LANGUAGES.map((language) => ({ language })),
    outputChannel: output,
    initializationOptions,
    markdown: { isTrusted: { enabledCommands: ['daemonset.showPlacement', 'daemonset.selectNodes'] }, supportHtml: false },
    diagnosticPullOptions: { onChange: true, onTabs: false },
    initializationFailedHandler: () => false,
    errorHandler: {
      error: () => ({ action: ErrorAction.Continue }),
      closed: () => {
        died = true
        if (!isCrashLoop(Date.now())) return { action: CloseAction.Restart, handled: true }
        void tellCrashLoop(output, () => restart())
        return { action: CloseAction.DoNotRestart, handled: true }
      },
    },
    middleware: {
      didOpen: (document, next) => (READ_ONLY_SCHEMES.has(document.uri.scheme) ? Promise.resolve() : next(document)),
      workspace: {
        configuration: async (params, token, next) => {
          const answers = await next(params, token)
          if (!Array.isArray(answers)) return answers
          return answers.map((answer: unknown, index) => {
            const item = params.items[index]
            return item?.section !== 'daemonset'
              ? answer
              : withSchemaKeys(answer, item.scopeUri === undefined ? undefined : vscode.Uri.parse(item.scopeUri))
          })
        },
      },
    },
  })
  keepToTheLog(client)
  restart = async () => {
    if (client.isRunning()) await client.stop()
    await client.start()
  }
  const session: Session = { context, client, output, restart }
  answerServer(session)
  const commands = registerCommands(session)
  context.subscriptions.push(output, showStatus(session), followYamlExtension(client), offerToTakeOver(context))
  context.subscriptions.push(
    vscode.workspace.registerTextDocumentContentProvider('daemonset-rule', { provideTextDocumentContent: (uri) => rulePage(session, uri.path) }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => restart()),
  )
  try {
    await client.start()
  } catch (error) {
    // A server that died at its start is started again, or its author is asked: what was registered above has to stay.
    if (!died) throw error
  }
  return {
    run: (command, parameters) => commands.get(command)?.(...parameters),
    open: (uri) => openRulePage(uri.path.replace(/^\/rules\//, '').replace(/[^a-z0-9.-]/g, '')),
    dispose: async () => {
      await client.dispose()
      release()
    },
  }
}

/** The client tells of every failed start, several times; ours are one message with a button. All of it is in the output. */
function keepToTheLog(client: BaseLanguageClient): void {
  const error = client.error.bind(client)
  client.error = (message, data) => error(message, data, false)
}

function initializationOptions(): InitializationOptions {
  return {
    rulePages: `${vscode.env.uriScheme}://daemonset.daemonset/rules`,
    clientFiles: true,
    previousVersion: true,
    statusUpdates: true,
    panel: true,
    suggestCommand: 'editor.action.triggerSuggest',
    untrusted: !vscode.workspace.isTrusted,
  }
}

async function tellCrashLoop(output: vscode.LogOutputChannel, restart: () => Promise<void>): Promise<void> {
  const again = vscode.l10n.t('Start Again')
  const show = vscode.l10n.t('Show Output')
  const message = vscode.l10n.t('The DaemonSet language server stopped five times within a minute and was not started again.')
  const choice = await vscode.window.showErrorMessage(message, again, show)
  // If it dies again, that is told as before.
  if (choice === again) await restart().catch((error: unknown) => output.error(String(error)))
  if (choice === show) output.show()
}

/** The page of a rule, inside the editor. */
export async function openRulePage(rule: string): Promise<void> {
  const uri = vscode.Uri.from({ scheme: 'daemonset-rule', path: `/${rule}.md` })
  try {
    await vscode.commands.executeCommand('markdown.showPreview', uri)
  } catch {
    // An editor without the Markdown preview shows the text itself.
    await vscode.window.showTextDocument(uri, { preview: true })
  }
}

async function rulePage(session: Session, path: string): Promise<string> {
  const rule = path.replace(/^\//, '').replace(/\.md$/, '')
  const page = await session.client.sendRequest<string | null>(RULE_PAGE_REQUEST, { rule })
  return page ?? vscode.l10n.t('There is no rule "{0}".', rule)
}
