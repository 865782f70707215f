// The same figures for texts that are broken or large, and whether memory comes back when a file is closed.
//   npm run bench:bad-input [-- --rounds 2 ...]
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { clientFor, folder, harness, measure, printRatios, useOnce } from './harness.mjs'

const { workloads } = JSON.parse(readFileSync(join(harness, 'workloads', 'workloads.json'), 'utf8'))
const named = (name) => workloads.find((workload) => workload.name === name)
const textOf = (workload) => readFileSync(join(harness, 'workloads', workload.file), 'utf8')

const one = named('docs-1')
const lines = textOf(one).split('\n').slice(0, -1)
const numbered = (count, indent) => Array.from({ length: count }, (_, index) => `${indent}setting-${index}: "${index}"`)
const metadata = lines.indexOf('metadata:') + 1
const annotated = (value) => [...lines.slice(0, metadata), '  annotations:', ...value, ...lines.slice(metadata)]

const texts = [
  // Quotes that nobody has closed yet, at the end.
  ['half-typed', [...lines, '      hostname: "agent'], 0],
  ['config-map', ['apiVersion: v1', 'kind: ConfigMap', 'metadata:', '  name: settings', 'data:', ...numbered(20_000, '  '), '---', ...lines], 20_006],
  ['long-document', annotated(['    settings: |', ...numbered(20_000, '      ')]), 20_002],
  ['one-line', annotated([`    settings: "${'0123456789abcdef'.repeat(65_536)}"`]), 2],
]

const home = join(folder, 'texts')
mkdirSync(home)
const files = texts.map(([name, content, shift]) => {
  writeFileSync(join(home, `${name}.yaml`), `${content.join('\n')}\n`)
  // What stands above the insertion keeps its line.
  const moved = (line) => (name === 'config-map' || line >= metadata ? line + shift : line)
  return {
    ...one,
    name,
    file: `${name}.yaml`,
    expect: { ...one.expect, errorLines: one.expect.errorLines.map(moved) },
    toggle: { ...one.toggle, line: moved(one.toggle.line) },
    // At the end of a half-typed text there is nothing to complete.
    completions: one.completions
      .filter((completion) => name !== 'half-typed' || completion.name !== 'top level')
      .map((completion) => ({ ...completion, afterLine: moved(completion.afterLine) })),
    hovers: one.hovers.map((hover) => ({ ...hover, line: moved(hover.line) })),
    codeAction: { ...one.codeAction, line: moved(one.codeAction.line) },
  }
})
writeFileSync(join(home, 'workloads.json'), JSON.stringify({ workloads: files, many: { name: 'none', files: [] } }))

await useOnce()
const peers = ['yls', 'yls without debounce', 'echo']
const options = ['--workloads', join(home, 'workloads.json'), '--phases', 'size', '--rounds', '1', '--edits', '8', '--samples', '3']
printRatios(measure([...peers, 'daemonset', 'daemonset on Node 24'], [...options, ...process.argv.slice(2)]), peers)

const { memory } = await import(pathToFileURL(join(harness, 'lib', 'proc.mjs')).href)
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
console.log('\n### Memory of a file of 1,000 documents (MiB): before it is opened, open, after it was closed\n')
for (const name of ['yls', 'daemonset', 'daemonset on Node 24']) {
  const large = named('docs-1000')
  const server = await clientFor(name)
  await server.start(home, 60_000)
  const rss = async () => {
    await pause(5000)
    return memory(server.pid).rssMiB.toFixed(0)
  }
  const uri = pathToFileURL(join(home, 'large.yaml')).href
  const before = await rss()
  server.open(uri, 'yaml', textOf(large))
  await server.diagnosticsWhen(uri, (diagnostics) => diagnostics.length > 0, 60_000)
  const open = await rss()
  server.close(uri)
  console.log(`${name}: ${before}, ${open}, ${await rss()}`)
  await server.stop()
}
