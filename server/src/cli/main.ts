// One call of the command line: words in, exit code out. Each command is loaded when it is called.
import { type Invocation, parseArguments, UsageError } from './arguments.ts'
import type { Terminal } from './terminal.ts'

/** Runs one call and gives its exit code: 0 clean, 1 found something, 2 wrong usage or something that could not be used. */
export async function main(words: readonly string[], terminal: Terminal): Promise<number> {
  try {
    return await run(parseArguments(words), terminal)
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    terminal.complain(`daemonset: ${error.message}\nSee daemonset --help.`)
    return 2
  }
}

async function run(invocation: Invocation, terminal: Terminal): Promise<number> {
  if (invocation.kind === 'version') {
    terminal.write(`${(await import('./version.ts')).VERSION}\n`)
    return 0
  }
  if (invocation.kind === 'help') {
    const [{ helpText }, { commandNamed }] = await Promise.all([import('./help.ts'), import('./usage.ts')])
    terminal.write(helpText(invocation.command === undefined ? undefined : commandNamed(invocation.command)))
    return 0
  }
  const { command, operands, options } = invocation
  switch (command) {
    case 'check':
      return (await import('./commands/check.ts')).check(operands, options, terminal)
    case 'nodes':
      return (await import('./commands/nodes.ts')).nodes(operands, options, terminal)
    case 'read':
      return (await import('./commands/read.ts')).read(operands, options, terminal)
    case 'fix':
      return (await import('./commands/fix.ts')).fix(operands, options, terminal)
    case 'rollout':
      return (await import('./commands/rollout.ts')).rollout(operands, options, terminal)
    case 'explain':
      return (await import('./commands/explain.ts')).explain(operands, options, terminal)
    case 'lsp':
      return (await import('./commands/lsp.ts')).lsp()
    case 'completion':
      return (await import('./commands/completion.ts')).completion(operands, terminal)
  }
}
