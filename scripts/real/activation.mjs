// How long the installed package takes to become active, as the editor reports it (Developer: Show Running Extensions).
// usage: node scripts/real/activation.mjs [--vsix dist/daemonset.vsix] [--runs 5]; prints milliseconds, one line a run. No test: machines differ.
import * as path from 'node:path'
import { fileURLToPath } from 'node:url'
import { launchBrowser, startServer } from './lib.mjs'
import { setup } from './setup.mjs'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')
const option = (name, otherwise) => {
  const at = process.argv.indexOf(`--${name}`)
  return at > 0 ? process.argv[at + 1] : otherwise
}
const vsix = path.resolve(option('vsix', path.join(root, 'dist/daemonset.vsix')))
const build = setup()
const times = { 'other.yaml': [], 'agent.yaml': [] }
for (let run = 0; run < Number(option('runs', '3')); run++)
  for (const [file, found] of Object.entries(times)) {
    const milliseconds = await activation(file)
    found.push(milliseconds)
    console.log(`${file === 'agent.yaml' ? 'with' : 'without'} a DaemonSet: ${milliseconds} ms`)
  }
process.exit(Object.values(times).every((found) => found.length > 0 && found.every(Number.isFinite)) ? 0 : 1)

async function activation(file) {
  const server = await startServer({ ...build, workspace: path.join(root, 'test/vscode/workspace'), vsix })
  const browser = await launchBrowser()
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
    const payload = [
      ['skipWelcome', 'true'],
      ['openFile', server.remote(path.join(server.ws, file))],
    ]
    await page.goto(server.url(payload))
    await page.waitForSelector('.monaco-editor .view-lines .view-line', { timeout: 60_000 })
    const row = page.locator('.runtime-extensions-editor .extension', { hasText: 'DaemonSet' })
    for (let attempt = 0; attempt < 30; attempt++) {
      await page.keyboard.press('Escape')
      await page.keyboard.press('F1')
      await page.locator('.quick-input-widget input').first().fill('>Developer: Show Running Extensions')
      await page.waitForTimeout(300)
      await page.keyboard.press('Enter')
      await row
        .first()
        .waitFor({ timeout: 2000 })
        .catch(() => {})
      const text = await row
        .first()
        .textContent({ timeout: 1000 })
        .catch(() => '')
      const [, milliseconds] = /(\d+)\s*ms/.exec(text) ?? []
      if (milliseconds !== undefined) return Number(milliseconds)
    }
    await page.screenshot({ path: path.join(root, 'out/activation.png') })
    return Number.NaN
  } finally {
    await browser.close().catch(() => {})
    await server.stop()
  }
}
