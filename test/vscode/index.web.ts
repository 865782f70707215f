// The suite in the web worker extension host: mocha's browser build is bundled.
import './process-shim.ts'
import 'mocha/mocha.js' // puts mocha and Mocha on the global object
import type MochaClass from 'mocha'
import { finish, markOutput } from './report.ts'

declare const mocha: InstanceType<typeof MochaClass> & { setup(options: object): void }
declare const Mocha: typeof MochaClass

export async function run(): Promise<void> {
  mocha.setup({ ui: 'tdd', timeout: 60_000, color: false, reporter: Mocha.reporters.Spec })
  markOutput(Mocha)
  await import('./suites.ts')
  await new Promise<void>((resolve, reject) => finish(mocha.run(), resolve, reject))
}
