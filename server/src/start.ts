// What runs first of the editor's language server in Node.
import { join } from 'node:path'
import { launchServer } from './launch.ts'

launchServer(join(__dirname, 'language-server.js'))
