// What runs first of the command line: loads the bundle that holds it and the language server.
import type { runCommandLine } from './cli.ts'
import { launchServer } from './launch.ts'

const bundle = `${__dirname}/daemonset.js`
const [command, ...options] = process.argv.slice(2)
// Editors wait for this one. Anything else, such as its --help, is the command line's matter.
if (command === 'lsp' && options.every((option) => option === '--stdio')) launchServer(bundle)
else
  void import('./kept-code.ts').then(({ runBundle }) => {
    const { exports, keep } = runBundle(bundle, 'cli')
    const { runCommandLine: run } = exports as { runCommandLine: typeof runCommandLine }
    run(keep)
  })
