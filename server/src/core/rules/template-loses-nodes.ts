import { blameTexts } from '../features/rollout-words.ts'
import { isSample } from '../model/cluster-node.ts'
import { blameChange } from '../scheduling/blame-change.ts'
import { diffPlacement } from '../scheduling/diff-placement.ts'
import type { Placement, PlacementReason } from '../scheduling/placement.ts'
import { POD_SPEC, spanAt } from './fields.ts'
import type { Rule } from './rule.ts'

/** Nodes lost or gained since the last version. */
export const templateLosesNodes: Rule = {
  id: 'template-loses-nodes',
  severity: 'information',
  summary: 'compared with the last version, other nodes are eligible',
  why: `A small change of a selector, an affinity term or a toleration can take a DaemonSet off nodes where it runs today. The pods there are deleted, or not made again at the next
roll-out. This compares the version in git HEAD with the one in the editor, on the known nodes.`,
  example: {
    bad: `nodeSelector:
  example.com/pool: storage
#                   ^^^^^^^
`,
    good: `tolerations: []
`,
    nodes: `apiVersion: v1
kind: Node
metadata:
  name: node-1
  labels:
    example.com/pool: storage
---
apiVersion: v1
kind: Node
metadata:
  name: node-2
`,
    previous: `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: agent
spec:
  selector:
    matchLabels:
      app: agent
  template:
    metadata:
      labels:
        app: agent
    spec:
      containers:
      - name: agent
        image: registry.example.com/agent:1.4.2
`,
  },
  needs: 'previous',
  *check(daemonset, context) {
    if (context.previous === undefined || isSample(context.inventory) || daemonset.template) return
    const now = context.placement()
    const before = context.placementOf(context.previous)
    if (now.unknown > 0 || before.unknown > 0) return
    const had = eligible(before)
    const has = eligible(now)
    const lost = [...had].filter((name) => !has.has(name))
    const gained = [...has].filter((name) => !had.has(name))
    if (lost.length === 0 && gained.length === 0) return
    const { workspace, minor, inventory } = context
    const blamed = blameChange(
      { daemonset: context.previous, placement: before },
      { daemonset: daemonset.value, placement: now },
      diffPlacement(before, now),
      inventory.nodes,
      { workspace, minor },
    )
    const reason = lost.length > 0 ? reasonFor(now, lost) : reasonFor(before, gained)
    const field = blamed.find((change) => change.after !== undefined)?.after?.line.field ?? reason?.field ?? POD_SPEC
    const why = lost.length > 0 && reason ? ` (${reason.detail})` : ''
    const changes = blameTexts(blamed.map((change) => ({ ...change, lost: [], gained: [] })))
    const shown = `${changes.slice(0, 3).join('; ')}${changes.length > 3 ? ` and ${changes.length - 3} more` : ''}`
    const cause = changes.length === 0 ? '' : `, by ${changes.length === 1 ? 'this change' : 'these changes'}: ${shown}`
    const parts = [lost.length > 0 ? `lost ${listed(lost)}${why}` : '', gained.length > 0 ? `gained ${listed(gained)}` : ''].filter(
      (part) => part !== '',
    )
    yield {
      span: spanAt(daemonset, field),
      field,
      message: `Compared with the last version the DaemonSet has ${parts.join(' and ')}: ${before.desired} → ${now.desired} nodes${cause}. Check that this is meant.`,
    }
  },
}

function eligible(placement: Placement): Set<string> {
  return new Set(placement.groups.filter((group) => group.shouldRun === true).flatMap((group) => group.nodes.map((node) => node.name)))
}

/** What keeps the first of these nodes out. */
function reasonFor(placement: Placement, names: readonly string[]): PlacementReason | undefined {
  return placement.groups.find((group) => group.nodes.some((node) => node.name === names[0]))?.reasons[0]
}

function listed(names: readonly string[]): string {
  return names.length > 5 ? `${names.slice(0, 5).join(', ')} and ${names.length - 5} more` : names.join(', ')
}
