import { type ClusterNode, isSample } from '../model/cluster-node.ts'
import { containersOf, spanAt } from './fields.ts'
import { fixesToLeaveOut } from './fixes-for-placement.ts'
import type { Rule } from './rule.ts'

const ARCH = 'kubernetes.io/arch'
const NAMED = /[-_/:.](amd64|x86_64|arm64|aarch64|armv7|arm|ppc64le|s390x)(?=$|[-_/:.@])/i
const SAME: Readonly<Record<string, string>> = { x86_64: 'amd64', aarch64: 'arm64', armv7: 'arm' }

/** An image whose name says its architecture, and eligible nodes of another one. */
export const architectureMismatch: Rule = {
  id: 'architecture-mismatch',
  severity: 'off',
  summary: 'an image for one architecture, and eligible nodes of another one',
  why: `An image whose name or tag says \`amd64\` or \`arm64\` starts on nodes of that architecture only; elsewhere the container ends with \`exec format error\`. Off by default,
because a name is no proof.`,
  example: {
    bad: `containers:
- name: agent
  image: registry.example.com/agent-amd64:1.4.2
#        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
    good: `nodeSelector:
  kubernetes.io/arch: amd64
containers:
- name: agent
  image: registry.example.com/agent-amd64:1.4.2
`,
    nodes: `apiVersion: v1
kind: Node
metadata:
  name: node-1
  labels:
    kubernetes.io/arch: amd64
---
apiVersion: v1
kind: Node
metadata:
  name: node-2
  labels:
    kubernetes.io/arch: arm64
`,
  },
  needs: 'nodes',
  *check(daemonset, context) {
    if (isSample(context.inventory)) return
    for (const { value, path } of containersOf(daemonset)) {
      const named = NAMED.exec(value.image ?? '')?.[1]?.toLowerCase()
      if (named === undefined) continue
      const arch = SAME[named] ?? named
      const others: readonly ClusterNode[] = context
        .placement()
        .groups.filter((group) => group.shouldRun === true)
        .flatMap((group) => group.nodes)
        .filter((node) => node.labels[ARCH] !== undefined && node.labels[ARCH] !== arch)
      if (others.length === 0) continue
      yield {
        span: spanAt(daemonset, path.child('image')),
        field: path.child('image'),
        message: `This image is for ${arch}, and ${others.length === 1 ? 'an eligible node is' : `${others.length} eligible nodes are`} ${[...new Set(others.map((node) => node.labels[ARCH]))].join(', ')}: the container cannot start there. Select ${ARCH}: ${arch}.`,
        fixes: () => fixesToLeaveOut(daemonset, context, others),
      }
    }
  },
}
