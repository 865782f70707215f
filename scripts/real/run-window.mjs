// What only eyes see, in windows of the real editor: messages with their buttons, the status item and its two clicks, the walkthrough, two windows
// on one folder. usage: node scripts/real/run-window.mjs. Needs `npm run build` and Linux (it kills servers); pictures in out/window.
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import * as path from 'node:path'
import { fileURLToPath } from 'node:url'
import { launchBrowser, startServer } from './lib.mjs'
import { setup } from './setup.mjs'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')
const out = path.join(root, 'out/window')
mkdirSync(out, { recursive: true })
const t0 = Date.now()
const say = (message) => console.log(`(${((Date.now() - t0) / 1000).toFixed(1)} s) ${message}`)
// The window is driven as in smoke tests, which have no toasts.
const MESSAGE = '.notifications-center .notification-list-item'
const LINES = '.monaco-editor .view-lines .view-line'

const server = await startServer({
  ...setup(),
  workspace: path.join(root, 'test/vscode/workspace'),
  // Of a wrong type: to be named and ignored.
  settings: { 'daemonset.codeLens.enabled': 'yes' },
})
let browser
let code = 1
const windows = []
try {
  browser = await launchBrowser()
  const one = await openWindow()
  await step('a setting of a wrong type is named and ignored', one, async () => {
    await palette(one, 'Notifications: Show Notifications')
    await see(one, MESSAGE, 'daemonset.codeLens.enabled must be true or false, not "yes"; it is ignored.')
    await see(one, '.codelens-decoration', 'runs on')
    await palette(one, 'Notifications: Clear All Notifications')
  })
  await step('no welcome comes unasked', one, async () => {
    expect((await one.locator('.gettingStartedContainer').count()) === 0, 'a welcome page')
  })
  await step('the status item shows problems, nodes and version', one, () => seeStatus(one, /DaemonSet: 1 · sample:kubeadm · 1\.\d+/))
  await step('two clicks switch the nodes', one, async () => {
    await choose(one, 'sample:minikube')
    await seeStatus(one, /sample:minikube/)
  })
  await step('two clicks switch the version', one, async () => {
    await choose(one, 'Kubernetes 1.36')
    await seeStatus(one, /1\.36$/)
  })
  await step('the log level is the editor’s own matter', one, async () => {
    await palette(one, 'Developer: Set Log Level...')
    await see(one, '.quick-input-list .monaco-list-row', 'DaemonSet')
    await one.keyboard.press('Escape')
  })

  const [host] = servers().map(({ parent }) => parent)
  const two = await openWindow()
  const [other] = servers().filter(({ parent }) => parent !== host)
  expect(servers().length === 2 && other !== undefined, 'not one server for each window')
  await step('a second window on the folder has its own text and the same settings', two, async () => {
    await seeStatus(two, /DaemonSet: 1 · sample:minikube · 1\.36/)
    await two.locator(LINES, { hasText: 'node-agnet' }).first().click()
    await until(two, () => two.keyboard.press('Control+.'), '.action-widget .monaco-list-row')
    await two.keyboard.press('Enter')
    await seeStatus(two, /DaemonSet: sample:minikube/)
    await seeStatus(one, /DaemonSet: 1 · sample:minikube/)
    await choose(two, 'Kubernetes 1.35')
    await seeStatus(one, /1\.35$/)
  })
  await step('a server that dies five times in a minute is given up, with one message', one, async () => {
    for (let deaths = 1; deaths <= 5; deaths++) {
      const dying = await pollFor(() => servers().find(({ parent }) => parent === host))
      process.kill(dying.id, 'SIGKILL')
      await pollFor(() => !servers().some(({ id }) => id === dying.id))
    }
    await seeStatus(one, /^\s*DaemonSet$/)
    await palette(one, 'Notifications: Show Notifications')
    await see(one, MESSAGE, 'stopped five times within a minute')
    expect((await one.locator(MESSAGE).count()) === 1, 'more than one message')
  })
  await step('the other window’s server did not notice', two, async () => {
    expect(
      servers()
        .map(({ id }) => id)
        .join() === String(other.id),
      'another server died or was started',
    )
    await seeStatus(two, /DaemonSet: sample:minikube · 1\.35/)
  })
  await step('its button starts the server again', one, async () => {
    await one.locator(MESSAGE).getByText('Start Again').click()
    await seeStatus(one, /DaemonSet: 1 · sample:minikube · 1\.35/)
  })
  await step('the walkthrough has its six steps', one, async () => {
    await palette(one, 'View: Close All Editors')
    await palette(one, 'DaemonSet: Get Started')
    await see(one, '.gettingStartedContainer', 'DaemonSets, checked while you type')
  })
  const steps = [
    ['Open an example', 'Open the example', () => seeStatus(one, /DaemonSet: 6 ·/)],
    ['See what the API server would answer', 'Go to the next problem', () => see(one, '.monaco-editor .marker-widget')],
    ['Hover', 'Show the hover at the cursor', () => see(one, '.monaco-hover:not(.hidden) .hover-row')],
    ['Fix', 'Apply all safe fixes', () => seeStatus(one, /DaemonSet: [1-5] ·/)],
    ['Choose your nodes', 'Choose nodes', () => see(one, '.quick-input-list .monaco-list-row', 'sample:kind')],
    ['Open the node panel', 'Open the panel', () => see(one, '.tab', 'DaemonSet: Nodes')],
  ]
  for (const [title, button, effect] of steps)
    await step(`its step “${title}” does what it says`, one, async () => {
      const row = one.locator('.getting-started-step', { hasText: title }).first()
      if (!(await row.getAttribute('class')).includes('expanded')) await row.click()
      await row.getByRole('button', { name: button }).click()
      await effect()
      // Closes a list or a hover.
      if (title !== 'Open an example') await one.keyboard.press('Escape')
    })
  code = 0
} catch (error) {
  console.error(error)
  for (const [index, window] of windows.entries()) await picture(window, `failed-${index + 1}`).catch(() => {})
} finally {
  await browser?.close().catch(() => {})
  await server.stop()
}
say(`exit ${code}`)
process.exit(code)

async function openWindow() {
  // A context of its own: windows share nothing but the folder and the user's settings.
  const page = await browser.newPage({ viewport: { width: 1600, height: 900 } })
  windows.push(page)
  await page.goto(
    server.url([
      ['skipWelcome', 'true'],
      ['skipReleaseNotes', 'true'],
      ['openFile', server.remote(path.join(server.ws, 'agent.yaml'))],
      ['extensionDevelopmentPath', server.remote(root)],
    ]),
  )
  await see(page, '.monaco-editor .squiggly-error')
  return page
}

async function step(name, page, act) {
  await act()
  await picture(page, name.replace(/[^a-z]+/gi, '-'))
  say(`✔ ${name}`)
}

function picture(page, name) {
  return page.screenshot({ path: path.join(out, `${name}.png`) })
}

function expect(condition, message) {
  if (!condition) throw new Error(message)
}

function see(page, selector, hasText) {
  const found = page.locator(selector)
  return (hasText === undefined ? found : found.filter({ hasText })).first().waitFor({ timeout: 30_000 })
}

function seeStatus(page, text) {
  return see(page, '.statusbar-item .statusbar-item-label', text)
}

/** Repeats an action until its effect is on screen: keys that come while the editor settles are lost. */
async function until(page, action, selector, text) {
  for (let attempt = 0; ; attempt++) {
    await action()
    const shown = page.locator(selector)
    try {
      await (text === undefined ? shown : shown.filter({ hasText: text })).first().waitFor({ timeout: 5000 })
      return
    } catch (error) {
      if (attempt === 5) throw error
    }
  }
}

async function palette(page, command) {
  const row = page.locator('.quick-input-list .monaco-list-row', { hasText: command })
  await until(
    page,
    async () => {
      await page.keyboard.press('Escape')
      await page.keyboard.press('F1')
      await page.locator('.quick-input-widget input').first().fill(`>${command}`)
    },
    '.quick-input-list .monaco-list-row',
    command,
  )
  await row.first().click()
}

/** One click on the status item, one on a line of its list. */
async function choose(page, line) {
  await until(page, () => page.locator('.statusbar-item', { hasText: 'DaemonSet:' }).first().click(), '.quick-input-list .monaco-list-row', line)
  await page.locator('.quick-input-list .monaco-list-row', { hasText: line }).first().click()
}

/** The language servers of this run, with the extension hosts that started them. */
function servers() {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((id) => {
      try {
        const ours = readFileSync(`/proc/${id}/environ`, 'utf8').includes(server.tmp)
        if (!ours || !readFileSync(`/proc/${id}/cmdline`, 'utf8').includes('dist/server.js')) return []
        return [{ id: Number(id), parent: Number(/^PPid:\t(\d+)$/m.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1]) }]
      } catch {
        return [] // it has gone meanwhile
      }
    })
}

async function pollFor(question) {
  for (let attempt = 0; attempt < 300; attempt++) {
    const answer = question()
    if (answer) return answer
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`never true: ${question}`)
}
