// Second half of the analysis: what is wrong with each object of a document, given nodes, settings and the other documents.
// One problem per mistake: decode before server before warning before lint, whichever words come from.

import { type GluedPart, gluedParts, shiftProblem } from './analysis/missing-separator.ts'
import type { DocumentReading, ReadObject } from './analysis/read-objects.ts'
import { serverProblems, syntaxProblem } from './analysis/server-problems.ts'
import type { Inventory } from './model/cluster-node.ts'
import type { DaemonSet } from './model/kubernetes.ts'
import type { LocatedDaemonSet } from './model/located.ts'
import { withoutPlaceholders } from './model/placeholder.ts'
import type { Problem, Severity } from './problem.ts'
import { fixesForProblem } from './rules/fixes-for-causes.ts'
import { RULES } from './rules/index.ts'
import type { Finding, Rule, RuleContext } from './rules/rule.ts'
import { suppress } from './rules/suppress.ts'
import { placeDaemonSet } from './scheduling/place-daemonset.ts'
import type { Placement } from './scheduling/placement.ts'
import type { WorkspaceFacts } from './workspace-facts.ts'

/** Everything an answer depends on besides the document's text. */
export interface Environment {
  /** Kubernetes minors to check for, 37 for 1.37; with several, a problem of only some says which. */
  readonly minors: readonly number[]
  /** The known nodes; problems speak of the first inventory. */
  readonly inventory: Inventory
  readonly workspace: WorkspaceFacts
  /** Severity by rule id, where it differs from the rule's own. */
  readonly severities: Readonly<Record<string, Severity | 'off'>>
  /** The stored version of an object: with one, the server's verdict is that of an update. */
  readonly stored?: (object: ReadObject) => DaemonSet | undefined
  /** The version in git HEAD, for rules that compare. */
  readonly previous?: (object: ReadObject) => DaemonSet | undefined
  /** The other DaemonSets of the workspace take room and ports too, where placement is shown. */
  readonly countWorkspace?: boolean
  /** The file is a patch of a kustomization: incomplete by design, nothing is called wrong. */
  readonly patch?: boolean
}

/** An object of a document with what is wrong with it. Spans are relative to the document. */
export interface AnalysedObject {
  readonly object: ReadObject
  readonly problems: readonly Problem[]
}

export interface DocumentAnalysis {
  readonly reading: DocumentReading
  /** One entry for each item of a List, else one. */
  readonly objects: readonly AnalysedObject[]
}

/** Judges every object of a document. Foreign objects, patches and unreadable foreign text have no problems. Never throws. */
export function analyseDocument(reading: DocumentReading, environment: Environment): DocumentAnalysis {
  const silent = environment.patch === true || (reading.template && reading.unreadable)
  const glued = silent || !reading.mentionsDaemonSet ? [] : gluedParts(reading)
  const objects = reading.objects.map((object, index) => {
    if (silent) return { object, problems: [] }
    if (glued.length > 0) return { object, problems: gluedProblems(glued, environment) }
    const problems = object.daemonset === undefined ? [] : problemsOf(reading, object, object.daemonset, environment)
    const unread = index === 0 && reading.mentionsDaemonSet ? unreadableProblems(reading) : []
    return { object, problems: [...unread, ...problems] }
  })
  return { reading, objects }
}

/** What is wrong with each of several objects in one document, and that they are in one. */
function gluedProblems(parts: readonly GluedPart[], environment: Environment): Problem[] {
  return parts.flatMap(({ start, reading, problem }) => {
    const { objects } = analyseDocument(reading, environment)
    const own = objects.flatMap(({ problems }) => problems.map((found) => shiftProblem(found, start)))
    return problem === undefined ? own : [problem, ...own]
  })
}

function unreadableProblems(reading: DocumentReading): Problem[] {
  return reading.syntax.problems.filter((problem) => problem.kind === 'unreadable').map((problem) => syntaxProblem(problem, null))
}

function problemsOf(reading: DocumentReading, object: ReadObject, daemonset: LocatedDaemonSet, environment: Environment): Problem[] {
  const [first, ...others] = environment.minors.map((minor) => ({
    minor,
    problems: problemsForMinor(reading, object, daemonset, environment, minor),
  }))
  if (first === undefined) return []
  if (others.length === 0) return first.problems
  return mergeMinors([first, ...others])
}

function problemsForMinor(
  reading: DocumentReading,
  object: ReadObject,
  daemonset: LocatedDaemonSet,
  environment: Environment,
  minor: number,
): Problem[] {
  const judgement = judgementOf(object, daemonset, environment, minor)
  const { context } = judgement
  const serverSays = daemonset.template ? [] : serverProblems(reading, daemonset, environment.stored?.(object), minor)
  const lint = RULES.flatMap((rule, index) =>
    severityOf(rule, environment) === 'off' ? [] : problemsIn(findingsOf(rule, index, daemonset, judgement), rule, daemonset, environment),
  )
  const said = refined(serverSays, daemonset, context).flatMap((problem) => asSet(problem, environment))
  const problems = [...said, ...notSaidYet(lint, said)]
  const settled = reading.unreadable ? problems.filter((problem) => standsBefore(problem, reading)) : problems
  return suppress(settled, daemonset, environment.severities)
}

/** What is known of a DaemonSet for one minor as long as its text stays. */
interface Judgement {
  /** The last one that it was judged in. */
  environment: Environment
  /** Answers for that environment, also to what a finding asks later. */
  readonly context: RuleContext
  /** Set as soon as something of the environment is asked for. */
  asked: boolean
  /** By index of the rule: what the rules have found that asked for nothing but the DaemonSet. */
  readonly kept: (readonly Finding[] | undefined)[]
}

const judgements = new WeakMap<LocatedDaemonSet, Map<number, Judgement>>()

function judgementOf(object: ReadObject, daemonset: LocatedDaemonSet, environment: Environment, minor: number): Judgement {
  const byMinor = judgements.get(daemonset) ?? new Map<number, Judgement>()
  const known = byMinor.get(minor)
  if (known !== undefined) {
    known.environment = environment
    return known
  }
  const ask = (): Environment => {
    judgement.asked = true
    return judgement.environment
  }
  const context: RuleContext = {
    minor,
    get inventory() {
      return ask().inventory
    },
    get workspace() {
      return ask().workspace
    },
    get previous() {
      return ask().previous?.(object)
    },
    placement() {
      const { inventory, workspace } = ask()
      return placementOf(daemonset, inventory, workspace)
    },
    placementOf(changed) {
      const { inventory, workspace } = ask()
      return placeDaemonSet(changed, inventory.nodes, { workspace, minor })
    },
  }
  const judgement: Judgement = { environment, context, asked: false, kept: [] }
  judgements.set(daemonset, byMinor.set(minor, judgement))
  return judgement
}

const placements = new WeakMap<LocatedDaemonSet, { inventory: Inventory; workspace: WorkspaceFacts; placement: Placement }>()

/** Where a DaemonSet runs on an inventory; kept until either changes. */
export function placementOf(daemonset: LocatedDaemonSet, inventory: Inventory, workspace: WorkspaceFacts): Placement {
  const known = placements.get(daemonset)
  if (known !== undefined && known.inventory === inventory && known.workspace === workspace) return known.placement
  const placement = placeDaemonSet(daemonset.value, inventory.nodes, { workspace })
  placements.set(daemonset, { inventory, workspace, placement })
  return placement
}

const REFINERS = RULES.filter((rule) => rule.refines !== undefined)

function refined(problems: readonly Problem[], daemonset: LocatedDaemonSet, context: RuleContext): Problem[] {
  return problems.map((problem) => {
    for (const rule of REFINERS) {
      const refinement = rule.refines?.(problem, daemonset, context)
      if (refinement === undefined) continue
      const { message = problem.message } = refinement
      // the words of a Warning header are read by other programs as the server's
      const words = problem.origin === 'warning' ? { message: problem.message, ownMessage: message } : { message }
      return { ...problem, ...refinement, ...words, rule: rule.id }
    }
    return problem.origin === 'warning' || problem.severity !== 'error'
      ? problem
      : { ...problem, fixes: () => fixesForProblem(problem, daemonset, context) }
  })
}

/** What the server only warns of follows the settings; what it refuses is an error whatever they say. */
function asSet(problem: Problem, { severities }: Environment): Problem[] {
  const wanted = problem.origin === 'warning' || problem.origin === 'lint' ? severities[problem.rule] : undefined
  if (wanted === 'off') return []
  return [wanted === undefined ? problem : { ...problem, severity: wanted }]
}

function severityOf(rule: Rule, environment: Environment): Severity | 'off' {
  return environment.severities[rule.id] ?? rule.severity
}

/** A rule that asked for nothing of the environment finds the same in any other. */
function findingsOf(rule: Rule, index: number, daemonset: LocatedDaemonSet, judgement: Judgement): readonly Finding[] {
  const known = judgement.kept[index]
  if (known !== undefined) return known
  judgement.asked = false
  const found = [...rule.check(daemonset, judgement.context)]
  const findings = found.length === 0 ? NO_FINDINGS : found
  if (!judgement.asked) judgement.kept[index] = findings
  return findings
}

const NO_FINDINGS: readonly Finding[] = []

function problemsIn(findings: readonly Finding[], rule: Rule, daemonset: LocatedDaemonSet, environment: Environment): Problem[] {
  const configured = environment.severities[rule.id]
  const problems: Problem[] = []
  for (const { field, severity, ...finding } of findings) {
    const shown = configured ?? severity ?? rule.severity
    if (shown === 'off') continue
    const message = daemonset.template ? withoutPlaceholders(finding.message) : finding.message
    problems.push({ ...finding, message, rule: rule.id, origin: 'lint', severity: shown, field: field?.toString() ?? null, reason: null })
  }
  return problems
}

/** Leaves out findings of ours where the same rule already speaks for the server. */
function notSaidYet(findings: readonly Problem[], said: readonly Problem[]): Problem[] {
  const places = new Set(said.flatMap(placesOf))
  return findings.filter((finding) => !placesOf(finding).some((place) => places.has(place)))
}

function placesOf(problem: Problem): string[] {
  return [`${problem.rule} ${problem.span.start}`, ...(problem.field === null ? [] : [`${problem.rule} ${problem.field}`])]
}

/** In half-typed text, what stands after the mistake cannot be trusted, nor can the lack of anything. */
function standsBefore(problem: Problem, reading: DocumentReading): boolean {
  const broken = Math.min(...reading.syntax.problems.filter((candidate) => candidate.kind === 'unreadable').map((candidate) => candidate.span.start))
  const lacks =
    problem.reason === 'FieldValueRequired' ||
    problem.reason === 'FieldValueNotFound' ||
    problem.rule === 'selector-mismatch' ||
    problem.rule === 'selector-invalid' ||
    problem.rule === 'missing-requests'
  return problem.span.end < broken && !lacks
}

/** Joins the answers for several minors; what only some of them say names them. */
function mergeMinors(answers: readonly { minor: number; problems: readonly Problem[] }[]): Problem[] {
  const merged = new Map<string, { problem: Problem; minors: number[] }>()
  for (const { minor, problems } of answers) {
    for (const problem of problems) {
      const key = JSON.stringify([problem.rule, problem.origin, problem.field, problem.reason, problem.span, problem.message])
      const known = merged.get(key)
      if (known === undefined) merged.set(key, { problem, minors: [minor] })
      else known.minors.push(minor)
    }
  }
  return [...merged.values()].map(({ problem, minors }) => {
    if (minors.length === answers.length || problem.origin === 'warning') return problem
    return { ...problem, message: `${problem.message} (Kubernetes ${minors.map((minor) => `1.${minor}`).join(', ')})` }
  })
}
