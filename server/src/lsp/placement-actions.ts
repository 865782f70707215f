// Changes of the manifest that change where it runs, without a problem to start from: for the refactor menu and the node panel.
import { type ReadObject, readObjects } from '../core/analysis/read-objects.ts'
import { analyseDocument } from '../core/analysis.ts'
import type { LocatedDaemonSet } from '../core/model/located.ts'
import type { Fix } from '../core/problem.ts'
import { affinityToSelector, fixesToInclude, selectorToAffinity } from '../core/rules/fixes-for-placement.ts'
import type { RuleContext } from '../core/rules/rule.ts'
import { placeDaemonSet } from '../core/scheduling/place-daemonset.ts'
import type { PlacementGroup } from '../core/scheduling/placement.ts'
import { applyEdits } from '../core/text.ts'
import type { FileSnapshot } from '../core/workspace.ts'
import { NEWEST_MINOR } from './knowledge.ts'
import { placementInput } from './placements.ts'

/** True on the lines where such changes are looked for. */
export function decidesAboutNodes(segments: readonly (string | number)[]): boolean {
  const path = segments.join('.')
  return path === 'kind' || path === 'metadata.name' || /^spec\.template\.spec(\.(tolerations|affinity|nodeSelector|nodeName)\b.*)?$/.test(path)
}

/** Changes that make a node, or more of the nodes, eligible. Only those that do it and break nothing. */
export function fixesFor(file: FileSnapshot, object: ReadObject, daemonset: LocatedDaemonSet, node?: string): Fix[] {
  const context = contextOf(file, object, daemonset)
  const only = node === undefined ? undefined : groupOf(context, node)
  if (node !== undefined && only === undefined) return []
  const eligible = (changed: RuleContext): boolean =>
    only === undefined ? changed.placement().desired > context.placement().desired : groupOf(changed, node ?? '')?.shouldRun === true
  const errors = errorsIn(file, daemonset.document.text, daemonset)
  return fixesToInclude(daemonset, context, only).filter((fix) => {
    const text = applyEdits(daemonset.document.text, fix.edits)
    const after = readObjects(text, daemonset.template).objects.find((candidate) => candidate.item === daemonset.item)
    return after?.daemonset !== undefined && eligible(contextOf(file, after, after.daemonset)) && errorsIn(file, text, daemonset) <= errors
  })
}

/** Other ways to say the same. */
export function rewritesFor(daemonset: LocatedDaemonSet): readonly Fix[] {
  return [...selectorToAffinity(daemonset), ...affinityToSelector(daemonset)]
}

function contextOf({ environment, ...file }: FileSnapshot, object: ReadObject, daemonset: LocatedDaemonSet): RuleContext {
  const minor = environment.minors[0] ?? NEWEST_MINOR
  const { inventory, workspace } = environment
  return {
    minor,
    inventory,
    workspace,
    previous: environment.previous?.(object),
    placement: () => placementInput({ environment, ...file }, daemonset).placement,
    placementOf: (changed) => placeDaemonSet(changed, inventory.nodes, { minor, workspace }),
  }
}

function groupOf(context: RuleContext, node: string): PlacementGroup | undefined {
  const group = context.placement().groups.find(({ nodes }) => nodes.some(({ name }) => name === node))
  // Alone: a change for this node may speak of its name.
  return group === undefined ? undefined : { ...group, nodes: group.nodes.filter(({ name }) => name === node) }
}

function errorsIn({ environment }: FileSnapshot, text: string, { template }: LocatedDaemonSet): number {
  const { objects } = analyseDocument(readObjects(text, template), environment)
  return objects.flatMap(({ problems }) => problems).filter(({ severity }) => severity === 'error').length
}
