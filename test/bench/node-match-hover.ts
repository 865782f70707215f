// Hover over 5,000 nodes, through a real server over stdio: compared with the time of an empty answer of the same server.
//   node --import tsx test/bench/node-match-hover.ts [number of nodes]
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Hover, Position } from 'vscode-languageserver-protocol'
import { daemonSet, startServer, withCursor } from '../lsp/language-server.ts'
import { manyNodes } from '../support/many-nodes.ts'

const ROUNDS = 60
const MOST = 10
const count = Number(process.argv[2] ?? 5_000)

const folder = mkdtempSync(join(tmpdir(), 'daemonset-hover-'))
const items = manyNodes(count).map(({ name, labels, taints, allocatable }) => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name, labels },
  spec: { taints },
  status: { allocatable },
}))
writeFileSync(join(folder, 'nodes.json'), JSON.stringify({ apiVersion: 'v1', kind: 'List', items }))
const uri = pathToFileURL(join(folder, 'agent.yaml')).href
const agent = daemonSet('agent').replace('tolerations:\n', 'tolerations:\n        - key: dedicated\n          operator: Exists\n')
const text = `${agent}---\napiVersion: v1\nkind: ConfigMap\n`
const settings = { nodes: { source: 'nodes.json' } }
const capabilities = { textDocument: { hover: { contentFormat: ['markdown' as const] } } }
const at = (before: string, after: string): Position => withCursor(text.replace(before + after, `${before}$0${after}`)).position
const PLACES = {
  kind: at('kind: Daemon', 'Set'),
  'a label of the node selector': at('kubernetes.io/os', ': linux'),
  'a toleration': at('key: dedi', 'cated'),
}
type Ask = (position: Position) => Promise<Hover | null>

/** The middle time of an answer, in milliseconds. */
async function time(ask: Ask, position: Position): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now()
    await ask(position)
    times.push(performance.now() - start)
  }
  return times.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? Number.NaN
}

/** The first answers may come before the file was read. */
async function nodesAreKnown(ask: Ask): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (JSON.stringify(await ask(PLACES.kind)).includes(`of ${count} nodes`)) return
  }
  throw new Error(`the server does not speak of ${count} nodes: ${JSON.stringify(await ask(PLACES.kind))}`)
}

async function measure(): Promise<void> {
  const server = await startServer({ folders: [pathToFileURL(folder).href], settings, capabilities })
  const ask: Ask = (position) => server.request('textDocument/hover', { textDocument: { uri }, position })
  await server.open(uri, text)
  await nodesAreKnown(ask)
  const nothing = at('kind: Config', 'Map')
  if ((await ask(nothing)) !== null) throw new Error('an empty answer was expected')
  const empty = await time(ask, nothing)
  console.log(`an empty answer: ${empty.toFixed(2)} ms`)
  for (const [name, position] of Object.entries(PLACES)) {
    const took = await time(ask, position)
    console.log(`hover on ${name.padEnd(30)} ${took.toFixed(2)} ms, ${(took / empty).toFixed(1)} times as long`)
    if (took / empty > MOST) process.exitCode = 1
  }
  await server.stop()
}

measure().finally(() => rmSync(folder, { recursive: true, force: true }))
