// `daemonset lsp` with options of its own; without them the start has seen to it already.

/** Starts the server, which answers its client until that goes. */
export async function lsp(): Promise<number> {
  const { startServer } = await import('../../node.ts')
  startServer({ keepCode: () => {}, answered: undefined })
  return 0
}
