// Main of the language server in Node: standard input and output, Node's IPC, a socket or a pipe, as the arguments say.
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node'
import { version } from '../../package.json'
import type { FileAccess } from './lsp/files.ts'
import { serve } from './lsp/server.ts'

const files: FileAccess = {
  async read(uri) {
    try {
      return await readFile(fileURLToPath(uri), 'utf8')
    } catch {
      return undefined
    }
  },
  manifests: async () => [],
}

const chosen = process.argv.some((argument) => /^--(node-ipc|stdio|socket|pipe)\b/.test(argument))
const connection = chosen ? createConnection(ProposedFeatures.all) : createConnection(ProposedFeatures.all, process.stdin, process.stdout)
// A mistake of ours must not end the session.
process.on('uncaughtException', (error) => connection.console.error(error.stack ?? error.message))
process.on('unhandledRejection', (error) => connection.console.error(error instanceof Error ? (error.stack ?? error.message) : String(error)))
serve(connection, { files, version, nextTurn: () => new Promise((resolve) => setImmediate(resolve)) })
