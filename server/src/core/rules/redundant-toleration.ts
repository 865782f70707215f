import { fixWith, pathIn } from '../edits/edit.ts'
import { remove } from '../edits/remove.ts'
import { controllerTolerations } from '../scheduling/tolerations.ts'
import { podSpecOf, spanAt, tolerationsOf } from './fields.ts'
import type { Rule } from './rule.ts'

/** A toleration for a taint that the DaemonSet controller lets every daemon pod tolerate by itself. */
export const redundantToleration: Rule = {
  id: 'redundant-toleration',
  severity: 'hint',
  summary: 'the controller adds this toleration to every daemon pod anyway',
  why: `The DaemonSet controller adds tolerations for \`node.kubernetes.io/not-ready\` and \`unreachable\` (NoExecute), for \`disk-pressure\`, \`memory-pressure\`,
\`pid-pressure\` and \`unschedulable\` (NoSchedule), and with \`hostNetwork\` for \`network-unavailable\` (NoSchedule) to every pod that it makes. Writing them again
changes nothing; leaving them out makes clear which tolerations are the author's own decisions.`,
  example: {
    bad: `tolerations:
- key: node.kubernetes.io/disk-pressure
#      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  operator: Exists
  effect: NoSchedule
- key: node-role.kubernetes.io/control-plane
  operator: Exists
`,
    good: `tolerations:
- key: node-role.kubernetes.io/control-plane
  operator: Exists
`,
  },
  links: ['https://kubernetes.io/docs/concepts/workloads/controllers/daemonset/#taints-and-tolerations'],
  *check(daemonset) {
    const hostNetwork = podSpecOf(daemonset).hostNetwork === true
    const added = controllerTolerations(hostNetwork)
    for (const { value: toleration, path } of tolerationsOf(daemonset)) {
      const { key, effect, operator = '' } = toleration
      if (!added.some((own) => own.key === key && own.effect === effect)) continue
      // a time limit on a toleration that is not replaced does count: see lost-toleration-seconds for the one that is
      if (operator !== 'Exists' && toleration.tolerationSeconds !== undefined) continue
      if (operator !== 'Exists' && operator !== 'Equal' && operator !== '') continue
      yield {
        span: spanAt(daemonset, path.child('key')),
        field: path,
        message: `The DaemonSet controller tolerates ${key}:${effect} for every daemon pod, so this toleration changes nothing. Remove it.`,
        tags: ['unnecessary'],
        fixes: () => fixWith(daemonset, { title: `Remove the toleration of ${key}`, safe: true }, remove(pathIn(daemonset, path))),
      }
    }
  },
}
