// The version of this program: package.json's, which the bundler puts in.
import { version } from '../../../package.json'

export const VERSION: string = version
