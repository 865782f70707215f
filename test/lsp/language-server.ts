// A language server over real stdio with the protocol's own client. Waits for messages, never for time.
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import {
  type ClientCapabilities,
  createProtocolConnection,
  type Diagnostic,
  type InitializeResult,
  type Position,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type Range,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node'

let bundle: Promise<string> | undefined

const GIVE_UP_MS = 20_000
const running = new Set<ChildProcess>()

// Servers of tests that failed.
after(() => {
  for (const child of running) child.kill()
})

/** The server's bundle, made once from the sources as they are. */
export function serverBundle(): Promise<string> {
  bundle ??= (async () => {
    const folder = mkdtempSync(join(tmpdir(), 'daemonset-server-'))
    process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
    const build = fileURLToPath(new URL('../../esbuild.mjs', import.meta.url))
    await promisify(execFile)(process.execPath, [build, `--out=${folder}`, 'server', 'language-server', 'documentation'])
    return join(folder, 'server.js')
  })()
  return bundle
}

export interface StartOptions {
  readonly capabilities?: ClientCapabilities
  readonly initializationOptions?: object
  /** Answers to `workspace/configuration`, below `daemonset`. Without it the client does not know that request. */
  readonly settings?: object
  readonly folders?: readonly string[]
}

export interface LanguageServer {
  readonly connection: ProtocolConnection
  readonly process: ChildProcess
  readonly initialized: InitializeResult
  /** What was logged, newest last. */
  readonly log: readonly string[]
  /** The methods that the server registered after the handshake. */
  readonly registered: readonly string[]
  /** What was published, newest last. */
  readonly published: readonly PublishDiagnosticsParams[]
  settings: object | undefined
  open(uri: string, text: string, languageId?: string): Promise<void>
  change(uri: string, version: number, range: Range | undefined, text: string): Promise<void>
  /** The next diagnostics of a document that satisfy `wanted`, published already or yet to come. */
  diagnostics(uri: string, wanted: (published: PublishDiagnosticsParams) => boolean): Promise<PublishDiagnosticsParams>
  pull(uri: string, previousResultId?: string): Promise<{ kind: 'full' | 'unchanged'; resultId?: string; items?: Diagnostic[] }>
  request<Result>(method: string, params: object): Promise<Result>
  stop(): Promise<number | null>
}

/** Starts a server and shakes hands. */
export async function startServer(options: StartOptions = {}): Promise<LanguageServer> {
  const child = spawn(process.execPath, [await serverBundle(), '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] })
  running.add(child)
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
  child.once('exit', () => running.delete(child))
  const connection = createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin))
  const published: PublishDiagnosticsParams[] = []
  const log: string[] = []
  const registered: string[] = []
  const waiting = new Set<() => void>()
  connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
    published.push(params)
    for (const look of [...waiting]) look()
  })
  connection.onNotification('window/logMessage', ({ message }: { message: string }) => void log.push(message))
  connection.onNotification('window/showMessage', ({ message }: { message: string }) => void log.push(message))
  connection.onRequest('client/registerCapability', ({ registrations }: { registrations: readonly { method: string }[] }) => {
    registered.push(...registrations.map(({ method }) => method))
    return null
  })
  const server: LanguageServer = {
    connection,
    process: child,
    initialized: { capabilities: {} },
    log,
    registered,
    published,
    settings: options.settings,
    open: (uri, text, languageId = 'yaml') =>
      connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } }),
    change: (uri, version, range, text) =>
      connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges: [range === undefined ? { text } : { range, text }],
      }),
    diagnostics: (uri, wanted) =>
      new Promise((resolve, reject) => {
        // Only so that a failing test ends: no answer is ever waited out.
        const timer = setTimeout(
          () => done(() => reject(new Error(`no such diagnostics: ${JSON.stringify(published.at(-1))}\n${log.join('\n')}`))),
          GIVE_UP_MS,
        )
        const done = (then: () => void): void => {
          clearTimeout(timer)
          waiting.delete(look)
          then()
        }
        const look = (): void => {
          const found = published.findLast((params) => params.uri === uri)
          if (found !== undefined && wanted(found)) done(() => resolve(found))
        }
        waiting.add(look)
        look()
      }),
    pull: (uri, previousResultId) =>
      connection.sendRequest('textDocument/diagnostic', { textDocument: { uri }, ...(previousResultId === undefined ? {} : { previousResultId }) }),
    request: (method, params) => connection.sendRequest(method, params),
    async stop() {
      await connection.sendRequest('shutdown')
      await connection.sendNotification('exit')
      const code = await exited
      connection.dispose()
      return code
    },
  }
  connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) => items.map(() => server.settings ?? null))
  connection.listen()
  const initialized = await connection.sendRequest<InitializeResult>('initialize', {
    processId: process.pid,
    rootUri: options.folders?.[0] ?? null,
    workspaceFolders: options.folders?.map((uri) => ({ uri, name: 'folder' })) ?? null,
    capabilities: {
      ...options.capabilities,
      ...(options.settings === undefined ? {} : { workspace: { ...options.capabilities?.workspace, configuration: true } }),
    },
    initializationOptions: options.initializationOptions,
  })
  await connection.sendNotification('initialized', {})
  return Object.assign(server, { initialized })
}

/** The position of `$0` in a text, and the text without it. */
export function withCursor(marked: string): { text: string; position: Position } {
  const at = marked.indexOf('$0')
  if (at < 0) throw new Error('no $0 in the text')
  const before = marked.slice(0, at)
  const line = before.split('\n').length - 1
  return { text: before + marked.slice(at + 2), position: { line, character: at - (before.lastIndexOf('\n') + 1) } }
}

export function rulesOf(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.map((diagnostic) => String(diagnostic.code))
}

/** A DaemonSet with nothing wrong. `labels` of the template. */
export function daemonSet(name: string, labels = `app: ${name}`): string {
  return `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: ${name}
spec:
  selector:
    matchLabels:
      app: ${name}
  template:
    metadata:
      labels:
        ${labels}
    spec:
      nodeSelector:
        kubernetes.io/os: linux
      tolerations:
        - key: node-role.kubernetes.io/control-plane
          operator: Exists
          effect: NoSchedule
      containers:
        - name: agent
          image: registry.example.com/${name}:1.4.2
          resources:
            requests:
              cpu: 100m
              memory: 64Mi
`
}
