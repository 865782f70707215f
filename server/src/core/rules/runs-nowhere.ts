import { isSample } from '../model/cluster-node.ts'
import type { PlacementReason } from '../scheduling/placement.ts'
import { provedDeadTerms } from './dead-terms.ts'
import { requiredTermsOf, spanAt, TERMS } from './fields.ts'
import { fixesToInclude } from './fixes-for-placement.ts'
import type { Rule } from './rule.ts'

/** No known node is eligible. With a sample, only what can be proved without nodes. */
export const runsNowhere: Rule = {
  id: 'runs-nowhere',
  severity: 'warning',
  summary: 'no known node is eligible',
  why: `The DaemonSet controller makes a pod for a node only if nodeName, nodeSelector and the required node affinity match and every NoSchedule and NoExecute taint is
tolerated. When no node passes, \`kubectl\` shows DESIRED 0: nothing is pending, nothing fails, there are simply no pods.`,
  example: {
    bad: `nodeSelector:
  example.com/pool: storage
#                   ^^^^^^^
`,
    good: `nodeSelector:
  example.com/pool: compute
`,
    nodes: `apiVersion: v1
kind: Node
metadata:
  name: node-1
  labels:
    kubernetes.io/os: linux
    example.com/pool: compute
`,
  },
  needs: 'nodes',
  links: ['https://kubernetes.io/docs/concepts/workloads/controllers/daemonset/#running-pods-on-select-nodes'],
  *check(daemonset, context) {
    const terms = requiredTermsOf(daemonset)
    const dead = provedDeadTerms(daemonset)
    if (!daemonset.template && terms.length > 0 && dead.length === terms.length) {
      // of a single term the rule that proves it speaks
      if (terms.length === 1) return
      yield {
        span: spanAt(daemonset, TERMS),
        field: TERMS,
        message: 'None of these terms can match a node, so the DaemonSet runs nowhere. Mend one of them, or remove the required node affinity.',
      }
      return
    }
    if (isSample(context.inventory)) return
    const placement = context.placement()
    if (placement.total === 0 || placement.desired > 0 || placement.unknown > 0) return
    const reasons = placement.groups.map((group) => ({ reason: group.reasons[0], count: group.nodes.length }))
    const [first] = reasons
    if (first?.reason === undefined) return
    yield {
      span: spanAt(daemonset, first.reason.field),
      field: first.reason.field,
      message: `${placement.total === 1 ? 'The only known node is not' : `None of the ${placement.total} known nodes is`} eligible, so no pod is made: ${summaryOf(reasons)}. Mend what excludes ${placement.total === 1 ? 'it' : 'them'}.`,
      fixes: () => fixesToInclude(daemonset, context),
    }
  },
}

function summaryOf(reasons: readonly { readonly reason: PlacementReason | undefined; readonly count: number }[]): string {
  const counts = new Map<string, number>()
  for (const { reason, count } of reasons) if (reason) counts.set(reason.detail, (counts.get(reason.detail) ?? 0) + count)
  const parts = [...counts].sort((a, b) => b[1] - a[1]).map(([detail, count]) => (counts.size === 1 ? detail : `${detail} (${count})`))
  return parts.length > 3 ? `${parts.slice(0, 3).join('; ')} and ${parts.length - 3} more reasons` : parts.join('; ')
}
