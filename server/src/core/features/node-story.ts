// Hover text about nodes themselves: one node's whole story for a DaemonSet, who has a taint, who has a label.

import type { ClusterNode, Inventory } from '../model/cluster-node.ts'
import type { DaemonSet, Taint } from '../model/kubernetes.ts'
import { formatQuantity } from '../model/quantity.ts'
import { requirementText } from '../scheduling/affinity-reasons.ts'
import { POD_FIELD, testNodeName, valuesOf } from '../scheduling/controller-decision.ts'
import type { Known } from '../scheduling/known.ts'
import { fieldOf, textOf } from '../scheduling/lenient.ts'
import { readNodeSelector, readRequiredTerms, testEntry, testTerm } from '../scheduling/node-affinity.ts'
import { labelOf } from '../scheduling/node-index.ts'
import type { Placement, Verdict } from '../scheduling/placement.ts'
import { podRequests, shortSize } from '../scheduling/pod-requests.ts'
import { type EffectiveTolerations, isRepelling, isTolerated, readTolerations, taintText, tolerates } from '../scheduling/tolerations.ts'
import { NEWEST_MINOR } from '../schema/schema.ts'
import { count, listNames, MARKDOWN, type Pen, PLAIN } from './markdown.ts'
import { reasonText } from './placement-words.ts'

const VERDICTS: Readonly<Record<Verdict, string>> = {
  runs: 'eligible: a pod is made here',
  pending: 'eligible, but the pod stays pending',
  stays: 'not eligible: no pod is made; one that runs here already stays until the next roll-out',
  excluded: 'not eligible: no pod is made, a daemon pod that is here is deleted',
  unknown: 'not known',
}

export interface NodeStory {
  readonly name: string
  readonly lines: readonly string[]
  readonly markdown: string
}

/** Everything that decides about a DaemonSet's pod on one node; undefined if the node is not known. */
export function nodeStory(daemonset: DaemonSet, name: string, placement: Placement, minor: number = NEWEST_MINOR): NodeStory | undefined {
  const group = placement.groups.find(({ nodes }) => nodes.some((known) => known.name === name))
  const node = group?.nodes.find((known) => known.name === name)
  if (group === undefined || node === undefined) return undefined
  const told = (pen: Pen): string[] => {
    const verdict = `${pen.strong(VERDICTS[group.verdict])}${group.reasons.length > 0 ? `: ${group.reasons.map((reason) => reasonText(reason, pen)).join(', and ')}` : ''}`
    return [verdict, ...checks(daemonset, node, minor, pen), ...properties(node, pen)]
  }
  const [first = '', ...rest] = told(MARKDOWN)
  return { name, lines: told(PLAIN), markdown: [`${MARKDOWN.name(name)}: ${first}`, rest.map((line) => `- ${line}`).join('\n')].join('\n\n') }
}

const SAID = { yes: 'met', no: 'not met', unknown: 'not known before the template is rendered' } as const

function said(known: Known): string {
  return known === null ? SAID.unknown : known ? SAID.yes : SAID.no
}

function checks(daemonset: DaemonSet, node: ClusterNode, minor: number, pen: Pen): string[] {
  const podSpec = fieldOf(daemonset, 'spec', 'template', 'spec')
  const lines: string[] = []
  const nodeName = textOf(fieldOf(podSpec, 'nodeName'))
  if (nodeName !== '') lines.push(`nodeName ${pen.name(nodeName)}: ${said(testNodeName(nodeName, node))}`)
  for (const entry of readNodeSelector(podSpec, POD_FIELD).entries) {
    const value = labelOf(node, entry.key)
    const here = value === undefined ? 'no such label' : value === entry.value ? '' : `here ${pen.name(value)}`
    lines.push(`nodeSelector ${pen.name(`${entry.key}=${entry.value}`)}: ${said(testEntry(entry, value))}${here === '' ? '' : `, ${here}`}`)
  }
  const required = readRequiredTerms(podSpec, POD_FIELD)
  for (const term of required?.terms ?? []) {
    const text = term.requirements.map(requirementText).join(' and ') || 'empty'
    lines.push(`node affinity term ${term.index + 1}, ${pen.name(text)}: ${said(testTerm(term, valuesOf(node)))}`)
  }
  const tolerations = readTolerations(podSpec, POD_FIELD, minor)
  for (const taint of node.taints) lines.push(`taint ${pen.name(taintText(taint))}: ${toleratedBy(taint, tolerations)}`)
  return [...lines, ...room(podSpec, node, minor, pen)]
}

function toleratedBy(taint: Taint, tolerations: EffectiveTolerations): string {
  if (!isRepelling(taint))
    return taint.effect === 'PreferNoSchedule' ? 'only a wish, the controller does not look at it' : 'an effect that nothing knows'
  const known = isTolerated(tolerations, taint)
  if (known === null) return SAID.unknown
  if (!known) return 'not tolerated'
  const own = tolerations.own.find((toleration) => tolerates(toleration, taint, tolerations.minor) === true)
  return own?.field === undefined ? 'tolerated, by the controller itself' : `tolerated by tolerations[${own.field.name}]`
}

function room(podSpec: unknown, node: ClusterNode, minor: number, pen: Pen): string[] {
  if (node.allocatable === undefined) return ['its size is not known']
  return [...podRequests(podSpec, POD_FIELD, minor).values()].map(
    ({ resource, quantity }) =>
      `requests ${pen.name(`${resource} ${formatQuantity(quantity)}`)} of ${pen.name(shortSize(resource, node.allocatable?.[resource] ?? '0'))}`,
  )
}

const SHOWN_LABELS = ['kubernetes.io/os', 'kubernetes.io/arch', 'node.kubernetes.io/instance-type', 'topology.kubernetes.io/zone']

function properties(node: ClusterNode, pen: Pen): string[] {
  const facts = SHOWN_LABELS.map((key) => labelOf(node, key)).filter((value) => value !== undefined)
  const lines = facts.length > 0 ? [facts.map((fact) => pen.name(fact)).join(', ')] : []
  if (node.unschedulable) lines.push('cordoned; the controller does not mind')
  if (node.ready === false) lines.push('not ready; the controller does not mind')
  return lines
}

/** Who has a taint with this key: `taint nvidia.com/gpu=present:NoSchedule is on 2 of 9 nodes: gpu-1, gpu-2`. */
export function taintStory(key: string, inventory: Inventory, pen: Pen = PLAIN): string {
  const holders = new Map<string, string[]>()
  for (const node of inventory.nodes) {
    for (const taint of node.taints) {
      if (textOf(taint.key) !== key) continue
      const names = holders.get(taintText(taint))
      if (names === undefined) holders.set(taintText(taint), [node.name])
      else names.push(node.name)
    }
  }
  if (holders.size === 0) return `no known node has a taint with the key ${pen.name(key)}`
  const total = count(inventory.nodes.length, 'node')
  return [...holders].map(([taint, names]) => `taint ${pen.name(taint)} is on ${names.length} of ${total}: ${listNames(names, pen)}`).join('; ')
}

/** The most values of a label that a sentence names. */
const VALUES = 6

/** Who has a label: `label kubernetes.io/os: linux on 7, windows on 2 of 9 nodes`. */
export function labelStory(key: string, inventory: Inventory, pen: Pen = PLAIN): string {
  const holders = new Map<string, number>()
  for (const node of inventory.nodes) {
    const value = labelOf(node, key)
    if (value !== undefined) holders.set(value, (holders.get(value) ?? 0) + 1)
  }
  if (holders.size === 0) return `no known node has the label ${pen.name(key)}`
  const total = count(inventory.nodes.length, 'node')
  const ordered = [...holders].sort((a, b) => b[1] - a[1])
  const shown = ordered.slice(0, VALUES).map(([value, number]) => `${pen.name(value === '' ? '""' : value)} on ${number}`)
  const more = ordered.length > VALUES ? ` and ${ordered.length - VALUES} more values` : ''
  return `label ${pen.name(key)}: ${shown.join(', ')}${more} of ${total}`
}
