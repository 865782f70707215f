import { isMap } from '../scheduling/lenient.ts'
import { nearestTexts } from '../schema/nearby-fields.ts'
import type { ObjectSummary } from '../workspace-facts.ts'
import { keySpanAt, spanAt, TEMPLATE } from './fields.ts'
import { nameOf, neighboursOf, relatedTo } from './neighbours.ts'
import type { Rule } from './rule.ts'

const LABELS = TEMPLATE.child('metadata', 'labels')

/** A Service that nearly selects these pods, and no others. */
export const serviceSelectsNothing: Rule = {
  id: 'service-selects-nothing',
  severity: 'information',
  summary: 'a Service whose selector nearly matches these pods, and no others',
  why: `A Service sends traffic to the pods whose labels match its whole selector. When one label is off it has no endpoints, and connections to it are refused, though everything is
running. Services of the same folder and namespace are compared.`,
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
        component: nodes
#                  ^^^^^
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
    workspace: `apiVersion: v1
kind: Service
metadata:
  name: agent
spec:
  clusterIP: None
  selector:
    app: agent
    component: node
`,
  },
  needs: 'workspace',
  links: ['https://kubernetes.io/docs/concepts/services-networking/service/'],
  *check(daemonset, context) {
    const labels: unknown = daemonset.value.spec?.template?.metadata?.labels
    const near = neighboursOf(daemonset, context)
    if (!isMap(labels) || near === undefined) return
    for (const service of near.ofKind('Service')) {
      const selector = selectorOf(service)
      const off = selector.filter(([key, value]) => labels[key] !== value)
      const [miss] = off
      if (miss === undefined || off.length > 1 || !isNear(selector.length, miss, labels[miss[0]])) continue
      if (near.workloads.some((other) => selector.every(([key, value]) => other.template?.labels[key] === value))) continue
      const [key, value] = miss
      const actual = labels[key]
      yield {
        span: actual === undefined ? keySpanAt(daemonset, LABELS) : spanAt(daemonset, LABELS.key(key)),
        field: actual === undefined ? LABELS : LABELS.key(key),
        message: `${nameOf(service)} selects ${key}: ${value}, and these pods have ${actual === undefined ? `no ${key}` : `${key}: ${actual}`}, so it reaches none. Make the label and the Service agree.`,
        related: [relatedTo(service, `${nameOf(service)} selects ${key}: ${value}`)],
      }
    }
  },
}

function selectorOf(service: ObjectSummary): readonly (readonly [string, string])[] {
  const selector = isMap(service.spec) ? service.spec.selector : undefined
  return isMap(selector) ? Object.entries(selector).filter((entry): entry is [string, string] => typeof entry[1] === 'string') : []
}

/** Several labels of which all but one agree, or one whose value is nearly right. */
function isNear(count: number, [, value]: readonly [string, string], actual: unknown): boolean {
  return count > 1 || (typeof actual === 'string' && nearestTexts(actual, [value]).length > 0)
}
