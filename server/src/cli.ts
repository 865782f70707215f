// The command line's bundle: binds it to the process. What it does is in cli/main.ts; the language server is loaded when it is asked for.
import { readFileSync } from 'node:fs'
import { main } from './cli/main.ts'
import { processTerminal } from './cli/terminal.ts'
import type { Start } from './node.ts'

/** Runs the call that the process was started with. `keepCode` keeps the compiled code for the next one. */
export function runCommandLine(keepCode: () => void): void {
  const terminal = processTerminal(process.stdout, process.stderr, () => readFileSync(0), process.env, process.cwd())
  main(process.argv.slice(2), terminal).then(
    (code) => {
      process.exitCode ||= code
      // A machine of a pipeline is used once.
      if (!process.env.CI) process.once('exit', keepCode)
    },
    (error: unknown) => {
      terminal.complain(`daemonset: this is a bug, please report it: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
      process.exitCode = 2
    },
  )
}

export async function startServer(start: Start): Promise<void> {
  const server = await import('./node.ts')
  server.startServer(start)
}
