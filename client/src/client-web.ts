// The language client in the web worker extension host: the server is a worker.
import * as vscode from 'vscode'
import { BrowserMessageReader, BrowserMessageWriter, LanguageClient, type MessageTransports } from 'vscode-languageclient/browser'
import { startClient } from './client.ts'
import type { Loaded } from './stub.ts'

export function load(context: vscode.ExtensionContext): Promise<Loaded> {
  const script = vscode.Uri.joinPath(context.extensionUri, 'dist', 'server.js').toString(true)
  let worker: Worker | undefined
  const terminate = (): void => worker?.terminate()
  // A function, so that a restart gets a new worker.
  const start = async (): Promise<MessageTransports> => {
    terminate()
    worker = new Worker(script)
    return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) }
  }
  return startClient(context, (options) => new LanguageClient('daemonset', 'DaemonSet', start, options), terminate)
}
