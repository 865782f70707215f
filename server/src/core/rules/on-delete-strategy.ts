import { fixWith, pathIn } from '../edits/edit.ts'
import { setValue } from '../edits/set-value.ts'
import { SPEC, spanAt } from './fields.ts'
import type { Rule } from './rule.ts'

/** Edits reach no pod until someone deletes it. */
export const onDeleteStrategy: Rule = {
  id: 'on-delete-strategy',
  severity: 'hint',
  summary: 'with OnDelete an edit reaches no pod until someone deletes it',
  why: `\`OnDelete\` leaves the old pods running after an edit, node by node, until each is deleted by hand or its node restarts. That is right for storage daemons whose restart has to
be planned, and a surprise anywhere else.`,
  example: {
    bad: `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: agent
spec:
  selector:
    matchLabels:
      app: agent
  updateStrategy:
    type: OnDelete
#         ^^^^^^^^
  template:
    metadata:
      labels:
        app: agent
    spec:
      containers:
      - name: agent
        image: registry.example.com/agent:1.4.2
`,
    good: `nodeSelector:
  kubernetes.io/os: linux
`,
  },
  links: ['https://kubernetes.io/docs/tasks/manage-daemon/update-daemon-set/#daemonset-update-strategy'],
  *check(daemonset) {
    const field = SPEC.child('updateStrategy', 'type')
    if (daemonset.value.spec?.updateStrategy?.type !== 'OnDelete') return
    yield {
      span: spanAt(daemonset, field),
      field,
      message: 'With OnDelete an edit reaches no pod until someone deletes it. Use RollingUpdate unless restarts have to be planned by hand.',
      fixes: () => fixWith(daemonset, { title: 'Use RollingUpdate', safe: false }, setValue(pathIn(daemonset, field), 'RollingUpdate')),
    }
  },
}
