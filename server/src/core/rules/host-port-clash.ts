import { isSample } from '../model/cluster-node.ts'
import type { LocatedDaemonSet } from '../model/located.ts'
import { fieldOf, isMap, itemsOf } from '../scheduling/lenient.ts'
import type { ObjectSummary } from '../workspace-facts.ts'
import { podSpecOf, spanAt } from './fields.ts'
import { nameOf, neighboursOf, relatedTo } from './neighbours.ts'
import type { Rule, RuleContext } from './rule.ts'
import { type HostPort, hostPortsOf } from './surge.ts'

/** Two DaemonSets take one port of a node that both reach. */
export const hostPortClash: Rule = {
  id: 'host-port-clash',
  severity: 'warning',
  summary: 'two workloads take one host port on a node that both reach',
  why: `A host port belongs to one pod of a node. Where two DaemonSets want the same one, the pod that comes second stays Pending on that node, and which one that is changes from node to
node. DaemonSets of one file are compared, and of one folder where the nodes are known.`,
  example: {
    bad: `containers:
- name: agent
  image: registry.example.com/agent:1.4.2
  ports:
  - containerPort: 9100
    hostPort: 9100
#             ^^^^
`,
    good: `containers:
- name: agent
  image: registry.example.com/agent:1.4.2
  ports:
  - containerPort: 9100
    hostPort: 9200
`,
    nodes: `apiVersion: v1
kind: Node
metadata:
  name: node-1
`,
    workspace: `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: node-exporter
spec:
  selector:
    matchLabels:
      app: node-exporter
  template:
    metadata:
      labels:
        app: node-exporter
    spec:
      hostNetwork: true
      containers:
      - name: node-exporter
        image: registry.example.com/node-exporter:1.9.0
        ports:
        - containerPort: 9100
`,
  },
  needs: 'workspace',
  *check(daemonset, context) {
    const own = hostPortsOf(daemonset)
    if (own.length === 0) return
    const near = neighboursOf(daemonset, context)
    // a folder may hold variants of which one is installed: without real nodes only the DaemonSets of one file are taken to meet
    const guess = isSample(context.inventory) || context.inventory.nodes.length === 0
    const others = (near?.daemonSets ?? []).filter((other) => !guess || near?.isInSameFile(other))
    for (const port of own) {
      const clash = others.find((other) => portsOf(other).some((theirs) => overlap(port, theirs)) && meet(daemonset, other, context))
      if (clash === undefined) continue
      yield {
        span: spanAt(daemonset, port.path),
        field: port.path,
        message: `${nameOf(clash)} takes port ${port.port} of the same nodes, so the pod that comes second stays Pending there. Use another port, or keep the two on different nodes.`,
        related: [relatedTo(clash, `${nameOf(clash)} takes port ${port.port} too`)],
      }
    }
  },
}

type Port = Pick<HostPort, 'port' | 'protocol' | 'hostIP'>

function overlap(a: Port, b: Port): boolean {
  const anywhere = (ip: string): boolean => ip === '' || ip === '0.0.0.0'
  return a.port === b.port && a.protocol === b.protocol && (a.hostIP === b.hostIP || anywhere(a.hostIP) || anywhere(b.hostIP))
}

function portsOf(other: ObjectSummary): readonly Port[] {
  const spec = other.template?.spec
  const hostNetwork = fieldOf(spec, 'hostNetwork') === true
  const containers = itemsOf(fieldOf(spec, 'containers')).items.map(({ value }) => value)
  return containers
    .flatMap((container) => itemsOf(fieldOf(container, 'ports')).items.map(({ value }) => value))
    .flatMap((entry) => {
      const port = fieldOf(entry, 'hostPort') ?? (hostNetwork ? fieldOf(entry, 'containerPort') : undefined)
      const protocol = fieldOf(entry, 'protocol') ?? 'TCP'
      const hostIP = fieldOf(entry, 'hostIP') ?? ''
      return typeof port === 'number' && port > 0 && typeof protocol === 'string' && typeof hostIP === 'string' ? [{ port, protocol, hostIP }] : []
    })
}

/** With real nodes: some node is eligible for both. Without: neither is bound to certain nodes. */
function meet(daemonset: LocatedDaemonSet, other: ObjectSummary, context: RuleContext): boolean {
  const spec = other.template?.spec
  if (isSample(context.inventory) || context.inventory.nodes.length === 0) return isUnbound(podSpecOf(daemonset)) && isUnbound(spec)
  if (!isMap(spec)) return false
  const own = new Set(eligibleNames(context.placement()))
  return eligibleNames(context.placementOf({ spec: { template: { spec } } })).some((name) => own.has(name))
}

function eligibleNames(placement: ReturnType<RuleContext['placement']>): readonly string[] {
  return placement.groups.filter((group) => group.shouldRun === true).flatMap((group) => group.nodes.map((node) => node.name))
}

function isUnbound(spec: unknown): boolean {
  return (
    fieldOf(spec, 'nodeSelector') === undefined && fieldOf(spec, 'affinity', 'nodeAffinity') === undefined && fieldOf(spec, 'nodeName') === undefined
  )
}
