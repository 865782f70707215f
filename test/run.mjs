// Runs the tests whose path begins with one of the arguments (default: every *.test.ts outside vscode/, bench/, package/ and editors/) in one process.
//   node --import tsx test/run.mjs [unit/placement lsp/ ...]
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const here = fileURLToPath(new URL('.', import.meta.url))
const wanted = process.argv.slice(2).map((path) => path.replace(/^test\//, ''))
const files = readdirSync(here, { recursive: true })
  .map((file) => String(file).replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.test.ts'))
  .filter((file) => (wanted.length > 0 ? wanted.some((prefix) => file.startsWith(prefix)) : !/^(vscode|bench|package|editors)\//.test(file)))
  .sort()
if (files.length === 0) throw new Error(`no test file matches ${wanted.join(', ')}`)
for (const file of files) await import(pathToFileURL(join(here, file)).href)
