// The fields of a DaemonSet that rules look at, with their paths. Half-typed values and placeholders count as absent.
import { spanOfField } from '../analysis/place-of.ts'
import type { Container, NodeSelectorRequirement, NodeSelectorTerm, PodSpec, Toleration, Volume } from '../model/kubernetes.ts'
import type { LocatedDaemonSet } from '../model/located.ts'
import { Path } from '../path.ts'
import { isMap } from '../scheduling/lenient.ts'
import type { Node } from '../syntax/tree.ts'
import type { Span } from '../text.ts'

export const SPEC: Path = Path.root('spec')
export const TEMPLATE: Path = SPEC.child('template')
export const POD_SPEC: Path = TEMPLATE.child('spec')
export const TOLERATIONS: Path = POD_SPEC.child('tolerations')
export const NODE_SELECTOR: Path = POD_SPEC.child('nodeSelector')
export const NODE_AFFINITY: Path = POD_SPEC.child('affinity', 'nodeAffinity')
export const REQUIRED_AFFINITY: Path = NODE_AFFINITY.child('requiredDuringSchedulingIgnoredDuringExecution')
export const TERMS: Path = REQUIRED_AFFINITY.child('nodeSelectorTerms')

/** A list's item with its path. */
export interface At<T> {
  readonly value: T
  readonly path: Path
  readonly index: number
}

/** The items of a list that are maps. */
export function listAt<T extends object>(list: readonly T[] | undefined, path: Path): readonly At<T>[] {
  if (!Array.isArray(list)) return []
  return list.flatMap((value: T, index) => (isMap(value) ? [{ value, path: path.index(index), index }] : []))
}

/** The pod's spec; empty where it is missing or a placeholder. */
export function podSpecOf(daemonset: LocatedDaemonSet): PodSpec {
  const spec = daemonset.value.spec?.template?.spec
  return isMap(spec) ? spec : {}
}

export function tolerationsOf(daemonset: LocatedDaemonSet): readonly At<Toleration>[] {
  return listAt(podSpecOf(daemonset).tolerations, TOLERATIONS)
}

export interface ContainerAt extends At<Container> {
  readonly init: boolean
}

/** Init containers first, as they run. */
export function containersOf(daemonset: LocatedDaemonSet): readonly ContainerAt[] {
  if (last?.daemonset !== daemonset) last = { daemonset, containers: locateContainers(daemonset) }
  return last.containers
}

/** One rule after the other asks for the containers of the same DaemonSet. */
let last: { readonly daemonset: LocatedDaemonSet; readonly containers: readonly ContainerAt[] } | undefined

function locateContainers(daemonset: LocatedDaemonSet): readonly ContainerAt[] {
  const spec = podSpecOf(daemonset)
  const init = listAt<Container>(spec.initContainers, POD_SPEC.child('initContainers')).map((at) => ({ ...at, init: true }))
  const main = listAt<Container>(spec.containers, POD_SPEC.child('containers')).map((at) => ({ ...at, init: false }))
  return [...init, ...main]
}

export function volumesOf(daemonset: LocatedDaemonSet): readonly At<Volume>[] {
  return listAt(podSpecOf(daemonset).volumes, POD_SPEC.child('volumes'))
}

/** The terms of the required node affinity. */
export function requiredTermsOf(daemonset: LocatedDaemonSet): readonly At<NodeSelectorTerm>[] {
  return listAt(podSpecOf(daemonset).affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms, TERMS)
}

/** The terms of the preferred node affinity. */
export function preferredTermsOf(daemonset: LocatedDaemonSet): readonly At<NodeSelectorTerm>[] {
  const path = NODE_AFFINITY.child('preferredDuringSchedulingIgnoredDuringExecution')
  return listAt(podSpecOf(daemonset).affinity?.nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution, path).flatMap(
    ({ value, path: at, index }) => (isMap(value.preference) ? [{ value: value.preference, path: at.child('preference'), index }] : []),
  )
}

/** The label requirements of a term. */
export function expressionsOf(term: At<NodeSelectorTerm>): readonly At<NodeSelectorRequirement>[] {
  return listAt(term.value.matchExpressions, term.path.child('matchExpressions'))
}

/** The entries of `nodeSelector` whose values are known. */
export function nodeSelectorOf(daemonset: LocatedDaemonSet): readonly (readonly [key: string, value: string])[] {
  const selector: unknown = podSpecOf(daemonset).nodeSelector
  return isMap(selector) ? Object.entries(selector).filter((entry): entry is [string, string] => typeof entry[1] === 'string') : []
}

/** Where the value at `path` stands (of a map or list: its key); the nearest thing above it where it is missing. */
export function spanAt(daemonset: LocatedDaemonSet, path: Path): Span {
  return spanOfField(daemonset.root, path, 'value')
}

/** Where the key at `path` stands. */
export function keySpanAt(daemonset: LocatedDaemonSet, path: Path): Span {
  return spanOfField(daemonset.root, path, 'key')
}

/** The node at `path`, if it is there. */
export function nodeAt(daemonset: LocatedDaemonSet, path: Path): Node | undefined {
  let node: Node | undefined = daemonset.root
  for (const segment of path.segments()) {
    if (node?.kind === 'map') node = node.entries.find(({ key }) => key === String(segment))?.value
    else node = node?.kind === 'list' && typeof segment === 'number' ? node.items[segment]?.value : undefined
  }
  return node
}
