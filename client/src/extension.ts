// Entry in the Node extension host. Stays small: client.js is loaded when a DaemonSet is seen.
import type * as vscode from 'vscode'
import { type Loaded, startWhenNeeded } from './stub.ts'

let loaded: (() => Promise<Loaded> | undefined) | undefined

export function activate(context: vscode.ExtensionContext): void {
  // A separate bundle beside this one (see esbuild.mjs), hence no import.
  const load = async (): Promise<Loaded> => {
    const client = require('./client.js') as { load(context: vscode.ExtensionContext): Promise<Loaded> }
    return client.load(context)
  }
  loaded = startWhenNeeded(context, load).loaded
}

export async function deactivate(): Promise<void> {
  await (await loaded?.())?.dispose()
}
