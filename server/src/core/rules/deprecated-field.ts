import { fixWith, pathIn } from '../edits/edit.ts'
import { renameKey } from '../edits/move-entry.ts'
import { remove } from '../edits/remove.ts'
import { type Change, setValue } from '../edits/set-value.ts'
import type { LocatedDaemonSet } from '../model/located.ts'
import { isConditional } from '../model/placeholder.ts'
import type { Path } from '../path.ts'
import type { Fix } from '../problem.ts'
import { isMap } from '../scheduling/lenient.ts'
import { containersOf, keySpanAt, POD_SPEC, podSpecOf, TEMPLATE } from './fields.ts'
import { findingAt } from './refine-by-finding.ts'
import type { Finding, Rule } from './rule.ts'

const ANNOTATIONS = TEMPLATE.child('metadata', 'annotations')
const CRITICAL_POD = 'scheduler.alpha.kubernetes.io/critical-pod'
const SECCOMP_POD = 'seccomp.security.alpha.kubernetes.io/pod'
const SECCOMP = 'container.seccomp.security.alpha.kubernetes.io/'
const APPARMOR = 'container.apparmor.security.beta.kubernetes.io/'

/** Fields and annotations that have been replaced by fields. */
export const deprecatedField: Rule = {
  id: 'deprecated-field',
  severity: 'warning',
  summary: 'a field or annotation that has been replaced',
  why: `\`serviceAccount\` is an old name of \`serviceAccountName\`. The annotations \`scheduler.alpha.kubernetes.io/*\`, \`seccomp.security.alpha.kubernetes.io/*\` and
\`container.apparmor.security.beta.kubernetes.io/*\` come from the time before there were fields; most of them do nothing any more.`,
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
    spec:
      serviceAccount: agent
#     ^^^^^^^^^^^^^^
      containers:
      - name: agent
        image: registry.example.com/agent:1.4.2
`,
    good: `serviceAccountName: agent
`,
  },
  links: ['https://kubernetes.io/docs/reference/labels-annotations-taints/'],
  *check(daemonset) {
    const account = serviceAccount(daemonset)
    if (account) yield account
    const annotations: unknown = daemonset.value.spec?.template?.metadata?.annotations
    if (!isMap(annotations)) return
    for (const [key, value] of Object.entries(annotations)) {
      // most often there for old clusters only: `{{ if semverCompare "<1.30" ... }}`
      if (isConditional(value)) continue
      const finding = annotation(daemonset, key, typeof value === 'string' ? value : '')
      if (finding) yield finding
    }
  },
  refines(problem, daemonset, context) {
    const speaks = problem.rule === 'server-warning' && /annotations/.test(problem.field ?? problem.serverMessage ?? '')
    return speaks ? findingAt(deprecatedField.check(daemonset, context), problem) : undefined
  },
}

function serviceAccount(daemonset: LocatedDaemonSet): Finding | undefined {
  const { serviceAccount: old, serviceAccountName: current } = podSpecOf(daemonset)
  const field = POD_SPEC.child('serviceAccount')
  if (old === undefined || isConditional(old)) return undefined
  const change = current === undefined ? renameKey(pathIn(daemonset, field), 'serviceAccountName') : remove(pathIn(daemonset, field))
  const agree = current === undefined || current === old
  return {
    span: keySpanAt(daemonset, field),
    field,
    // an exported manifest has both
    severity: current === old ? 'hint' : 'warning',
    message:
      current === undefined
        ? 'serviceAccount is deprecated and may be dropped. Use serviceAccountName.'
        : 'serviceAccount is deprecated, and serviceAccountName says the account already. Remove it.',
    tags: ['deprecated'],
    ...(agree
      ? { fixes: () => fixWith(daemonset, { title: current === undefined ? 'Use serviceAccountName' : 'Remove serviceAccount', safe: true }, change) }
      : {}),
  }
}

function annotation(daemonset: LocatedDaemonSet, key: string, value: string): Finding | undefined {
  const field = ANNOTATIONS.key(key)
  const at = { span: keySpanAt(daemonset, field), field, tags: ['deprecated'] } as const
  const drop = remove(pathIn(daemonset, field))
  if (key === CRITICAL_POD) {
    const named = podSpecOf(daemonset).priorityClassName !== undefined
    return {
      ...at,
      message: `This annotation does nothing since Kubernetes 1.16. ${named ? 'Remove it: priorityClassName says what it said.' : 'Use priorityClassName: system-node-critical.'}`,
      fixes: () => {
        const critical = daemonset.value.metadata?.namespace === 'kube-system'
        const title = 'Use priorityClassName: system-node-critical'
        const replace = named ? [] : fixWith(daemonset, { title, preferred: critical, safe: false }, drop, priorityClass(daemonset))
        return [...fixWith(daemonset, { title: 'Remove the annotation', preferred: named || !critical, safe: true }, drop), ...replace]
      },
    }
  }
  if (/^scheduler\.alpha\.kubernetes\.io\/(tolerations|affinity)$/.test(key)) {
    const name = key.endsWith('affinity') ? 'affinity' : 'tolerations'
    return {
      ...at,
      message: `This annotation does nothing since Kubernetes 1.8. Write ${name} in the pod's spec, and remove it.`,
      fixes: () => fixWith(daemonset, { title: 'Remove the annotation', safe: true }, drop),
    }
  }
  if (key === SECCOMP_POD || key.startsWith(SECCOMP)) {
    const place = key === SECCOMP_POD ? POD_SPEC : containerPath(daemonset, key.slice(SECCOMP.length))
    return {
      ...at,
      message: 'This annotation does nothing since Kubernetes 1.27. Use securityContext.seccompProfile.',
      fixes: () => profileFix(daemonset, place, 'seccompProfile', value, drop),
    }
  }
  if (key.startsWith(APPARMOR)) {
    const place = containerPath(daemonset, key.slice(APPARMOR.length))
    return {
      ...at,
      message: 'This annotation is deprecated since Kubernetes 1.30. Use securityContext.appArmorProfile.',
      fixes: () => profileFix(daemonset, place, 'appArmorProfile', value, drop),
    }
  }
  return undefined
}

function priorityClass(daemonset: LocatedDaemonSet): Change {
  return setValue(pathIn(daemonset, POD_SPEC.child('priorityClassName')), 'system-node-critical', {
    after: ['serviceAccountName'],
    before: ['containers'],
  })
}

function containerPath(daemonset: LocatedDaemonSet, name: string): Path | undefined {
  return containersOf(daemonset).find(({ value }) => value.name === name)?.path
}

/** `runtime/default`, `localhost/NAME` or `unconfined` as a profile of the security context. */
function profileFix(daemonset: LocatedDaemonSet, place: Path | undefined, field: string, value: string, drop: Change): readonly Fix[] {
  const local = /^localhost\/(.+)$/.exec(value)?.[1]
  const type = /^(runtime|docker)\/default$/.test(value) ? 'RuntimeDefault' : value === 'unconfined' ? 'Unconfined' : local ? 'Localhost' : undefined
  if (place === undefined || type === undefined) return []
  const profile = local ? { type, localhostProfile: local } : { type }
  const path = place.child('securityContext', field)
  return fixWith(daemonset, { title: `Use securityContext.${field}: ${type}`, safe: false }, setValue(pathIn(daemonset, path), profile), drop)
}
