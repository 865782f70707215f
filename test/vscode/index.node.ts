// The suite in the Node extension host (desktop, remote server).
import { runMocha } from './run-mocha.ts'

export const run = (): Promise<void> => runMocha(() => import('./suites.ts'))
