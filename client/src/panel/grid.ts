// A table that draws only the rows in sight. Keyboard as the ARIA grid pattern has it: one tab stop, arrows move the active cell.
import * as l10n from '@vscode/l10n'
import { type Cell, type Column, cellText, type Matrix, type NodeRow, type Row } from './matrix.ts'

const ROW_HEIGHT = 26
const OVERSCAN = 8

export interface Grid {
  readonly element: HTMLElement
  show(matrix: Matrix, focusedColumn: string | undefined): void
}

export interface GridEvents {
  /** A node was chosen; `column` is the DaemonSet's, -1 for the node itself. */
  chosen(row: NodeRow, column: number): void
  /** A column's heading was chosen. */
  headed(column: Column): void
  /** Enter or double click on a verdict. */
  opened(cell: Cell): void
}

const SIGNS: Readonly<Record<string, string>> = { runs: '✓', pending: '…', stays: '=', excluded: '✗', unknown: '?' }

export function createGrid(events: GridEvents): Grid {
  const element = div('grid')
  element.tabIndex = 0
  element.setAttribute('role', 'grid')
  element.setAttribute('aria-label', l10n.t('Nodes and DaemonSets'))
  const header = div('header')
  header.setAttribute('role', 'row')
  header.setAttribute('aria-rowindex', '1')
  const body = div('body')
  body.setAttribute('role', 'rowgroup')
  element.append(header, body)
  let matrix: Matrix = { columns: [], rows: [], shown: 0, nodes: 0 }
  let drawn = new Map<number, HTMLElement>()
  let activeRow = 0
  let activeColumn = 0

  function drawHeader(focused: string | undefined): void {
    header.replaceChildren(
      headerCell(l10n.t('Node'), '', 1),
      ...matrix.columns.map(({ title, total, key }, index) => {
        const cell = headerCell(title, total, index + 2)
        if (key === focused) {
          cell.classList.add('focused')
          cell.setAttribute('aria-description', l10n.t('the cursor is in this DaemonSet'))
        }
        return cell
      }),
      headerCell(l10n.t('Left on the node'), '', matrix.columns.length + 2),
    )
    element.style.setProperty('--columns', String(matrix.columns.length))
    element.setAttribute('aria-colcount', String(matrix.columns.length + 2))
    element.setAttribute('aria-rowcount', String(matrix.rows.length + 1))
  }

  function draw(): void {
    const top = Math.max(0, element.scrollTop - header.offsetHeight)
    const first = Math.max(0, Math.floor(top / ROW_HEIGHT) - OVERSCAN)
    const last = Math.min(matrix.rows.length - 1, Math.ceil((top + element.clientHeight) / ROW_HEIGHT) + OVERSCAN)
    const next = new Map<number, HTMLElement>()
    for (let index = first; index <= last; index++) {
      const row = matrix.rows[index]
      if (row === undefined) continue
      const line = drawn.get(index) ?? body.appendChild(drawRow(row, index))
      next.set(index, line)
    }
    for (const [index, line] of drawn) if (!next.has(index)) line.remove()
    drawn = next
    markActive()
  }

  function drawRow(row: Row, index: number): HTMLElement {
    const line = div('row')
    line.setAttribute('role', 'row')
    line.setAttribute('aria-rowindex', String(index + 2))
    line.style.transform = `translateY(${index * ROW_HEIGHT}px)`
    line.dataset.row = String(index)
    if (row.kind === 'group') {
      line.classList.add('group')
      const cell = gridCell(index, 0, `${row.title} (${row.count})`)
      cell.setAttribute('aria-colspan', String(matrix.columns.length + 2))
      line.append(cell)
      return line
    }
    const name = gridCell(index, 0, row.node.name)
    name.classList.add('name')
    name.title = row.node.name
    line.append(name)
    line.append(...row.cells.map((cell, column) => verdictCell(index, column + 1, cell)))
    line.append(gridCell(index, row.cells.length + 1, row.left))
    return line
  }

  function verdictCell(row: number, column: number, cell: Cell | undefined): HTMLElement {
    if (cell === undefined) {
      const none = gridCell(row, column, '–')
      none.setAttribute('aria-label', l10n.t('not in this node list'))
      return none
    }
    const element = gridCell(row, column, '')
    const sign = document.createElement('span')
    sign.className = `sign ${cell.verdict}`
    sign.textContent = SIGNS[cell.verdict] ?? '?'
    if (cell.moved !== undefined) element.classList.add('moved')
    sign.setAttribute('aria-hidden', 'true')
    const text = document.createElement('span')
    text.textContent = cellText(cell)
    element.title = text.textContent
    element.append(sign, text)
    return element
  }

  function gridCell(row: number, column: number, text: string): HTMLElement {
    const cell = div('cell')
    cell.setAttribute('role', column === 0 ? 'rowheader' : 'gridcell')
    cell.setAttribute('aria-colindex', String(column + 1))
    cell.id = `cell-${row}-${column}`
    cell.dataset.column = String(column)
    cell.textContent = text
    return cell
  }

  function markActive(): void {
    element.querySelector('.active')?.classList.remove('active')
    const cell = document.getElementById(`cell-${activeRow}-${activeColumn}`)
    cell?.classList.add('active')
    if (cell === null) element.removeAttribute('aria-activedescendant')
    else element.setAttribute('aria-activedescendant', cell.id)
  }

  function activate(row: number, column: number): void {
    // Above the first row is the heading.
    activeRow = Math.max(-1, Math.min(row, matrix.rows.length - 1))
    activeColumn = matrix.rows[activeRow]?.kind === 'group' ? 0 : Math.max(0, Math.min(column, matrix.columns.length + 1))
    const top = activeRow * ROW_HEIGHT
    const room = element.clientHeight - header.offsetHeight - ROW_HEIGHT
    if (activeRow < 0) element.scrollTop = 0
    else if (top < element.scrollTop) element.scrollTop = top
    else if (top > element.scrollTop + room) element.scrollTop = top - room
    draw()
    scrollAcross()
    const chosen = matrix.rows[activeRow]
    if (chosen?.kind === 'node') events.chosen(chosen, activeColumn - 1)
    const heading = activeRow < 0 ? matrix.columns[activeColumn - 1] : undefined
    if (heading !== undefined) events.headed(heading)
  }

  /** Brings the active cell out from under the first column, which stays in sight, and in from beyond the right edge. */
  function scrollAcross(): void {
    const cell = document.getElementById(`cell-${activeRow}-${activeColumn}`)
    const first = header.firstElementChild
    if (cell === null || first === null || activeColumn === 0) return
    const room = element.clientWidth - first.clientWidth
    const left = cell.offsetLeft - first.clientWidth
    if (left < element.scrollLeft) element.scrollLeft = left
    else if (left + Math.min(cell.offsetWidth, room) > element.scrollLeft + room) element.scrollLeft = left + Math.min(cell.offsetWidth, room) - room
  }

  function openActive(): void {
    const row = matrix.rows[activeRow]
    const cell = row?.kind === 'node' ? row.cells[Math.max(0, activeColumn - 1)] : undefined
    if (cell !== undefined) events.opened(cell)
  }

  element.addEventListener('scroll', draw, { passive: true })
  element.addEventListener('keydown', (event) => {
    const page = Math.max(1, Math.floor(element.clientHeight / ROW_HEIGHT) - 2)
    const moves: Readonly<Record<string, () => void>> = {
      ArrowDown: () => activate(activeRow + 1, activeColumn),
      ArrowUp: () => activate(activeRow - 1, activeColumn),
      ArrowRight: () => activate(activeRow, activeColumn + 1),
      ArrowLeft: () => activate(activeRow, activeColumn - 1),
      PageDown: () => activate(activeRow + page, activeColumn),
      PageUp: () => activate(activeRow - page, activeColumn),
      Home: () => activate(event.ctrlKey ? 0 : activeRow, 0),
      End: () => activate(event.ctrlKey ? matrix.rows.length - 1 : activeRow, matrix.columns.length + 1),
      Enter: openActive,
    }
    const move = Object.hasOwn(moves, event.key) ? moves[event.key] : undefined
    if (move === undefined) return
    event.preventDefault()
    move()
  })
  const placeOf = (target: EventTarget | null): [number, number] | undefined => {
    const cell = target instanceof Element ? target.closest<HTMLElement>('.cell') : null
    const row = cell?.closest<HTMLElement>('[data-row]')
    return cell === null || row == null ? undefined : [Number(row.dataset.row), Number(cell.dataset.column)]
  }
  header.addEventListener('click', ({ target }) => {
    const cell = target instanceof Element ? target.closest<HTMLElement>('.cell') : null
    if (cell !== null) activate(-1, Number(cell.getAttribute('aria-colindex')) - 1)
  })
  body.addEventListener('click', ({ target }) => {
    const place = placeOf(target)
    if (place !== undefined) activate(...place)
  })
  body.addEventListener('dblclick', openActive)
  new ResizeObserver(draw).observe(element)

  return {
    element,
    show(next, focusedColumn) {
      // Before there was a row, none can have been chosen.
      if (matrix.rows.length === 0) activeRow = 0
      matrix = next
      for (const line of drawn.values()) line.remove()
      drawn = new Map()
      activeRow = Math.max(-1, Math.min(activeRow, matrix.rows.length - 1))
      body.style.height = `${matrix.rows.length * ROW_HEIGHT}px`
      drawHeader(focusedColumn)
      draw()
    },
  }
}

function headerCell(title: string, detail: string, column: number): HTMLElement {
  const cell = div('cell')
  cell.setAttribute('role', 'columnheader')
  cell.id = `cell--1-${column - 1}`
  cell.setAttribute('aria-colindex', String(column))
  const name = document.createElement('strong')
  name.textContent = title
  cell.append(name)
  if (detail !== '') {
    const text = document.createElement('span')
    text.className = 'detail'
    text.textContent = detail
    cell.append(text)
  }
  return cell
}

function div(className: string): HTMLElement {
  const element = document.createElement('div')
  element.className = className
  return element
}
