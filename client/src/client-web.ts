// The language client in the web worker extension host: the server is a worker.
import * as vscode from 'vscode'
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  LanguageClient,
  type LanguageClientOptions,
  type MessageTransports,
} from 'vscode-languageclient/browser'
import { startClient } from './client.ts'
import type { Loaded } from './stub.ts'

export function load(context: vscode.ExtensionContext): Promise<Loaded> {
  const file = (name: string): string => vscode.Uri.joinPath(context.extensionUri, 'dist', name).toString(true)
  const script = file('language-server.js')
  // The worker cannot find the file itself.
  const documentation = file('documentation.js')
  let worker: Worker | undefined
  const terminate = (): void => worker?.terminate()
  // A function, so that a restart gets a new worker.
  const start = async (): Promise<MessageTransports> => {
    terminate()
    worker = new Worker(script)
    return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) }
  }
  const create = (options: LanguageClientOptions): LanguageClient => {
    const { initializationOptions: given } = options
    const initializationOptions = (): object => ({ ...(typeof given === 'function' ? given() : given), documentation })
    return new LanguageClient('daemonset', 'DaemonSet', start, { ...options, initializationOptions })
  }
  return startClient(context, create, terminate)
}
