// Bundles everything that runs into dist/. Each bundle holds only its own side: no editor code in the command line, no server in the client.
//   node esbuild.mjs [--minify] [--tests] [--out=FOLDER] [name ...]
//   node esbuild.mjs --npm    the command line and the language server for the npm package alone, into dist/npm
import { existsSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

const flags = new Set(process.argv.slice(2).filter((argument) => argument.startsWith('--')))
const names = process.argv.slice(2).filter((argument) => !argument.startsWith('--'))
const minify = flags.has('--minify')
const out = [...flags].find((flag) => flag.startsWith('--out='))?.slice('--out='.length) ?? 'dist'

const common = {
  bundle: true,
  minify,
  // Names in stack traces of an error report cost a few kilobytes and are worth it.
  keepNames: false,
  sourcemap: minify ? false : 'linked',
  target: 'es2022',
  logLevel: 'warning',
  legalComments: 'none',
  loader: { '.yaml': 'text' },
  define: { 'process.env.NODE_ENV': '"production"' },
}
const node = { ...common, platform: 'node', format: 'cjs' }
const commandLine = { ...node, banner: { js: '#!/usr/bin/env node' } }
const browser = { ...common, platform: 'browser', format: 'cjs' }
const editor = { external: ['vscode'] }

/** In a bundle for both hosts, `.../browser` of the protocol's packages is found although the platform is Node. */
const browserFlavours = {
  name: 'browser-flavours',
  setup({ onResolve }) {
    onResolve({ filter: /^vscode-(jsonrpc|languageclient|languageserver|languageserver-protocol)\/browser$/ }, ({ path, importer }) => {
      const own = createRequire(importer).resolve(dirname(path)) // lib/common/api.js, or lib/node/main.js
      return { path: join(dirname(dirname(own)), 'browser', 'main.js') }
    })
  },
}

/** The documentation texts are most of the engine's size and needed only on hover and completion: another module stands in for them. */
const documentationBy = (module) => ({
  name: 'documentation',
  setup({ onResolve }) {
    onResolve({ filter: /\/documentation-text\.ts$/ }, () => ({ path: resolve(module) }))
  },
})

/** name: [entry, options]. The name is the file's name in dist/. */
const bundles = {
  // The stubs: all that runs when a YAML file is opened. They load client.js when a DaemonSet is seen.
  extension: ['client/src/extension.ts', { ...node, ...editor, external: ['vscode', './client.js'] }],
  'extension.web': ['client/src/extension.web.ts', { ...browser, ...editor }],
  client: ['client/src/main.ts', { ...node, ...editor, plugins: [browserFlavours] }],
  panel: ['client/src/panel/panel.ts', { ...browser, format: 'iife' }],
  // What Node starts, and what it and the web worker run.
  server: ['server/src/start.ts', node],
  'language-server': [
    'server/src/main.ts',
    { ...node, external: ['./documentation.js'], plugins: [browserFlavours, documentationBy('server/src/documentation-beside.ts')] },
  ],
  // A script for a worker, a module for Node: the variable is global in the one and exported in the other.
  documentation: [
    'server/src/core/schema/generated/documentation.ts',
    {
      ...common,
      sourcemap: false,
      format: 'iife',
      globalName: 'daemonsetDocumentation',
      footer: { js: "if (typeof module === 'object') module.exports = { daemonsetDocumentation }" },
    },
  ],
  // What `daemonset` starts, and what it runs: the command line and the language server.
  cli: ['server/src/cli-start.ts', commandLine],
  daemonset: ['server/src/cli.ts', node],
}
const tests = {
  'out/test/node/index.js': ['test/vscode/index.node.ts', { ...node, external: ['vscode', 'mocha'] }],
  'out/test/yaml/index.js': ['test/vscode/index.yaml.ts', { ...node, external: ['vscode', 'mocha'] }],
  'out/test/yaml-extension/extension.js': ['test/vscode/yaml-extension/extension.ts', { ...node, ...editor }],
  'out/test/web/index.js': ['test/vscode/index.web.ts', { ...browser, ...editor, define: { ...common.define, global: 'globalThis' } }],
}

/** The npm package: the same two, with the documentation packed in a file of its own. */
const packed = { minify: true, sourcemap: false, plugins: [documentationBy('server/src/documentation-packed.ts')] }
const npm = [
  { ...commandLine, ...packed, entryPoints: ['server/src/cli-start.ts'], outfile: `${out}/npm/cli.js` },
  { ...node, ...packed, entryPoints: ['server/src/cli.ts'], outfile: `${out}/npm/daemonset.js` },
]

const jobs = flags.has('--npm') ? [...npm] : []
for (const [name, [entry, options]] of Object.entries(flags.has('--npm') ? {} : bundles)) {
  if (names.length > 0 && !names.includes(name)) continue
  if (!existsSync(entry)) {
    console.error(`esbuild.mjs: ${entry} is not there`)
    process.exitCode = 1
    continue
  }
  jobs.push({ ...options, entryPoints: [entry], outfile: `${out}/${name}.js` })
}
if (flags.has('--tests')) for (const [outfile, [entry, options]] of Object.entries(tests)) jobs.push({ ...options, entryPoints: [entry], outfile })
try {
  await Promise.all(jobs.map((job) => build(job)))
  if (flags.has('--npm')) await packDocumentation(`${out}/npm/documentation.json.gz`)
} catch {
  process.exitCode = 1 // esbuild has printed why
}

async function packDocumentation(file) {
  const entry = 'server/src/core/schema/generated/documentation.ts'
  const { outputFiles } = await build({ entryPoints: [entry], format: 'cjs', write: false })
  const module = { exports: {} }
  new Function('module', outputFiles[0].text)(module)
  writeFileSync(file, gzipSync(module.exports.DOCUMENTATION, { level: 9 }))
}
