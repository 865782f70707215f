import { fixWith, pathIn } from '../edits/edit.ts'
import { remove } from '../edits/remove.ts'
import { isReplacedByController } from '../scheduling/tolerations.ts'
import { podSpecOf, spanAt, tolerationsOf } from './fields.ts'
import type { Rule } from './rule.ts'

/** `tolerationSeconds` on a toleration that the controller replaces by its own, which has no time limit. */
export const lostTolerationSeconds: Rule = {
  id: 'lost-toleration-seconds',
  severity: 'warning',
  summary: 'the controller replaces this toleration: its tolerationSeconds is dropped',
  why: `A toleration of \`node.kubernetes.io/not-ready\` or \`node.kubernetes.io/unreachable\` with \`operator: Exists\` and \`effect: NoExecute\` is replaced by the
controller's own, which has no \`tolerationSeconds\`. The daemon pods stay on a node that is not ready for as long as it exists, whatever limit is written here.`,
  example: {
    bad: `tolerations:
- key: node.kubernetes.io/unreachable
  operator: Exists
  effect: NoExecute
  tolerationSeconds: 60
#                    ^^
`,
    good: `tolerations:
- key: example.com/maintenance
  operator: Exists
  effect: NoExecute
  tolerationSeconds: 60
`,
  },
  links: ['https://kubernetes.io/docs/concepts/workloads/controllers/daemonset/#taints-and-tolerations'],
  *check(daemonset) {
    const hostNetwork = podSpecOf(daemonset).hostNetwork === true
    for (const { value: toleration, path } of tolerationsOf(daemonset)) {
      const { tolerationSeconds: seconds, key } = toleration
      if (seconds === undefined || !isReplacedByController(toleration, hostNetwork)) continue
      const field = path.child('tolerationSeconds')
      yield {
        span: spanAt(daemonset, field),
        field,
        message: `The DaemonSet controller replaces this toleration of ${key} by its own without a limit, so tolerationSeconds ${seconds} is dropped and the pods stay. Remove it.`,
        fixes: () => fixWith(daemonset, { title: 'Remove tolerationSeconds', safe: true }, remove(pathIn(daemonset, field))),
      }
    }
  },
}
