// Hover text about where a DaemonSet runs: the whole answer, what the line under the cursor does, what is tolerated anyway, which nodes
// are meant. Structured, with Markdown for the editor; knows no positions: callers say which field the cursor is in.
import type { Inventory } from '../model/cluster-node.ts'
import type { DaemonSet } from '../model/kubernetes.ts'
import type { Path } from '../path.ts'
import { POD_FIELD } from '../scheduling/controller-decision.ts'
import { decidingLines, type Effect, effectOf, type Line, type LineKind, lineAt } from '../scheduling/leave-out.ts'
import { fieldOf, textOf } from '../scheduling/lenient.ts'
import type { SchedulingContext } from '../scheduling/place-daemonset.ts'
import type { Placement } from '../scheduling/placement.ts'
import { controllerTolerations } from '../scheduling/tolerations.ts'
import { count, listNames, MARKDOWN, type Pen, PLAIN } from './markdown.ts'
import { labelStory, taintStory } from './node-story.ts'
import { eligibleText, outcomeTexts, sourceText, staysText } from './placement-words.ts'

export interface ExplainInput {
  readonly daemonset: DaemonSet
  readonly placement: Placement
  readonly inventory: Inventory
  /** The context that `placement` was made with. */
  readonly context: SchedulingContext
}

export interface PlacementExplanation {
  /** `eligible on 7 of 9 nodes`. */
  readonly summary: string
  /** Why not on the others, a sentence a group. */
  readonly exclusions: readonly string[]
  /** What the line does, if the place belongs to one. */
  readonly effect?: { readonly result: Effect; readonly text: string }
  /** Which nodes have the taint or label that the line speaks of. */
  readonly subject?: string
  /** What the controller tolerates without being told; where tolerations are looked at. */
  readonly controller?: string
  readonly source: string
  readonly markdown: string
}

/** What is to be said about placement at a field; undefined where it has nothing to do with placement. */
export function explainPlacement(input: ExplainInput, field: Path): PlacementExplanation | undefined {
  if (!isAboutPlacement(field)) return undefined
  const { daemonset, placement, inventory } = input
  const line = lineAt(daemonset, field)
  const result = line === undefined ? undefined : effectOf(daemonset, line, placement, inventory.nodes, input.context)
  const text = (pen: Pen): Parts => ({
    summary: eligibleText(placement),
    exclusions: outcomeTexts(placement, pen),
    stays: staysText(placement),
    effect: result === undefined ? undefined : effectText(result, pen),
    subject: line === undefined ? undefined : subjectText(daemonset, line, inventory, pen),
    controller: aboutTolerations(field) ? controllerText(daemonset, pen) : undefined,
    source: sourceText(inventory, pen),
  })
  const plain = text(PLAIN)
  return {
    summary: plain.summary,
    exclusions: plain.exclusions,
    source: plain.source,
    ...(result !== undefined && plain.effect !== undefined ? { effect: { result, text: plain.effect } } : {}),
    ...(plain.subject === undefined ? {} : { subject: plain.subject }),
    ...(plain.controller === undefined ? {} : { controller: plain.controller }),
    markdown: toMarkdown(text(MARKDOWN)),
  }
}

interface Parts {
  readonly summary: string
  readonly exclusions: readonly string[]
  readonly stays: string | undefined
  readonly effect: string | undefined
  readonly subject: string | undefined
  readonly controller: string | undefined
  readonly source: string
}

/** One thought a paragraph, names in code style: a hover box is narrow. */
function toMarkdown({ summary, exclusions, stays, effect, subject, controller, source }: Parts): string {
  const heading = `**${summary.charAt(0).toUpperCase()}${summary.slice(1)}**`
  const list = exclusions.map((exclusion) => `- ${exclusion}`).join('\n')
  const sentences = [effect, subject, controller, stays].filter((text) => text !== undefined).map(sentence)
  return [heading, list, ...sentences, `*Nodes: ${source}.*`].filter((paragraph) => paragraph !== '').join('\n\n')
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}

const ABOUT: readonly string[] = [
  'nodeSelector',
  'affinity',
  'tolerations',
  'nodeName',
  'schedulingGates',
  'topologySpreadConstraints',
  'runtimeClassName',
  'hostNetwork',
  'resources',
]

/** kind, metadata.name, spec, spec.template, spec.template.spec, and what decides about nodes below it. */
function isAboutPlacement(field: Path): boolean {
  const segments = field.segments()
  const pod = POD_FIELD.segments()
  if (segments.length <= pod.length) {
    const text = segments.join('.')
    return ['kind', 'metadata.name', 'spec', 'spec.template', 'spec.template.spec'].includes(text)
  }
  if (!pod.every((segment, index) => segments[index] === segment)) return false
  const [first, , third] = segments.slice(pod.length)
  if (first === 'containers' || first === 'initContainers') return third === 'resources'
  return ABOUT.includes(String(first))
}

function aboutTolerations(field: Path): boolean {
  const [first] = field.segments().slice(POD_FIELD.segments().length)
  return first === 'tolerations' || first === 'hostNetwork'
}

const THIS: Readonly<Record<LineKind, string>> = {
  toleration: 'this toleration',
  tolerations: 'these tolerations',
  label: 'this label',
  nodeSelector: 'this node selector',
  requirement: 'this requirement',
  term: 'this term',
  nodeAffinity: 'this node affinity',
  podAffinity: 'this pod affinity',
  affinity: 'this affinity',
  spreadConstraint: 'this spread constraint',
  schedulingGates: 'these scheduling gates',
  nodeName: 'this node name',
  runtimeClass: 'this runtime class',
  hostNetwork: 'this line',
  request: 'these requests',
}

/** `without this toleration 3 nodes fewer: a, b, c`. */
export function effectText({ line, lost, gained, held, freed, uncertain }: Effect, pen: Pen = PLAIN): string {
  const names = (nodes: Effect['lost']): string =>
    listNames(
      nodes.map((node) => node.name),
      pen,
    )
  const parts: string[] = []
  if (lost.length > 0) parts.push(`${count(lost.length, 'node')} fewer: ${names(lost)}`)
  if (gained.length > 0) parts.push(`${count(gained.length, 'node')} more: ${names(gained)}`)
  if (freed.length > 0) parts.push(`${count(freed.length, 'pod')} no longer pending: ${names(freed)}`)
  if (held.length > 0) parts.push(`${count(held.length, 'pod')} pending: ${names(held)}`)
  const unless = uncertain ? ', as far as it is known before the template is rendered' : ''
  const result = parts.length > 0 ? parts.join('; ') : 'nothing would change on these nodes'
  return `without ${THIS[line.kind]} ${result}${unless}`
}

/** Beside a line: `+3 nodes` for what it brings, `−2 nodes` for what it takes; undefined if it changes nothing. */
export function effectLabel({ lost, gained }: Effect): string | undefined {
  const parts: string[] = []
  if (lost.length > 0) parts.push(`+${count(lost.length, 'node')}`)
  if (gained.length > 0) parts.push(`\u2212${count(gained.length, 'node')}`)
  return parts.length === 0 ? undefined : parts.join(' ')
}

export interface EffectHint {
  readonly field: Path
  readonly label: string
  /** The sentence of the hover, as Markdown. */
  readonly tooltip: string
}

/** The effects of all lines that have one: inlay hints. */
export function effectHints({ daemonset, placement, inventory, context }: ExplainInput): readonly EffectHint[] {
  return decidingLines(daemonset).flatMap((line) => {
    const effect = effectOf(daemonset, line, placement, inventory.nodes, context)
    const label = effectLabel(effect)
    return label === undefined ? [] : [{ field: line.field, label, tooltip: sentence(effectText(effect, MARKDOWN)) }]
  })
}

function subjectText(daemonset: DaemonSet, line: Line, inventory: Inventory, pen: Pen): string | undefined {
  const value = line.field
    .segments()
    .reduce<unknown>((at, segment) => (Array.isArray(at) ? at[Number(segment)] : fieldOf(at, String(segment))), daemonset)
  const key = textOf(fieldOf(value, 'key'))
  if (line.kind === 'toleration') return key === '' ? undefined : taintStory(key, inventory, pen)
  if (line.kind === 'requirement') return key === '' || key === 'metadata.name' ? undefined : labelStory(key, inventory, pen)
  return line.kind === 'label' ? labelStory(String(line.field.name), inventory, pen) : undefined
}

/** The tolerations that nobody has to write. */
export function controllerText(daemonset: DaemonSet, pen: Pen = PLAIN): string {
  const hostNetwork = fieldOf(daemonset, 'spec', 'template', 'spec', 'hostNetwork') === true
  const byEffect = new Map<string, string[]>()
  for (const { key, effect } of controllerTolerations(hostNetwork))
    byEffect.set(effect, [...(byEffect.get(effect) ?? []), key.replace('node.kubernetes.io/', '')])
  const parts = [...byEffect].map(([effect, keys]) => `${keys.map((key) => pen.name(key)).join(', ')} (${effect})`)
  return `tolerated without being asked, the controller sees to it: ${parts.join('; ')} of ${pen.name('node.kubernetes.io/')}`
}
