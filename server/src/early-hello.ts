// Answers `initialize` before the server is loaded: what it offers depends on the client alone, and the client can go on meanwhile.
import type { InitializeParams, InitializeResult } from 'vscode-languageserver'
import { helloTo } from './lsp/capabilities.ts'

const END_OF_HEADER = '\r\n\r\n'
/** No header is that long. */
const LONGEST_HEADER = 4096

export type MessageId = number | string

/** The client speaks over standard input and output: it has asked for nothing else. */
export const speaksOverStreams = (): boolean => !process.argv.some((argument) => /^--(node-ipc|socket|pipe)\b/.test(argument))

type Input = Pick<NodeJS.ReadStream, 'read' | 'unshift' | 'on' | 'off'>

/**
 * Reads the first message and answers it if it is a sound `initialize`. Then calls `proceed` with its id, with all that was read put back into the
 * input; without an id if the server has to see to it. Never calls it if the input ends before.
 */
export function answerInitialize(input: Input, output: NodeJS.WritableStream, proceed: (answered: MessageId | undefined) => void): void {
  let read = Buffer.alloc(0)
  const look = (): void => {
    for (let chunk: unknown = input.read(); Buffer.isBuffer(chunk); chunk = input.read()) read = Buffer.concat([read, chunk])
    const first = firstMessage(read)
    if (first === 'incomplete') return
    input.off('readable', look)
    input.unshift(read)
    proceed(answer(first, output))
  }
  input.on('readable', look)
}

/** Undefined if this is no message of the protocol. */
function firstMessage(bytes: Buffer): unknown {
  const headerEnds = bytes.indexOf(END_OF_HEADER)
  if (headerEnds < 0) return bytes.length < LONGEST_HEADER ? 'incomplete' : undefined
  const length = /^content-length: *(\d+)\r?$/im.exec(bytes.toString('latin1', 0, headerEnds))?.[1]
  if (length === undefined) return undefined
  const start = headerEnds + END_OF_HEADER.length
  const end = start + Number(length)
  if (bytes.length < end) return 'incomplete'
  try {
    return JSON.parse(bytes.toString('utf8', start, end))
  } catch {
    return undefined
  }
}

function answer(message: unknown, output: NodeJS.WritableStream): MessageId | undefined {
  if (typeof message !== 'object' || message === null) return undefined
  const { id, method, params } = message as { id?: unknown; method?: unknown; params?: unknown }
  if (method !== 'initialize' || (typeof id !== 'number' && typeof id !== 'string') || !isInitializeParams(params)) return undefined
  let result: InitializeResult
  try {
    result = helloTo(params)
  } catch {
    return undefined // a client that says something else than the protocol has: the server tells it
  }
  const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', id, result }))
  output.write(Buffer.concat([Buffer.from(`Content-Length: ${body.length}${END_OF_HEADER}`), body]))
  return id
}

function isInitializeParams(params: unknown): params is InitializeParams {
  return (
    typeof params === 'object' &&
    params !== null &&
    'capabilities' in params &&
    typeof params.capabilities === 'object' &&
    params.capabilities !== null
  )
}
