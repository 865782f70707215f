import { isSample } from '../model/cluster-node.ts'
import type { PlacementReason } from '../scheduling/placement.ts'
import { spanAt } from './fields.ts'
import type { Rule } from './rule.ts'

/** Eligible nodes that cannot take the pod: it is created and stays Pending. */
export const pendingForEver: Rule = {
  id: 'pending-for-ever',
  severity: 'warning',
  summary: 'eligible nodes on which the pod can never fit',
  why: `The DaemonSet controller does not look at resources or ports: it creates the pod, and the scheduler may bind it to that one node only. If the node has less to give than the pod
requests, or its host port is taken, the pod stays Pending for as long as nothing changes, and a rolling update waits for it.`,
  example: {
    bad: `containers:
- name: agent
  image: registry.example.com/agent:1.4.2
  resources:
    requests:
      cpu: "4"
#          ^^^
`,
    good: `containers:
- name: agent
  image: registry.example.com/agent:1.4.2
  resources:
    requests:
      cpu: 500m
`,
    nodes: `apiVersion: v1
kind: Node
metadata:
  name: node-1
status:
  allocatable:
    cpu: "2"
    memory: 4Gi
    pods: "110"
`,
  },
  needs: 'nodes',
  links: ['https://kubernetes.io/docs/concepts/workloads/controllers/daemonset/#how-daemon-pods-are-scheduled'],
  *check(daemonset, context) {
    if (isSample(context.inventory)) return
    const pending = context.placement().groups.filter((group) => group.verdict === 'pending')
    const byReason = new Map<string, { reason: PlacementReason; nodes: string[] }>()
    for (const group of pending) {
      const [reason] = group.reasons
      if (reason === undefined) continue
      const key = `${reason.check} ${reason.field}`
      const known = byReason.get(key) ?? { reason, nodes: [] }
      known.nodes.push(...group.nodes.map((node) => node.name))
      byReason.set(key, known)
    }
    for (const { reason, nodes } of byReason.values()) {
      const where = nodes.length > 3 ? `${nodes.length} eligible nodes` : nodes.join(', ')
      yield {
        span: spanAt(daemonset, reason.field),
        field: reason.field,
        message: `On ${where} the pod is created and stays Pending: ${reason.detail}. Ask for less, or leave these nodes out.`,
      }
    }
  },
}
