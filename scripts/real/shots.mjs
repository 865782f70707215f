// Screenshots of the real editor. usage: node shots.mjs [--vsix file.vsix]

import { mkdirSync } from 'node:fs'
import * as path from 'node:path'
import { fileURLToPath } from 'node:url'
import { launchBrowser, startServer } from './lib.mjs'
import { setup } from './setup.mjs'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')
const out = path.join(root, 'out/shots')
mkdirSync(out, { recursive: true })
const vsixAt = process.argv.indexOf('--vsix')
const vsix = vsixAt > 0 ? path.resolve(process.argv[vsixAt + 1]) : undefined
const tag = vsix ? 'vsix' : 'dev'
const t0 = Date.now(),
  t = (m) => console.log(`(${((Date.now() - t0) / 1000).toFixed(1)} s) ${m}`)
const server = await startServer({ ...setup(), workspace: path.join(root, 'test/vscode/workspace'), vsix })
t('server ready')
let browser,
  code = 1
try {
  browser = await launchBrowser()
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 }, deviceScaleFactor: 1 })
  // openFile in the payload opens the document with the workbench
  const payload = [
    ['skipWelcome', 'true'],
    ['skipReleaseNotes', 'true'],
    ['openFile', server.remote(path.join(server.ws, 'bad.yaml'))],
    ...(vsix ? [] : [['extensionDevelopmentPath', server.remote(root)]]),
  ]
  await page.goto(server.url(payload))
  await page.waitForSelector('.monaco-editor .view-lines .view-line', { timeout: 60_000 })
  t('editor open')
  await page.waitForSelector('.monaco-editor .squiggly-error', { timeout: 60_000 })
  t('squiggle drawn')
  await page.screenshot({ path: path.join(out, `${tag}-squiggle.png`) })
  let again = 0
  /** Repeats an action until its effect is on screen; mouse and key events that come while the editor settles are lost. */
  const until = async (action, selector) => {
    for (let i = 0; ; i++) {
      try {
        await action()
        await page.waitForSelector(selector, { timeout: 3000 })
        return
      } catch (e) {
        if (i === 5) throw e
        again++
        await page.waitForTimeout(300)
      }
    }
  }
  const middle = async () => {
    const b = await page.locator('.monaco-editor .squiggly-error').first().boundingBox()
    return [b.x + b.width / 2, b.y + b.height - 6]
  }
  await until(async () => {
    const [x, y] = await middle()
    await page.mouse.move(x, y + 200)
    await page.mouse.move(x - 4, y)
    await page.mouse.move(x, y, { steps: 4 })
  }, '.monaco-hover:not(.hidden) .hover-row')
  await page.waitForFunction(() => [...document.querySelectorAll('.monaco-hover .hover-row')].some((e) => e.textContent.includes('REST resource')), {
    timeout: 20_000,
  })
  await page.waitForTimeout(500)
  await page.screenshot({ path: path.join(out, `${tag}-hover.png`) })
  t('hover shown')
  // quick fix: put the cursor in the word and press Ctrl+.
  await until(async () => {
    await page.keyboard.press('Escape')
    await page.mouse.click(...(await middle()))
    await page.keyboard.press('Control+.')
  }, '.action-widget')
  await page.waitForTimeout(500)
  await page.screenshot({ path: path.join(out, `${tag}-quickfix.png`) })
  t('quick fix menu')
  await page.keyboard.press('Enter')
  await page.waitForFunction(() => !document.querySelector('.monaco-editor .squiggly-error'), { timeout: 20_000 })
  t('fix applied, squiggle gone')
  // completion
  await until(async () => {
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+End')
    await page.keyboard.press('Control+Space')
  }, '.suggest-widget.visible .monaco-list-row')
  await page.waitForTimeout(800)
  await page.screenshot({ path: path.join(out, `${tag}-completion.png`) })
  t(`completion list${again ? `, ${again} actions repeated` : ''}`)
  code = 0
} catch (e) {
  console.error(e)
  await browser
    ?.contexts()[0]
    ?.pages()[0]
    ?.screenshot({ path: path.join(out, `${tag}-failed.png`) })
    .catch(() => {})
} finally {
  await browser?.close().catch(() => {})
  await server.stop()
}
process.exit(code)
