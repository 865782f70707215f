import { type ClusterNode, isSample } from '../model/cluster-node.ts'
import { keySpanAt, POD_SPEC } from './fields.ts'
import { fixesToLeaveOut } from './fixes-for-placement.ts'
import type { Rule } from './rule.ts'

const OS = 'kubernetes.io/os'

/** Eligible nodes have several operating systems; an image is made for one. */
export const unsetOperatingSystem: Rule = {
  id: 'unset-operating-system',
  severity: 'information',
  summary: 'eligible nodes have different operating systems, and nothing selects one',
  why: `In a cluster with Linux and Windows nodes a DaemonSet without a selector gets a pod on all of them. A container image is made for one operating system: on the others
the pod stays in ImagePullBackOff or CreateContainerError, and a rolling update stops there.`,
  example: {
    bad: `apiVersion: apps/v1
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
#   ^^^^
      containers:
      - name: agent
        image: registry.example.com/agent:1.4.2
`,
    good: `nodeSelector:
  kubernetes.io/os: linux
`,
    nodes: `apiVersion: v1
kind: Node
metadata:
  name: node-1
  labels:
    kubernetes.io/os: linux
---
apiVersion: v1
kind: Node
metadata:
  name: node-2
  labels:
    kubernetes.io/os: windows
`,
  },
  needs: 'nodes',
  links: ['https://kubernetes.io/docs/concepts/windows/user-guide/#ensuring-os-specific-workloads-land-on-the-appropriate-container-host'],
  *check(daemonset, context) {
    if (isSample(context.inventory)) return
    const eligible = context
      .placement()
      .groups.filter((group) => group.shouldRun === true)
      .flatMap((group) => group.nodes)
    const byOs = new Map<string, ClusterNode[]>()
    for (const node of eligible) {
      const os = node.labels[OS]
      if (os === undefined) continue
      const known = byOs.get(os)
      if (known) known.push(node)
      else byOs.set(os, [node])
    }
    if (byOs.size < 2) return
    const counts = [...byOs].sort((a, b) => b[1].length - a[1].length)
    yield {
      span: keySpanAt(daemonset, POD_SPEC),
      field: POD_SPEC,
      message: `The ${eligible.length} eligible nodes run ${counts.map(([os, nodes]) => `${os} (${nodes.length})`).join(' and ')}, and the pods cannot start on all of them. Select one with ${OS}.`,
      fixes: () =>
        counts.flatMap(([os]) =>
          fixesToLeaveOut(
            daemonset,
            context,
            eligible.filter((node) => node.labels[OS] !== os),
          ).slice(0, 1),
        ),
    }
  },
}
