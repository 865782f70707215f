import { fixWith } from '../edits/edit.ts'
import { type ClusterNode, isSample } from '../model/cluster-node.ts'
import { isRepelling, readTolerations, tolerates } from '../scheduling/tolerations.ts'
import { keySpanAt, POD_SPEC, podSpecOf, spanAt } from './fields.ts'
import { changesToRequire } from './fixes-for-placement.ts'
import type { Rule } from './rule.ts'

/** How the nodes that are no machines show themselves: by a label that affinity can leave out. */
const KINDS = [
  { name: 'Fargate', key: 'eks.amazonaws.com/compute-type', values: ['fargate'] },
  { name: 'virtual-kubelet', key: 'type', values: ['virtual-kubelet'] },
] as const

/** Would be created on nodes that run no daemon pods. */
export const serverlessNode: Rule = {
  id: 'serverless-node',
  severity: 'warning',
  summary: 'would be created on Fargate or virtual-kubelet nodes, which cannot run it',
  why: `Fargate and virtual-kubelet nodes are one pod each, or no machine at all: they run no daemon pods. Their taint keeps DaemonSets away unless a toleration for everything
(\`operator: Exists\` without a key) lets them in; then the pods stay Pending for ever and a rolling update waits for them.`,
  example: {
    bad: `tolerations:
- operator: Exists
# ^^^^^^^^
`,
    good: `affinity:
  nodeAffinity:
    requiredDuringSchedulingIgnoredDuringExecution:
      nodeSelectorTerms:
      - matchExpressions:
        - key: eks.amazonaws.com/compute-type
          operator: NotIn
          values: [fargate]
tolerations:
- operator: Exists
`,
    nodes: `apiVersion: v1
kind: Node
metadata:
  name: fargate-1
  labels:
    eks.amazonaws.com/compute-type: fargate
spec:
  taints:
  - key: eks.amazonaws.com/compute-type
    value: fargate
    effect: NoSchedule
---
apiVersion: v1
kind: Node
metadata:
  name: node-1
`,
  },
  needs: 'nodes',
  links: ['https://docs.aws.amazon.com/eks/latest/userguide/fargate.html'],
  *check(daemonset, context) {
    if (isSample(context.inventory)) return
    const eligible = context
      .placement()
      .groups.filter((group) => group.shouldRun === true)
      .flatMap((group) => group.nodes)
    for (const { name, key, values } of KINDS) {
      const found = eligible.filter((node) => (values as readonly string[]).includes(node.labels[key] ?? ''))
      const [first] = found
      if (first === undefined) continue
      const requirement = { key, operator: 'NotIn', values: [...values] }
      const letIn = tolerationFor(podSpecOf(daemonset), first, context.minor)
      yield {
        span: letIn ? spanAt(daemonset, letIn) : keySpanAt(daemonset, POD_SPEC),
        field: letIn ?? POD_SPEC,
        message: `The pods would be created on ${found.length === 1 ? `the ${name} node ${first.name}` : `${found.length} ${name} nodes`}, which cannot run them: they stay Pending. Leave these nodes out by node affinity.`,
        fixes: () =>
          fixWith(
            daemonset,
            { title: `Leave out ${name} nodes (${key} NotIn ${values.join(', ')})`, safe: false },
            ...changesToRequire(daemonset, requirement),
          ),
      }
    }
  },
}

/** The toleration that lets the DaemonSet onto the node. */
function tolerationFor(podSpec: unknown, node: ClusterNode, minor: number): ReturnType<typeof readTolerations>['own'][number]['field'] {
  const { own } = readTolerations(podSpec, POD_SPEC, minor)
  const taints = node.taints.filter(isRepelling)
  return own.find((toleration) => taints.some((taint) => tolerates(toleration, taint, minor) === true))?.field
}
