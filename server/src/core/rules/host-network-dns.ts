import { fixWith, pathIn } from '../edits/edit.ts'
import { setValue } from '../edits/set-value.ts'
import type { LocatedDaemonSet } from '../model/located.ts'
import type { Path } from '../path.ts'
import { containersOf, listAt, POD_SPEC, podSpecOf, spanAt } from './fields.ts'
import { neighboursOf } from './neighbours.ts'
import type { Rule, RuleContext } from './rule.ts'

/** What a variable or flag that holds a host is called; a name alone may as well be a label or what the API is asked for. */
const HOLDS_HOST = /(host|url|uri|addr(ess)?|endpoints?|servers?|brokers?|dsn|target)$/i

const CLUSTER_NAME = /(?:^|[/@=:,\s"'])((?:[a-z0-9](?:[-a-z0-9]*[a-z0-9])?\.)+svc(?:\.cluster\.local)?\.?)(?=$|[/:,\s"'])/

/** On the host network, with the host's DNS, a Service's name cannot be found. */
export const hostNetworkDns: Rule = {
  id: 'host-network-dns',
  severity: 'information',
  summary: "hostNetwork with the node's DNS, and a name that only the cluster's DNS knows",
  why: `With \`hostNetwork: true\` the default \`dnsPolicy: ClusterFirst\` means the node's own resolver, which does not know Services. A pod that talks to one by name needs
\`dnsPolicy: ClusterFirstWithHostNet\`. Nothing is said where no such name is in sight.`,
  example: {
    bad: `hostNetwork: true
#            ^^^^
containers:
- name: agent
  image: registry.example.com/agent:1.4.2
  env:
  - name: SERVER
    value: http://collector.monitoring.svc.cluster.local:4317
`,
    good: `hostNetwork: true
dnsPolicy: ClusterFirstWithHostNet
containers:
- name: agent
  image: registry.example.com/agent:1.4.2
  env:
  - name: SERVER
    value: http://collector.monitoring.svc.cluster.local:4317
`,
  },
  links: ['https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-s-dns-policy'],
  *check(daemonset, context) {
    const spec = podSpecOf(daemonset)
    if (spec.hostNetwork !== true || (spec.dnsPolicy !== undefined && spec.dnsPolicy !== 'ClusterFirst')) return
    const found = serviceName(daemonset, context)
    if (found === undefined) return
    const field = POD_SPEC.child('hostNetwork')
    yield {
      span: spanAt(daemonset, field),
      field,
      message: `With hostNetwork the pods ask the node's DNS, which does not know ${found.name}. Set dnsPolicy: ClusterFirstWithHostNet.`,
      related: [{ span: spanAt(daemonset, found.path), message: `${found.name} is a name of the cluster's DNS` }],
      fixes: () =>
        fixWith(
          daemonset,
          { title: 'Set dnsPolicy: ClusterFirstWithHostNet', safe: false },
          setValue(pathIn(daemonset, POD_SPEC.child('dnsPolicy')), 'ClusterFirstWithHostNet', { after: ['hostNetwork'] }),
        ),
    }
  },
}

interface FoundName {
  readonly name: string
  readonly path: Path
}

function serviceName(daemonset: LocatedDaemonSet, context: RuleContext): FoundName | undefined {
  const services = new Set((neighboursOf(daemonset, context)?.ofKind('Service') ?? []).map(({ name }) => name))
  for (const { text, label, path } of textsOf(daemonset)) {
    const name = CLUSTER_NAME.exec(text)?.[1] ?? hostIn(text, label)
    if (name !== undefined && (name.includes('.svc') || services.has(name))) return { name, path }
  }
  return undefined
}

/** The first label of the host that a text names, where it is written as a host is or where one is expected. */
function hostIn(text: string, label: string): string | undefined {
  const [, flag = label, value = ''] = /^--?([\w.-]+)=(.*)$/.exec(text) ?? [text, label, text]
  const [, scheme, name, port] = /^([a-z][a-z0-9+.-]*:\/\/)?([a-z0-9-]+)(:\d+)?(?:\/|$)/.exec(value) ?? []
  return scheme !== undefined || port !== undefined || HOLDS_HOST.test(flag) ? name : undefined
}

/** Values of environment variables, commands and arguments. */
function textsOf(daemonset: LocatedDaemonSet): readonly { readonly text: string; readonly label: string; readonly path: Path }[] {
  return containersOf(daemonset).flatMap(({ value: container, path }) => {
    const env = listAt(container.env, path.child('env')).map((item) => ({
      text: item.value.value,
      label: item.value.name ?? '',
      path: item.path.child('value'),
    }))
    const words = (['command', 'args'] as const).flatMap((name) => {
      const list: unknown = container[name]
      return Array.isArray(list) ? list.map((text: unknown, index) => ({ text, label: '', path: path.child(name).index(index) })) : []
    })
    return [...env, ...words].flatMap(({ text, label, path: at }) => (typeof text === 'string' ? [{ text, label, path: at }] : []))
  })
}
