// The language client in the Node extension host: the server is a process of its own, reached over its standard input and output.
import * as vscode from 'vscode'
import { LanguageClient, TransportKind } from 'vscode-languageclient/node'
import { startClient } from './client.ts'
import type { Loaded } from './stub.ts'

export function load(context: vscode.ExtensionContext): Promise<Loaded> {
  const module = vscode.Uri.joinPath(context.extensionUri, 'dist', 'server.js').fsPath
  const server = { module, transport: TransportKind.stdio }
  return startClient(context, (options) => new LanguageClient('daemonset', 'DaemonSet', { run: server, debug: server }, options))
}
