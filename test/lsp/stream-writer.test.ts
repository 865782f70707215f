// Answers put together from lists that are JSON already.
import assert from 'node:assert/strict'
import { PassThrough } from 'node:stream'
import { describe, test } from 'node:test'
import type { Message } from 'vscode-languageserver'
import { JsonList, jsonPart } from '../../server/src/lsp/json-list.ts'
import { StreamWriter } from '../../server/src/stream-writer.ts'

/** What a client reads of these messages. */
async function written(messages: readonly object[], answered?: number): Promise<unknown[]> {
  const stream = new PassThrough()
  const writer = new StreamWriter(stream, answered)
  for (const message of messages) await writer.write(message as Message)
  writer.end()
  const bytes = Buffer.concat(await stream.toArray())
  const read: unknown[] = []
  for (let at = 0; at < bytes.length; ) {
    const start = bytes.indexOf('\r\n\r\n', at) + 4
    const length = Number(/^Content-Length: (\d+)\r\n\r\n$/.exec(bytes.toString('latin1', at, start))?.[1])
    read.push(JSON.parse(bytes.toString('utf8', start, start + length)))
    at = start + length
  }
  return read
}

const list = (...parts: readonly (readonly unknown[])[]): JsonList => new JsonList(parts.map(jsonPart))

describe('a list that is JSON already', () => {
  for (const parts of [[], [[]], [[1]], [[], [1, 2], []], [[1], [], [2, { text: 'zwölf „…“ \u0000list' }], [3]]])
    test(`of ${JSON.stringify(parts)} is read as any other`, async () => {
      const items = list(...parts)
      const result = { kind: 'full', items, resultId: '1.2' }
      const params = { uri: 'file:///a', diagnostics: items }
      assert.deepEqual(
        await written([
          { jsonrpc: '2.0', id: 7, result },
          { jsonrpc: '2.0', id: 8, result: items },
          { jsonrpc: '2.0', method: 'textDocument/publishDiagnostics', params },
        ]),
        [
          { jsonrpc: '2.0', id: 7, result: { ...result, items: parts.flat() } },
          { jsonrpc: '2.0', id: 8, result: parts.flat() },
          { jsonrpc: '2.0', method: 'textDocument/publishDiagnostics', params: { ...params, diagnostics: parts.flat() } },
        ],
      )
    })

  test('leaves messages without one alone', async () => {
    const messages = [
      { jsonrpc: '2.0', id: 1, result: null },
      { jsonrpc: '2.0', id: 2, result: { items: [1] } },
      { jsonrpc: '2.0', id: 3, result: 'ä' },
    ]
    assert.deepEqual(await written(messages), messages)
  })

  test('an answer that was sent already is sent no more, its request and the next answer of that number are', async () => {
    const answer = { jsonrpc: '2.0', id: 1, result: 'again' }
    const request = { jsonrpc: '2.0', id: 1, method: 'client/registerCapability' }
    assert.deepEqual(await written([request, answer, answer], 1), [request, answer])
  })
})
