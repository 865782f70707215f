// `daemonset lsp`: hands over to the language server's own bundle, which lies beside this one.

/** Starts the server, which answers on standard input and output until its client goes. */
export async function lsp(): Promise<number> {
  if (!process.argv.includes('--stdio')) process.argv.push('--stdio')
  // Not a literal: the server stays out of the command line's bundle, so that `check` does not pay for it.
  const bundle = './server.js'
  await import(bundle)
  return 0
}
