// The command line's entry: binds it to the process. What it does is in cli/main.ts.
import { readFileSync } from 'node:fs'
import { main } from './cli/main.ts'
import { processTerminal } from './cli/terminal.ts'

const terminal = processTerminal(process.stdout, process.stderr, () => readFileSync(0), process.env, process.cwd())
main(process.argv.slice(2), terminal).then(
  (code) => {
    process.exitCode ||= code
  },
  (error: unknown) => {
    terminal.complain(`daemonset: this is a bug, please report it: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
    process.exitCode = 2
  },
)
