// The part that is loaded on demand: one bundle for Node and for a web worker, which share all but a few lines.
import type * as vscode from 'vscode'
import type { Loaded } from './stub.ts'

interface Host {
  load(context: vscode.ExtensionContext): Promise<Loaded>
}

const inNode = typeof process === 'object' && process.versions?.node !== undefined
// By `require`, so that the other host's half is never run.
const host = (inNode ? require('./client-node.ts') : require('./client-web.ts')) as Host

export const load = (context: vscode.ExtensionContext): Promise<Loaded> => host.load(context)
