// What runs first in Node: says hello to the client, then loads the language server's bundle with its code kept from one start to the next.
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { answerInitialize, type MessageId } from './early-hello.ts'
import { runBundle } from './kept-code.ts'
import type { startServer } from './node.ts'

/** What is read of a text and what is not dies young: a nursery that never grows saves a third of the memory and no time. */
const FLAGS = '--semi-space-growth-factor=1'

function load(answered?: MessageId): void {
  // Before the bundle: V8 takes kept code only under the flags that it was made with.
  setFlagsFromString(FLAGS)
  const server = runBundle(join(__dirname, 'language-server.js'))
  const { startServer: start } = server.exports as { startServer: typeof startServer }
  start({ keepCode: server.keep, answered })
}

/** A client that goes before it has said anything has not said goodbye. */
function endUnheard(): void {
  process.exitCode = 1
}

if (process.argv.some((argument) => /^--(node-ipc|socket|pipe)\b/.test(argument))) load()
else {
  process.stdin.once('end', endUnheard)
  answerInitialize(process.stdin, process.stdout, (answered) => {
    process.stdin.off('end', endUnheard)
    load(answered)
  })
}
