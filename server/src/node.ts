// The language server in Node: standard input and output, Node's IPC, a socket or a pipe, as the arguments say. Started by start.ts.
import type { Dirent } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { type Connection, createConnection, ProposedFeatures, StreamMessageReader } from 'vscode-languageserver/node'
import { type MessageId, speaksOverStreams } from './early-hello.ts'
import type { FileAccess } from './lsp/files.ts'
import { serve } from './lsp/server.ts'
import { SMALL_NURSERY } from './nursery.ts'
import { StreamWriter } from './stream-writer.ts'

const files: FileAccess = {
  async read(uri) {
    try {
      return await readFile(fileURLToPath(uri), 'utf8')
    } catch {
      return undefined
    }
  },
  async manifests(folders, most) {
    const found: string[] = []
    for (const folder of folders) if (folder.startsWith('file:')) await collect(fileURLToPath(folder), most, found)
    return found
  },
}

/** Manifests below a folder, without links and without what is no source. */
async function collect(folder: string, most: number, found: string[]): Promise<void> {
  let entries: Dirent[]
  try {
    entries = await readdir(folder, { withFileTypes: true })
  } catch {
    return // no folder, or not ours to read
  }
  for (const entry of entries) {
    if (found.length >= most) return
    const path = join(folder, entry.name)
    if (entry.isDirectory() && entry.name !== '.git' && entry.name !== 'node_modules') await collect(path, most, found)
    else if (entry.isFile() && /\.(ya?ml|json)$/i.test(entry.name)) found.push(pathToFileURL(path).href)
  }
}

// Again where no launch has set it: `daemonset lsp` with other options.
setFlagsFromString(SMALL_NURSERY)

/** What the start has left to the server. */
export interface Start {
  /** Keeps the compiled code of the server for the next start. */
  readonly keepCode: () => void
  /** The request that was answered already, if there is one; it is in the input again. */
  readonly answered: MessageId | undefined
}

/** Serves the client that the arguments name. */
export function startServer({ keepCode, answered }: Start): void {
  const streams = speaksOverStreams()
  const connection = streams ? overStreams(answered) : createConnection(ProposedFeatures.all)
  // A mistake of ours must not end the session.
  process.on('uncaughtException', (error) => connection.console.error(error.stack ?? error.message))
  process.on('unhandledRejection', (error) => connection.console.error(error instanceof Error ? (error.stack ?? error.message) : String(error)))
  serve(connection, {
    files,
    writesJsonLists: streams,
    nextTurn: () => new Promise((resolve) => setImmediate(resolve)),
    rested: keepCode,
    collectGarbage,
  })
}

/** Standard input and output. The session ends with the input, as one that was made from the arguments does. */
function overStreams(answered: MessageId | undefined): Connection {
  const connection = createConnection(ProposedFeatures.all, new StreamMessageReader(process.stdin), new StreamWriter(process.stdout, answered))
  let saidGoodbye = false
  connection.onShutdown(() => {
    saidGoodbye = true
  })
  process.stdin.on('end', () => process.exit(saidGoodbye ? 0 : 1))
  return connection
}

/** Gives memory back. Node itself does so only when it needs more. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  // As before: under other flags than those of the start, compiled code could not be kept for the next.
  setFlagsFromString('--no-expose-gc')
  if (typeof collect === 'function') collect()
}
