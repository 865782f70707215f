// The node panel's page in a real browser, without an editor: 5,000 nodes, keyboard, roles, narrow windows, other languages. usage: node scripts/real/run-panel.mjs
// Needs `npm run build`; pictures in out/shots. Exit code 1 if anything is not as it should be.
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import * as path from 'node:path'
import { fileURLToPath } from 'node:url'
import { launchBrowser } from './lib.mjs'
import { message, pageText, THEMES } from './panel-page.mjs'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')
mkdirSync(path.join(root, 'out/shots'), { recursive: true })
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

let failures = 0
function check(condition, what) {
  if (!condition) failures++
  console.log(`${condition ? 'ok' : 'NOT OK'}: ${what}`)
}

/** A translation that can be told from what it translates. The one of `Overview` would be HTML. */
function pseudoBundle() {
  const texts = Object.keys(JSON.parse(readFileSync(path.join(root, 'l10n/bundle.l10n.json'), 'utf8')))
  return Object.fromEntries(texts.map((text) => [text, text === 'Overview' ? '‹"><img src=x>›' : `‹${text}›`]))
}

/** Every string of what the page was sent: names, labels, taints, and what the server says. */
function stringsIn(value) {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => (key === 'labels' ? Object.entries(inner).flat() : stringsIn(inner)))
}

/** What is to be read or heard in the page and is in no translated text; `data` may be. */
async function untranslated(page, data) {
  const texts = await page.evaluate(() => {
    const found = []
    const walker = document.createTreeWalker(document, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) if (!['STYLE', 'SCRIPT'].includes(walker.currentNode.parentElement?.tagName)) found.push(walker.currentNode.textContent)
    for (const element of document.querySelectorAll('*'))
      for (const name of ['aria-label', 'aria-description', 'placeholder', 'title']) found.push(element.getAttribute(name) ?? '')
    return [...new Set(found)]
  })
  const known = ['runs', 'pending', 'stays', 'excluded', 'unknown', 'new-node', 'MiB', 'GiB', ...stringsIn(data)].sort((a, b) => b.length - a.length)
  return texts.filter((text) => {
    let rest = text
    while (/‹[^‹›]*›/.test(rest)) rest = rest.replace(/‹[^‹›]*›/g, '')
    for (const word of known) if (word !== '') rest = rest.replaceAll(word, '')
    return /[A-Za-z]{2}/.test(rest)
  })
}

/** The page with all its parts, each in the language of a bundle. */
async function inAnotherLanguage() {
  const page = await browser.newPage({ viewport: { width: 900, height: 700 } })
  const errors = []
  page.on('pageerror', (error) => errors.push(error.message))
  await page.setContent(await pageText('dark', pseudoBundle()))
  const post = (data) => page.evaluate((data) => window.postMessage(data, '*'), data)
  const allTranslated = async (data, what) => {
    const left = await untranslated(page, data)
    check(left.length === 0, `translated: ${what}${left.length === 0 ? '' : `, but: ${left.join(' | ')}`}`)
  }
  check((await page.locator('html').getAttribute('lang')) === 'de', 'translated: the page says its language')
  check((await page.locator('#overview').textContent()) === '‹"><img src=x>›', 'translated: a translation is never HTML')

  const none = { type: 'placement', supposed: [], inventories: [] }
  await post(none)
  await page.locator('#summary', { hasText: '‹No DaemonSet in the open documents.›' }).waitFor()
  await allTranslated(none, 'without a DaemonSet')

  const { inventories, ...rest } = message()
  const [{ nodes, daemonsets }] = inventories
  const [, second] = daemonsets
  // A node that is not ready and has taints, a DaemonSet that the other version has not, one for which nothing changed, and what is supposed.
  nodes[0] = { ...nodes[0], ready: false, unschedulable: true }
  const taint = { key: 'a', value: 'b', effect: 'NoSchedule' }
  const data = {
    ...rest,
    supposed: [
      { nodes: nodes.slice(0, 5).map(({ name }) => name), change: 'add-taint', taint },
      { nodes: ['node-0001'], change: 'set-label', key: 'k', value: 'v' },
      { nodes: ['node-0002'], change: 'remove-node' },
    ],
    inventories: [
      {
        ...inventories[0],
        daemonsets: [...daemonsets, { ...second, index: 2, change: null }, { ...second, index: 3, change: { ...second.change, texts: [] } }],
      },
      { source: 'two.json', id: 2, nodes: nodes.slice(0, 1), daemonsets: daemonsets.map((one) => ({ ...one, groups: [] })) },
    ],
  }
  await post(data)
  await page.locator('.row').first().waitFor()
  await post({ type: 'focus', uri: 'file:///w/a.yaml', line: 5 })
  await page.locator('.header .focused').first().waitFor()
  check((await page.locator('#details').textContent()).includes('‹What if there was a node›'), 'translated: the overview is there')
  await allTranslated(data, 'table and overview')

  await page.locator('.row .cell', { hasText: 'node-0000' }).click()
  await page.locator('#details h2', { hasText: 'node-0000' }).waitFor()
  const details = await page.locator('#details').textContent()
  for (const text of ['‹Taints›', '‹cordoned›', '‹Uncordon›', '‹‹not here›, unlike in the other version›', '‹Left: '])
    check(details.includes(text), `translated: the details have ${text}`)
  await allTranslated(data, 'a node’s details')
  await page.locator('#filter').fill('pool-3 tolerated')
  await page.locator('#group').selectOption('reason')
  check(/^‹\d+ of 5000 nodes of /.test(await page.locator('#summary').textContent()), 'translated: how many nodes are shown')
  await allTranslated(data, 'a filtered and grouped table')
  await page.screenshot({ path: path.join(root, 'out/shots/panel-translated.png') })
  check(errors.length === 0, `translated: no error in the page${errors.length > 0 ? `: ${errors[0]}` : ''}`)
  await page.close()
}

const browser = await launchBrowser()
try {
  await inAnotherLanguage()
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
