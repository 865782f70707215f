// The command line as a process of its own: standard input, exit code, a reader that goes away.
import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { daemonSet } from '../support/command-line.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'daemonset-process-'))
after(() => rmSync(folder, { recursive: true, force: true }))
execFileSync(process.execPath, ['esbuild.mjs', `--out=${folder}`, 'cli', 'daemonset'], { cwd: root })
const start = (...words: string[]) => spawn(process.execPath, [join(folder, 'cli.js'), ...words], { cwd: root, stdio: 'pipe' })
const exitOf = (child: ReturnType<typeof start>): Promise<number | null> => new Promise((resolve) => child.on('close', resolve))
const BROKEN = daemonSet(['app: agent\n    spec', 'app: other\n    spec'])

describe('process', () => {
  test('standard input to standard output, 1 for an error', async () => {
    const child = start('check', '-', '--format', 'json')
    let out = ''
    child.stdout.on('data', (chunk) => {
      out += chunk
    })
    child.stdin.end(BROKEN)
    assert.equal(await exitOf(child), 1)
    const report = JSON.parse(out) as { files: { path: string; documents: { name: string }[] }[] }
    assert.deepEqual([report.files[0]?.path, report.files[0]?.documents[0]?.name], ['-', 'agent'])
  })
  test('a reader that goes away is no crash, and the exit code is that of the whole answer', async () => {
    const child = start('check', '-')
    let err = ''
    child.stderr.on('data', (chunk) => {
      err += chunk
    })
    child.stdout.destroy()
    child.stdin.end(Array.from({ length: 200 }, () => BROKEN).join('---\n'))
    assert.equal(await exitOf(child), 1)
    assert.equal(err, '')
  })
  test('wrong usage: 2, nothing on standard output', async () => {
    const child = start('check', '--nonsense')
    let out = ''
    child.stdout.on('data', (chunk) => {
      out += chunk
    })
    child.stdin.end()
    assert.equal(await exitOf(child), 2)
    assert.equal(out, '')
  })
})
