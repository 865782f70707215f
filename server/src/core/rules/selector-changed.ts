import { fixWith, pathIn } from '../edits/edit.ts'
import { type Change, setValue } from '../edits/set-value.ts'
import type { Plain } from '../edits/write-value.ts'
import type { LabelSelector } from '../model/kubernetes.ts'
import type { LocatedDaemonSet } from '../model/located.ts'
import { isMap } from '../scheduling/lenient.ts'
import { SPEC, spanAt, TEMPLATE } from './fields.ts'
import { asRefinement } from './refine-by-finding.ts'
import type { Finding, Rule } from './rule.ts'

const SELECTOR = SPEC.child('selector')

/** The selector of a DaemonSet that exists cannot be changed. */
export const selectorChanged: Rule = {
  id: 'selector-changed',
  severity: 'error',
  summary: 'the selector differs from the last version, and it is immutable',
  why: `\`spec.selector\` cannot be changed once the DaemonSet exists: the API server answers \`field is immutable\`. To change it all the same, delete the DaemonSet without its pods
(\`kubectl delete daemonset NAME --cascade=orphan\`) and create it again with the new selector; pods that it no longer matches stay behind and have to be deleted.`,
  example: {
    bad: `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: agent
spec:
  selector:
    matchLabels:
      app: node-agent
#          ^^^^^^^^^^
  template:
    metadata:
      labels:
        app: node-agent
    spec:
      containers:
      - name: agent
        image: registry.example.com/agent:1.4.2
`,
    good: `nodeSelector:
  kubernetes.io/os: linux
`,
    previous: `apiVersion: apps/v1
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
      containers:
      - name: agent
        image: registry.example.com/agent:1.4.2
`,
  },
  needs: 'previous',
  links: ['https://kubernetes.io/docs/concepts/workloads/controllers/daemonset/#pod-selector'],
  *check(daemonset, context) {
    const before = context.previous?.spec?.selector
    const now = daemonset.value.spec?.selector
    if (before === undefined || now === undefined || !isMap(now) || sameSelector(before, now) || daemonset.template) return
    yield changed(daemonset, before, now)
  },
  refines(problem, daemonset, context) {
    if (problem.rule !== 'immutable-field' || !(problem.field ?? '').startsWith('spec.selector')) return undefined
    const before = context.previous?.spec?.selector
    const now = daemonset.value.spec?.selector
    if (before === undefined || now === undefined) return { message: messageFor('the stored selector', daemonset) }
    return asRefinement(changed(daemonset, before, now))
  },
}

function changed(daemonset: LocatedDaemonSet, before: LabelSelector, now: LabelSelector): Finding {
  const old = before.matchLabels ?? {}
  const current = now.matchLabels ?? {}
  const other = Object.keys(current).find((key) => old[key] !== current[key])
  const lost = Object.keys(old).find((key) => !(key in current))
  const key = other ?? lost
  const was = key === undefined ? 'another selector' : old[key] === undefined ? `no ${key}` : `${key}: ${old[key]}`
  return {
    span: spanAt(daemonset, other === undefined ? SELECTOR : SELECTOR.child('matchLabels').key(other)),
    field: SELECTOR,
    message: messageFor(was, daemonset),
    fixes: () => fixWith(daemonset, { title: 'Restore the selector of the last version', safe: false }, ...restore(daemonset, before, now)),
  }
}

function messageFor(was: string, daemonset: LocatedDaemonSet): string {
  const name = daemonset.value.metadata?.name ?? 'NAME'
  return `The last version selects by ${was}, and a selector cannot be changed: the API server refuses the update. Restore it, or run kubectl delete daemonset ${name} --cascade=orphan first.`
}

/** The old selector, and the old values of its labels on the pods. */
function restore(daemonset: LocatedDaemonSet, before: LabelSelector, now: LabelSelector): readonly Change[] {
  const wanted = Object.entries(before.matchLabels ?? {}).map(([key, value]) => [key, value ?? ''] as const)
  const labels = daemonset.value.spec?.template?.metadata?.labels ?? {}
  const onPods = wanted
    .filter(([key, value]) => labels[key] !== value)
    .map(([key, value]) => setValue(pathIn(daemonset, TEMPLATE.child('metadata', 'labels').key(key)), value))
  const sameKeys = wanted.length === Object.keys(now.matchLabels ?? {}).length && wanted.every(([key]) => now.matchLabels?.[key] !== undefined)
  if (sameKeys && before.matchExpressions === undefined && now.matchExpressions === undefined)
    return [
      ...wanted
        .filter(([key, value]) => now.matchLabels?.[key] !== value)
        .map(([key, value]) => setValue(pathIn(daemonset, SELECTOR.child('matchLabels').key(key)), value)),
      ...onPods,
    ]
  const expressions: Plain = (before.matchExpressions ?? []).map(({ key = '', operator = '', values }) =>
    values ? { key, operator, values } : { key, operator },
  )
  const whole: Record<string, Plain> = {}
  if (wanted.length > 0) whole.matchLabels = Object.fromEntries(wanted)
  if (Array.isArray(expressions) && expressions.length > 0) whole.matchExpressions = expressions
  return [setValue(pathIn(daemonset, SELECTOR), whole), ...onPods]
}

/** Equal as the server compares them: labels in any order, expressions in theirs. */
function sameSelector(a: LabelSelector, b: LabelSelector): boolean {
  const labels = (selector: LabelSelector): string => JSON.stringify(Object.entries(selector.matchLabels ?? {}).sort())
  const expressions = (selector: LabelSelector): string =>
    JSON.stringify((selector.matchExpressions ?? []).map(({ key, operator, values }) => [key, operator, values ?? []]))
  return labels(a) === labels(b) && expressions(a) === expressions(b)
}
