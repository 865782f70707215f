// The installed package in restricted mode, as after opening a stranger's folder: what starts when, and which files of the folder count.
// usage: node scripts/real/run-installed.mjs [--vsix dist/daemonset.vsix]. Linux; exit code 1 if anything is not as it should be.
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import * as path from 'node:path'
import { fileURLToPath } from 'node:url'
import { launchBrowser, startServer } from './lib.mjs'
import { onScreen } from './on-screen.mjs'
import { setup } from './setup.mjs'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')
const at = process.argv.indexOf('--vsix')
const vsix = path.resolve(at > 0 ? process.argv[at + 1] : path.join(root, 'dist/daemonset.vsix'))
const out = path.join(root, 'out/shots')
mkdirSync(out, { recursive: true })

/** A folder whose settings name a list of one node. */
function strangersFolder() {
  const folder = mkdtempSync(path.join(tmpdir(), 'vsc-stranger-'))
  cpSync(path.join(root, 'test/vscode/workspace'), folder, { recursive: true })
  mkdirSync(path.join(folder, '.vscode'))
  writeFileSync(path.join(folder, '.vscode/settings.json'), '{ "daemonset.nodes.source": "theirs.yaml" }')
  writeFileSync(path.join(folder, 'theirs.yaml'), 'apiVersion: v1\nkind: Node\nmetadata: { name: theirs, labels: { kubernetes.io/os: linux } }\n')
  return folder
}

/** Our language servers among all processes: those that run from the place where the package is installed. */
function languageServers(installed) {
  return readdirSync('/proc').filter((id) => {
    try {
      const words = /^\d+$/.test(id) ? readFileSync(`/proc/${id}/cmdline`, 'utf8').split('\0') : []
      return words.some((word) => word.startsWith(installed) && word.endsWith('server.js') && word.includes('daemonset'))
    } catch {
      return false // It has gone meanwhile.
    }
  })
}

let failures = 0
function check(condition, what) {
  if (!condition) failures++
  console.log(`${condition ? 'ok' : 'NOT OK'}: ${what}`)
}

const workspace = strangersFolder()
const server = await startServer({
  ...setup(),
  workspace,
  vsix,
  trust: true,
  settings: { 'security.workspace.trust.startupPrompt': 'never', 'security.workspace.trust.enabled': true },
})
const extensions = path.join(server.tmp, 'extensions')
const browser = await launchBrowser()
const page = await browser.newPage({ viewport: { width: 1400, height: 900 } })
const screen = onScreen(page)
const openWith = (file) =>
  page.goto(
    server.url([
      ['skipWelcome', 'true'],
      ['openFile', server.remote(path.join(server.ws, file))],
    ]),
  )
const run = async (command, selector, text) =>
  screen.until(
    async () => {
      await page.keyboard.press('Escape')
      await page.keyboard.press('F1')
      await page.locator('.quick-input-widget input').first().fill(`>${command}`)
      await page.locator('.quick-input-list .monaco-list-row', { hasText: command }).first().click({ timeout: 3000 })
    },
    selector,
    text,
  )
try {
  await openWith('other.yaml')
  await page.waitForSelector('.monaco-editor .view-lines .view-line', { timeout: 60_000 })
  await page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).first().waitFor({ timeout: 30_000 })
  check(true, 'the window is in restricted mode')
  await run('Developer: Show Running Extensions', '.runtime-extensions-editor .extension', /DaemonSet[\s\S]*\d+\s*ms/)
  check(languageServers(extensions).length === 0, 'active on YAML without a DaemonSet, and no language server runs')

  await openWith('agent.yaml')
  const lens = (text) => page.locator('.codelens-decoration', { hasText: text }).first()
  await lens('runs on').waitFor({ timeout: 60_000 })
  check(languageServers(extensions).length === 1, 'with a DaemonSet, one language server')
  check((await lens('runs on').textContent()).includes('7 of 9'), 'a node list that the settings of an untrusted folder name is not read')
  await page.screenshot({ path: path.join(out, 'restricted.png') })

  await run('Workspaces: Manage Workspace Trust', '.workspace-trust-editor')
  await page.locator('.workspace-trust-editor .monaco-button', { hasText: 'Trust' }).first().click()
  await page.keyboard.press('Control+w')
  await lens('theirs.yaml').waitFor({ timeout: 30_000 })
  check((await lens('theirs.yaml').textContent()).includes('1 of 1'), 'once the folder is trusted, it is')
} catch (error) {
  failures++
  console.error(error)
  await page.screenshot({ path: path.join(out, 'restricted-failed.png') }).catch(() => {})
} finally {
  await browser.close().catch(() => {})
  await server.stop()
  rmSync(workspace, { recursive: true, force: true })
}
process.exit(failures > 0 ? 1 : 0)
