// Where the server gets files from that are not open: the client, or whoever starts the server. Knows no file system itself.
import type { Connection } from 'vscode-languageserver'
import { FIND_FILES_REQUEST, type FileParams, type FindFilesParams, PREVIOUS_VERSION_REQUEST, READ_FILE_REQUEST } from './protocol.ts'

/** Reading files by URI. Nothing throws: what cannot be read is undefined. */
export interface FileAccess {
  read(uri: string): Promise<string | undefined>
  /** URIs of the manifests (`.yaml`, `.yml`, `.json`) below the folders, at most `most`. */
  manifests(folders: readonly string[], most: number): Promise<readonly string[]>
}

/** No files at all: a worker whose client does not answer. */
export const NO_FILES: FileAccess = { read: async () => undefined, manifests: async () => [] }

/** Files by the client's answers, else by `own`. Its own file system, where there is one, is asked first: no way there and back. */
export function filesOf(connection: Connection, own: FileAccess | undefined, clientAnswers: boolean): FileAccess {
  if (!clientAnswers) return own ?? NO_FILES
  return {
    async read(uri) {
      if (own !== undefined && uri.startsWith('file:')) return own.read(uri)
      const params: FileParams = { uri }
      return (await ask<string>(connection, READ_FILE_REQUEST, params)) ?? undefined
    },
    async manifests(folders, most) {
      const params: FindFilesParams = { include: '**/*.{yaml,yml,json}', folders, maxResults: most }
      return (await ask<string[]>(connection, FIND_FILES_REQUEST, params)) ?? own?.manifests(folders, most) ?? []
    },
  }
}

/** The text of a file in git HEAD, if the client knows it. */
export async function previousVersionOf(connection: Connection, uri: string): Promise<string | undefined> {
  const params: FileParams = { uri }
  return (await ask<string>(connection, PREVIOUS_VERSION_REQUEST, params)) ?? undefined
}

async function ask<Answer>(connection: Connection, method: string, params: unknown): Promise<Answer | null> {
  try {
    return await connection.sendRequest<Answer | null>(method, params)
  } catch {
    return null // a client without this request
  }
}
