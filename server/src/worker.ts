// Main of the language server in a web worker: messages instead of a stream, files only by the client's answers.
import { BrowserMessageReader, BrowserMessageWriter, createConnection, ProposedFeatures } from 'vscode-languageserver/browser'
import { documentationIsAt } from './documentation-beside.ts'
import { serve } from './lsp/server.ts'

const scope = self as DedicatedWorkerGlobalScope
const connection = createConnection(ProposedFeatures.all, new BrowserMessageReader(scope), new BrowserMessageWriter(scope))
scope.addEventListener('unhandledrejection', (event) => {
  event.preventDefault()
  connection.console.error(String(event.reason))
})
// Set before the server reads the same message.
scope.addEventListener(
  'message',
  ({ data }: MessageEvent<{ method?: unknown; params?: { initializationOptions?: { documentation?: unknown } } }>) => {
    const address = data.method === 'initialize' ? data.params?.initializationOptions?.documentation : undefined
    if (typeof address === 'string') documentationIsAt(address)
  },
)
serve(connection, { nextTurn })

/** A timeout of 0 is stretched to 4 ms in browsers; a message is not. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })
}
