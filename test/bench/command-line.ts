// `daemonset check` as whole processes: one file against `node -e 0`, 1,000 files against reading and composing them with the yaml package.
//   node --import tsx test/bench/command-line.ts [dist/npm/cli.js]
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { writeAgent } from '../support/bench-agent.ts'

const cli = resolve(process.argv[2] ?? 'dist/npm/cli.js')
const folder = mkdtempSync(join(tmpdir(), 'daemonset-command-line-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
for (let index = 0; index < 1000; index++) writeFileSync(join(folder, `agent-${index}.yaml`), writeAgent(`agent-${index}`))
const yaml = createRequire(import.meta.url).resolve('yaml')
const compose = `const {parseAllDocuments}=require(${JSON.stringify(yaml)}),fs=require('fs');for(const f of fs.readdirSync('.'))parseAllDocuments(fs.readFileSync(f,'utf8'))`

interface Cost {
  readonly wall: number
}

function cost(args: readonly string[]): Cost {
  const start = performance.now()
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: folder, maxBuffer: 1 << 28 })
  if (status !== 0) throw new Error(`${args.join(' ').slice(0, 80)} ended with ${status}: ${stderr}`)
  return { wall: performance.now() - start }
}

/** The middle of the ratios of runs that take turns, so that other load meets both. */
function compare(name: string, rounds: number, ours: readonly string[], theirs: readonly string[], goal: number): void {
  const pairs = Array.from({ length: rounds }, () => ({ theirs: cost(theirs).wall, ours: cost(ours).wall }))
  const middle = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN
  const ratio = middle(pairs.map((pair) => pair.ours / pair.theirs))
  const [a, b] = [middle(pairs.map((pair) => pair.ours)), middle(pairs.map((pair) => pair.theirs))]
  console.log(`${name}: ${a.toFixed(0)} ms / ${b.toFixed(0)} ms = ${ratio.toFixed(2)} (goal ${goal})`)
}

const check = [cli, 'check', '--fail-on', 'never', '--quiet']
compare('check on one file / node -e 0', 15, [...check, 'agent-0.yaml'], ['-e', '0'], 2.5)
compare('check on 1,000 files / composing them with yaml', 5, [...check, '.'], ['-e', compose], 1.3)
