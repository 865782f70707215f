// Deployment, StatefulSet, ReplicaSet and Pod to DaemonSet. What a DaemonSet does not have stays as a comment that says why.
import { commentOut } from '../edits/comment-out.ts'
import { moveEntry, renameKey } from '../edits/move-entry.ts'
import { remove } from '../edits/remove.ts'
import { appendItem, type Change, setValue } from '../edits/set-value.ts'
import { isUnstableLabel } from '../rules/unstable-label.ts'
import { isMap } from '../scheduling/lenient.ts'
import { from, lookUp, made, plain, type Refactor, type Subject, standsAtHead, textsOf } from './refactor.ts'

/** Fields of a DaemonSet's spec. */
const OWN_FIELDS = new Set(['selector', 'template', 'updateStrategy', 'minReadySeconds', 'revisionHistoryLimit'])

const WHY: Readonly<Record<string, string>> = {
  replicas: 'A DaemonSet has no replicas: one pod runs on every eligible node.',
  strategy: 'A DaemonSet cannot end all pods before it starts new ones; the default replaces them node by node.',
  paused: 'A DaemonSet cannot be paused; updateStrategy OnDelete leaves pods as they are until they are deleted.',
  progressDeadlineSeconds: 'A DaemonSet has no deadline for a roll-out.',
  serviceName: 'The pods of a DaemonSet have no stable names; a headless Service still finds them all.',
  podManagementPolicy: 'A DaemonSet starts its pods in no order.',
  ordinals: 'The pods of a DaemonSet have no numbers.',
  persistentVolumeClaimRetentionPolicy: 'A DaemonSet has no claims of its own.',
  volumeClaimTemplates:
    'No claim for each pod: the volumes are ephemeral now, and end with the pod. To keep data on the node use hostPath or a local volume.',
}

/** Turns another workload, or a Pod, into a DaemonSet. */
export function convertToDaemonSet(subject: Subject): readonly Refactor[] {
  if (!standsAtHead(subject)) return []
  const { kind } = subject
  if (kind === 'Pod') return podToDaemonSet(subject)
  if (kind !== 'Deployment' && kind !== 'StatefulSet' && kind !== 'ReplicaSet') return []
  const lost = Object.keys(isMap(subject.value.spec) ? subject.value.spec : {}).filter((field) => !OWN_FIELDS.has(field) && field !== 'strategy')
  const strategy = strategyChanges(subject)
  const dropped = [...lost, ...strategy.lost]
  const changes = [
    ...identity(subject),
    ...volumeChanges(subject),
    ...strategy.changes,
    ...lost.map((field) => commentOut(from(subject, 'spec', field), WHY[field] ?? `A DaemonSet has no ${field}.`)),
    ...selectorChanges(subject),
  ]
  const said = dropped.length === 0 ? '' : ` (${listed(dropped)} cannot carry over)`
  return made(subject, `Convert ${kind} to DaemonSet${said}${autoscalerNote(subject)}`, 'refactor.rewrite', ...changes)
}

function identity(subject: Subject): readonly Change[] {
  return [
    ...(subject.value.apiVersion === 'apps/v1' ? [] : [setValue(from(subject, 'apiVersion'), 'apps/v1')]),
    setValue(from(subject, 'kind'), 'DaemonSet'),
    // What the server wrote of the other kind.
    ...(subject.value.status === undefined ? [] : [remove(from(subject, 'status'))]),
  ]
}

/** The strategy of a Deployment as one that a DaemonSet can have: a pod is replaced on its node, before or after, not both. */
function strategyChanges(subject: Subject): { readonly changes: readonly Change[]; readonly lost: readonly string[] } {
  if (subject.kind === 'StatefulSet') {
    const partition = lookUp(subject, 'spec', 'updateStrategy', 'rollingUpdate', 'partition')
    if (partition === undefined) return { changes: [], lost: [] }
    const path = from(subject, 'spec', 'updateStrategy', 'rollingUpdate', 'partition')
    return { changes: [commentOut(path, 'A DaemonSet cannot leave a part of its pods at the old version.')], lost: ['partition'] }
  }
  const strategy = lookUp(subject, 'spec', 'strategy')
  if (strategy === undefined) return { changes: [], lost: [] }
  if (lookUp(subject, 'spec', 'strategy', 'type') === 'Recreate')
    return { changes: [commentOut(from(subject, 'spec', 'strategy'), WHY.strategy ?? '')], lost: ['strategy'] }
  const changes: Change[] = [renameKey(from(subject, 'spec', 'strategy'), 'updateStrategy')]
  const rolling = (field: string): unknown => lookUp(subject, 'spec', 'strategy', 'rollingUpdate', field)
  const path = (field: string) => from(subject, 'spec', 'updateStrategy', 'rollingUpdate', field)
  const surge = rolling('maxSurge')
  const unavailable = rolling('maxUnavailable')
  if (isSome(surge) && !isZero(unavailable)) {
    changes.push(commentOut(path('maxSurge'), 'Either this or maxUnavailable: the new pod comes before or after the old one of its node.'))
    return { changes, lost: ['maxSurge'] }
  }
  if (isZero(unavailable) && !isSome(surge)) {
    changes.push(commentOut(path('maxUnavailable'), 'Without maxSurge one pod at least has to be unavailable.'))
    return { changes, lost: ['maxUnavailable'] }
  }
  return { changes, lost: [] }
}

const isZero = (value: unknown): boolean => value === 0 || value === '0' || value === '0%'
const isSome = (value: unknown): boolean => value !== undefined && value !== null && !isZero(value)

/** Claims of a StatefulSet as volumes that live as long as the pod. */
function volumeChanges(subject: Subject): readonly Change[] {
  const templates = lookUp(subject, 'spec', 'volumeClaimTemplates')
  if (subject.kind !== 'StatefulSet' || !Array.isArray(templates)) return []
  return templates.flatMap((template: unknown): Change[] => {
    const spec = isMap(template) ? plain(template.spec) : undefined
    const name = isMap(template) && isMap(template.metadata) ? template.metadata.name : undefined
    if (typeof name !== 'string' || spec === undefined) return []
    const volume = { name, ephemeral: { volumeClaimTemplate: { spec } } }
    return [appendItem(from(subject, 'spec', 'template', 'spec', 'volumes'), volume)]
  })
}

/** Old versions let the server choose the selector. */
function selectorChanges(subject: Subject): readonly Change[] {
  if (lookUp(subject, 'spec', 'selector') !== undefined) return []
  const labels = textsOf(lookUp(subject, 'spec', 'template', 'metadata', 'labels'))
  if (Object.keys(labels).length === 0) return []
  return [setValue(from(subject, 'spec', 'selector'), { matchLabels: lastingLabels(labels) }, { before: ['template', 'updateStrategy'] })]
}

function autoscalerNote({ facts, kind, name, object }: Subject): string {
  const scaler = facts.ofKind('HorizontalPodAutoscaler').find((candidate) => {
    const target = isMap(candidate.spec) ? candidate.spec.scaleTargetRef : undefined
    return isMap(target) && target.kind === kind && target.name === name && (candidate.namespace ?? 'default') === (object.namespace ?? 'default')
  })
  return scaler === undefined ? '' : `; HorizontalPodAutoscaler ${scaler.name} has nothing to scale then`
}

const POD_WHY: Readonly<Record<string, string>> = {
  restartPolicy: 'The pods of a DaemonSet are always restarted.',
  activeDeadlineSeconds: 'The pods of a DaemonSet have no deadline.',
  nodeName: 'With this the pods would run on one node only.',
  ephemeralContainers: 'Ephemeral containers belong to a running pod.',
}

function podToDaemonSet(subject: Subject): readonly Refactor[] {
  const spec = subject.value.spec
  if (!isMap(spec)) return []
  const metadata = isMap(subject.value.metadata) ? subject.value.metadata : {}
  const own = textsOf(metadata.labels)
  const labels = Object.keys(own).length > 0 ? own : { app: subject.name }
  const lost = Object.keys(POD_WHY).filter((field) => spec[field] !== undefined && spec[field] !== 'Always')
  const isStatic = isStaticPod(subject, metadata)
  const value = { selector: { matchLabels: lastingLabels(labels) }, template: { metadata: { labels } } }
  const template = from(subject, 'spec', 'template')
  const changes: Change[] = [
    ...identity(subject),
    ...lost.map((field) => commentOut(from(subject, 'spec', field), POD_WHY[field] ?? '')),
    renameKey(from(subject, 'spec'), BETWEEN),
    setValue(from(subject, 'spec'), value, { before: [BETWEEN] }),
    ...moveEntry(from(subject, BETWEEN), [...template, 'spec']),
    ...(metadata.annotations === undefined ? [] : moveEntry(from(subject, 'metadata', 'annotations'), [...template, 'metadata', 'annotations'])),
    // A static pod runs whatever the taints of its node.
    ...(isStatic && spec.tolerations === undefined
      ? [setValue([...template, 'spec', 'tolerations'], [{ operator: 'Exists' }], { before: ['containers', 'initContainers', 'volumes'] })]
      : []),
  ]
  const notes = [...(lost.length > 0 ? [`${listed(lost)} cannot carry over`] : []), ...(isStatic ? ['as a static pod it tolerated every taint'] : [])]
  const title = `Convert Pod to DaemonSet${notes.length > 0 ? ` (${notes.join('; ')})` : ''}`
  return made(subject, title, 'refactor.rewrite', ...changes)
}

/** A manifest that the kubelet reads from a folder of its node; nothing in it says so but its habits. */
function isStaticPod({ object, value }: Subject, metadata: Readonly<Record<string, unknown>>): boolean {
  if (textsOf(metadata.annotations)['kubernetes.io/config.source'] === 'file') return true
  const spec = isMap(value.spec) ? value.spec : {}
  return object.namespace === 'kube-system' && spec.hostNetwork === true && spec.priorityClassName === 'system-node-critical'
}

/** The pod's spec between its old place and its new one. */
const BETWEEN = 'podSpec'

/** Labels that will not change with the next version: a selector cannot. */
function lastingLabels(labels: Readonly<Record<string, string>>): Record<string, string> {
  const usual = ['app.kubernetes.io/name', 'app.kubernetes.io/instance', 'app.kubernetes.io/component', 'k8s-app', 'app', 'name', 'component']
  const chosen = Object.entries(labels).filter(([key]) => usual.includes(key))
  const lasting = Object.entries(labels).filter(([key]) => !isUnstableLabel(key))
  return Object.fromEntries(chosen.length > 0 ? chosen : lasting.length > 0 ? lasting : Object.entries(labels))
}

export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}
