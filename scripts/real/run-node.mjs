// Real VS Code, node extension host. Exit code = the suite's.

import { cpSync } from 'node:fs'
import * as path from 'node:path'
import { fileURLToPath } from 'node:url'
import { launchBrowser, runSuite, startServer } from './lib.mjs'
import { setup } from './setup.mjs'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')
const verbose = process.argv.includes('--verbose')
// --vsix FILE: test the installed package; the tests then belong to a stand-in extension (test/vscode/host)
const at = process.argv.indexOf('--vsix'),
  vsix = at > 0 ? path.resolve(process.argv[at + 1]) : undefined
const dev = vsix ? path.join(root, 'test/vscode/host') : root
if (vsix) cpSync(path.join(root, 'out/test/node'), path.join(dev, 'out'), { recursive: true })
const t0 = Date.now(),
  t = (m) => console.log(`(${((Date.now() - t0) / 1000).toFixed(1)} s) ${m}`)
const vs = process.env.VSCODE_REAL_SERVER ? { node: process.env.VSCODE_REAL_NODE, server: process.env.VSCODE_REAL_SERVER } : setup()
const server = await startServer({ ...vs, workspace: path.join(root, 'test/vscode/workspace'), verbose, vsix })
t(`server on ${server.authority}`)
let browser,
  code = 1
try {
  browser = await launchBrowser()
  t(`Chromium ${browser.version()}`)
  const payload = [
    ['extensionDevelopmentPath', server.remote(dev)],
    ['extensionTestsPath', server.remote(vsix ? path.join(dev, 'out/index') : path.join(root, 'out/test/node/index'))],
    ['skipWelcome', 'true'],
    ['skipReleaseNotes', 'true'],
  ]
  ;({ code } = await runSuite({
    browser,
    url: server.url(payload),
    verbose,
    shot: path.join(root, 'out/timeout.png'),
    timeoutMs: Number(process.env.TEST_TIMEOUT_MS ?? 120_000),
  }))
} finally {
  await browser?.close().catch(() => {})
  await server.stop()
}
t(`exit ${code}`)
process.exit(code)
