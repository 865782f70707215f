// The reduced comparison: this language server, yaml-language-server and an echo server, measured in one run; then the command line.
//   npm run bench [-- --sizes docs-1,docs-1000 --rounds 2 ...]
import { join } from 'node:path'
import { measure, printRatios, product, project, run, useOnce } from './harness.mjs'

const options = process.argv.slice(2)
const few = ['--rounds', '1', '--startups', '3', '--edits', '8', '--samples', '3']
const own = ['daemonset', 'daemonset on Node 24']

await useOnce()
const starters = ['yls', 'yls bundled', 'yls Kubernetes mode', 'echo']
printRatios(measure([...starters, ...own], ['--phases', 'startup', ...few, ...options]), starters)

const peers = ['yls', 'yls without debounce', 'echo']
printRatios(measure([...peers, ...own], ['--sizes', 'docs-1,docs-1000', '--phases', 'size,many', ...few, ...options]), peers)

run(project, 'node', ['esbuild.mjs', '--npm', `--out=${product}`])
run(project, 'node', ['--import', 'tsx', 'test/bench/command-line.ts', join(product, 'npm', 'cli.js')], 'inherit')
