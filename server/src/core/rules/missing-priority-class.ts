import { fixWith, pathIn } from '../edits/edit.ts'
import { setValue } from '../edits/set-value.ts'
import type { LocatedDaemonSet } from '../model/located.ts'
import { isMap } from '../scheduling/lenient.ts'
import { keySpanAt, POD_SPEC, podSpecOf, volumesOf } from './fields.ts'
import type { Rule } from './rule.ts'

/** Host paths of agents without which a node cannot run pods. */
const CRITICAL_PATH = /^\/(etc\/cni|opt\/cni|var\/lib\/cni|var\/lib\/kubelet\/(plugins|plugins_registry|device-plugins))(\/|$)/

/** A node agent that may be pushed off its node by ordinary pods. */
export const missingPriorityClass: Rule = {
  id: 'missing-priority-class',
  severity: 'hint',
  summary: 'a node-critical agent without priorityClassName',
  why: `Without a priority class a daemon pod has the priority of any other pod: on a full node it stays Pending, and under pressure it is among the first to go. What a node cannot do
without (network, storage and device plugins, what runs in kube-system) has \`system-node-critical\`.`,
  example: {
    bad: `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: agent
  namespace: kube-system
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
    good: `priorityClassName: system-node-critical
`,
  },
  links: ['https://kubernetes.io/docs/tasks/administer-cluster/guaranteed-scheduling-critical-addon-pods/'],
  *check(daemonset) {
    const spec = podSpecOf(daemonset)
    if (
      spec.priorityClassName !== undefined ||
      spec.priority !== undefined ||
      daemonset.value.spec?.template?.spec === undefined ||
      daemonset.template
    )
      return
    // of the old annotation for the same thing deprecated-field speaks
    const annotations: unknown = daemonset.value.spec?.template?.metadata?.annotations
    if (isMap(annotations) && annotations['scheduler.alpha.kubernetes.io/critical-pod'] !== undefined) return
    const why = reasonFor(daemonset)
    if (why === undefined) return
    yield {
      span: keySpanAt(daemonset, POD_SPEC),
      field: POD_SPEC,
      message: `${why}, and without priorityClassName ordinary pods can take its place on a full node. Set priorityClassName: system-node-critical.`,
      fixes: () =>
        fixWith(
          daemonset,
          { title: 'Set priorityClassName: system-node-critical', safe: false },
          setValue(pathIn(daemonset, POD_SPEC.child('priorityClassName')), 'system-node-critical', {
            after: ['serviceAccountName', 'serviceAccount'],
            before: ['nodeSelector', 'affinity', 'tolerations', 'initContainers', 'containers'],
          }),
        ),
    }
  },
}

function reasonFor(daemonset: LocatedDaemonSet): string | undefined {
  if (daemonset.value.metadata?.namespace === 'kube-system') return 'This runs in kube-system'
  const path = volumesOf(daemonset)
    .map(({ value }) => value.hostPath?.path ?? '')
    .find((at) => CRITICAL_PATH.test(at))
  return path === undefined ? undefined : `This serves the node itself (${path})`
}
