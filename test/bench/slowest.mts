// The slowest answers: every feature at seeded positions of every manifest of a folder, of each cut off at a seeded place, and of large texts.
//   node --import tsx test/bench/slowest.mts [folder] [positions in each text]
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Position } from 'vscode-languageserver-protocol/node'
import { startServer } from '../lsp/language-server.ts'
import { writeAgent } from '../support/bench-agent.ts'

const AT_POSITION: readonly (readonly [method: string, params?: object])[] = [
  ['textDocument/completion'],
  ['textDocument/hover'],
  ['textDocument/definition'],
  ['textDocument/references', { context: { includeDeclaration: true } }],
  ['textDocument/documentHighlight'],
  ['textDocument/prepareRename'],
]
const OF_FILE = ['diagnostic', 'documentSymbol', 'foldingRange', 'codeLens', 'documentLink'].map((feature) => `textDocument/${feature}`)
const SHOWN = 25
const AIM_MS = 100

const folder = resolve(process.argv[2] ?? 'examples')
const positions = Number(process.argv[3] ?? 20)
const answers: { ms: number; what: string }[] = []
const failures: string[] = []
let state = 1

/** The same numbers in every run. */
function random(below: number): number {
  state = (state * 1103515245 + 12345) % 2147483648
  return Math.floor((state / 2147483648) * below)
}

function manifests(path: string): string[] {
  if (statSync(path).isFile()) return /\.ya?ml$/.test(path) ? [path] : []
  return readdirSync(path)
    .sort()
    .flatMap((name) => manifests(join(path, name)))
}

function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset)
  const start = before.lastIndexOf('\n') + 1
  return { line: before.split('\n').length - 1, character: offset - start }
}

const configMap = '---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: data}\ndata:\n'
const TEXTS: [name: string, text: string][] = [
  ['half-typed', `${writeAgent('agent')}      tolera`],
  ['half-typed quote', writeAgent('agent').replace('hostNetwerk: true', 'hostNetwerk: "tr')],
  ['20,000 lines of a ConfigMap', `${writeAgent('agent')}${configMap}  text: |\n${'    some words of a line\n'.repeat(20_000)}`],
  ['20,000 keys of a ConfigMap', `${writeAgent('agent')}${configMap}${Array.from({ length: 20_000 }, (_, key) => `  key-${key}: value\n`).join('')}`],
  ['1 MB in one line', writeAgent('agent').replace('"--verbosity=3"', `"${'x'.repeat(1_000_000)}"`)],
  ['1,000 documents', Array.from({ length: 1000 }, (_, index) => `---\n${writeAgent(`agent-${index}`)}`).join('')],
]
for (const path of manifests(folder)) {
  const text = readFileSync(path, 'utf8')
  const name = path.slice(folder.length + 1)
  TEXTS.push([name, text], [`${name}, cut off`, text.slice(0, random(text.length))])
}

const server = await startServer({
  capabilities: { textDocument: { diagnostic: {}, documentSymbol: { hierarchicalDocumentSymbolSupport: true } } },
  settings: {},
})

async function ask(what: string, method: string, params: object): Promise<void> {
  const start = performance.now()
  try {
    await server.request(method, params)
  } catch (error) {
    // A refusal to rename is an answer; so is that the text has changed.
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === -32603 || code === undefined) failures.push(`${method} of ${what}: ${error}`)
  }
  answers.push({ ms: performance.now() - start, what: `${method.slice('textDocument/'.length)} of ${what}` })
}

for (const [index, [name, text]] of TEXTS.entries()) {
  const uri = `file:///slowest/${index}.yaml`
  const textDocument = { uri }
  await server.open(uri, text)
  await ask(`${name}, opened`, 'textDocument/diagnostic', { textDocument })
  for (const method of OF_FILE) await ask(name, method, { textDocument })
  for (let count = 0; count < positions; count++) {
    const position = positionAt(text, random(text.length + 1))
    const at = `${name} at ${position.line + 1}:${position.character + 1}`
    for (const [method, params] of AT_POSITION) await ask(at, method, { textDocument, position, ...params })
    const range = { start: position, end: position }
    await ask(at, 'textDocument/codeAction', { textDocument, range, context: { diagnostics: [] } })
    await ask(at, 'textDocument/selectionRange', { textDocument, positions: [position] })
  }
  // a key, answered at once since none came before it
  const position = positionAt(text, random(text.length + 1))
  await server.change(uri, 2, { start: position, end: position }, 'x')
  await ask(`${name} after a key at ${position.line + 1}:${position.character + 1}`, 'textDocument/diagnostic', { textDocument })
  await server.connection.sendNotification('textDocument/didClose', { textDocument })
}
await server.stop()

answers.sort((a, b) => b.ms - a.ms)
for (const { ms, what } of answers.slice(0, SHOWN)) console.log(`${ms.toFixed(1).padStart(8)} ms  ${what}`)
const slow = answers.filter(({ ms }) => ms > AIM_MS).length
console.log(`${answers.length} answers about ${TEXTS.length} texts, ${slow} over ${AIM_MS} ms, ${failures.length} failures`)
for (const failure of failures) console.log(failure)
if (failures.length > 0) process.exitCode = 1
