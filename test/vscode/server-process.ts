// The language server's process, found among the children of the extension host. Undefined in a web worker and where there is no /proc.
interface NodeProcess {
  readonly pid?: number
  readonly platform: string
  kill(id: number, signal: string): void
}

interface FileSystem {
  readdirSync(path: string): string[]
  readFileSync(path: string, encoding: 'utf8'): string
}

export interface ServerProcess {
  readonly id: number
  kill(): void
}

export async function serverProcess(): Promise<ServerProcess | undefined> {
  const host = (globalThis as { process?: NodeProcess }).process
  if (host?.pid === undefined || host.platform !== 'linux') return undefined
  // Not a literal: the web bundle of the suite has no file system.
  const name = 'node:fs'
  const { readdirSync, readFileSync } = (await import(name)) as FileSystem
  for (const id of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      const parent = /^PPid:\t(\d+)$/m.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1]
      if (Number(parent) !== host.pid || !readFileSync(`/proc/${id}/cmdline`, 'utf8').includes('server.js')) continue
      return { id: Number(id), kill: () => host.kill(Number(id), 'SIGKILL') }
    } catch {
      // It has gone meanwhile.
    }
  }
  return undefined
}
