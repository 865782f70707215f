// How the server starts: the first answer before it is loaded, and its code kept from one start to the next.
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, describe, test } from 'node:test'
import { runBundle } from '../../server/src/kept-code.ts'
import { serverBundle } from './language-server.ts'

const folder = mkdtempSync(join(tmpdir(), 'daemonset-start-'))
const children: ChildProcess[] = []
after(() => {
  for (const child of children) child.kill()
  rmSync(folder, { recursive: true, force: true })
})

const frame = (message: object): string => {
  const body = JSON.stringify({ jsonrpc: '2.0', ...message })
  return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
}
const initialize = (id: number | string): string =>
  frame({ id, method: 'initialize', params: { processId: null, rootUri: null, capabilities: {}, clientInfo: { name: 'tést' } } })
const shutdown = frame({ id: 'last', method: 'shutdown' })
const exit = frame({ method: 'exit' })

/** Everything that a server answers to these bytes, and its exit code. `pieces` are written one after the other. */
async function talk(server: string, pieces: readonly (string | Buffer)[], close = false): Promise<{ answers: Answer[]; code: number | null }> {
  const child = spawn(process.execPath, [server, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] })
  children.push(child)
  const chunks: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => void chunks.push(chunk))
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve))
  for (const piece of pieces) await new Promise<void>((resolve) => child.stdin.write(piece, () => resolve()))
  if (close) child.stdin.end()
  const code = await exited
  return { answers: messagesIn(Buffer.concat(chunks)), code }
}

const sha256 = (...parts: Buffer[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest()

interface Answer {
  readonly id?: number | string | null
  readonly result?: { readonly capabilities?: object; readonly serverInfo?: { readonly name: string } } | null
  readonly error?: { readonly code: number }
}

function messagesIn(bytes: Buffer): Answer[] {
  const messages: Answer[] = []
  for (let at = 0; at < bytes.length; ) {
    const start = bytes.indexOf('\r\n\r\n', at) + 4
    const length = Number(/content-length: (\d+)/i.exec(bytes.toString('latin1', at, start))?.[1])
    messages.push(JSON.parse(bytes.toString('utf8', start, start + length)) as Answer)
    at = start + length
  }
  return messages
}

const answersTo = (answers: readonly Answer[], id: number | string): Answer[] => answers.filter((answer) => answer.id === id)

describe('the first answer', () => {
  for (const id of [0, 'hello'])
    test(`comes once, to the request ${JSON.stringify(id)}`, async () => {
      const { answers, code } = await talk(await serverBundle(), [initialize(id), shutdown, exit])
      const [hello, ...more] = answersTo(answers, id)
      assert.equal(hello?.result?.serverInfo?.name, 'daemonset')
      assert.ok(hello.result.capabilities)
      assert.deepEqual(more, [])
      assert.equal(answersTo(answers, 'last').length, 1)
      assert.equal(code, 0)
    })

  test('waits for the whole request, wherever it is cut', async () => {
    const bytes = Buffer.from(initialize(1))
    const cut = bytes.indexOf('é') + 1
    const { answers, code } = await talk(await serverBundle(), [bytes.subarray(0, 7), bytes.subarray(7, cut), bytes.subarray(cut), shutdown + exit])
    assert.equal(answersTo(answers, 1).length, 1)
    assert.equal(code, 0)
  })

  test('is no answer to anything else: the server says what is wrong', async () => {
    const { answers } = await talk(await serverBundle(), [frame({ id: 1, method: 'textDocument/hover', params: {} }), initialize(2), shutdown, exit])
    assert.ok(answersTo(answers, 1)[0]?.error)
    assert.ok(answersTo(answers, 2)[0]?.result?.capabilities)
  })

  test('is left to the server where the client says what the protocol has not', async () => {
    const params = { processId: null, capabilities: { general: { positionEncodings: 8 } }, workspaceFolders: 5 }
    const { answers } = await talk(await serverBundle(), [frame({ id: 1, method: 'initialize', params }), initialize(2), shutdown, exit])
    assert.ok(answersTo(answers, 1)[0]?.error)
    assert.ok(answersTo(answers, 2)[0]?.result?.capabilities)
  })

  test('is not waited for by a server whose input ends', async () => {
    for (const pieces of [[], ['Content-Length: 100\r\n\r\n{'], ['no header\r\n\r\n'], [initialize(1)]])
      assert.equal((await talk(await serverBundle(), pieces, true)).code, 1, String(pieces[0]))
  })
})

describe('kept code', () => {
  const source = 'module.exports = { answer: (() => 6 * 7)(), name: __filename }\n'
  const bundleIn = (name: string): string => {
    const file = join(folder, `${name}.js`)
    writeFileSync(file, source)
    return file
  }
  const keptBeside = (file: string): string[] =>
    readdirSync(dirname(file)).filter((name) => name.startsWith(`${file.slice(dirname(file).length + 1)}.`))

  test('is written once, and only whole', () => {
    const file = bundleIn('once')
    const first = runBundle(file, 'test')
    assert.deepEqual(first.exports, { answer: 42, name: file })
    assert.deepEqual(keptBeside(file), [])
    first.keep()
    const [kept = ''] = keptBeside(file)
    assert.equal(keptBeside(file).length, 1, 'an unfinished file was left')
    const bytes = readFileSync(join(folder, kept))
    const second = runBundle(file, 'test')
    assert.deepEqual(second.exports, first.exports)
    writeFileSync(join(folder, kept), 'not to be written again')
    second.keep()
    assert.notDeepEqual(readFileSync(join(folder, kept)), bytes)
  })

  for (const [name, spoil] of [
    ['damaged', (bytes: Buffer) => bytes.fill(0x55, 200, 300)],
    ['cut off', (bytes: Buffer) => bytes.subarray(0, 100)],
    ['empty', () => Buffer.alloc(0)],
  ] as const)
    test(`is made anew when it is ${name}`, () => {
      const file = bundleIn(name.replace(' ', '-'))
      runBundle(file, 'test').keep()
      const [kept = ''] = keptBeside(file)
      const good = readFileSync(join(folder, kept))
      writeFileSync(join(folder, kept), spoil(Buffer.from(good)))
      const running = runBundle(file, 'test')
      assert.deepEqual(running.exports, { answer: 42, name: file })
      running.keep()
      const mended = readFileSync(join(folder, kept))
      assert.ok(sha256(sha256(readFileSync(file)), mended.subarray(32)).equals(mended.subarray(0, 32)))
    })

  test('of another bundle is not used', () => {
    const file = bundleIn('newer')
    runBundle(file, 'test').keep()
    writeFileSync(file, source.replace('6 * 7', '6 * 8'))
    assert.deepEqual(runBundle(file, 'test').exports, { answer: 48, name: file })
  })

  test('is done without where it cannot be written', () => {
    const file = bundleIn('barred')
    runBundle(file, 'test').keep()
    const [kept = ''] = keptBeside(file)
    rmSync(join(folder, kept))
    mkdirSync(join(folder, kept)) // bars even root
    const running = runBundle(file, 'test')
    assert.doesNotThrow(() => running.keep())
    assert.deepEqual(running.exports, { answer: 42, name: file })
    assert.deepEqual(keptBeside(file), [kept], 'an unfinished file was left')
  })

  test('of the server serves two that start at once', async () => {
    const own = join(folder, 'server')
    cpSync(dirname(await serverBundle()), own, { recursive: true })
    const server = join(own, 'server.js')
    const talks = await Promise.all([1, 2].map((id) => talk(server, [initialize(id), shutdown, exit])))
    assert.deepEqual(
      talks.map(({ code }) => code),
      [0, 0],
    )
  })
})
