// `nodes --format text`: a table of nodes, or of groups of nodes where there are many.
import type { PlacementGroup, PlacementReason, Verdict } from '../../core/scheduling/placement.ts'
import type { Options } from '../arguments.ts'
import type { Moved, Placed } from '../commands/nodes.ts'
import { displayWidth, padDisplay, printable } from '../display.ts'
import { subjectName } from '../subjects.ts'
import type { Paint, Style } from '../terminal.ts'

/** From so many nodes on, those with the same verdict and reasons share a row. */
const ROWS_FOR_NODES = 40
const NAMES_SHOWN = 4

const STYLES: Readonly<Record<Verdict, Style>> = { runs: 'green', pending: 'yellow', stays: 'yellow', excluded: 'red', unknown: 'blue' }
const WORDS: Readonly<Record<Exclude<Verdict, 'runs'>, string>> = {
  pending: 'pending',
  stays: 'kept until a roll-out',
  excluded: 'excluded',
  unknown: 'unknown',
}

/** A heading and a table for each DaemonSet. */
export function nodesText(placed: readonly Placed[], paint: Paint, { quiet, minNodes }: Pick<Options, 'quiet' | 'minNodes'>): string {
  if (placed.length === 0) return quiet ? '' : 'no DaemonSet found\n'
  return placed.map((one) => block(one, paint, minNodes)).join('\n')
}

function block(one: Placed, paint: Paint, minNodes: number | undefined): string {
  const { subject, placement, source, change } = one
  const lines = [`${paint('bold', printable(subjectName(subject)))} ${paint('dim', `(${printable(subject.manifest.name.path)})`)}`]
  lines.push(`  eligible on ${placement.desired} of ${count(placement.total, 'node')} of ${printable(source)}${elsewhere(one)}`)
  if (minNodes !== undefined && placement.desired < minNodes) lines.push(`  ${paint('red', `fewer than the ${minNodes} that --min-nodes asks for`)}`)
  if (change !== undefined) lines.push(...changeLines(change, paint))
  lines.push(...table(rowsOf(one), paint))
  return `${lines.join('\n')}\n`
}

function elsewhere({ placement }: Placed): string {
  const parts = (['pending', 'stays', 'excluded', 'unknown'] as const).flatMap((verdict) => {
    const nodes = placement.groups.filter((group) => group.verdict === verdict).reduce((sum, group) => sum + group.nodes.length, 0)
    return nodes === 0 ? [] : [`${nodes} ${WORDS[verdict]}`]
  })
  return parts.length === 0 ? '' : `: ${parts.join(', ')}`
}

function changeLines({ desiredBefore, lost, gained }: NonNullable<Placed['change']>, paint: Paint): string[] {
  const moved = (sign: string, style: Style, list: readonly Moved[]): string[] =>
    list.map(({ node, reasons }) => `  ${paint(style, `${sign} ${printable(node.name)}`)}  ${why(reasons)}`)
  if (lost.length + gained.length === 0) return [`  the same ${count(desiredBefore, 'node')} as before`]
  return [`  before: ${count(desiredBefore, 'node')}`, ...moved('-', 'red', lost), ...moved('+', 'green', gained)]
}

interface Row {
  readonly name: string
  readonly verdict: Verdict
  readonly why: string
}

function rowsOf({ placement }: Placed): Row[] {
  if (placement.total <= ROWS_FOR_NODES)
    return placement.groups.flatMap((group) =>
      group.nodes.map(({ name }) => ({ name: printable(name), verdict: group.verdict, why: why(group.reasons) })),
    )
  const rows = new Map<string, { groups: PlacementGroup[]; names: string[] }>()
  for (const group of placement.groups) {
    const key = `${group.verdict}\n${why(group.reasons)}`
    const row = rows.get(key) ?? { groups: [], names: [] }
    row.groups.push(group)
    for (const { name } of group.nodes) row.names.push(printable(name))
    rows.set(key, row)
  }
  return [...rows.values()].flatMap(({ groups: [group], names }) =>
    group === undefined ? [] : [{ name: someOf(names), verdict: group.verdict, why: why(group.reasons) }],
  )
}

function someOf(names: readonly string[]): string {
  if (names.length <= NAMES_SHOWN) return names.join(', ')
  return `${names.slice(0, NAMES_SHOWN - 1).join(', ')} and ${names.length - NAMES_SHOWN + 1} more`
}

function table(rows: readonly Row[], paint: Paint): string[] {
  const nameWidth = Math.max(4, ...rows.map((row) => displayWidth(row.name)))
  const verdictWidth = Math.max(...rows.map((row) => row.verdict.length), 7)
  const head = paint('dim', `  ${padDisplay('NODE', nameWidth)}  ${'VERDICT'.padEnd(verdictWidth)}  WHY`)
  const body = rows.map((row) => {
    const verdict = paint(STYLES[row.verdict], row.verdict.padEnd(verdictWidth))
    return `  ${padDisplay(row.name, nameWidth)}  ${verdict}  ${row.why}`.trimEnd()
  })
  return rows.length === 0 ? [] : [head, ...body]
}

const why = (reasons: readonly PlacementReason[]): string => reasons.map((reason) => printable(reason.detail)).join('; ')

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`
