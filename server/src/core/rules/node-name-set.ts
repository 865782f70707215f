import { fixWith, pathIn } from '../edits/edit.ts'
import { remove } from '../edits/remove.ts'
import { isPlaceholder } from '../model/placeholder.ts'
import { POD_SPEC, podSpecOf, spanAt } from './fields.ts'
import type { Rule } from './rule.ts'

/** `nodeName` in a pod template: a DaemonSet for one node. */
export const nodeNameSet: Rule = {
  id: 'node-name-set',
  severity: 'warning',
  summary: 'nodeName pins the DaemonSet to one node',
  why: `With \`nodeName\` in the pod template only the node of that name gets a pod. It is usually left over from a pod that was exported with \`kubectl get -o yaml\`.`,
  example: {
    bad: `nodeName: node-1
#         ^^^^^^
`,
    good: `nodeSelector:
  kubernetes.io/os: linux
`,
  },
  links: ['https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#nodename'],
  *check(daemonset) {
    const { nodeName } = podSpecOf(daemonset)
    const field = POD_SPEC.child('nodeName')
    if (nodeName === undefined || nodeName === '' || isPlaceholder(nodeName)) return
    yield {
      span: spanAt(daemonset, field),
      field,
      message: `nodeName allows the node ${nodeName} only, so no other node gets a pod. Remove it, or select nodes by a label.`,
      fixes: () => fixWith(daemonset, { title: 'Remove nodeName', safe: false }, remove(pathIn(daemonset, field))),
    }
  },
}
