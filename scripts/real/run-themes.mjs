// The node panel and a hover in the real editor in its dark, light and high contrast themes, looked at by axe and, as pictures in out/shots, by people.
// usage: node scripts/real/run-themes.mjs [THEME ...]. Needs `npm run build`. Exit code 1 if anything is not as it should be.
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import * as path from 'node:path'
import { fileURLToPath } from 'node:url'
import { launchBrowser, startServer } from './lib.mjs'
import { onScreen } from './on-screen.mjs'
import { setup } from './setup.mjs'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')
const out = path.join(root, 'out/shots')
mkdirSync(out, { recursive: true })
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
/** name: [name in the list of themes, class of the window, class of the panel's page] */
const THEMES = {
  dark: ['Dark Modern', 'vs-dark', 'vscode-dark'],
  light: ['Light Modern', 'vs', 'vscode-light'],
  'contrast-dark': ['Dark High Contrast', 'hc-black', 'vscode-high-contrast'],
  'contrast-light': ['Light High Contrast', 'hc-light', 'vscode-high-contrast-light'],
}

let failures = 0
function check(condition, what) {
  if (!condition) failures++
  console.log(`${condition ? 'ok' : 'NOT OK'}: ${what}`)
}

/** What axe finds in a frame, or in one element of it. */
async function violations(frame, selector, rules) {
  await frame.evaluate(axe)
  const found = await frame.evaluate(
    ({ selector, rules }) => window.axe.run(selector === undefined ? document : { include: [[selector]] }, { runOnly: rules }),
    { selector, rules },
  )
  for (const { id, nodes } of found.violations)
    console.log(`  axe ${id}: ${nodes.map(({ html, any }) => `${html.slice(0, 160)} (${any[0]?.message})`).join('\n    ')}`)
  return found.violations.length
}

const build = setup()
const browser = await launchBrowser()
try {
  for (const name of process.argv.length > 2 ? process.argv.slice(2) : Object.keys(THEMES)) await lookAt(name)
} catch (error) {
  failures++
  console.error(error)
} finally {
  await browser.close().catch(() => {})
}
process.exit(failures > 0 ? 1 : 0)

async function lookAt(name) {
  const [theme, windowClass, pageClass] = THEMES[name]
  const server = await startServer({ ...build, workspace: path.join(root, 'test/vscode/workspace') })
  const page = await browser.newPage({ viewport: { width: 1500, height: 900 } })
  try {
    const screen = onScreen(page)
    const payload = [
      ['skipWelcome', 'true'],
      ['skipReleaseNotes', 'true'],
      ['openFile', server.remote(path.join(server.ws, 'agent.yaml'))],
      ['extensionDevelopmentPath', server.remote(root)],
    ]
    await page.goto(server.url(payload))
    await page.waitForSelector('.monaco-editor .squiggly-error', { timeout: 60_000 })
    // By the editor's own command: a high contrast theme in the settings counts only where the system asks for contrast.
    await screen.until(async () => {
      const input = page.locator('.quick-input-widget input').first()
      const row = (text) => page.locator('.quick-input-list .monaco-list-row', { hasText: text }).first()
      await page.keyboard.press('Escape')
      await page.keyboard.press('Control+k')
      await page.keyboard.press('Control+t')
      await input.waitFor({ timeout: 5000 })
      await input.fill(theme)
      await row(theme).click({ timeout: 3000 })
    }, `.monaco-workbench.${windowClass}`)
    const lens = page.locator('.codelens-decoration a', { hasText: 'runs on' }).first()
    await lens.waitFor({ timeout: 30_000 })
    await screen.until(() => page.keyboard.press('Control+b'), '.monaco-workbench.nosidebar')
    await lens.click()
    const frame = await screen.panelFrame()
    await frame.waitForSelector(`body.${pageClass}`)
    const themeOf = () => frame.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--vscode-focusBorder'))
    check((await themeOf()) !== '', `${name}: the panel has the editor's colours`)

    await frame.locator('.row .cell', { hasText: 'gpu-1' }).first().click()
    await frame.locator('#details h2', { hasText: 'gpu-1' }).waitFor()
    // By mouse nothing but the cell is marked; a key shows where the focus is.
    await page.keyboard.press('ArrowRight')
    check(await frame.evaluate(visibleFocus), `${name}: the active cell is seen`)
    await page.screenshot({ path: path.join(out, `theme-${name}-panel.png`) })
    check((await violations(frame, undefined, ['wcag2a', 'wcag2aa', 'wcag21aa', 'best-practice'])) === 0, `${name}: axe finds nothing in the panel`)
    await page.keyboard.press('Tab')
    check(await frame.evaluate(visibleFocus), `${name}: the focus in the details is seen`)
    await page.keyboard.press('Escape')
    check(await frame.evaluate(() => document.activeElement?.getAttribute('role') === 'grid'), `${name}: Escape leads back to the table`)

    await screen.hoverOver('node-agnet', 'Selector and template labels')
    await page.screenshot({ path: path.join(out, `theme-${name}-hover-problem.png`) })
    await screen.hoverOver('DaemonSet', 'ligible on')
    await page.screenshot({ path: path.join(out, `theme-${name}-hover.png`) })
    // What we say in it; its frame and buttons are the editor's.
    const ours = '.monaco-hover:not(.hidden) .markdown-hover'
    check((await violations(page, ours, ['wcag2a', 'wcag2aa', 'wcag21aa'])) === 0, `${name}: axe finds nothing in the hover`)
  } catch (error) {
    await page.screenshot({ path: path.join(out, `theme-${name}-failed.png`) }).catch(() => {})
    throw error
  } finally {
    await page.close()
    await server.stop()
  }
}

/** True when an outline is drawn around what has the focus, in a colour that is not the background's. Runs in the page. */
function visibleFocus() {
  const focused = document.activeElement
  const shown = document.getElementById(focused?.getAttribute('aria-activedescendant') ?? '') ?? focused
  const { outlineStyle, outlineColor, outlineWidth } = getComputedStyle(shown)
  return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1 && outlineColor !== getComputedStyle(document.body).backgroundColor
}
