// How the language server starts in Node: hello to the client first, then the bundle, with its code kept from one start to the next.
import { setFlagsFromString } from 'node:v8'
import { answerInitialize, type MessageId } from './early-hello.ts'
import { runBundle } from './kept-code.ts'
import type { startServer } from './node.ts'

/** What is read of a text and what is not dies young: a nursery that never grows saves a third of the memory and no time. */
const FLAGS = '--semi-space-growth-factor=1'

/** Serves with the `startServer` that a bundle exports. */
export function launchServer(bundle: string): void {
  const load = (answered?: MessageId): void => {
    // Before the bundle: V8 takes kept code only under the flags that it was made with.
    setFlagsFromString(FLAGS)
    const { exports, keep } = runBundle(bundle, 'server')
    const { startServer: start } = exports as { startServer: typeof startServer }
    start({ keepCode: keep, answered })
  }
  if (process.argv.some((argument) => /^--(node-ipc|socket|pipe)\b/.test(argument))) {
    load()
    return
  }
  process.stdin.once('end', endUnheard)
  answerInitialize(process.stdin, process.stdout, (answered) => {
    process.stdin.off('end', endUnheard)
    load(answered)
  })
}

/** A client that goes before it has said anything has not said goodbye. */
function endUnheard(): void {
  process.exitCode = 1
}
