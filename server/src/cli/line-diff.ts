// The lines in which two texts differ, as a unified diff. Small edits to texts of any size: cost grows with the number of differences.

const CONTEXT = 3
/** Beyond so many differing lines the changed part is shown as a whole instead of line by line. */
const MOST_STEPS = 500

interface Step {
  readonly sign: ' ' | '-' | '+'
  readonly line: string
}

/** Unified diff with three lines around each change; empty if nothing differs. `name`: of the file. */
export function lineDiff(name: string, before: string, after: string): string {
  if (before === after) return ''
  const steps = stepsBetween(linesOf(before), linesOf(after))
  return `--- ${name}\n+++ ${name}\n${hunks(steps).join('')}`
}

const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? []

function stepsBetween(before: readonly string[], after: readonly string[]): Step[] {
  let head = 0
  while (head < before.length && head < after.length && before[head] === after[head]) head++
  let tail = 0
  while (tail < before.length - head && tail < after.length - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++
  const same = (lines: readonly string[]): Step[] => lines.map((line) => ({ sign: ' ', line }))
  const middle = shortest(before.slice(head, before.length - tail), after.slice(head, after.length - tail))
  return [...same(before.slice(0, head)), ...middle, ...same(before.slice(before.length - tail))]
}

/** The shortest way from one list of lines to the other (Myers 1986, forward). */
function shortest(before: readonly string[], after: readonly string[]): Step[] {
  const reached = new Map<number, number>([[1, 0]])
  const trace: Map<number, number>[] = []
  for (let steps = 0; steps <= Math.min(MOST_STEPS, before.length + after.length); steps++) {
    trace.push(new Map(reached))
    for (let diagonal = -steps; diagonal <= steps; diagonal += 2) {
      const down = diagonal === -steps || (diagonal !== steps && (reached.get(diagonal - 1) ?? -1) < (reached.get(diagonal + 1) ?? -1))
      let x = down ? (reached.get(diagonal + 1) ?? 0) : (reached.get(diagonal - 1) ?? 0) + 1
      while (x < before.length && x - diagonal < after.length && before[x] === after[x - diagonal]) x++
      reached.set(diagonal, x)
      if (x >= before.length && x - diagonal >= after.length) return walkBack(before, after, trace)
    }
  }
  return [...before.map((line) => ({ sign: '-', line }) as const), ...after.map((line) => ({ sign: '+', line }) as const)]
}

function walkBack(before: readonly string[], after: readonly string[], trace: readonly Map<number, number>[]): Step[] {
  const steps: Step[] = []
  let x = before.length
  let y = after.length
  for (let count = trace.length - 1; count >= 0; count--) {
    const reached = trace[count]
    const diagonal = x - y
    const at = (k: number): number => reached?.get(k) ?? -1
    const down = diagonal === -count || (diagonal !== count && at(diagonal - 1) < at(diagonal + 1))
    const from = down ? diagonal + 1 : diagonal - 1
    const startX = Math.max(0, at(from))
    const startY = count === 0 ? 0 : startX - from
    while (x > startX && y > startY && before[x - 1] === after[y - 1]) {
      x--
      y--
      steps.push({ sign: ' ', line: before[x] ?? '' })
    }
    if (count === 0) break
    if (down) steps.push({ sign: '+', line: after[--y] ?? '' })
    else steps.push({ sign: '-', line: before[--x] ?? '' })
  }
  return steps.reverse()
}

function hunks(steps: readonly Step[]): string[] {
  const changed = steps.flatMap((step, index) => (step.sign === ' ' ? [] : [index]))
  const result: string[] = []
  for (let k = 0; k < changed.length; ) {
    const start = Math.max(0, (changed[k] ?? 0) - CONTEXT)
    let end = (changed[k] ?? 0) + 1 + CONTEXT
    while (++k < changed.length && (changed[k] ?? 0) <= end + CONTEXT) end = (changed[k] ?? 0) + 1 + CONTEXT
    result.push(hunk(steps, start, Math.min(end, steps.length)))
  }
  return result
}

function hunk(steps: readonly Step[], start: number, end: number): string {
  const count = (from: number, to: number, without: '+' | '-'): number => steps.slice(from, to).filter((step) => step.sign !== without).length
  const range = (without: '+' | '-'): string => {
    const lines = count(start, end, without)
    return `${count(0, start, without) + (lines === 0 ? 0 : 1)},${lines}`
  }
  const body = steps.slice(start, end).map(({ sign, line }) => sign + (line.endsWith('\n') ? line : `${line}\n\\ No newline at end of file\n`))
  return `@@ -${range('+')} +${range('-')} @@\n${body.join('')}`
}
