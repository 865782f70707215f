// The suite in the Node extension host (desktop, remote server): mocha is loaded from node_modules.
import Mocha from 'mocha'
import { finish, markOutput } from './report.ts'

export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'tdd', timeout: 60_000, color: false, reporter: 'spec' })
  markOutput(Mocha)
  mocha.suite.emit('pre-require', globalThis, '', mocha)
  await import('./suite.ts')
  await new Promise<void>((resolve, reject) => finish(mocha.run(), resolve, reject))
}
