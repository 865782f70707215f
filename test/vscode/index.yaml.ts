// The suite beside the YAML extension, in the Node extension host.
import { runMocha } from './run-mocha.ts'

export const run = (): Promise<void> => runMocha(() => import('./beside-yaml.ts'))
