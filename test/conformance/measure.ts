// How far core agrees with the recorded answers: counts, and the first answers that differ. The same rules as the command line's JSON would be
// judged by, without starting it for each case.
import { isDeepStrictEqual } from 'node:util'
import { readObjects } from '../../server/src/core/analysis/read-objects.ts'
import { analyseDocument, type Environment } from '../../server/src/core/analysis.ts'
import { decodeDaemonSet } from '../../server/src/core/decode/decode-daemonset.ts'
import { nodesOfValues } from '../../server/src/core/inventory/read-inventory.ts'
import { sampleInventory } from '../../server/src/core/inventory/samples.ts'
import type { DaemonSet } from '../../server/src/core/model/kubernetes.ts'
import type { Problem } from '../../server/src/core/problem.ts'
import { placeDaemonSet } from '../../server/src/core/scheduling/place-daemonset.ts'
import type { Placement, PlacementGroup } from '../../server/src/core/scheduling/placement.ts'
import { rollout } from '../../server/src/core/scheduling/rollout.ts'
import { readDocument } from '../../server/src/core/syntax/read-document.ts'
import { splitDocuments } from '../../server/src/core/syntax/split-documents.ts'
import { toValue } from '../../server/src/core/syntax/to-value.ts'
import { NO_WORKSPACE } from '../../server/src/core/workspace-facts.ts'
import { decodeBytes } from '../../server/src/cli/bytes.ts'
import { type Answer, isElsewhere, type PlacementFile, type Reading, type RolloutCase, type Verdict } from './recorded.ts'

/** How many answers agree, and what the first others say. */
export interface Measure {
  agree: number
  total: number
  readonly differ: string[]
}

const newMeasure = (): Measure => ({ agree: 0, total: 0, differ: [] })

function count(measure: Measure, agrees: boolean, label: () => string): void {
  measure.total++
  if (agrees) measure.agree++
  else if (measure.differ.length < 5) measure.differ.push(label())
}

export const percent = ({ agree, total }: Measure): number => (total === 0 ? 100 : Math.floor((agree / total) * 100_000) / 1000)

const environment = (minor: number): Environment => ({
  minors: [minor],
  inventory: sampleInventory('kubeadm'),
  workspace: NO_WORKSPACE,
  severities: {},
})

/** Every problem of a text, judged as the creation or, with `stored`, as an update. */
function problemsOf(text: string, minor: number, stored?: DaemonSet): Problem[] {
  const asked = stored === undefined ? environment(minor) : { ...environment(minor), stored: () => stored, previous: () => stored }
  return splitDocuments(text).flatMap(({ span }) =>
    analyseDocument(readObjects(text.slice(span.start, span.end)), asked).objects.flatMap((object) => object.problems),
  )
}

const set = (texts: readonly string[]): string[] => [...new Set(texts)].sort()
const only = (these: readonly string[], those: readonly string[]): string => these.filter((text) => !those.includes(text)).join('; ') || '-'

export interface VerdictMeasures {
  readonly verdict: Measure
  readonly fields: Measure
  readonly causes: Measure
  readonly warnings: Measure
}

/** `base`: the stored text of each case, for updates. */
export function measureVerdicts(cases: readonly Verdict[], minor: number, base?: ReadonlyMap<string, string>): VerdictMeasures {
  const measures = { verdict: newMeasure(), fields: newMeasure(), causes: newMeasure(), warnings: newMeasure() }
  for (const one of cases) {
    if (isElsewhere(one.server) || (base !== undefined && !base.has(one.base))) continue
    const stored = base === undefined ? undefined : storedOf(base.get(one.base) ?? '', minor)
    compare(measures, one.server, problemsOf(one.yaml, minor, stored), `${one.id} ${JSON.stringify(one.mutations)}`.slice(0, 150))
  }
  return measures
}

function storedOf(text: string, minor: number): DaemonSet | undefined {
  const root = readDocument(text).root
  return root?.kind === 'map' ? decodeDaemonSet(root, { minor }).value : undefined
}

function compare(measures: VerdictMeasures, server: Answer, problems: readonly Problem[], label: string): void {
  const decode = problems.filter((problem) => problem.origin === 'decode')
  const refused = problems.filter((problem) => problem.origin === 'server')
  const here = decode.length > 0 ? 400 : refused.length > 0 ? 422 : 200
  const want = server.code < 300 ? 200 : server.code
  count(measures.verdict, here === want, () => {
    const ours = [...decode, ...refused].map((problem) => `${problem.field} ${problem.reason} ${problem.message}`)
    return `${label}: server ${want} ${(server.message ?? '').slice(0, 300)}; here ${here} ${ours.join('; ').slice(0, 300)}`
  })
  if (want === 400 && here === 400) {
    const named = set([...(server.message ?? '').matchAll(/(?:unknown|duplicate) field "((?:[^"\\]|\\.)*)"/g)].map((match) => match[1] ?? ''))
    const ours = set(decode.filter((problem) => problem.rule !== 'repeated-key').map((problem) => String(problem.field)))
    if (named.length > 0) count(measures.fields, isDeepStrictEqual(named, ours), () => `${label}: server ${named}; here ${ours}`)
  }
  if (want === 422) {
    const theirs = set((server.causes ?? []).map((cause) => `${cause.field} ${cause.reason}`))
    const ours = set(refused.map((problem) => `${problem.field} ${problem.reason}`))
    const agrees = here === 422 && isDeepStrictEqual(theirs, ours)
    count(measures.causes, agrees, () => `${label}: only the server: ${only(theirs, ours)}; only here: ${only(ours, theirs)}`)
  }
  if (want !== 400 && here === want) {
    const theirs = set(server.warnings ?? [])
    const warnings = problems.filter((problem) => problem.origin === 'warning')
    const ours = set(warnings.map((problem) => (problem.field === null ? problem.message : `${problem.field}: ${problem.message}`)))
    if (theirs.length + ours.length > 0)
      count(measures.warnings, isDeepStrictEqual(theirs, ours), () => `${label}: only the server: ${only(theirs, ours)}; only here: ${only(ours, theirs)}`)
  }
}

/** How texts are read: values of a schemaless object, and scalars in the fields of a DaemonSet. */
export function measureReadings(cases: readonly Reading[]): { readonly values: Measure; readonly daemonset: VerdictMeasures } {
  const values = newMeasure()
  const daemonset = { verdict: newMeasure(), fields: newMeasure(), causes: newMeasure(), warnings: newMeasure() }
  for (const one of cases) {
    const text = one.base64 === undefined ? (one.yaml ?? '') : decodeBytes(Buffer.from(one.base64, 'base64')).text
    if (one.mode === 'daemonset') {
      if (!isElsewhere(one.server)) compare(daemonset, one.server, problemsOf(text, 37), `${one.id} ${one.at}`)
      continue
    }
    const refused = one.server.code === 400 && /yaml: |unsupported value|unsupported map key/.test(one.server.message ?? '')
    if (one.readOmitted === true || (one.server.code >= 300 && !refused)) continue
    const { error, spec } = specOf(text)
    const agrees = refused ? error !== undefined : error === undefined && isDeepStrictEqual(spec, one.read ?? null)
    count(values, agrees, () => {
      const theirs = refused ? one.server.message : JSON.stringify(one.read)
      return `${one.id} ${JSON.stringify(text).slice(60, 260)}: server ${theirs?.slice(0, 200)}; here ${error ?? JSON.stringify(spec).slice(0, 200)}`
    })
  }
  return { values, daemonset }
}

function specOf(text: string): { readonly error?: string; readonly spec: unknown } {
  const first = splitDocuments(text)[0]
  const document = readDocument(first === undefined ? '' : text.slice(first.span.start, first.span.end))
  const error = document.problems[0]?.serverMessage
  if (error !== undefined) return { error, spec: null }
  const value = document.root === null ? null : toValue(document.root)
  const spec = typeof value === 'object' && value !== null && 'spec' in value ? value.spec : null
  // Numbers as JSON has them, as the recorded answers do.
  return { spec: JSON.parse(JSON.stringify(spec ?? null, (_key, inner: unknown) => (typeof inner === 'bigint' ? Number(inner) : inner))) as unknown }
}

/** The controller's decisions, and what the scheduler did with the pods (only where a case says so). */
export function measurePlacements(files: readonly PlacementFile[], every: number): { readonly decisions: Measure; readonly scheduler: Measure } {
  const measures = { decisions: newMeasure(), scheduler: newMeasure() }
  for (const { nodes, cases } of files) {
    const inventory = nodesOfValues([{ apiVersion: 'v1', kind: 'List', items: nodes }]).nodes
    for (const one of cases.filter((_case, index) => index % every === 0)) {
      const groups = groupsByName(placeDaemonSet(daemonSetOf(one.daemonset), inventory, { minor: 37 }))
      const { name } = one.daemonset.metadata
      for (const [node, decision] of Object.entries(one.decisions)) {
        const group = groups.get(node)
        const agrees = group !== undefined && group.shouldRun === (decision[0] === 'r') && group.shouldContinueRunning === (decision[1] === 'c')
        count(measures.decisions, agrees, () => `${name} on ${node}: controller ${decision}; here ${describe(group)}`)
      }
      for (const [node, state] of Object.entries(one.live?.pods ?? {})) {
        const group = groups.get(node)
        const want = state === 'bound' ? 'runs' : 'pending'
        count(measures.scheduler, group?.verdict === want, () => `${name} on ${node}: scheduler ${state.slice(0, 160)}; here ${describe(group)}`)
      }
    }
  }
  return measures
}

/** As the command line would read it. */
function daemonSetOf(value: unknown): DaemonSet {
  const root = readDocument(JSON.stringify(value)).root
  return root?.kind === 'map' ? decodeDaemonSet(root, {}).value : {}
}

const groupsByName = (placement: Placement): Map<string, PlacementGroup> =>
  new Map(placement.groups.flatMap((group) => group.nodes.map((node) => [node.name, group] as const)))

const describe = (group: PlacementGroup | undefined): string =>
  group === undefined ? 'nothing' : `${group.verdict} ${group.reasons.map((reason) => reason.detail).join('; ')}`.slice(0, 200)

/** How the controller replaced pods after a change of the template. */
export function measureRollouts(cases: readonly RolloutCase[]): Measure {
  const measure = newMeasure()
  for (const one of cases) {
    const allocatable = { cpu: '64', memory: '64Gi', pods: '110' }
    const nodes = Array.from({ length: one.nodes }, (_, k) => ({ kind: 'Node', metadata: { name: `n${k}` }, status: { allocatable } }))
    const ports = one.hostPort ? { ports: [{ containerPort: 80, hostPort: 9100 }] } : {}
    const template = { metadata: { labels: { app: 'r' } }, spec: { containers: [{ name: 'm', image: 'x', ...ports }] } }
    const spec = { selector: { matchLabels: { app: 'r' } }, updateStrategy: one.strategy, template }
    const daemonset = daemonSetOf({ apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'r' }, spec })
    const here = rollout(daemonset, placeDaemonSet(daemonset, nodesOfValues(nodes).nodes, { minor: 37 }), one.notReady)
    const { firstWave, surgedFirst, mostUnavailable, mostSurge, completes } = here
    const ours = { firstWave, surgedFirst, mostUnavailable, mostSurge, completes }
    const { firstWave: a, surgedFirst: b, mostUnavailable: c, mostSurge: d, completed } = one
    const theirs = { firstWave: a, surgedFirst: b, mostUnavailable: c, mostSurge: d, completes: completed }
    const label = `${one.nodes} nodes, ${one.notReady} not ready, ${JSON.stringify(one.strategy)}${one.hostPort ? ', host port' : ''}`
    count(measure, isDeepStrictEqual(ours, theirs), () => `${label}: controller ${JSON.stringify(theirs)}; here ${JSON.stringify(ours)}`)
  }
  return measure
}
