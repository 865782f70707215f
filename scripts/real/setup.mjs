// Puts a real VS Code (server + web workbench) into a cache folder, from npm packages alone. No compiler needed.
// usage: node scripts/real/setup.mjs [latest|min]
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import * as path from 'node:path'
import { fileURLToPath } from 'node:url'

// The node major has to be the one that build was made for: with another one the extension host may never answer.
export const BUILDS = {
  latest: { codeServer: '4.139.1', vscode: '1.139.1', nodeMajor: 24, node: '24.21.0' },
  min: { codeServer: '4.100.3', vscode: '1.100.3', nodeMajor: 20, node: '20.20.2' },
}
const here = path.dirname(fileURLToPath(import.meta.url))
export const defaultCache = path.resolve(here, '../../.vscode-test/real')

// Only used for agents, kerberos proxies, Windows, remote containers…: never loaded by an editor test.
const DROP = [
  '@devcontainers/cli',
  '@github/copilot-sdk',
  '@microsoft/mxc-sdk',
  '@vscode/windows-process-tree',
  '@vscode/windows-registry',
  'kerberos',
  'ssh2',
  '@vscode/sqlite3',
  '@vscode/sandbox-runtime',
  'zod',
]
// Built-in extensions the tests see. Everything else (copilot, git, github…) stays out.
const KEEP_BUILTIN = [
  'yaml',
  'json',
  'json-language-features',
  'configuration-editing',
  'markdown-basics',
  'theme-defaults',
  'theme-seti',
  'docker',
  'shellscript',
]

const SPDLOG_STUB = `// test stub: @vscode/spdlog is a native module; this writes the same files from JavaScript
const fs = require('fs'), path = require('path');
let flushOn = 0;
class Logger {
  constructor(type, name, file) { this.file = file; this.level = 2; fs.mkdirSync(path.dirname(file), { recursive: true }); }
  _w(n, tag, m) { if (n >= this.level) try { fs.appendFileSync(this.file, new Date().toISOString() + ' [' + tag + '] ' + m + '\\n'); } catch {} }
  trace(m) { this._w(0, 'trace', m); } debug(m) { this._w(1, 'debug', m); } info(m) { this._w(2, 'info', m); }
  warn(m) { this._w(3, 'warning', m); } error(m) { this._w(4, 'error', m); } critical(m) { this._w(5, 'critical', m); }
  getLevel() { return this.level; } setLevel(l) { this.level = l; }
  clearFormatters() {} setPattern() {} flush() {} drop() {}
}
exports.version = 0;
exports.setLevel = () => {};
exports.setFlushOn = (l) => { flushOn = l; };
exports.Logger = Logger;
exports.createRotatingLogger = async (n, f) => new Logger('rotating', n, f);
exports.createAsyncRotatingLogger = async (n, f) => new Logger('rotating_async', n, f);
`
const WATCHDOG_STUB = `// test stub: ends the extension host when its parent is gone
exports.start = (pid) => { setInterval(() => { try { process.kill(pid, 0); } catch { process.exit(87); } }, 5000).unref(); };
exports.exit = (code) => process.exit(code || 0);
`

/** @returns {{ node: string, server: string, builtin: string, vscode: string }} */
export function setup(which = process.env.VSCODE_REAL ?? 'latest', { log = console.log } = {}) {
  const build = BUILDS[which]
  if (!build) throw new Error(`unknown build ${which}; one of ${Object.keys(BUILDS)}`)
  const cache = path.join(defaultCache, which)
  const { codeServer: CODE_SERVER, node: NODE } = build
  const nodeNew = Number(process.versions.node.split('.')[0]) === build.nodeMajor // then no other node is needed
  const stamp = path.join(cache, `ready-2-${CODE_SERVER}-${nodeNew ? 'own' : NODE}`)
  const tools = path.join(cache, 'tools')
  const nodePkg = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
  const node = nodeNew ? process.execPath : path.join(tools, 'node_modules', nodePkg, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  const server = path.join(tools, 'node_modules/code-server/lib/vscode')
  const builtin = path.join(cache, 'builtin-extensions')
  const result = { node, server, builtin, vscode: build.vscode }
  if (existsSync(stamp)) return result
  const npm = (args, cwd) => {
    const env = { ...process.env }
    for (const k of Object.keys(env)) if (/^npm_/i.test(k) && !/^npm_config_(registry|cache|cafile|proxy|https_proxy)$/i.test(k)) delete env[k]
    const cli = process.env.npm_execpath
    return cli?.endsWith('.js')
      ? execFileSync(process.execPath, [cli, ...args], { cwd, stdio: 'pipe', env })
      : execFileSync('npm', args, { cwd, stdio: 'pipe', env, shell: process.platform === 'win32' })
  }
  rmSync(cache, { recursive: true, force: true })
  mkdirSync(tools, { recursive: true })
  writeFileSync(path.join(tools, 'package.json'), JSON.stringify({ private: true }))
  const t0 = Date.now(),
    t = () => `${((Date.now() - t0) / 1000).toFixed(1)} s`
  npm(
    [
      'install',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--save-exact',
      `code-server@${CODE_SERVER}`,
      ...(nodeNew ? [] : [`${nodePkg}@${NODE}`]),
    ],
    tools,
  )
  log(`code-server ${CODE_SERVER}${nodeNew ? '' : ` and node ${NODE}`}: ${t()}`)
  for (const f of ['package.json', 'npm-shrinkwrap.json']) {
    const p = path.join(server, f),
      j = JSON.parse(readFileSync(p, 'utf8'))
    const deps = f === 'package.json' ? j.dependencies : j.packages[''].dependencies
    for (const d of DROP) delete deps[d]
    writeFileSync(p, JSON.stringify(j, null, 2))
  }
  npm(['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund'], server)
  log(`VS Code's own dependencies: ${t()}`)
  for (const [name, code] of [
    ['@vscode/spdlog', SPDLOG_STUB],
    ['@vscode/native-watchdog', WATCHDOG_STUB],
    ['native-watchdog', WATCHDOG_STUB],
  ]) {
    const f = path.join(server, 'node_modules', name, 'index.js')
    if (existsSync(f)) writeFileSync(f, code)
  }
  mkdirSync(builtin, { recursive: true })
  for (const e of KEEP_BUILTIN)
    if (existsSync(path.join(server, 'extensions', e))) symlinkSync(path.join(server, 'extensions', e), path.join(builtin, e), 'junction')
  writeFileSync(stamp, '')
  return result
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const r = setup(process.argv[2])
  console.log(JSON.stringify(r, null, 2))
}
