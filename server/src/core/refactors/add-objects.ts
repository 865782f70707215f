// Objects that stand beside a DaemonSet: Services, a PriorityClass, RBAC for its service account. Appended in the file's style.
import { appendObjects } from '../edits/append-object.ts'
import { type Change, setValue } from '../edits/set-value.ts'
import type { Plain } from '../edits/write-value.ts'
import { isMap } from '../scheduling/lenient.ts'
import { from, lookUp, made, type Refactor, type Subject, standsAt, standsAtHead, standsIn, textsOf } from './refactor.ts'

const POD = ['spec', 'template', 'spec'] as const
/** Never before the first field: a comment above that would go with the new one. */
const WHERE = {
  after: ['nodeSelector', 'affinity', 'hostNetwork', 'hostPID', 'automountServiceAccountToken', 'serviceAccountName', 'priorityClassName'],
  before: ['tolerations', 'initContainers', 'containers', 'volumes'],
}

/** Headless Service and Service for the pods. */
export function addService(subject: Subject): readonly Refactor[] {
  if (subject.object.daemonset === undefined) return []
  const ports = portsOf(subject)
  const onPorts = ports.length > 0 && standsIn(subject, ...POD, 'containers') && subject.at.includes('ports')
  if (!onPorts && !standsAtHead(subject) && !standsAt(subject, ['spec', 'template', 'metadata', 'labels'])) return []
  const matchLabels = textsOf(lookUp(subject, 'spec', 'selector', 'matchLabels'))
  const selector = Object.keys(matchLabels).length > 0 ? matchLabels : textsOf(lookUp(subject, 'spec', 'template', 'metadata', 'labels'))
  if (Object.keys(selector).length === 0) return []
  const service = (name: string, spec: Record<string, Plain>): Plain => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, ...namespaceOf(subject), labels: selector },
    spec,
  })
  const withPorts: Record<string, Plain> = ports.length > 0 ? { selector, ports } : { selector }
  const headless = service(freeName(subject, 'Service', subject.name, `${subject.name}-headless`), { clusterIP: 'None', ...withPorts })
  const plainOne = service(freeName(subject, 'Service', subject.name, `${subject.name}-service`), withPorts)
  return [
    ...made(subject, 'Add a headless Service for the pods', 'refactor.add', ...appendObjects(subject.object.item, [headless])),
    ...(ports.length === 0 ? [] : made(subject, 'Add a Service for the pods', 'refactor.add', ...appendObjects(subject.object.item, [plainOne]))),
  ]
}

/** The ports of a Service: those of the containers, by name where they have one. */
function portsOf(subject: Subject): Plain[] {
  const containers = lookUp(subject, ...POD, 'containers')
  const all = (Array.isArray(containers) ? containers : []).flatMap((container: unknown): unknown[] =>
    isMap(container) && Array.isArray(container.ports) ? container.ports : [],
  )
  const ports = all.filter(isMap).filter(({ containerPort }) => typeof containerPort === 'number')
  const names = new Set<string>()
  return ports.flatMap(({ name, containerPort, protocol }): Plain[] => {
    const called = typeof name === 'string' && !names.has(name) ? name : `port-${containerPort}`
    // A Service tells its ports apart by name, and by number and protocol.
    const number = `${containerPort}/${protocol ?? 'TCP'}`
    if (names.has(number) || typeof containerPort !== 'number') return []
    names.add(called).add(number)
    const target = typeof name === 'string' ? name : containerPort
    return [{ name: called, port: containerPort, targetPort: target, ...(typeof protocol === 'string' && protocol !== 'TCP' ? { protocol } : {}) }]
  })
}

/** A PriorityClass: the one that the pods name and nobody defines, or a new one. */
export function addPriorityClass(subject: Subject): readonly Refactor[] {
  const path = [...POD, 'priorityClassName']
  if (subject.object.daemonset === undefined || !(standsAtHead(subject) || standsAt(subject, path, POD))) return []
  const named = lookUp(subject, ...path)
  if (typeof named === 'string' && (named === '' || named.startsWith('system-') || exists(subject, 'PriorityClass', named))) return []
  const name = typeof named === 'string' ? named : freeName(subject, 'PriorityClass', subject.name, `${subject.name}-priority`)
  const priorityClass = {
    apiVersion: 'scheduling.k8s.io/v1',
    kind: 'PriorityClass',
    metadata: { name },
    value: 1_000_000,
    globalDefault: false,
    description: `Agents of every node: their pods may take the place of others. Used by ${subject.name}.`,
  }
  const use: readonly Change[] = typeof named === 'string' ? [] : [setValue(from(subject, ...path), name, WHERE)]
  return made(subject, `Add a PriorityClass ${name}`, 'refactor.add', ...use, ...appendObjects(subject.object.item, [priorityClass]))
}

/** ServiceAccount, ClusterRole and ClusterRoleBinding; those that are there already are left out. */
export function addRbac(subject: Subject): readonly Refactor[] {
  const field = [...POD, 'serviceAccountName']
  if (subject.object.daemonset === undefined || !(standsAtHead(subject) || standsAt(subject, field, POD))) return []
  const named = lookUp(subject, ...field) ?? lookUp(subject, ...POD, 'serviceAccount')
  if (named !== undefined && (typeof named !== 'string' || named === '')) return []
  const name = typeof named === 'string' ? named : subject.name
  const role = `${name}-nodes`
  const namespace = subject.object.namespace ?? 'default'
  const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, ...namespaceOf(subject) } }
  const objects: Plain[] = [
    ...(exists(subject, 'ServiceAccount', name) ? [] : [account]),
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name: role },
      rules: [{ apiGroups: [''], resources: ['nodes', 'pods'], verbs: ['get', 'list', 'watch'] }],
    },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: { name: role },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: role },
      subjects: [{ kind: 'ServiceAccount', name, namespace }],
    },
  ]
  if (exists(subject, 'ClusterRoleBinding', role)) return []
  const withoutToken = lookUp(subject, ...POD, 'automountServiceAccountToken') === false
  const changes: Change[] = []
  if (named === undefined) changes.push(setValue(from(subject, ...field), name, WHERE))
  // Without its token the account has no use.
  if (withoutToken) changes.push(setValue(from(subject, ...POD, 'automountServiceAccountToken'), true))
  const title = `Add RBAC for the service account ${name}${withoutToken ? ' (and mount its token)' : ''}`
  return made(subject, title, 'refactor.add', ...changes, ...appendObjects(subject.object.item, objects))
}

function namespaceOf({ object }: Subject): { namespace?: string } {
  return object.namespace === null ? {} : { namespace: object.namespace }
}

function exists(subject: Subject, kind: string, name: string): boolean {
  const own = subject.object.namespace ?? 'default'
  const cluster = kind === 'PriorityClass' || kind.startsWith('Cluster')
  return subject.facts.ofKind(kind).some((object) => object.name === name && (cluster || (object.namespace ?? 'default') === own))
}

function freeName(subject: Subject, kind: string, ...wanted: readonly string[]): string {
  return wanted.find((name) => !exists(subject, kind, name)) ?? `${wanted.at(-1)}-2`
}
