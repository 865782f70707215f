// Real VS Code, node extension host. Exit code = the suite's.
import { execFileSync } from 'node:child_process'
import { cpSync } from 'node:fs'
import * as path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { launchBrowser, runSuite, startServer } from './lib.mjs'
import { setup } from './setup.mjs'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')
const verbose = process.argv.includes('--verbose')
// --vsix FILE: test the installed package; the tests then belong to a stand-in extension (test/vscode/host)
const at = process.argv.indexOf('--vsix'),
  vsix = at > 0 ? path.resolve(process.argv[at + 1]) : undefined
const dev = vsix ? path.join(root, 'test/vscode/host') : root
// --yaml: the suite beside a stand-in of the YAML extension, which has a schema for DaemonSets
const besideYaml = process.argv.includes('--yaml')
const yamlExtension = path.join(root, 'out/test/yaml-extension')
const schema = path.join(yamlExtension, 'kubernetes.schema.json')
if (besideYaml) {
  cpSync(path.join(root, 'test/vscode/yaml-extension/package.json'), path.join(yamlExtension, 'package.json'))
  execFileSync(process.execPath, ['--import', 'tsx', 'test/vscode/yaml-extension/schema.ts', schema], { cwd: root, stdio: 'inherit' })
}
const tests = path.join(root, 'out/test', besideYaml ? 'yaml' : 'node')
if (vsix) cpSync(tests, path.join(dev, 'out'), { recursive: true })
const t0 = Date.now(),
  t = (m) => console.log(`(${((Date.now() - t0) / 1000).toFixed(1)} s) ${m}`)
const vs = process.env.VSCODE_REAL_SERVER ? { node: process.env.VSCODE_REAL_NODE, server: process.env.VSCODE_REAL_SERVER } : setup()
const server = await startServer({
  ...vs,
  workspace: path.join(root, 'test/vscode/workspace'),
  verbose,
  vsix,
  ...(besideYaml && {
    settings: { 'yaml.schemas': { [pathToFileURL(schema).href]: '*.yaml' } },
    extensions: [yamlExtension],
    env: { YAML_LANGUAGE_SERVER: path.join(root, 'node_modules/yaml-language-server/out/server/src/server.js') },
  }),
})
t(`server on ${server.authority}`)
let browser,
  code = 1
try {
  browser = await launchBrowser()
  t(`Chromium ${browser.version()}`)
  const payload = [
    ['extensionDevelopmentPath', server.remote(dev)],
    ['extensionTestsPath', server.remote(path.join(vsix ? path.join(dev, 'out') : tests, 'index'))],
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
