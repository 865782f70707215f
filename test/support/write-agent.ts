// A node agent written from an empty file over the language server: the skeleton first, then what is missing in it, from top to bottom.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { CompletionItem, CompletionList, Position } from 'vscode-languageserver-protocol'
import { type LanguageServer, startServer } from '../lsp/language-server.ts'
import { keysByHand, keysWithCompletion, type Suggest } from './keystrokes.ts'

/** What the author has in mind: the shape of widely used log agents. */
export const AGENT = `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: log-agent
  namespace: logging
  labels:
    app.kubernetes.io/name: log-agent
spec:
  selector:
    matchLabels:
      app.kubernetes.io/name: log-agent
  updateStrategy:
    type: RollingUpdate
    rollingUpdate:
      maxUnavailable: 10%
  template:
    metadata:
      labels:
        app.kubernetes.io/name: log-agent
    spec:
      containers:
      - name: log-agent
        image: registry.example.com/log-agent:3.1.0
        resources:
          requests:
            cpu: 100m
            memory: 128Mi
          limits:
            memory: 128Mi
        env:
        - name: NODE_NAME
          valueFrom:
            fieldRef:
              fieldPath: spec.nodeName
        ports:
        - name: metrics
          containerPort: 2020
        livenessProbe:
          httpGet:
            path: /healthz
            port: metrics
        securityContext:
          allowPrivilegeEscalation: false
          readOnlyRootFilesystem: true
          capabilities:
            drop:
            - ALL
        volumeMounts:
        - name: logs
          mountPath: /var/log
          readOnly: true
        - name: settings
          mountPath: /etc/log-agent
      serviceAccountName: log-agent
      priorityClassName: system-node-critical
      nodeSelector:
        kubernetes.io/os: linux
      tolerations:
      - key: node-role.kubernetes.io/control-plane
        operator: Exists
        effect: NoSchedule
      - key: nvidia.com/gpu
        operator: Exists
        effect: NoSchedule
      terminationGracePeriodSeconds: 30
      volumes:
      - name: logs
        hostPath:
          path: /var/log
      - name: settings
        configMap:
          name: log-agent
`

/** What stands beside it in the workspace. */
const BESIDE = [
  'apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: log-agent\n  namespace: logging\n',
  'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: log-agent\n  namespace: logging\ndata:\n  agent.conf: ""\n',
].join('---\n')

const SUGGEST_COMMAND = 'editor.action.triggerSuggest'

export interface Written {
  readonly completed: number
  readonly byHand: number
  readonly steps: readonly string[]
  /** The text that came out. */
  readonly text: string
}

export async function writeAgent(wanted = AGENT): Promise<Written> {
  const folder = mkdtempSync(join(tmpdir(), 'daemonset-keystrokes-'))
  writeFileSync(join(folder, 'beside.yaml'), BESIDE)
  const server = await startServer({
    folders: [pathToFileURL(folder).href],
    capabilities: { textDocument: { completion: { completionItem: { snippetSupport: true } } } },
    initializationOptions: { suggestCommand: SUGGEST_COMMAND },
  })
  try {
    const uri = pathToFileURL(join(folder, 'agent.yaml')).href
    await server.open(uri, wanted)
    // Its answer waits until the other files have been read.
    await server.request('textDocument/references', { textDocument: { uri }, position: { line: 3, character: 9 }, context: {} })
    return await write(wanted, suggestFrom(server, uri))
  } finally {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function write(wanted: string, suggest: Suggest): Promise<Written> {
  const lines = wanted.split('\n')
  const first = await suggest('', 0)
  const skeleton = first.find(({ label }) => label === 'DaemonSet')
  if (skeleton === undefined) throw new Error('no skeleton in an empty file')
  const steps: string[] = []
  const shape = skeleton.newText.split('\n')
  const kept = linesOfSkeleton(shape, lines)
  // One key asks, then the arrow, Enter; the stops are filled in by hand, Tab between them.
  let keys = 1 + first.indexOf(skeleton) + 1 + stopsOf(shape, kept, lines)
  steps.push('[DaemonSet]')
  const present = new Set(kept)
  let cursor = Math.max(...kept)
  for (let at = 0; at < lines.length - 1; at++) {
    if (present.has(at)) continue
    let end = at
    while (end < lines.length - 1 && !present.has(end)) end++
    const before = lines.slice(0, at).join('\n')
    const after = lines.slice(end).filter((_, index) => present.has(end + index) || end + index === lines.length - 1)
    const run = `\n${lines.slice(at, end).join('\n')}`
    const result = await keysWithCompletion(before, run, `\n${after.join('\n')}`, suggest)
    // Up or down to the line above, and to its end; a click is cheaper, but is no key.
    const above = lines.slice(0, at).filter((_, index) => present.has(index)).length
    const from = lines.slice(0, cursor + 1).filter((_, index) => present.has(index)).length
    keys += Math.abs(above - from) + (above === from ? 0 : 1) + result.keys
    steps.push(...result.steps)
    for (let line = at; line < end; line++) present.add(line)
    cursor = end - 1
  }
  return {
    completed: keys,
    byHand: keysByHand(wanted),
    steps,
    text: lines.filter((_, index) => present.has(index) || index === lines.length - 1).join('\n'),
  }
}

/** For each line of the skeleton the line of the wanted text that it becomes. */
function linesOfSkeleton(shape: readonly string[], lines: readonly string[]): number[] {
  const kept: number[] = []
  for (const line of shape) {
    if (line === '') continue
    const [key = ''] = line.split('$')
    const at = lines.findIndex(
      (candidate, index) => index > (kept.at(-1) ?? -1) && (line.includes('$') ? candidate.startsWith(key) : candidate === line),
    )
    if (at < 0) throw new Error(`the skeleton has ${line}, which is not wanted`)
    kept.push(at)
  }
  return kept
}

/** Keys for the stops of the skeleton: what is typed into each, and Tab behind it. */
function stopsOf(shape: readonly string[], kept: readonly number[], lines: readonly string[]): number {
  const filled = new Set<string>()
  let keys = 0
  for (const [index, at] of kept.entries()) {
    const [, stop, given] = /\$\{(\d+):([^}]*)\}/.exec(shape[index] ?? '') ?? []
    if (stop === undefined || filled.has(stop)) continue
    filled.add(stop)
    const value = (lines[at] ?? '').slice((shape[index] ?? '').indexOf('$'))
    keys += (value === given ? 0 : value.length) + 1
  }
  return keys
}

function suggestFrom(server: LanguageServer, uri: string): Suggest {
  let version = 1
  return async (text, offset) => {
    version += 1
    await server.change(uri, version, undefined, text)
    const position = positionOf(text, offset)
    const list = await server.request<CompletionList>('textDocument/completion', { textDocument: { uri }, position })
    const ordered = [...list.items].sort((a, b) => ((a.sortText ?? a.label) < (b.sortText ?? b.label) ? -1 : 1))
    return ordered.flatMap((item) => suggestedOf(item, offset - position.character))
  }
}

function suggestedOf({ label, textEdit, command }: CompletionItem, line: number): ReturnType<typeof suggestion>[] {
  if (textEdit === undefined || !('range' in textEdit)) return []
  return [suggestion(label, line + textEdit.range.start.character, textEdit.newText, command?.command === SUGGEST_COMMAND)]
}

function suggestion(label: string, start: number, newText: string, reopens: boolean) {
  return { label, start, newText, reopens }
}

function positionOf(text: string, offset: number): Position {
  const before = text.slice(0, offset)
  const start = before.lastIndexOf('\n') + 1
  return { line: before.split('\n').length - 1, character: offset - start }
}
