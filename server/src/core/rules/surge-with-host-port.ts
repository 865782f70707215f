import { fixWith, pathIn } from '../edits/edit.ts'
import { setValue } from '../edits/set-value.ts'
import { spanAt } from './fields.ts'
import type { Rule } from './rule.ts'
import { selfAntiAffinities } from './self-anti-affinity.ts'
import { hostPortsOf, ROLLING_UPDATE, surgeOf } from './surge.ts'

/** maxSurge wants two pods on a node for a while; a host port allows one. */
export const surgeWithHostPort: Rule = {
  id: 'surge-with-host-port',
  severity: 'warning',
  summary: 'maxSurge with a host port: the roll-out never completes',
  why: `With \`maxSurge\` the new pod is made beside the old one, and the old one ends when the new one is available. A host port, any declared port under \`hostNetwork\`, or a required
anti-affinity of the pods to each other keeps the new pod Pending as long as the old one runs, so neither ever moves.`,
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
    rollingUpdate:
      maxSurge: 1
#               ^
      maxUnavailable: 0
  template:
    metadata:
      labels:
        app: agent
    spec:
      containers:
      - name: agent
        image: registry.example.com/agent:1.4.2
        ports:
        - containerPort: 9100
          hostPort: 9100
`,
    good: `containers:
- name: agent
  image: registry.example.com/agent:1.4.2
  ports:
  - containerPort: 9100
    hostPort: 9100
`,
  },
  links: ['https://kubernetes.io/docs/tasks/manage-daemon/update-daemon-set/'],
  *check(daemonset) {
    const surge = surgeOf(daemonset)
    if (surge === undefined) return
    const [port] = hostPortsOf(daemonset)
    const apart = selfAntiAffinities(daemonset).find(({ required }) => required)
    const cause = port
      ? { what: `the old pod holds port ${port.port} of the node`, path: port.path, note: `Only one pod a node can have port ${port.port}` }
      : apart
        ? { what: 'a required anti-affinity keeps the pods apart', path: apart.path, note: 'The pods may not stand side by side' }
        : undefined
    if (cause === undefined) return
    const field = ROLLING_UPDATE.child('maxSurge')
    yield {
      span: spanAt(daemonset, field),
      field,
      message: `With maxSurge ${surge} the new pod has to start beside the old one, but ${cause.what}: the roll-out never completes. Use maxSurge 0 and maxUnavailable 1.`,
      related: [{ span: spanAt(daemonset, cause.path), message: cause.note }],
      fixes: () =>
        fixWith(
          daemonset,
          { title: 'Use maxSurge 0 and maxUnavailable 1', safe: false },
          setValue(pathIn(daemonset, field), 0),
          setValue(pathIn(daemonset, ROLLING_UPDATE.child('maxUnavailable')), 1),
        ),
    }
  },
}
