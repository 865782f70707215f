// The line over a DaemonSet: on how many of the known nodes it runs. Knows no positions.
import type { Inventory } from '../model/cluster-node.ts'
import type { Placement, Verdict } from '../scheduling/placement.ts'

/** `runs on 7 of 9 nodes · 1 pending · sample:eks`. */
export function lensText(placement: Placement, inventory: Inventory): string {
  const { total, unknown } = placement
  const counted = (verdict: Verdict): number => placement.groups.reduce((sum, group) => sum + (group.verdict === verdict ? group.nodes.length : 0), 0)
  const runs = counted('runs')
  const parts = [runs === total && total > 1 ? `runs on all ${total} nodes` : `runs on ${runs} of ${total} ${total === 1 ? 'node' : 'nodes'}`]
  const more: readonly (readonly [number, string])[] = [
    [counted('pending'), 'pending'],
    [unknown, 'unknown'],
  ]
  for (const [count, word] of more) if (count > 0) parts.push(`${count} ${word}`)
  return [...parts, inventory.source].join(' · ')
}
