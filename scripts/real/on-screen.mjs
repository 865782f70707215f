// What a person does in the window of the real editor: points, clicks, waits until something is to be seen.

/** @param page of the workbench */
export function onScreen(page) {
  return { until, hoverOver, clickOn, panelFrame }

  /** Repeats an action until its effect is on screen: mouse and key events that come while the editor settles are lost. */
  async function until(action, selector, text) {
    for (let attempt = 0; ; attempt++) {
      try {
        await action()
        const shown = page.locator(selector)
        await (text === undefined ? shown : shown.filter({ hasText: text })).first().waitFor({ timeout: 4000 })
        return
      } catch (error) {
        if (attempt === 5) throw error
        await page.waitForTimeout(300)
      }
    }
  }

  /** The middle of a text that is on screen. */
  async function placeOf(text) {
    return page.evaluate((wanted) => {
      for (const line of document.querySelectorAll('.monaco-editor .view-line')) {
        const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT)
        for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
          const at = node.data.replaceAll('\u00a0', ' ').indexOf(wanted)
          if (at < 0) continue
          const range = document.createRange()
          range.setStart(node, at)
          range.setEnd(node, at + wanted.length)
          const { x, y, width, height } = range.getBoundingClientRect()
          return [x + width / 2, y + height / 2]
        }
      }
      throw new Error(`${wanted} is not on screen`)
    }, text)
  }

  async function hoverOver(text, expected) {
    await until(
      async () => {
        const [x, y] = await placeOf(text)
        await page.mouse.move(x, y + 250)
        await page.mouse.move(x - 4, y)
        await page.mouse.move(x, y, { steps: 4 })
      },
      '.monaco-hover:not(.hidden) .hover-row',
      expected,
    )
  }

  async function clickOn(text) {
    const [x, y] = await placeOf(text)
    await page.mouse.click(x, y)
  }

  /** The panel's page: an iframe in an iframe. */
  async function panelFrame() {
    for (let attempt = 0; attempt < 100; attempt++) {
      for (const frame of page.frames())
        if (
          (await frame
            .locator('.grid')
            .count()
            .catch(() => 0)) > 0
        )
          return frame
      await page.waitForTimeout(100)
    }
    throw new Error('the panel has no table')
  }
}
