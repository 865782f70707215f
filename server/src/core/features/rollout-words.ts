// A roll-out in words, for the hover of updateStrategy and the panel; and what a change of the manifest does to its nodes.
import type { MovedNodes, PlacementDiff } from '../scheduling/diff-placement.ts'
import type { Rollout } from '../scheduling/rollout.ts'
import { count, listNames, MARKDOWN, type Pen, PLAIN } from './markdown.ts'
import { reasonText } from './placement-words.ts'

/** Sentences about a roll-out, without final stops. */
export function rolloutTexts(rollout: Rollout, pen: Pen = PLAIN): readonly string[] {
  const { desired, notReady, waves, seconds } = rollout
  if (desired === 0) return ['no known node is eligible: there is nothing to roll out']
  const reasons = rollout.reasons.map((reason) => reasonText(reason, pen))
  if (!rollout.completes && waves === 0) return [`an edit reaches none of the ${count(desired, 'pod')}`, ...reasons]
  const lines = [`${count(desired, 'pod')}, ${budgetText(rollout)}`]
  if (notReady > 0) lines.push(unreadyText(rollout))
  if (waves === null) lines.push('it never completes')
  else if (seconds !== null) lines.push(`${count(waves, 'round')}, ${durationText(seconds)}`)
  return [...lines, ...reasons]
}

function budgetText({ maxSurge, maxUnavailable }: Rollout): string {
  return maxSurge > 0
    ? `up to ${maxSurge} at a time beside the old ones; an old pod goes when its successor is ready`
    : `up to ${maxUnavailable} at a time; the old pod goes first, so its node is without one meanwhile`
}

function unreadyText({ notReady, maxUnavailable, maxSurge }: Rollout): string {
  if (maxSurge > 0) return `${count(notReady, 'pod')} not ready: replaced at once, outside the surge`
  return notReady >= maxUnavailable
    ? `${count(notReady, 'pod')} not ready: replaced at once, and they use up the whole budget until they are ready`
    : `${count(notReady, 'pod')} not ready: replaced at once, they count against the budget`
}

/** `0 s to 3 min 30 s, without the time that pods take to start`. */
export function durationText({ least, most }: { readonly least: number; readonly most: number }): string {
  return least === most
    ? `${clock(most)} and the time that pods take to start`
    : `${clock(least)} to ${clock(most)}, without the time that pods take to start`
}

function clock(seconds: number): string {
  if (seconds < 60) return `${seconds} s`
  const units = [
    [Math.floor(seconds / 3600), 'h'],
    [Math.floor((seconds % 3600) / 60), 'min'],
    [seconds % 60, 's'],
  ] as const
  return units
    .filter(([number]) => number > 0)
    .map(([number, unit]) => `${number} ${unit}`)
    .join(' ')
}

/** The hover of `updateStrategy`. */
export function rolloutMarkdown(rollout: Rollout): string {
  const [first = '', ...rest] = rolloutTexts(rollout, MARKDOWN)
  return [`**Roll-out:** ${first}`, rest.map((line) => `- ${line}`).join('\n')].filter((part) => part !== '').join('\n\n')
}

/** What a change does: `9 → 7 eligible nodes`, `loses 2 nodes: gpu-1, gpu-2 (taint ... is not tolerated)`. None: nothing moves. */
export function diffTexts(diff: PlacementDiff, pen: Pen = PLAIN): readonly string[] {
  const { before, after, lost, gained, held, freed } = diff
  const counts = before === after ? [] : [`${before} → ${count(after, 'eligible node')}`]
  return [
    ...counts,
    ...lost.map((moved) => `loses ${movedText(moved, 'node', pen)}`),
    ...gained.map((moved) => `gains ${movedText(moved, 'node', pen, 'before: ')}`),
    ...held.map((moved) => `leaves pending ${movedText(moved, 'pod', pen)}`),
    ...freed.map((moved) => `no longer leaves pending ${movedText(moved, 'pod', pen, 'before: ')}`),
  ]
}

function movedText({ nodes, because }: MovedNodes, noun: string, pen: Pen, when = ''): string {
  const names = listNames(
    nodes.map((node) => node.name),
    pen,
  )
  const why = because.map((reason) => reasonText(reason, pen)).join(', and ')
  return `${count(nodes.length, noun)}: ${names}${why === '' ? '' : ` (${when}${why})`}`
}
