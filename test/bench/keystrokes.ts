// How many keys a node agent takes from an empty file, with completion and by hand.
//   node --import tsx test/bench/keystrokes.ts [--steps]
import { writeAgent } from '../support/write-agent.ts'

writeAgent().then(({ completed, byHand, steps }) => {
  if (process.argv.includes('--steps')) console.log(steps.join('·'))
  console.log(`${completed} keys with completion, ${byHand} by hand: ${Math.round((100 * completed) / byHand)} %`)
})
