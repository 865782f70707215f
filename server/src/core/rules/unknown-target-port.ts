import { PLACEHOLDER } from '../model/placeholder.ts'
import { isMap } from '../scheduling/lenient.ts'
import { nearestTexts } from '../schema/nearby-fields.ts'
import type { ObjectSummary } from '../workspace-facts.ts'
import { containersOf, keySpanAt, spanAt, TEMPLATE } from './fields.ts'
import { nameOf, neighboursOf, relatedTo } from './neighbours.ts'
import type { Rule } from './rule.ts'

const CONTAINERS = TEMPLATE.child('spec', 'containers')

/** A Service that selects these pods by a port name that none of their containers has. */
export const unknownTargetPort: Rule = {
  id: 'unknown-target-port',
  severity: 'warning',
  summary: 'a Service whose targetPort names no port of these pods',
  why: `A targetPort that is a name is looked up among the ports of each pod's containers. A pod without a port of that name is no endpoint of that Service port, and nothing says so:
connections are refused. A targetPort that is a number needs no such declaration. Services of the same folder and namespace are looked at.`,
  example: {
    bad: `containers:
- name: agent
  image: registry.example.com/agent:1.4.2
  ports:
  - name: metric
#         ^^^^^^
    containerPort: 9100
`,
    good: `containers:
- name: agent
  image: registry.example.com/agent:1.4.2
  ports:
  - name: metrics
    containerPort: 9100
`,
    workspace: `apiVersion: v1
kind: Service
metadata:
  name: agent
spec:
  clusterIP: None
  selector:
    app: agent
  ports:
  - port: 80
    targetPort: metrics
`,
  },
  needs: 'workspace',
  links: ['https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports'],
  *check(daemonset, context) {
    const labels: unknown = daemonset.value.spec?.template?.metadata?.labels
    const near = daemonset.template || !isMap(labels) ? undefined : neighboursOf(daemonset, context)
    if (near === undefined) return
    const containers = containersOf(daemonset)
    const names = containers.flatMap(({ value, path }) =>
      (value.ports ?? []).flatMap((port, index) =>
        typeof port.name === 'string' ? [{ name: port.name, path: path.child('ports').index(index).child('name') }] : [],
      ),
    )
    if (containers.length === 0 || names.some(({ name }) => name.includes(PLACEHOLDER))) return
    for (const service of near.ofKind('Service')) {
      if (!selects(service, labels)) continue
      for (const wanted of namedTargetPorts(service)) {
        if (names.some(({ name }) => name === wanted)) continue
        if (near.workloads.some((other) => selects(service, other.template?.labels) && portNames(other.template?.spec).includes(wanted))) continue
        const [meant] = nearestTexts(
          wanted,
          names.map(({ name }) => name),
        )
        const nearby = names.find(({ name }) => name === meant)
        yield {
          span: nearby === undefined ? keySpanAt(daemonset, CONTAINERS) : spanAt(daemonset, nearby.path),
          field: nearby === undefined ? CONTAINERS : nearby.path,
          message: `${nameOf(service)} sends to the port ${wanted}, and no container here has a port of that name, so it reaches none of these pods. ${
            nearby === undefined ? `Name a port ${wanted}, or give the Service a number.` : `Make it agree with ${nearby.name}.`
          }`,
          related: [relatedTo(service, `${nameOf(service)} sends to the port ${wanted}`)],
        }
      }
    }
  },
}

function selects(service: ObjectSummary, labels: unknown): boolean {
  const selector = isMap(service.spec) ? service.spec.selector : undefined
  if (!isMap(selector) || !isMap(labels)) return false
  const entries = Object.entries(selector)
  return entries.length > 0 && entries.every(([key, value]) => labels[key] === value)
}

function namedTargetPorts(service: ObjectSummary): readonly string[] {
  const ports: unknown = isMap(service.spec) ? service.spec.ports : undefined
  if (!Array.isArray(ports)) return []
  const names = ports.flatMap((port: unknown) => (isMap(port) && typeof port.targetPort === 'string' ? [port.targetPort] : []))
  return [...new Set(names)].filter((name) => !/^\d+$/.test(name))
}

function portNames(spec: unknown): readonly unknown[] {
  if (!isMap(spec)) return []
  const containers = [spec.containers, spec.initContainers].flatMap((list): unknown[] => (Array.isArray(list) ? list : []))
  return containers.flatMap((container) => {
    const ports = isMap(container) ? container.ports : undefined
    return Array.isArray(ports) ? ports.map((port: unknown) => (isMap(port) ? port.name : undefined)) : []
  })
}
