import type { LocatedDaemonSet } from '../model/located.ts'
import { isMap } from '../scheduling/lenient.ts'
import type { ObjectSummary } from '../workspace-facts.ts'
import { areOnDifferentNodes } from './dead-terms.ts'
import { keySpanAt, podSpecOf, SPEC } from './fields.ts'
import { nameOf, neighboursOf, relatedTo } from './neighbours.ts'
import type { Rule } from './rule.ts'
import { selects } from './self-anti-affinity.ts'

const SELECTOR = SPEC.child('selector')

/** Nobody reads more, and a thousand copies of one manifest would name each other a million times. */
const MOST_RELATED = 20

/** The selector matches the pods of another workload too. */
export const overlappingSelector: Rule = {
  id: 'overlapping-selector',
  severity: 'warning',
  summary: "another workload's pods match this selector",
  why: `Selectors of one namespace must not overlap. A controller adopts pods that match its selector and have no owner, \`kubectl\` and Services mix the pods up, and with two
DaemonSets of one selector \`kubectl rollout\` and \`--cascade=orphan\` act on the wrong pods. Objects in the same folder and namespace are compared.`,
  example: {
    bad: `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: agent
spec:
  selector:
# ^^^^^^^^
    matchLabels:
      app: agent
  template:
    metadata:
      labels:
        app: agent
    spec:
      containers:
      - name: agent
        image: registry.example.com/agent:1.4.2
`,
    good: `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: agent
spec:
  selector:
    matchLabels:
      app: agent
      component: node
  template:
    metadata:
      labels:
        app: agent
        component: node
    spec:
      containers:
      - name: agent
        image: registry.example.com/agent:1.4.2
`,
    workspace: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: agent-api
spec:
  selector:
    matchLabels:
      app: agent
  template:
    metadata:
      labels:
        app: agent
        component: api
    spec:
      containers: []
`,
  },
  needs: 'workspace',
  links: ['https://kubernetes.io/docs/concepts/workloads/controllers/daemonset/#pod-selector'],
  *check(daemonset, context) {
    const selector = daemonset.value.spec?.selector
    if (!isMap(selector) || (Object.keys(selector.matchLabels ?? {}).length === 0 && (selector.matchExpressions ?? []).length === 0)) return
    const near = neighboursOf(daemonset, context)
    // one label is enough to leave out most workloads of a large workspace
    const [label] = Object.entries(selector.matchLabels ?? {})
    const candidates = label === undefined || typeof label[1] !== 'string' ? near?.workloads : near?.workloadsWith(label[0], label[1])
    const others = (candidates ?? []).filter((other) => other.template !== undefined && selects(selector, other.template.labels))
    const [first] = [...others].sort((a, b) => Number(areApart(daemonset, a)) - Number(areApart(daemonset, b)))
    if (first === undefined) return
    yield {
      span: keySpanAt(daemonset, SELECTOR),
      field: SELECTOR,
      // one DaemonSet for each kind of node is a habit that works, as long as nobody acts on pods by their labels
      severity: areApart(daemonset, first) ? 'information' : 'warning',
      message: `This selector matches the pods of ${nameOf(first)} too, so controllers, Services and kubectl cannot tell them apart. Give the pods a label that only they have, and select by it.`,
      related: others.slice(0, MOST_RELATED).map((other) => relatedTo(other, `Pods of ${nameOf(other)} match the selector`)),
    }
  },
}

/** Two DaemonSets that no node can take both of. */
function areApart(daemonset: LocatedDaemonSet, other: ObjectSummary): boolean {
  return other.kind === 'DaemonSet' && areOnDifferentNodes(podSpecOf(daemonset), other.template?.spec)
}
