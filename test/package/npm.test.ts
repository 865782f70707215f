// The npm package, made by `npm run package` before: packed, installed into an empty folder without a network, and run from there.
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import {
  createProtocolConnection,
  type Hover,
  type MarkupContent,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node'

const root = fileURLToPath(new URL('../../', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'daemonset-npm-'))
after(() => rmSync(folder, { recursive: true, force: true }))

function npm(...words: string[]): string {
  const { stdout, stderr, status } = spawnSync('npm', words, { cwd: folder, encoding: 'utf8', shell: process.platform === 'win32' })
  assert.equal(status, 0, stderr)
  return stdout
}

const [packed] = JSON.parse(npm('pack', '--json', join(root, 'dist/npm'))) as [{ filename: string; unpackedSize: number; files: { path: string }[] }]
writeFileSync(join(folder, 'package.json'), '{ "private": true }')
npm('install', '--offline', '--no-audit', '--no-fund', join(folder, packed.filename))
cpSync(join(root, 'examples'), join(folder, 'examples'), { recursive: true })
const installed = join(folder, 'node_modules/daemonset')

/** As `npx daemonset` runs it. */
function daemonset(...words: string[]): { code: number | null; out: string; err: string } {
  const { stdout, stderr, status } = spawnSync('npx', ['--no-install', 'daemonset', ...words], {
    cwd: folder,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  return { code: status, out: stdout, err: stderr }
}

describe('the npm package', () => {
  test('holds the command line and the server, and nothing of the editor', () => {
    const names = packed.files.map(({ path }) => path)
    assert.deepEqual(names.sort(), ['LICENSE', 'README.md', 'cli.js', 'daemonset.js', 'documentation.json.gz', 'package.json'])
    for (const name of names) assert.ok(!readFileSync(join(installed, name)).includes('require("vscode")'), name)
  })

  test('is at most one megabyte unpacked', () => {
    const size = packed.files.reduce((sum, { path }) => sum + statSync(join(installed, path)).size, 0)
    assert.ok(size <= 1_000_000 && packed.unpackedSize <= 1_000_000, `${size} bytes`)
  })

  test('depends on nothing and asks for the Node.js that the README names', () => {
    const manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as Record<string, unknown>
    assert.deepEqual([manifest.dependencies, manifest.scripts, manifest.engines], [undefined, undefined, { node: '>=20' }])
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
    assert.equal(daemonset('--version').out.trim(), version)
  })

  test('checks, places, explains, fixes', () => {
    const check = daemonset('check', 'examples/fluent-bit.yaml')
    assert.equal(check.code, 1)
    assert.match(check.out, /fluent-bit\.yaml:14:14 error/)
    const nodes = daemonset('nodes', 'examples', '--format', 'json')
    assert.equal(nodes.code, 0, nodes.err)
    assert.doesNotThrow(() => JSON.parse(nodes.out))
    assert.match(daemonset('explain', 'runs-nowhere').out, /^runs-nowhere/)
    assert.match(daemonset('fix', '--dry-run', 'examples/fluent-bit.yaml').out, /^\+/m)
    for (const shell of ['bash', 'zsh', 'fish']) assert.match(daemonset('completion', shell).out, /runs-nowhere/)
  })

  test('has help for every command', () => {
    const { code, out } = daemonset('--help')
    assert.equal(code, 0)
    const commands = [...out.matchAll(/^ {2}([a-z]+) .* {2}/gm)].map(([, name = '']) => name)
    for (const name of ['check', 'nodes', 'fix', 'rollout', 'read', 'explain', 'lsp', 'completion']) assert.ok(commands.includes(name), name)
    assert.match(daemonset('check', '--help').out, /--fail-on SEVERITY/)
  })

  test('serves editors, with the documentation of fields', async () => {
    const child = spawn(process.execPath, [join(installed, 'cli.js'), 'lsp'], { cwd: folder, stdio: ['pipe', 'pipe', 'inherit'] })
    const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
    const connection = createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin))
    connection.listen()
    await connection.sendRequest('initialize', { processId: null, rootUri: null, capabilities: {} })
    await connection.sendNotification('initialized', {})
    const uri = 'file:///agent.yaml'
    const text = readFileSync(join(folder, 'examples/node-exporter.yaml'), 'utf8')
    const line = text.split('\n').findIndex((candidate) => candidate.includes('resources:'))
    await connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId: 'yaml', version: 1, text } })
    const position = { line, character: (text.split('\n')[line] ?? '').indexOf('resources') + 2 }
    const hover = await connection.sendRequest<Hover | null>('textDocument/hover', { textDocument: { uri }, position })
    assert.match((hover?.contents as MarkupContent | undefined)?.value ?? '', /Compute Resources required/)
    await connection.sendRequest('shutdown')
    await connection.sendNotification('exit')
    assert.equal(await exited, 0)
    connection.dispose()
  })
})
