// Runs the command line in this process, in a folder of its own, and collects what it says.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after } from 'node:test'
import { main } from '../../server/src/cli/main.ts'
import type { Terminal } from '../../server/src/cli/terminal.ts'

export interface Called {
  readonly code: number
  readonly out: string
  readonly err: string
  /** Standard output as JSON. */
  json(): unknown
}

export interface Folder {
  readonly path: string
  write(files: Readonly<Record<string, string | Uint8Array>>): void
  link(path: string, target: string): void
  /** Calls `daemonset WORD...` in the folder. */
  call(words: readonly string[], input?: { stdin?: string | Uint8Array; colors?: boolean; columns?: number }): Promise<Called>
  remove(): void
}

/** A new temporary folder with these files. */
function folderWith(files: Readonly<Record<string, string | Uint8Array>> = {}): Folder {
  const path = mkdtempSync(join(tmpdir(), 'daemonset-cli-'))
  const folder: Folder = {
    path,
    write(more) {
      for (const [name, content] of Object.entries(more)) {
        mkdirSync(dirname(join(path, name)), { recursive: true })
        writeFileSync(join(path, name), content)
      }
    },
    link(name, target) {
      symlinkSync(target, join(path, name))
    },
    async call(words, { stdin = '', colors = false, columns = 120 } = {}) {
      let out = ''
      let err = ''
      const terminal: Terminal = {
        write: (text) => {
          out += text
        },
        complain: (message) => {
          err += `${message}\n`
        },
        readStandardInput: () => Buffer.from(stdin),
        colors,
        columns,
        cwd: path,
      }
      const code = await main(words, terminal)
      return { code, out, err, json: () => JSON.parse(out) as unknown }
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  }
  folder.write(files)
  return folder
}

/** Makes folders that are removed when the tests of the file have run. */
export function temporaryFolders(): { make(files: Readonly<Record<string, string | Uint8Array>>): Folder } {
  const folders: Folder[] = []
  after(() => {
    for (const folder of folders) folder.remove()
  })
  return {
    make(files) {
      const folder = folderWith(files)
      folders.push(folder)
      return folder
    },
  }
}

/** A DaemonSet that nothing is wrong with; `changes` replace text in it. */
export function daemonSet(...changes: readonly (readonly [from: string, to: string])[]): string {
  let text = `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: agent
  namespace: monitoring
spec:
  selector:
    matchLabels:
      app: agent
  template:
    metadata:
      labels:
        app: agent
    spec:
      containers:
        - name: agent
          image: registry.example.com/agent:1.0.0
          resources:
            requests:
              cpu: 10m
              memory: 16Mi
`
  for (const [from, to] of changes) {
    if (!text.includes(from)) throw new Error(`the DaemonSet of the tests does not hold ${from}`)
    text = text.replace(from, to)
  }
  return text
}

/** Two workers and one node with a taint, as kubectl prints them. */
export const NODES = JSON.stringify({
  apiVersion: 'v1',
  kind: 'List',
  items: ['worker-1', 'worker-2', 'gpu-1'].map((name) => ({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels: { 'kubernetes.io/os': 'linux', 'kubernetes.io/hostname': name } },
    spec: name === 'gpu-1' ? { taints: [{ key: 'nvidia.com/gpu', value: 'present', effect: 'NoSchedule' }] } : {},
  })),
})
