// `nodes --format text`: a table of nodes, or of groups of nodes where there are many.
import { count, listNames, PLAIN } from '../../core/features/markdown.ts'
import { countOf, eligibleText, type Outcome, outcomes } from '../../core/features/placement-words.ts'
import { blameTexts, diffTexts } from '../../core/features/rollout-words.ts'
import type { BlamedChange } from '../../core/scheduling/blame-change.ts'
import type { PlacementDiff } from '../../core/scheduling/diff-placement.ts'
import type { Placement, PlacementReason, Verdict } from '../../core/scheduling/placement.ts'
import type { Options } from '../arguments.ts'
import type { Placed } from '../commands/nodes.ts'
import { displayWidth, padDisplay, printable } from '../display.ts'
import { subjectName } from '../subjects.ts'
import type { Paint, Style } from '../terminal.ts'

/** From so many nodes on, those with the same verdict and reasons share a row. */
const ROWS_FOR_NODES = 40
const NAMES_SHOWN = 4

const STYLES: Readonly<Record<Verdict, Style>> = { runs: 'green', pending: 'yellow', stays: 'yellow', excluded: 'red', unknown: 'blue' }
const WORDS: Readonly<Record<Exclude<Verdict, 'runs'>, string>> = {
  pending: 'pending',
  stays: 'without a new pod',
  excluded: 'excluded',
  unknown: 'unknown',
}

/** A heading and a table for each DaemonSet. */
export function nodesText(placed: readonly Placed[], paint: Paint, { quiet, minNodes }: Pick<Options, 'quiet' | 'minNodes'>): string {
  if (placed.length === 0) return quiet ? '' : 'no DaemonSet found\n'
  return placed.map((one) => block(one, paint, minNodes)).join('\n')
}

function block(one: Placed, paint: Paint, minNodes: number | undefined): string {
  const { subject, placement, source, change, blame } = one
  const lines = [`${paint('bold', printable(subjectName(subject)))} ${paint('dim', `(${printable(subject.manifest.name.path)})`)}`]
  lines.push(`  ${eligibleText(placement)} of ${printable(source)}${elsewhere(placement)}`)
  if (minNodes !== undefined && placement.desired < minNodes) lines.push(`  ${paint('red', `fewer than the ${minNodes} that --min-nodes asks for`)}`)
  if (change !== undefined) lines.push(...changeLines(change, blame))
  lines.push(...table(rowsOf(one), paint))
  return `${lines.join('\n')}\n`
}

function elsewhere(placement: Placement): string {
  const parts = (['pending', 'stays', 'excluded', 'unknown'] as const).flatMap((verdict) => {
    const nodes = countOf(placement, verdict)
    return nodes === 0 ? [] : [`${nodes} ${WORDS[verdict]}`]
  })
  return parts.length === 0 ? '' : `: ${parts.join(', ')}`
}

function changeLines(change: PlacementDiff, blame: readonly BlamedChange[] = []): string[] {
  const texts = [...diffTexts(change), ...blameTexts(blame)].map(printable)
  return texts.length === 0 ? [`  the same ${count(change.before, 'node')} as before`] : texts.map((text) => `  ${text}`)
}

interface Row {
  readonly name: string
  readonly verdict: Verdict
  readonly why: string
}

function rowsOf({ placement }: Placed): Row[] {
  const row = (name: string, { verdict, reasons }: Pick<Outcome, 'verdict' | 'reasons'>): Row => ({
    name: printable(name),
    verdict,
    why: why(reasons),
  })
  if (placement.total > ROWS_FOR_NODES) {
    return outcomes(placement).map((outcome) =>
      row(
        listNames(
          outcome.nodes.map((node) => node.name),
          PLAIN,
          NAMES_SHOWN,
        ),
        outcome,
      ),
    )
  }
  return placement.groups.flatMap((group) => group.nodes.map(({ name }) => row(name, group)))
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
