import { fixWith, pathIn } from '../edits/edit.ts'
import { remove } from '../edits/remove.ts'
import { isSample } from '../model/cluster-node.ts'
import { isPlaceholder } from '../model/placeholder.ts'
import { isTolerated, readToleration, readTolerations, tolerates } from '../scheduling/tolerations.ts'
import { POD_SPEC, podSpecOf, spanAt, tolerationsOf } from './fields.ts'
import type { Rule } from './rule.ts'

/** Taints that come and go by themselves: that no node has them now says nothing. */
const TRANSIENT =
  /^(node\.kubernetes\.io\/|node\.cloudprovider\.kubernetes\.io\/|karpenter\.sh\/|ToBeDeletedByClusterAutoscaler$|DeletionCandidateOfClusterAutoscaler$)|not-?ready|(^|[/-])(startup|uninitialized|unregistered|initializing)/i

const CONTROL_PLANE = { key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }

/** Tolerates a taint that no known node has. */
export const deadToleration: Rule = {
  id: 'dead-toleration',
  severity: 'information',
  summary: 'a toleration that matches no taint of any known node',
  why: `A toleration for a taint that no node has does nothing, and is often a misspelt key or a value that has changed. Taints that come and go, such as
\`node.kubernetes.io/not-ready\`, are left alone, and nothing is said where the nodes are only a sample.`,
  example: {
    bad: `tolerations:
- key: example.com/dedicatd
#      ^^^^^^^^^^^^^^^^^^^^
  operator: Exists
`,
    good: `tolerations:
- key: example.com/dedicated
  operator: Exists
`,
    nodes: `apiVersion: v1
kind: Node
metadata:
  name: node-1
spec:
  taints:
  - key: example.com/dedicated
    value: storage
    effect: NoSchedule
`,
  },
  needs: 'nodes',
  links: ['https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/'],
  *check(daemonset, context) {
    const { nodes } = context.inventory
    if (isSample(context.inventory) || nodes.length === 0) return
    const all = readTolerations(podSpecOf(daemonset), POD_SPEC, context.minor)
    for (const { value, path } of tolerationsOf(daemonset)) {
      const { key } = value
      if (key === undefined || key === '' || isPlaceholder(key) || TRANSIENT.test(key)) continue
      // of the old key alone outdated-master-taint speaks
      if (key === 'node-role.kubernetes.io/master' && isTolerated(all, CONTROL_PLANE) === false) continue
      const toleration = readToleration(value, path)
      if (nodes.some((node) => node.taints.some((taint) => tolerates(toleration, taint, context.minor) !== false))) continue
      const sameKey = nodes.flatMap((node) => node.taints).find((taint) => taint.key === key)
      const why = sameKey === undefined ? `No known node has a taint ${key}` : `The known nodes have ${key} only with another value or effect`
      yield {
        span: spanAt(daemonset, path.child('key')),
        field: path,
        message: `${why}, so this toleration does nothing. Remove it, or correct it.`,
        tags: ['unnecessary'],
        fixes: () => fixWith(daemonset, { title: `Remove the toleration of ${key}`, safe: false }, remove(pathIn(daemonset, path))),
      }
    }
  },
}
