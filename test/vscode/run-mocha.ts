// Runs a suite with mocha in the Node extension host; mocha is loaded from node_modules.
import Mocha from 'mocha'
import { finish, markOutput } from './report.ts'

/** @param load imports the suite's module */
export async function runMocha(load: () => Promise<unknown>): Promise<void> {
  const mocha = new Mocha({ ui: 'tdd', timeout: 60_000, color: false, reporter: 'spec' })
  markOutput(Mocha)
  mocha.suite.emit('pre-require', globalThis, '', mocha)
  await load()
  await new Promise<void>((resolve, reject) => finish(mocha.run(), resolve, reject))
}
