// What a change of a DaemonSet does to its nodes: which are lost, which are gained, and which line is to blame. Gives no texts.
import type { ClusterNode } from '../model/cluster-node.ts'
import { groupByNode, type Movement, movement } from './leave-out.ts'
import type { Placement, PlacementReason } from './placement.ts'

/** Nodes that moved for the same reasons. */
export interface MovedNodes {
  readonly nodes: readonly ClusterNode[]
  /** Why they are left out: by the new version for lost nodes, by the old one for gained nodes. Their fields are of that version. */
  readonly because: readonly PlacementReason[]
}

export interface PlacementDiff {
  readonly before: number
  readonly after: number
  readonly lost: readonly MovedNodes[]
  readonly gained: readonly MovedNodes[]
  /** Still eligible, but the new version's pod stays pending there (`held`), or no longer does (`freed`). */
  readonly held: readonly MovedNodes[]
  readonly freed: readonly MovedNodes[]
}

/** Compares two placements on the same nodes; nodes that only one of them knows are not compared. */
export function diffPlacement(before: Placement, after: Placement): PlacementDiff {
  const was = groupByNode(before)
  const moved = { lost: newMoves(), gained: newMoves(), held: newMoves(), freed: newMoves() }
  for (const group of after.groups) {
    for (const node of group.nodes) {
      const old = was.get(node)
      if (old === undefined) continue
      const how = movement(old, group)
      if (how !== undefined) add(moved[how], node, how === 'lost' || how === 'held' ? group.reasons : old.reasons)
    }
  }
  const listed = (how: Movement): readonly MovedNodes[] => [...moved[how].values()]
  return {
    before: before.desired,
    after: after.desired,
    lost: listed('lost'),
    gained: listed('gained'),
    held: listed('held'),
    freed: listed('freed'),
  }
}

interface Moves {
  readonly nodes: ClusterNode[]
  readonly because: readonly PlacementReason[]
}

function newMoves(): Map<string, Moves> {
  return new Map()
}

function add(moves: Map<string, Moves>, node: ClusterNode, because: readonly PlacementReason[]): void {
  const key = because.map((reason) => reason.detail).join('\n')
  const known = moves.get(key)
  if (known === undefined) moves.set(key, { nodes: [node], because })
  else known.nodes.push(node)
}
