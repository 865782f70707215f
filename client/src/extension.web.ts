// Entry in the web worker extension host. Stays small: client.js is loaded when a DaemonSet is seen.
import * as vscode from 'vscode'
import { type Loaded, startWhenNeeded } from './stub.ts'

let loaded: (() => Promise<Loaded> | undefined) | undefined

export function activate(context: vscode.ExtensionContext): void {
  loaded = startWhenNeeded(context, () => loadBundle(context)).loaded
}

export async function deactivate(): Promise<void> {
  await (await loaded?.())?.dispose()
}

/** The web host's `require` knows no files: this loads a bundle as the host itself loads an extension. */
async function loadBundle(context: vscode.ExtensionContext): Promise<Loaded> {
  const uri = vscode.Uri.joinPath(context.extensionUri, 'dist', 'client.js')
  const response = await fetch(uri.toString(true))
  if (!response.ok) throw new Error(`${uri.path}: ${response.status}`)
  const module = { exports: {} as { load(context: vscode.ExtensionContext): Promise<Loaded> } }
  const run = new Function('module', 'exports', 'require', `${await response.text()}\n//# sourceURL=${uri.toString(true)}`)
  run(module, module.exports, (name: string) => {
    if (name === 'vscode') return vscode
    throw new Error(`cannot load ${name}`)
  })
  return module.exports.load(context)
}
