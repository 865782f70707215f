// The placement of each DaemonSet on each inventory, kept with the object that was read: asked by hover, lens, hints and panel alike.
import type { ReadObject } from '../core/analysis/read-objects.ts'
import type { ExplainInput } from '../core/features/explain-placement.ts'
import type { Inventory } from '../core/model/cluster-node.ts'
import type { DaemonSet } from '../core/model/kubernetes.ts'
import type { LocatedDaemonSet } from '../core/model/located.ts'
import { otherDaemonSets } from '../core/scheduling/other-daemonsets.ts'
import { placeDaemonSet, type SchedulingContext } from '../core/scheduling/place-daemonset.ts'
import { NEWEST_MINOR } from '../core/schema/schema.ts'
import type { FileSnapshot } from '../core/workspace.ts'

const known = new WeakMap<LocatedDaemonSet, WeakMap<Inventory, { readonly workspace: unknown; readonly input: ExplainInput }>>()

/** Everything that explanations ask for: DaemonSet, nodes and where it runs on them. */
export function placementInput(file: FileSnapshot, daemonset: LocatedDaemonSet, inventory: Inventory = file.environment.inventory): ExplainInput {
  const { workspace, minors, countWorkspace = false } = file.environment
  const byInventory = known.get(daemonset) ?? new WeakMap()
  known.set(daemonset, byInventory)
  const kept = byInventory.get(inventory)
  const sameContext = kept?.workspace === workspace && kept.input.context.minor === minors[0]
  if (sameContext && (kept?.input.context.others !== undefined) === countWorkspace) return kept.input
  const context: SchedulingContext = {
    minor: minors[0] ?? NEWEST_MINOR,
    workspace,
    ...(countWorkspace ? { others: otherDaemonSets(workspace, nameOf(daemonset.value)) } : {}),
  }
  const input: ExplainInput = { daemonset: daemonset.value, placement: placeDaemonSet(daemonset.value, inventory.nodes, context), inventory, context }
  byInventory.set(inventory, { workspace, input })
  return input
}

function nameOf({ metadata }: DaemonSet): { namespace: string | null; name: string | null } {
  return { namespace: metadata?.namespace ?? null, name: metadata?.name ?? null }
}

/** The DaemonSets of a file's documents, each with the offset that its spans count from. */
export function* daemonSetsOf(file: FileSnapshot): Iterable<{ object: ReadObject; daemonset: LocatedDaemonSet; start: number; index: number }> {
  let index = 0
  for (const { reading, start } of file.documents()) {
    for (const object of reading.objects) if (object.daemonset !== undefined) yield { object, daemonset: object.daemonset, start, index }
    index++
  }
}
