// Makes both packages from the same sources: dist/daemonset.vsix for editors, and the folder dist/npm for `npx daemonset`.
//   node --import tsx scripts/package.ts [vsix] [npm]
import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { readmeFor } from './listing-readme.ts'

interface Manifest {
  readonly name: string
  readonly version: string
  readonly license: string
  readonly keywords: readonly string[]
  readonly engines: { readonly node: string }
  readonly repository?: string
}

const root = fileURLToPath(new URL('../', import.meta.url))
const manifest = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as Manifest
// One line of package.json that the publisher sets; the links to issues and home page follow from it.
const repository = manifest.repository || undefined
const wanted = process.argv.slice(2)
const run = (script: string, ...words: string[]): unknown => execFileSync(process.execPath, [script, ...words], { cwd: root, stdio: 'inherit' })

const readme = (): string => readmeFor(readFileSync(`${root}README.md`, 'utf8'), repository)

/** Only what .vscodeignore lets through; vsce builds it first (`vscode:prepublish`). */
function packageExtension(): void {
  mkdirSync(`${root}dist`, { recursive: true })
  writeFileSync(`${root}dist/README.md`, readme())
  const vsce = createRequire(import.meta.url).resolve('@vscode/vsce/vsce')
  const options = ['--no-dependencies', '--allow-missing-repository', '--readme-path', 'dist/README.md']
  run(vsce, 'package', ...options, '-o', 'dist/daemonset.vsix')
}

/** The command line with the language server: no editor code, no dependencies, a manifest of its own. */
function packageCommandLine(): void {
  const folder = `${root}dist/npm`
  rmSync(folder, { recursive: true, force: true })
  run('esbuild.mjs', '--npm')
  const { name, version, license, keywords, engines } = manifest
  const own = {
    name,
    version,
    description: 'Checks DaemonSets for Kubernetes as the API server would, and says on which nodes they run and why. Offline.',
    license,
    keywords: [...keywords, 'linter', 'cli', 'language-server'],
    ...(repository === undefined ? {} : { repository }),
    files: ['*.js', 'documentation.json.gz'],
    bin: { daemonset: 'cli.js' },
    engines: { node: engines.node },
  }
  writeFileSync(`${folder}/package.json`, `${JSON.stringify(own, null, 2)}\n`)
  writeFileSync(`${folder}/README.md`, readme())
  copyFileSync(`${root}LICENSE`, `${folder}/LICENSE`)
}

if (wanted.length === 0 || wanted.includes('vsix')) packageExtension()
if (wanted.length === 0 || wanted.includes('npm')) packageCommandLine()
