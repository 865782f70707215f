// The node panel's page in a real browser, without an editor: 5,000 nodes, keyboard, roles, narrow windows. usage: node scripts/real/run-panel.mjs
// Needs `npm run build`; pictures in out/shots. Exit code 1 if anything is not as it should be.
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import * as path from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { launchBrowser } from './lib.mjs'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')
mkdirSync(path.join(root, 'out/shots'), { recursive: true })
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const script = readFileSync(path.join(root, 'dist/panel.js'), 'utf8')

/** The page's HTML from its source, with the script in place of its address and a stand-in for the editor's side. */
async function pageText(theme) {
  const { outputFiles } = await build({ entryPoints: [path.join(root, 'client/src/panel/page.ts')], bundle: true, write: false, format: 'esm' })
  const { pageHtml } = await import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`)
  const variables = Object.entries(THEMES[theme]).map(([name, value]) => `--vscode-${name}: ${value};`)
  return pageHtml('test', 'SCRIPT')
    .replace(
      '<script nonce="test" src="SCRIPT"></script>',
      () => `<script nonce="test">window.said = []; window.acquireVsCodeApi = () => ({ postMessage: (m) => said.push(m), getState: () => undefined, setState() {} })</script>
<script nonce="test">${script}</script>`,
    )
    .replace('</style>', `:root { ${variables.join(' ')} } body { background: var(--vscode-editor-background); }</style>`)
}

const FONTS = { 'font-family': 'sans-serif', 'font-size': '13px', 'editor-font-family': 'monospace' }
const THEMES = {
  dark: {
    ...FONTS,
    foreground: '#cccccc',
    'editor-background': '#1f1f1f',
    descriptionForeground: '#9d9d9d',
    'input-background': '#313131',
    'input-foreground': '#cccccc',
    'dropdown-background': '#313131',
    'dropdown-foreground': '#cccccc',
    'button-secondaryBackground': '#313131',
    'button-secondaryForeground': '#cccccc',
    'textLink-foreground': '#4daafc',
    'charts-green': '#89d185',
    'editorWarning-foreground': '#cca700',
    focusBorder: '#0078d4',
    'list-activeSelectionBackground': '#04395e',
    'list-activeSelectionForeground': '#ffffff',
  },
  light: {
    ...FONTS,
    foreground: '#3b3b3b',
    'editor-background': '#ffffff',
    descriptionForeground: '#3b3b3b',
    'input-background': '#ffffff',
    'input-foreground': '#3b3b3b',
    'dropdown-background': '#ffffff',
    'dropdown-foreground': '#3b3b3b',
    'button-secondaryBackground': '#e5e5e5',
    'button-secondaryForeground': '#3b3b3b',
    'textLink-foreground': '#005fb8',
    'charts-green': '#388a34',
    'editorWarning-foreground': '#bf8803',
    focusBorder: '#005fb8',
    'list-activeSelectionBackground': '#e8e8e8',
    'list-activeSelectionForeground': '#000000',
  },
  'contrast-light': {
    ...FONTS,
    foreground: '#292929',
    'editor-background': '#ffffff',
    descriptionForeground: '#575757',
    'input-background': '#ffffff',
    'input-foreground': '#292929',
    'dropdown-background': '#ffffff',
    'dropdown-foreground': '#292929',
    'button-secondaryBackground': '#ffffff',
    'button-secondaryForeground': '#292929',
    'textLink-foreground': '#0f4a85',
    'charts-green': '#374e06',
    'editorWarning-foreground': '#895503',
    contrastBorder: '#0f4a85',
    contrastActiveBorder: '#006bbd',
    focusBorder: '#006bbd',
  },
  contrast: {
    ...FONTS,
    foreground: '#ffffff',
    'editor-background': '#000000',
    descriptionForeground: '#ffffff',
    'input-background': '#000000',
    'input-foreground': '#ffffff',
    'dropdown-background': '#000000',
    'dropdown-foreground': '#ffffff',
    'button-secondaryForeground': '#ffffff',
    'textLink-foreground': '#21a6ff',
    'charts-green': '#89d185',
    'editorWarning-foreground': '#ffd370',
    contrastBorder: '#6fc3df',
    contrastActiveBorder: '#f38518',
    focusBorder: '#f38518',
  },
}

/** 5,000 nodes; the first DaemonSet runs on all but every tenth, the second everywhere. */
function message() {
  const nodes = Array.from({ length: 5000 }, (_, index) => ({
    name: index === 7 ? '<img src=x onerror=said.push("html")>' : `node-${String(index).padStart(4, '0')}`,
    labels: { 'kubernetes.io/os': 'linux', pool: `pool-${index % 7}` },
    taints: index % 10 === 0 ? ['dedicated=yes:NoSchedule'] : [],
    ready: true,
    unschedulable: false,
    allocatable: { cpu: 4, memory: 16 * 1024 ** 3 },
  }))
  const all = nodes.map((_, index) => index)
  const range = { start: { line: 3, character: 0 }, end: { line: 40, character: 0 } }
  const view = (name, index, excluded) => {
    const runs = all.filter((node) => !excluded.includes(node))
    return {
      uri: 'file:///w/a.yaml',
      version: 1,
      index,
      namespace: null,
      name,
      range,
      desired: runs.length,
      unknown: 0,
      total: all.length,
      requests: { cpu: 0.1, memory: 64 * 1024 ** 2 },
      rollout: ['4500 pods, up to 1 at a time'],
      change: {
        texts: ['5000 → 4500 eligible nodes'],
        lost: excluded,
        gained: [],
        changes: [{ text: 'removed toleration dedicated:NoSchedule', range }],
      },
      groups: [
        { nodes: runs, shouldRun: true, shouldContinueRunning: true, verdict: 'runs', reasons: [] },
        {
          nodes: excluded,
          shouldRun: false,
          shouldContinueRunning: false,
          verdict: 'excluded',
          reasons: [{ check: 'taint', detail: 'dedicated=yes:NoSchedule is not tolerated', field: 'spec.template.spec.tolerations', range }],
        },
      ],
    }
  }
  const tainted = all.filter((index) => index % 10 === 0)
  return {
    type: 'placement',
    supposed: [],
    inventories: [{ source: 'file:nodes.json', id: 1, nodes, daemonsets: [view('agent', 0, tainted), view('logs', 1, [])] }],
  }
}

let failures = 0
function check(condition, what) {
  if (!condition) failures++
  console.log(`${condition ? 'ok' : 'NOT OK'}: ${what}`)
}

const browser = await launchBrowser()
try {
  for (const theme of Object.keys(THEMES)) {
    const page = await browser.newPage({ viewport: { width: 900, height: 700 } })
    const errors = []
    page.on('pageerror', (error) => errors.push(error.message))
    page.on('console', (line) => line.type() === 'error' && errors.push(line.text()))
    await page.setContent(await pageText(theme))
    await page.evaluate((data) => window.postMessage(data, '*'), message())
    await page.waitForSelector('.row')
    check((await page.locator('.row').count()) < 80, `${theme}: 5,000 nodes, rows drawn as needed`)
    check((await page.locator('.grid').getAttribute('aria-rowcount')) === '5001', `${theme}: the screen reader is told of all of them`)
    check((await page.locator('img').count()) === 0, `${theme}: a node's name is never HTML`)

    // Keyboard alone: from the filter to the table, down, and to the line that decides.
    await page.locator('#filter').focus()
    const inTable = () => page.evaluate(() => document.activeElement?.getAttribute('role') === 'grid')
    for (let i = 0; i < 8 && !(await inTable()); i++) await page.keyboard.press('Tab')
    check(await inTable(), `${theme}: Tab leads into the table`)
    const active = () => page.evaluate(() => document.getElementById(document.activeElement.getAttribute('aria-activedescendant'))?.textContent)
    await page.keyboard.press('ArrowDown')
    check((await active()) === 'node-0001', `${theme}: ArrowDown`)
    await page.keyboard.press('Control+End')
    await page.keyboard.press('Home')
    check((await active()) === 'node-4999', `${theme}: Control+End is the last node`)
    await page.keyboard.press('Control+Home')
    await page.keyboard.press('ArrowRight')
    check((await active())?.includes('dedicated=yes:NoSchedule is not tolerated'), `${theme}: a verdict with its reason`)
    await page.keyboard.press('Enter')
    check((await page.evaluate(() => said.at(-1).type)) === 'reveal', `${theme}: Enter goes to the line`)
    await page.keyboard.press('Tab')
    const inDetails = () => page.evaluate(() => document.getElementById('details').contains(document.activeElement))
    check(await inDetails(), `${theme}: Tab leads into the details`)
    await page.keyboard.press('Escape')
    check(await inTable(), `${theme}: Escape leads back`)

    // What is supposed, what the edit changed, and the roll-out.
    await page.locator('#details input').fill('dedicated=db:NoSchedule')
    await page.keyboard.press('Enter')
    const supposed = await page.evaluate(() => said.at(-1))
    check(supposed.type === 'suppose' && supposed.change.taint.value === 'db', `${theme}: a taint is supposed with the keyboard`)
    await page.locator('.grid').focus()
    await page.keyboard.press('Control+Home')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowUp')
    check((await active())?.startsWith('agent'), `${theme}: ArrowUp leads to the heading`)
    const overview = await page.locator('#details').textContent()
    check(/4500 pods, up to 1 at a time/.test(overview) && /removed toleration/.test(overview), `${theme}: roll-out and changes of a DaemonSet`)
    await page.evaluate(
      ({ data, change }) =>
        window.postMessage(
          {
            ...data,
            supposed: [change],
            inventories: [...data.inventories, ...data.inventories.map((one) => ({ ...one, id: 2, source: 'what-if' }))],
          },
          '*',
        ),
      { data: message(), change: supposed.change },
    )
    await page.locator('.header .cell', { hasText: 'what-if' }).first().waitFor()
    check((await page.locator('.header .cell').count()) === 6, `${theme}: two inventories are columns side by side`)
    check((await page.locator('#summary').textContent()).startsWith('5000 nodes'), `${theme}: nodes of two inventories are shown once`)
    await page.locator('#details button', { hasText: 'Discard' }).click()
    check((await page.evaluate(() => said.at(-1))).type === 'discard', `${theme}: one supposed change is discarded`)
    await page.locator('#compare').selectOption('head')
    check((await page.evaluate(() => said.at(-1))).against === 'head', `${theme}: a comparison with git HEAD is asked for`)
    await page.screenshot({ path: path.join(root, `out/shots/panel-${theme}-what-if.png`) })

    // As large as at 200 %: what has the focus is in sight, beside the nodes' names.
    await page.setViewportSize({ width: 450, height: 350 })
    await page.locator('.grid').focus()
    await page.keyboard.press('Control+Home')
    const seen = () =>
      page.evaluate(() => {
        const { left, right, top, bottom } = document.querySelector('.row .cell.active').getBoundingClientRect()
        const grid = document.querySelector('.grid').getBoundingClientRect()
        const names = document.querySelector('.header .cell').getBoundingClientRect()
        return left >= names.right - 1 && right <= grid.right + 1 && top >= names.bottom - 1 && bottom <= grid.bottom + 1
      })
    for (const columns of [1, 2, 3, 4]) {
      await page.keyboard.press('ArrowRight')
      check(await seen(), `${theme}: at 200 %, the active cell of column ${columns} is in sight`)
    }
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('ArrowLeft')
    check(await seen(), `${theme}: at 200 %, and on the way back`)
    check(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${theme}: at 200 %, the page has no second scroll bar`)
    await page.screenshot({ path: path.join(root, `out/shots/panel-${theme}-200.png`) })
    await page.setViewportSize({ width: 900, height: 700 })
    check((await page.evaluate(() => document.getAnimations().length)) === 0, `${theme}: nothing moves by itself`)
    await page.evaluate((data) => window.postMessage(data, '*'), message())
    await page.waitForFunction(() => document.querySelectorAll('.header .cell').length === 4)

    await page.locator('#filter').fill('pool-3 tolerated')
    check((await page.locator('#summary').textContent()).startsWith('72 of 5000'), `${theme}: filter by label and reason`)
    await page.locator('#filter').fill('')
    await page.locator('#group').selectOption('label:pool')
    check((await page.locator('.row.group').first().textContent()) === 'pool=pool-0 (715)', `${theme}: groups`)

    const slowest = await page.evaluate(async () => {
      const grid = document.querySelector('.grid')
      let worst = 0
      for (let step = 0; step < 60; step++) {
        const start = performance.now()
        grid.scrollTop += 900
        grid.dispatchEvent(new Event('scroll'))
        worst = Math.max(worst, performance.now() - start)
        await new Promise((resolve) => requestAnimationFrame(resolve))
      }
      return worst
    })
    console.log(`${theme}: slowest of 60 scroll steps ${slowest.toFixed(1)} ms`)

    await page.evaluate(axe)
    const { violations } = await page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'best-practice'] }))
    for (const { id, nodes } of violations)
      console.log(
        `  axe ${id}: ${nodes
          .slice(0, 3)
          .map((node) => node.html.slice(0, 160))
          .join(' | ')}`,
      )
    check(violations.length === 0, `${theme}: axe finds nothing`)
    check(errors.length === 0, `${theme}: no error in the page${errors.length > 0 ? `: ${errors[0]}` : ''}`)
    await page.screenshot({ path: path.join(root, `out/shots/panel-${theme}.png`) })
    await page.close()
  }
} finally {
  await browser.close()
}
process.exit(failures > 0 ? 1 : 0)
