// VS Code for the Web without any server process: web-worker extension host, virtual workspace. Exit code = the suite's.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import * as path from 'node:path'
import { fileURLToPath } from 'node:url'
import { launchBrowser, runSuite, SETTINGS } from './lib.mjs'
import { setup } from './setup.mjs'
import { serve } from './static.mjs'

const here = path.dirname(fileURLToPath(import.meta.url)),
  root = path.resolve(here, '../..')
const verbose = process.argv.includes('--verbose')
const t0 = Date.now(),
  t = (m) => console.log(`(${((Date.now() - t0) / 1000).toFixed(1)} s) ${m}`)
const vscodeDir = process.env.VSCODE_REAL_SERVER ?? setup().server
const product = JSON.parse(readFileSync(path.join(vscodeDir, 'product.json'), 'utf8'))
const esc = (v) => JSON.stringify(v).replace(/&/g, '&amp;').replace(/"/g, '&quot;')
const workspaceDir = path.join(root, 'test/vscode/workspace')
const seed = Object.fromEntries(
  readdirSync(workspaceDir, { recursive: true, withFileTypes: true })
    .filter((e) => e.isFile())
    .map((e) => {
      const f = path.join(e.parentPath ?? e.path, e.name)
      return [path.relative(workspaceDir, f).replaceAll('\\', '/'), readFileSync(f, 'utf8')]
    }),
)
const BUILTIN = ['yaml', 'json', 'theme-defaults', 'theme-seti', 'configuration-editing'].filter((e) =>
  existsSync(path.join(vscodeDir, 'extensions', e)),
)
let patched = 0
const files = await serve({
  verbose,
  mounts: { '/ext/': root, '/vs/': vscodeDir, '/testfs/': path.join(here, 'testfs') },
  routes: {
    '/workspace.json': () => ({ type: 'application/json', body: JSON.stringify(seed) }),
    '/': () => ({ type: 'text/html', body: page() }),
  },
  // code-server's build always names a remote; without one the workbench runs serverless
  transform: (file, read) =>
    file.endsWith('code/browser/workbench/workbench.js')
      ? read()
          .replace(/remoteAuthority:location\.host\}/, () => {
            patched++
            return 'remoteAuthority:void 0}'
          })
          // … and keeps the user's settings on the remote
          .replace(/(\(this\.userDataPath\)\.with\(\{scheme:\w+\.)vscodeRemote\}/, (_, a) => {
            patched++
            return `${a}vscodeUserData}`
          })
      : undefined,
})
const authority = new URL(files.origin).host
const http = (p) => ({ scheme: 'http', authority, path: p })
function page() {
  const config = {
    userDataPath: '/',
    isEnabledFileDownloads: true,
    isEnabledFileUploads: true,
    isEnabledCoderGettingStarted: false,
    folderUri: { scheme: 'testfs', authority: '', path: '/' },
    additionalBuiltinExtensions: [http('/testfs'), ...BUILTIN.map((e) => http(`/vs/extensions/${e}`))],
    productConfiguration: {
      ...product,
      extensionEnabledApiProposals: { 'daemonset-test.testfs': ['fileSearchProvider', 'textSearchProvider'] },
      extensionsGallery: undefined,
      enableTelemetry: false,
      webEndpointUrlTemplate: undefined,
      webviewContentExternalBaseUrlTemplate: undefined,
    },
    developmentOptions: { extensions: [http('/ext')], extensionTestsPath: http('/ext/out/test/web/index'), enableSmokeTestDriver: true },
    configurationDefaults: SETTINGS,
    enableWorkspaceTrust: false,
    _wrapWebWorkerExtHostInIframe: false,
  }
  return `<!DOCTYPE html><html><head><meta charset="utf-8">
<meta id="vscode-workbench-web-configuration" data-settings="${esc(config)}">
<meta id="vscode-workbench-web-base-url" data-settings="/vs"><meta id="vscode-workbench-auth-session" data-settings="">
<meta id="vscode-workbench-builtin-extensions" data-settings="[]">
<link rel="stylesheet" href="/vs/out/vs/code/browser/workbench/workbench.css"></head><body aria-label=""></body>
<script>globalThis._VSCODE_FILE_ROOT = location.origin + '/vs/out/';</script>
<script type="module" src="/vs/out/nls.messages.js"></script>
<script type="module" src="/vs/out/vs/code/browser/workbench/workbench.js"></script></html>`
}
t(`files on ${files.origin}`)
let browser,
  code = 1
try {
  browser = await launchBrowser()
  ;({ code } = await runSuite({
    browser,
    url: `${files.origin}/`,
    verbose,
    shot: path.join(root, 'out/timeout-web.png'),
    timeoutMs: Number(process.env.TEST_TIMEOUT_MS ?? 120_000),
  }))
  if (patched !== 2) console.error(`warning: the two patches matched ${patched} times; this VS Code build may differ`)
} finally {
  await browser?.close().catch(() => {})
  await files.stop()
}
t(`exit ${code}`)
process.exit(code)
