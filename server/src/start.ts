// What runs first of the editor's language server in Node.
import { launchServer } from './launch.ts'

launchServer(`${__dirname}/language-server.js`)
