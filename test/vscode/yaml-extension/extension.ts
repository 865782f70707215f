// Stands in for redhat.vscode-yaml, which cannot be installed in a test: npm's yaml-language-server with the settings that are asked for.
import { LanguageClient, TransportKind } from 'vscode-languageclient/node'

let client: LanguageClient | undefined

export async function activate(): Promise<void> {
  const module = process.env.YAML_LANGUAGE_SERVER
  if (module === undefined) throw new Error('YAML_LANGUAGE_SERVER is not set')
  const server = { module, transport: TransportKind.ipc }
  client = new LanguageClient('yaml', 'YAML', { run: server, debug: server }, { documentSelector: [{ language: 'yaml' }] })
  await client.start()
}

export const deactivate = (): Promise<void> | undefined => client?.stop()
