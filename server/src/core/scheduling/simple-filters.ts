// Scheduler filters that look at one node only: gates, ports of others, labels that a RuntimeClass or namespace asks for, volumes.
import type { ClusterNode } from '../model/cluster-node.ts'
import type { Path } from '../path.ts'
import type { ObjectSummary, WorkspaceFacts } from '../workspace-facts.ts'
import { type IsMixed, termReason } from './affinity-reasons.ts'
import { columnsFor, type LabelTest } from './asked-labels.ts'
import { POD_FIELD, valuesOf } from './controller-decision.ts'
import { hostPorts, portsClash, portText } from './host-ports.ts'
import { entriesOf, fieldOf, itemsOf, textOf } from './lenient.ts'
import { type RequiredTerms, readTerms, testTerms } from './node-affinity.ts'
import { labelOf } from './node-index.ts'
import type { PlacementCheck } from './placement.ts'
import { runsOn } from './resource-filter.ts'
import type { FilterInput, Objection, SchedulerFilter } from './scheduler-filter.ts'

/** Holds every pod until somebody takes the gates away. */
export function gateFilter({ podSpec }: FilterInput): SchedulerFilter | undefined {
  const { items } = itemsOf(fieldOf(podSpec, 'schedulingGates'))
  if (items.length === 0) return undefined
  const names = items.map(({ value }) => textOf(fieldOf(value, 'name'))).join(', ')
  const objection: Objection = {
    check: 'schedulingGates',
    detail: `the scheduling gate ${names} holds every pod`,
    field: POD_FIELD.child('schedulingGates'),
    certain: true,
  }
  return always(objection)
}

/** A port of the node can be taken once. */
export function portFilter({ podSpec, others, index }: FilterInput): SchedulerFilter | undefined {
  const own = hostPorts(podSpec, POD_FIELD)
  const clashes = others.flatMap((pods) => {
    const theirs = hostPorts(fieldOf(pods.daemonset, 'spec', 'template', 'spec'), POD_FIELD)
    const clash = own.find((port) => theirs.some((taken) => portsClash(port, taken)))
    return clash === undefined ? [] : [{ pods, clash }]
  })
  if (clashes.length === 0) return undefined
  return {
    columns: () => clashes.map(({ pods }) => pods.column),
    objections: (node) =>
      clashes
        .filter(({ pods }) => runsOn(pods, node, index))
        .map(({ pods, clash }) => ({
          check: 'ports',
          detail: `port ${portText(clash)} of the node is taken by ${pods.name}`,
          field: clash.field,
          certain: true,
        })),
  }
}

/** Labels that something other than the manifest demands of the node, after the controller has made the pod. */
function demandedLabels(check: PlacementCheck, who: string, wanted: unknown, field: Path, input: FilterInput): SchedulerFilter | undefined {
  const { entries } = entriesOf(wanted)
  if (entries.length === 0) return undefined
  const own = new Map(entriesOf(fieldOf(input.podSpec, 'nodeSelector')).entries.map(([key, value]) => [key, textOf(value)]))
  const conflict = entries.find(([key, value]) => own.has(key) && own.get(key) !== textOf(value))
  if (conflict !== undefined) {
    const [key, value] = conflict
    const detail = `${who} demands ${key}=${textOf(value)}, the nodeSelector ${own.get(key)}: every pod is refused`
    return always({ check, detail, field, certain: true })
  }
  const tests = new Map(
    entries.map(([key, value]): [string, LabelTest[]] => [key, [{ text: textOf(value), test: (found) => found === textOf(value) }]]),
  )
  return {
    columns: (mixed) => columnsFor(tests, new Set(), input.index, mixed),
    objections: (node) =>
      entries
        .filter(([key, value]) => labelOf(node, key) !== textOf(value))
        .map(([key, value]) => ({ check, detail: `${who} demands the label ${key}=${textOf(value)}`, field, certain: true })),
  }
}

/** What a RuntimeClass demands; without one, overhead is nothing that a manifest may set. */
export function runtimeClassFilter(input: FilterInput, runtimeClass: ObjectSummary | undefined): SchedulerFilter | undefined {
  const { podSpec } = input
  const named = textOf(fieldOf(podSpec, 'runtimeClassName'))
  if (named === '' && entriesOf(fieldOf(podSpec, 'overhead')).entries.length > 0) {
    const detail = 'overhead without a RuntimeClass that defines it: every pod is refused'
    return always({ check: 'runtimeClass', detail, field: POD_FIELD.child('overhead'), certain: true })
  }
  if (runtimeClass === undefined) return undefined
  const wanted = fieldOf(runtimeClass.spec, 'scheduling', 'nodeSelector')
  return demandedLabels('runtimeClass', `RuntimeClass ${named}`, wanted, POD_FIELD.child('runtimeClassName'), input)
}

function always(objection: Objection): SchedulerFilter {
  return { columns: () => [], objections: () => [objection] }
}

export function runtimeClassOf(podSpec: unknown, workspace: WorkspaceFacts): ObjectSummary | undefined {
  const name = textOf(fieldOf(podSpec, 'runtimeClassName'))
  return name === '' ? undefined : workspace.ofKind('RuntimeClass').find((summary) => summary.name === name)
}

const NAMESPACE_SELECTORS = ['scheduler.alpha.kubernetes.io/node-selector', 'openshift.io/node-selector'] as const

/** The labels that a namespace demands; its summary holds the whole object. Default tolerations of a namespace come after the controller's decision and let no pod onto a node that it has ruled out. */
export function namespaceFilter(input: FilterInput): SchedulerFilter | undefined {
  const name = textOf(fieldOf(input.daemonset, 'metadata', 'namespace')) || 'default'
  const namespace = input.workspace.ofKind('Namespace').find((summary) => summary.name === name)
  const annotations = fieldOf(namespace?.spec, 'metadata', 'annotations')
  const text = NAMESPACE_SELECTORS.map((key) => textOf(fieldOf(annotations, key))).find((value) => value !== '')
  if (text === undefined) return undefined
  const pairs = text.split(',').map((pair) => pair.split('='))
  const wanted = Object.fromEntries(pairs.filter(([key = '']) => key.trim() !== '').map(([key = '', value = '']) => [key.trim(), value.trim()]))
  const field = POD_FIELD.child('nodeSelector')
  return demandedLabels('namespace', `the node selector of namespace ${name}`, wanted, field, input)
}

interface BoundVolume {
  readonly name: string
  readonly required: RequiredTerms
  readonly field: Path
}

/** A claim that is bound to a volume of certain nodes only. */
export function volumeFilter(input: FilterInput): SchedulerFilter | undefined {
  const volumes = boundVolumes(input)
  if (volumes.length === 0) return undefined
  const requirements = volumes.flatMap(({ required }) => required.terms.flatMap((term) => term.requirements))
  return {
    columns: (mixed) => {
      const tests = new Map<string, LabelTest[]>()
      const names = new Set<string>()
      for (const requirement of requirements) {
        const { key, operator, values, test } = requirement
        if (requirement.ofField) for (const name of values) names.add(name)
        else tests.set(key, [...(tests.get(key) ?? []), { text: JSON.stringify([operator, values]), test }])
      }
      return columnsFor(tests, names, input.index, mixed)
    },
    objections: (node, isMixed) =>
      volumes.filter(({ required }) => testTerms(required, valuesOf(node)) === false).map((volume) => volumeObjection(volume, node, isMixed)),
  }
}

function volumeObjection({ name, required, field }: BoundVolume, node: ClusterNode, isMixed: IsMixed): Objection {
  const [only, ...others] = required.terms
  const why = only !== undefined && others.length === 0 ? `: ${termReason(only, valuesOf(node), isMixed).detail}` : ''
  return { check: 'volume', detail: `PersistentVolume ${name} is on other nodes${why}`, field, certain: true }
}

function boundVolumes({ daemonset, podSpec, workspace }: FilterInput): BoundVolume[] {
  const namespace = textOf(fieldOf(daemonset, 'metadata', 'namespace')) || 'default'
  return itemsOf(fieldOf(podSpec, 'volumes')).items.flatMap(({ value, index }) => {
    const claim = textOf(fieldOf(value, 'persistentVolumeClaim', 'claimName'))
    const volume = claim === '' ? undefined : volumeOf(claim, namespace, workspace)
    const required = fieldOf(volume?.spec, 'nodeAffinity', 'required')
    if (volume === undefined || required === undefined) return []
    const field = POD_FIELD.child('volumes').index(index).child('persistentVolumeClaim', 'claimName')
    return [{ name: volume.name ?? '', required: readTerms(required, field), field }]
  })
}

function volumeOf(claim: string, namespace: string, workspace: WorkspaceFacts): ObjectSummary | undefined {
  const found = workspace.ofKind('PersistentVolumeClaim').find((summary) => summary.name === claim && (summary.namespace ?? 'default') === namespace)
  const bound = textOf(fieldOf(found?.spec, 'volumeName'))
  return workspace.ofKind('PersistentVolume').find((volume) => {
    const ref = fieldOf(volume.spec, 'claimRef')
    return bound !== '' ? volume.name === bound : textOf(fieldOf(ref, 'name')) === claim && textOf(fieldOf(ref, 'namespace')) === namespace
  })
}
