// Writes messages to a stream, each in one go: the header and the body of an answer are read together by the client.
import { AbstractMessageWriter, type Message, type MessageWriter } from 'vscode-languageserver/node'
import type { MessageId } from './early-hello.ts'
import { JsonList } from './lsp/json-list.ts'

/** As `JSON.stringify` prints it where the list belongs. No value of ours is this text. */
const PLACE = '\u0000list'
const PRINTED_PLACE = JSON.stringify(PLACE)
const COMMA = Buffer.from(',')

export class StreamWriter extends AbstractMessageWriter implements MessageWriter {
  readonly #stream: NodeJS.WritableStream
  #answered: MessageId | undefined

  /** @param answered a request whose answer was sent already */
  constructor(stream: NodeJS.WritableStream, answered?: MessageId) {
    super()
    this.#answered = answered
    this.#stream = stream
    stream.on('error', (error) => this.fireError(error))
    stream.on('close', () => this.fireClose())
  }

  write(message: Message & { readonly id?: unknown; readonly method?: unknown }): Promise<void> {
    if (this.#answered !== undefined && message.id === this.#answered && message.method === undefined) {
      this.#answered = undefined
      return Promise.resolve()
    }
    return new Promise((resolve, reject) => {
      this.#stream.write(framed(bodyOf(message)), (error) => (error ? reject(error) : resolve()))
    })
  }

  end(): void {
    this.#stream.end()
  }
}

function framed(body: readonly Uint8Array[]): Buffer {
  const length = body.reduce((sum, part) => sum + part.length, 0)
  return Buffer.concat([Buffer.from(`Content-Length: ${length}\r\n\r\n`), ...body])
}

function bodyOf(message: Message): Uint8Array[] {
  const { list, rest } = withoutList(message)
  const text = JSON.stringify(rest)
  if (list === undefined) return [Buffer.from(text)]
  const at = text.indexOf(PRINTED_PLACE)
  const body: Uint8Array[] = [Buffer.from(`${text.slice(0, at)}[`)]
  for (const part of list.parts) {
    if (part.length === 0) continue
    if (body.length > 1) body.push(COMMA)
    body.push(part)
  }
  body.push(Buffer.from(`]${text.slice(at + PRINTED_PLACE.length)}`))
  return body
}

/** A JsonList stands as a result, as `items` of a result or as `diagnostics` of a notification. */
function withoutList(message: Message & { result?: unknown; params?: unknown }): { list?: JsonList; rest: Message } {
  const { result, params } = message
  if (result instanceof JsonList) return { list: result, rest: Object.assign({}, message, { result: PLACE }) }
  if (hasItems(result)) return { list: result.items, rest: Object.assign({}, message, { result: { ...result, items: PLACE } }) }
  if (hasDiagnostics(params)) return { list: params.diagnostics, rest: Object.assign({}, message, { params: { ...params, diagnostics: PLACE } }) }
  return { rest: message }
}

function hasItems(value: unknown): value is { items: JsonList } {
  return typeof value === 'object' && value !== null && 'items' in value && value.items instanceof JsonList
}

function hasDiagnostics(value: unknown): value is { diagnostics: JsonList } {
  return typeof value === 'object' && value !== null && 'diagnostics' in value && value.diagnostics instanceof JsonList
}
