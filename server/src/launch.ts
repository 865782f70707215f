// How the language server starts in Node: hello to the client first, then the bundle, with its code kept from one start to the next.
import { answerInitialize, type MessageId, speaksOverStreams } from './early-hello.ts'
import type { startServer } from './node.ts'
import { SMALL_NURSERY } from './nursery.ts'

/** Serves with the `startServer` that a bundle exports. */
export function launchServer(bundle: string): void {
  const load = async (answered?: MessageId): Promise<void> => {
    // Not before hello: even Node's own modules take time to load.
    const [{ setFlagsFromString }, { runBundle }] = await Promise.all([import('node:v8'), import('./kept-code.ts')])
    // Before the bundle: V8 takes kept code only under the flags that it was made with.
    setFlagsFromString(SMALL_NURSERY)
    const { exports, keep } = runBundle(bundle, 'server')
    const { startServer: start } = exports as { startServer: typeof startServer }
    start({ keepCode: keep, answered })
  }
  if (!speaksOverStreams()) {
    void load()
    return
  }
  process.stdin.once('end', endUnheard)
  answerInitialize(process.stdin, process.stdout, (answered) => {
    process.stdin.off('end', endUnheard)
    void load(answered)
  })
}

/** A client that goes before it has said anything has not said goodbye. */
function endUnheard(): void {
  process.exitCode = 1
}
