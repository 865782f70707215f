// Screenshots of the real editor, to be looked at.
// usage: node scripts/real/shots.mjs [--vsix file.vsix] [--theme light|dark|contrast] [--only name,...] [--docs]
// --docs: the three pictures of the README, into docs/images
import { mkdirSync, writeFileSync } from 'node:fs'
import * as path from 'node:path'
import { fileURLToPath } from 'node:url'
import { launchBrowser, startServer } from './lib.mjs'
import { onScreen } from './on-screen.mjs'
import { setup } from './setup.mjs'
import { smallPng } from './small-png.mjs'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')
const out = path.join(root, 'out/shots')
mkdirSync(out, { recursive: true })
const option = (name) => {
  const at = process.argv.indexOf(`--${name}`)
  return at > 0 ? process.argv[at + 1] : undefined
}
const vsix = option('vsix') === undefined ? undefined : path.resolve(option('vsix'))
const theme = option('theme') ?? 'dark'
const docs = process.argv.includes('--docs')
const only = docs ? ['hover-problem', 'hover-kind', 'panel'] : option('only')?.split(',')
const THEMES = { dark: 'Default Dark Modern', light: 'Default Light Modern', contrast: 'Default High Contrast' }
const tag = `${vsix ? 'vsix-' : ''}${theme}`
const t0 = Date.now()
const say = (message) => console.log(`(${((Date.now() - t0) / 1000).toFixed(1)} s) ${message}`)

const server = await startServer({
  ...setup(),
  workspace: path.join(root, 'test/vscode/workspace'),
  vsix,
  settings: {
    'workbench.colorTheme': THEMES[theme],
    'editor.fontSize': 14,
    'breadcrumbs.enabled': false,
    'files.autoSave': 'off',
    'editor.stickyScroll.enabled': false,
    'window.autoDetectHighContrast': false,
  },
})
say('server ready')
let browser
let code = 1
let page
let screen
try {
  browser = await launchBrowser()
  page = await browser.newPage({
    viewport: docs ? { width: 1000, height: 640 } : { width: 1280, height: 800 },
    deviceScaleFactor: 1,
    colorScheme: theme === 'light' ? 'light' : 'dark',
  })
  screen = onScreen(page)
  const payload = [
    ['skipWelcome', 'true'],
    ['skipReleaseNotes', 'true'],
    ['openFile', server.remote(path.join(server.ws, 'agent.yaml'))],
    ...(vsix ? [] : [['extensionDevelopmentPath', server.remote(root)]]),
  ]
  await page.goto(server.url(payload))
  await page.waitForSelector('.monaco-editor .view-lines .view-line', { timeout: 60_000 })
  await page.waitForSelector('.monaco-editor .squiggly-error', { timeout: 60_000 })
  await page.waitForFunction(() => [...document.querySelectorAll('.codelens-decoration')].some((e) => /runs on/.test(e.textContent)), {
    timeout: 30_000,
  })
  if (docs) await screen.until(() => page.keyboard.press('Control+b'), '.monaco-workbench.nosidebar')
  for (const [name, take] of Object.entries(shots())) {
    if (only !== undefined && !only.includes(name)) continue
    await page.keyboard.press('Escape')
    await take()
    await page.waitForTimeout(700)
    if (docs) writeFileSync(path.join(root, `docs/images/${name}-${theme}.png`), smallPng(await page.locator('.part.editor').screenshot()))
    else await page.screenshot({ path: path.join(out, `${tag}-${name}.png`) })
    say(name)
  }
  code = 0
} catch (error) {
  console.error(error)
  await page?.screenshot({ path: path.join(out, `${tag}-failed.png`) }).catch(() => {})
} finally {
  await browser?.close().catch(() => {})
  await server.stop()
}
process.exit(code)

function shots() {
  const { until, clickOn, hoverOver, panelFrame } = screen
  return {
    squiggle: async () => {},
    'hover-problem': () => hoverOver('node-agnet', 'Selector and template labels'),
    'hover-kind': () => hoverOver('DaemonSet', 'ligible on'),
    'hover-toleration': () => hoverOver('Exists', 'without this toleration'.slice(1)),
    quickfix: () =>
      until(async () => {
        await page.keyboard.press('Escape')
        await clickOn('node-agnet')
        await page.keyboard.press('Control+.')
      }, '.action-widget'),
    'completion-key': () =>
      until(async () => {
        await page.keyboard.press('Escape')
        await clickOn('containers')
        await page.keyboard.press('Home')
        await page.keyboard.press('Control+Shift+Enter')
        await page.keyboard.press('Control+Space')
      }, '.suggest-widget.visible .monaco-list-row'),
    'completion-value': () =>
      until(async () => {
        await page.keyboard.press('Escape')
        await page.keyboard.press('Control+z')
        await clickOn('NoSchedule')
        await page.keyboard.press('End')
        for (let i = 0; i < 'NoSchedule'.length; i++) await page.keyboard.press('Backspace')
        await page.keyboard.press('Control+Space')
      }, '.suggest-widget.visible .monaco-list-row'),
    panel: async () => {
      // Room for all of the table beside the manifest.
      if (docs) await page.setViewportSize({ width: 1240, height: 700 })
      await page.keyboard.press('Control+z')
      await page.locator('.codelens-decoration a', { hasText: 'runs on' }).first().click()
      const frame = await panelFrame()
      await frame.locator('.row .cell', { hasText: 'gpu-1' }).first().click()
    },
    'panel-what-if': async () => {
      await page.locator('.codelens-decoration a', { hasText: 'runs on' }).first().click()
      const frame = await panelFrame()
      await frame.locator('.row .cell', { hasText: 'worker-2' }).first().click()
      await frame.locator('#details input').fill('dedicated=db:NoSchedule')
      await frame.locator('#details button', { hasText: 'Suppose' }).click()
      await frame.locator('.header .cell', { hasText: 'what-if' }).first().waitFor()
      await frame.locator('#overview').click()
    },
    'panel-compare': async () => {
      const frame = await panelFrame()
      await until(async () => {
        await clickOn('NoSchedule')
        await page.keyboard.press('End')
        await page.keyboard.type('x')
      }, '.tab.dirty')
      await frame.locator('#compare').selectOption('disk')
      await frame.locator('.cell.moved').first().waitFor()
      await frame.locator('#overview').click()
    },
    'panel-include': async () => {
      const frame = await panelFrame()
      await frame.locator('.row .cell', { hasText: 'gpu-1' }).first().click()
      await frame.locator('#details button', { hasText: 'Include this node' }).first().click()
      await page.locator('.quick-input-widget .monaco-list-row', { hasText: 'Tolerate nvidia' }).first().waitFor()
      await page.keyboard.press('Enter')
      await page.locator('.refactor-preview, .bulk-edit-panel').first().waitFor()
    },
    menu: () =>
      until(async () => {
        await page.keyboard.press('Escape')
        await page.locator('.statusbar-item', { hasText: 'DaemonSet' }).first().click()
      }, '.quick-input-widget .monaco-list-row'),
  }
}
