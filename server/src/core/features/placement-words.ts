// A placement in words: how many nodes, which are left out and by which line. The same sentences in hover, lens, panel and terminal.
import type { ClusterNode, Inventory } from '../model/cluster-node.ts'
import type { Placement, PlacementGroup, PlacementReason, Verdict } from '../scheduling/placement.ts'
import { count, listNames, type Pen, PLAIN } from './markdown.ts'

/** Nodes with the same verdict for the same reasons. */
export interface Outcome {
  readonly verdict: Verdict
  readonly nodes: readonly ClusterNode[]
  readonly reasons: readonly PlacementReason[]
}

/** The groups of a placement, joined where people would see no difference; the largest first. */
export function outcomes(placement: Placement, of: (group: PlacementGroup) => boolean = () => true): readonly Outcome[] {
  const joined = new Map<string, { verdict: Verdict; nodes: ClusterNode[]; reasons: readonly PlacementReason[] }>()
  for (const group of placement.groups) {
    if (!of(group)) continue
    const key = JSON.stringify([group.verdict, group.reasons.map((reason) => reason.detail)])
    const known = joined.get(key)
    if (known) known.nodes.push(...group.nodes)
    else joined.set(key, { verdict: group.verdict, nodes: [...group.nodes], reasons: group.reasons })
  }
  return [...joined.values()].sort((a, b) => b.nodes.length - a.nodes.length)
}

/** `eligible on 7 of 9 nodes`. */
export function eligibleText({ desired, unknown, total }: Placement): string {
  if (total === 0) return 'no nodes are known'
  const open = unknown > 0 ? `, ${unknown} unknown` : ''
  return `eligible on ${desired === total ? (total === 1 ? 'the only node' : `all ${total} nodes`) : `${desired} of ${count(total, 'node')}`}${open}`
}

/** A reason as part of a sentence: `taint nvidia.com/gpu=present:NoSchedule is not tolerated`. */
export function reasonText(reason: PlacementReason, pen: Pen = PLAIN): string {
  const { check, detail, met } = reason
  if (check !== 'taint' || met === undefined) return pen.prose(detail)
  return `taint ${pen.name(met)} is not tolerated`
}

const NOUNS: Readonly<Record<Verdict, string>> = {
  runs: 'eligible',
  pending: 'pending',
  stays: 'excluded',
  excluded: 'excluded',
  unknown: 'unknown',
}

/** `2 of 9 excluded: taint nvidia.com/gpu=present:NoSchedule is not tolerated: gpu-1, gpu-2`. */
export function outcomeText({ verdict, nodes, reasons }: Outcome, total: number, pen: Pen = PLAIN): string {
  const why = reasons.map((reason) => reasonText(reason, pen)).join(', and ')
  const names = listNames(
    nodes.map((node) => node.name),
    pen,
  )
  return `${nodes.length} of ${total} ${NOUNS[verdict]}${why === '' ? '' : `: ${why}`}: ${names}`
}

/** Every group of nodes that does not simply run, in sentences. */
export function outcomeTexts(placement: Placement, pen: Pen = PLAIN): readonly string[] {
  return outcomes(placement, (group) => group.verdict !== 'runs').map((outcome) => outcomeText(outcome, placement.total, pen))
}

/** What is to be said once about nodes whose taints keep new pods away and let old ones be; undefined if there are none. */
export function staysText(placement: Placement): string | undefined {
  const stays = countOf(placement, 'stays')
  return stays === 0
    ? undefined
    : `on ${stays === 1 ? 'one of these nodes' : `${stays} of these nodes`} a daemon pod that runs already stays until the next roll-out`
}

/** Number of nodes with a verdict. */
export function countOf(placement: Placement, verdict: Verdict): number {
  return placement.groups.reduce((sum, group) => sum + (group.verdict === verdict ? group.nodes.length : 0), 0)
}

/** Where the node list comes from: a sentence. */
export function sourceText(inventory: Inventory, pen: Pen = PLAIN): string {
  const { source, nodes } = inventory
  const [kind = '', ...rest] = source.replace(/\+what-if$/, '').split(':')
  const name = rest.join(':')
  const changed = source.endsWith('+what-if') ? ', with hypothetical changes' : ''
  const known = count(nodes.length, 'node')
  switch (kind) {
    case 'sample':
      return `${known} of the built-in sample ${pen.name(name || 'kubeadm')}${changed}: name your own node list to see your cluster`
    case 'file':
      return `${known} from ${pen.name(name)}${changed}`
    case 'cluster':
      return `${known} of the cluster ${pen.name(name)}${changed}`
    case 'workspace':
      return `${known} from Node manifests of this workspace${changed}`
    default:
      return `${known} from ${pen.name(source)}${changed}`
  }
}
