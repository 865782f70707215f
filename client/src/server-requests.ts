// What the server asks of the editor: files that it cannot reach itself, and the version in git HEAD.
import * as vscode from 'vscode'
import {
  FIND_FILES_REQUEST,
  type FileParams,
  type FindFilesParams,
  PREVIOUS_VERSION_REQUEST,
  READ_FILE_REQUEST,
} from '../../server/src/lsp/protocol.ts'
import type { Session } from './client.ts'

/** The part of the Git extension's API (version 1) that is used. */
interface GitApi {
  getRepository(uri: vscode.Uri): { readonly rootUri: vscode.Uri; show(ref: string, path: string): Promise<string> } | null
}

const EXCLUDED = '**/{node_modules,.git}/**'

/** Answers the server's requests for files. A file that cannot be read is null, never an error. */
export function answerServer({ client, context }: Session): void {
  context.subscriptions.push(
    client.onRequest(FIND_FILES_REQUEST, async ({ include, folders, maxResults = 10_000 }: FindFilesParams): Promise<string[]> => {
      const patterns = folders?.map((folder) => new vscode.RelativePattern(client.protocol2CodeConverter.asUri(folder), include)) ?? [include]
      const found = await Promise.all(patterns.map((pattern) => vscode.workspace.findFiles(pattern, EXCLUDED, maxResults)))
      return found
        .flat()
        .slice(0, maxResults)
        .map((uri) => client.code2ProtocolConverter.asUri(uri))
    }),
    client.onRequest(READ_FILE_REQUEST, async ({ uri }: FileParams): Promise<string | null> => {
      try {
        return new TextDecoder().decode(await vscode.workspace.fs.readFile(client.protocol2CodeConverter.asUri(uri)))
      } catch {
        return null
      }
    }),
    client.onRequest(PREVIOUS_VERSION_REQUEST, ({ uri }: FileParams) => previousVersion(client.protocol2CodeConverter.asUri(uri))),
  )
}

async function previousVersion(uri: vscode.Uri): Promise<string | null> {
  try {
    const git = vscode.extensions.getExtension<{ getAPI(version: 1): GitApi }>('vscode.git')
    if (git === undefined) return null
    const repository = (git.isActive ? git.exports : await git.activate()).getAPI(1).getRepository(uri)
    return repository === null ? null : await repository.show('HEAD', uri.fsPath)
  } catch {
    return null // not in a repository, or not in HEAD
  }
}
