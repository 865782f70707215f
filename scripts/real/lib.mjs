import { execFileSync, spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import * as path from 'node:path'
import { chromium } from 'playwright-core'

export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
]

export function findChromium() {
  const names = [
    process.env.CHROMIUM_PATH,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  ]
  const hit = names.find((n) => n && existsSync(n))
  if (!hit) throw new Error('no Chromium: apt-get install -y chromium, or set CHROMIUM_PATH')
  return hit
}

export const SETTINGS = {
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'workbench.startupEditor': 'none',
  'workbench.enableExperiments': false,
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.iconTheme': 'vs-seti',
  'workbench.colorTheme': 'Default Dark Modern',
  'window.commandCenter': false,
  'editor.minimap.enabled': false,
  'files.simpleDialog.enable': true,
  'workbench.tips.enabled': false,
  'git.enabled': false,
  // In a browser the default saves a second after a keystroke: what one test typed would be there for the next.
  'files.autoSave': 'off',
}

/** VS Code and Chromium otherwise leave a device id, crash settings and sockets in the user's home and in /tmp. */
export function privateEnv(dir) {
  if (process.platform !== 'linux') return {}
  const home = path.join(dir, 'home'),
    run = path.join(dir, 'run')
  mkdirSync(home, { recursive: true })
  mkdirSync(run, { recursive: true, mode: 0o700 })
  return {
    HOME: home,
    XDG_CONFIG_HOME: path.join(home, '.config'),
    XDG_CACHE_HOME: path.join(home, '.cache'),
    XDG_DATA_HOME: path.join(home, '.local/share'),
    XDG_RUNTIME_DIR: run,
    TMPDIR: run,
  }
}

/** Starts VS Code's server on a free loopback port with throw-away data. `trust`: folders are opened in restricted mode. */
export async function startServer({
  node,
  server,
  builtin,
  workspace,
  settings = {},
  log = 'info',
  verbose = false,
  env = {},
  vsix,
  extensions = [],
  trust = false,
}) {
  const tmp = mkdtempSync(path.join(tmpdir(), 'vsc-'))
  const ws = path.join(tmp, 'workspace'),
    data = path.join(tmp, 'server'),
    exts = path.join(tmp, 'extensions')
  cpSync(workspace, ws, { recursive: true })
  mkdirSync(path.join(data, 'data/User'), { recursive: true })
  mkdirSync(exts)
  for (const folder of extensions) cpSync(folder, path.join(exts, path.basename(folder)), { recursive: true })
  writeFileSync(path.join(data, 'data/User/settings.json'), JSON.stringify({ ...SETTINGS, ...settings }, null, 2))
  const childEnv = { ...process.env, EXTENSIONS_GALLERY: '{}', ...env }
  for (const k of Object.keys(childEnv)) if (k.startsWith('VSCODE_') || k === 'ELECTRON_RUN_AS_NODE') delete childEnv[k]
  Object.assign(childEnv, privateEnv(tmp))
  const main = path.join(server, 'out/server-main.js')
  const common = [
    '--server-data-dir',
    data,
    '--extensions-dir',
    exts,
    ...(builtin ? ['--builtin-extensions-dir', builtin] : []),
    '--accept-server-license-terms',
    '--telemetry-level',
    'off',
  ]
  if (vsix) execFileSync(node, [main, ...common, '--install-extension', vsix, '--force'], { env: childEnv, stdio: verbose ? 'inherit' : 'pipe' })
  const child = spawn(
    node,
    [
      main,
      '--host',
      '127.0.0.1',
      '--port',
      '0',
      '--without-connection-token',
      ...common,
      '--enable-smoke-test-driver', // without it a built workbench ignores extensionDevelopmentPath/extensionTestsPath in the payload
      ...(trust ? [] : ['--disable-workspace-trust']),
      '--disable-telemetry',
      '--log',
      log,
    ],
    { env: childEnv, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  const port = await new Promise((resolve, reject) => {
    let buf = ''
    const seen = (d) => {
      buf += d
      if (verbose) process.stderr.write(d)
      const m = /Extension host agent listening on (\d+)/.exec(buf)
      if (m) resolve(Number(m[1]))
    }
    child.stdout.on('data', seen)
    child.stderr.on('data', seen)
    child.once('exit', (c) => reject(new Error(`server exited ${c}\n${buf}`)))
  })
  const authority = `127.0.0.1:${port}`
  return {
    port,
    authority,
    tmp,
    ws,
    data,
    remote: (p) => `vscode-remote://${authority}${p}`,
    url: (payload) =>
      `http://${authority}/?folder=${encodeURIComponent(ws)}${payload ? `&payload=${encodeURIComponent(JSON.stringify(payload))}` : ''}`,
    async stop() {
      if (child.exitCode === null && !child.signalCode) {
        const gone = new Promise((r) => child.once('exit', r))
        child.kill()
        const k = setTimeout(() => child.kill('SIGKILL'), 5000)
        await gone
        clearTimeout(k)
      }
      if (!process.env.KEEP_TMP) rmSync(tmp, { recursive: true, force: true, maxRetries: 5, retryDelay: 300 })
    },
  }
}

export async function launchBrowser() {
  const dir = mkdtempSync(path.join(tmpdir(), 'vsc-chromium-'))
  const browser = await chromium.launch({
    executablePath: findChromium(),
    headless: true,
    args: CHROMIUM_ARGS,
    chromiumSandbox: false,
    env: { ...process.env, ...privateEnv(dir) },
  })
  browser.on('disconnected', () => rmSync(dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }))
  return browser
}

/** Opens the workbench with a payload and resolves to the exit code that the extension host reported. */
export async function runSuite({ browser, url, timeoutMs = 120_000, verbose = false, shot }) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  let result, done
  const t0 = Date.now(),
    mark = (m) => {
      if (process.env.TIMING) console.error(`  [timing] ${m} +${Date.now() - t0} ms`)
    }
  const errors = []
  const exit = new Promise((r) => {
    done = r
  })
  let first = false
  const line = (s, type) => {
    const m = /^\[mocha-result\] (.*)$/m.exec(s)
    if (m) result = JSON.parse(m[1])
    else if (s.startsWith('[mocha] ')) {
      if (!first) {
        first = true
        mark('first test output')
      }
      console.log(s.slice(8))
    } else if (type === 'error' && errors.push(s) && !verbose) return
    else if (verbose) console.error('  |', s)
  }
  await page.exposeFunction('codeAutomationLog', (type, args) =>
    line(args.map((a) => (typeof a === 'string' ? a : JSON.stringify(a))).join(' '), type),
  )
  await page.exposeFunction('codeAutomationExit', (code) => done(code))
  if (verbose) page.on('console', (m) => console.error('  [console]', m.text().slice(0, 300)))
  page.on('pageerror', (e) => {
    if (verbose) console.error('  [pageerror]', e.message)
  })
  page.on('crash', () => done(70))
  const timer = setTimeout(async () => {
    console.error(`no result after ${timeoutMs} ms`)
    if (shot) await page.screenshot({ path: shot }).catch(() => {})
    done(124)
  }, timeoutMs)
  await page.goto(url, { waitUntil: 'commit' })
  mark('page committed')
  let code = await exit
  mark('exit reported')
  clearTimeout(timer)
  if (code === 0 && !(result && result.passes > 0 && result.failures === 0)) {
    console.error('the extension host said 0 but no passing tests were reported')
    code = 3
  }
  if (code !== 0 && !result) for (const e of errors.slice(-15)) console.error('  |', e.split('\n').slice(0, 6).join('\n  | '))
  await page.close({ runBeforeUnload: false }).catch(() => {})
  mark('page closed')
  return { code, result }
}
