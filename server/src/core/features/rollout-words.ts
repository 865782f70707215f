// A roll-out in words, for the hover of updateStrategy and the panel; and what a change of the manifest does to its nodes.

import { requirementText } from '../scheduling/affinity-reasons.ts'
import type { BlamedChange, LineOfVersion } from '../scheduling/blame-change.ts'
import type { MovedNodes, PlacementDiff } from '../scheduling/diff-placement.ts'
import type { LineKind } from '../scheduling/leave-out.ts'
import { fieldOf, itemsOf, textOf } from '../scheduling/lenient.ts'
import { readExpression, readFieldRequirement } from '../scheduling/requirement.ts'
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

/** Which changes caused it: `removed toleration nvidia.com/gpu:NoSchedule: loses gpu-1, gpu-2`. A change without nodes acts with the others. */
export function blameTexts(changes: readonly BlamedChange[], pen: Pen = PLAIN): readonly string[] {
  return changes.map(({ before, after, lost, gained }) => {
    const effects = [...movedNames('loses', lost, pen), ...movedNames('gains', gained, pen)]
    return `${changeText(before, after, pen)}${effects.length === 0 ? '' : `: ${effects.join(', ')}`}`
  })
}

function movedNames(verb: string, nodes: BlamedChange['lost'], pen: Pen): string[] {
  const names = nodes.map((node) => node.name)
  return names.length === 0 ? [] : [`${verb} ${listNames(names, pen)}`]
}

const NOUNS: Partial<Readonly<Record<LineKind, string>>> = {
  label: 'node selector label',
  requirement: 'node affinity requirement',
  term: 'node affinity term',
}

function changeText(before: LineOfVersion | undefined, after: LineOfVersion | undefined, pen: Pen): string {
  const { line } = after ?? before ?? {}
  const noun = line === undefined ? '' : (NOUNS[line.kind] ?? line.kind)
  const [old, now] = [before, after].map((version) => (version === undefined ? '' : pen.name(lineText(version))))
  if (before === undefined) return `added ${noun} ${now}`
  return after === undefined ? `removed ${noun} ${old}` : `changed ${noun} ${old} → ${now}`
}

/** What stands in the line, in short. */
function lineText({ line, value }: LineOfVersion): string {
  switch (line.kind) {
    case 'label':
      return `${line.field.name}=${textOf(value)}`
    case 'toleration':
      return tolerationText(value)
    case 'requirement':
      return requirementText(line.field.parent?.name === 'matchFields' ? readFieldRequirement(value, line.field) : readExpression(value, line.field))
    case 'term': {
      const expressions = itemsOf(fieldOf(value, 'matchExpressions')).items.map((item) => requirementText(readExpression(item.value, line.field)))
      const fields = itemsOf(fieldOf(value, 'matchFields')).items.map((item) => requirementText(readFieldRequirement(item.value, line.field)))
      return [...expressions, ...fields].join(' and ') || 'without requirements'
    }
    default:
      return textOf(value)
  }
}

function tolerationText(value: unknown): string {
  const text = (name: string): string => textOf(fieldOf(value, name))
  const what = text('key') === '' ? 'of every taint' : `${text('key')}${text('value') === '' ? '' : `=${text('value')}`}`
  return `${what}${text('effect') === '' ? '' : `:${text('effect')}`}`
}
