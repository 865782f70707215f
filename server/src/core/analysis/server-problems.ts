// What the API server says of one object, as problems: decoder, validation and warnings, each at its place and in our words.
import type { DecodeProblem } from '../decode/decode-daemonset.ts'
import type { DaemonSet } from '../model/kubernetes.ts'
import type { LocatedDaemonSet } from '../model/located.ts'
import { Path } from '../path.ts'
import type { Problem } from '../problem.ts'
import type { Cause, ServerWarning } from '../server-checks/cause.ts'
import { answerTo } from '../server-checks/validate-daemonset.ts'
import type { SyntaxProblem } from '../syntax/tree.ts'
import { spanOfField } from './place-of.ts'
import { isSelectorMismatch, messageOfCause, ruleOfCause } from './plain-words.ts'
import { type DocumentReading, valueAt } from './read-objects.ts'
import { explainMismatch } from './selector-mismatch.ts'
import { leftOverCauses } from './set-aside.ts'

// The server knows the text and the stored object only: other nodes, settings or neighbours do not change its mind.
const answers = new WeakMap<LocatedDaemonSet, Map<number, { stored: DaemonSet | undefined; problems: readonly Problem[] }>>()

/**
 * What the server would say of one object, in its order of speaking: decode problems, then causes, and warnings only if there are neither.
 * @param stored the version that the server has: the verdict is then that of an update
 */
export function serverProblems(
  reading: DocumentReading,
  daemonset: LocatedDaemonSet,
  stored: DaemonSet | undefined,
  minor: number,
): readonly Problem[] {
  const byMinor = answers.get(daemonset) ?? new Map<number, { stored: DaemonSet | undefined; problems: readonly Problem[] }>()
  answers.set(daemonset, byMinor)
  const known = byMinor.get(minor)
  if (known !== undefined && known.stored === stored) return known.problems
  const problems = askServer(reading, daemonset, stored, minor)
  byMinor.set(minor, { stored, problems })
  return problems
}

function askServer(reading: DocumentReading, daemonset: LocatedDaemonSet, stored: DaemonSet | undefined, minor: number): Problem[] {
  const decoded = reading.decoded(daemonset, minor).filter((problem) => !wasLegalThen(problem.path.toString(), daemonset))
  const repeated = reading.syntax.problems.filter((problem) => problem.kind === 'repeated-key' && belongsTo(problem, daemonset))
  const { causes, warnings } = answerTo(daemonset.value, stored, { minor })
  const problems = [
    // with an unknown field the server comes to speak of that first; the rule outdated-api-version then speaks for itself
    ...(decoded.length === 0 ? otherVersion(daemonset) : []),
    ...repeated.map((problem) => syntaxProblem(problem, daemonset)),
    ...decoded.map((problem) => decodeProblem(problem)),
    ...leftOverCauses(causes, decoded)
      .filter((cause) => !(isSelectorMismatch(cause) && wasLegalThen('spec.selector', daemonset)))
      .map((cause) => causeProblem(cause, daemonset)),
  ]
  const origin = problems.length === 0 && !reading.unreadable ? 'warning' : 'lint'
  // a misspelt apiVersion or kind has been told already
  const missing = decoded.length === 0 && repeated.length === 0 ? missingIdentity(daemonset) : []
  return [...problems, ...missing, ...warnings.map((warning) => warningProblem(warning, daemonset, origin))]
}

function belongsTo(problem: SyntaxProblem, daemonset: LocatedDaemonSet): boolean {
  return daemonset.item === undefined || (problem.path?.[0] === 'items' && problem.path[1] === daemonset.item)
}

/** A mistake in reading, of a DaemonSet or (null) of the document as a whole. */
export function syntaxProblem(problem: SyntaxProblem, daemonset: LocatedDaemonSet | null): Problem {
  const segments = daemonset?.item === undefined ? problem.path : problem.path?.slice(2)
  return {
    rule: problem.kind === 'unreadable' ? 'unreadable-yaml' : 'repeated-key',
    origin: 'decode',
    severity: 'error',
    message: problem.message,
    serverMessage: problem.serverMessage,
    field: segments === undefined || segments.length === 0 ? null : pathFrom(segments).toString(),
    reason: null,
    span: problem.span,
    ...(problem.first === undefined ? {} : { related: [{ span: problem.first, message: 'It stands here first' }] }),
  }
}

function pathFrom(segments: readonly (string | number)[]): Path {
  let path = Path.root()
  for (const segment of segments) path = typeof segment === 'number' ? path.index(segment) : path.child(segment)
  return path
}

function decodeProblem(problem: DecodeProblem): Problem {
  return {
    rule: problem.kind,
    origin: 'decode',
    severity: 'error',
    message: problem.message,
    serverMessage: problem.serverMessage,
    field: problem.path.toString(),
    reason: null,
    span: problem.span,
    ...(problem.fixes === undefined ? {} : { fixes: problem.fixes }),
  }
}

/** A request names version and kind in its URL, so the server would do without; kubectl, and everyone else, does not. */
function missingIdentity({ root, apiVersion }: LocatedDaemonSet): Problem[] {
  const missing = (field: string, other: string, line: string): Problem => ({
    rule: 'required-value',
    origin: 'lint',
    severity: 'error',
    message: `\`${field}\` is missing: kubectl cannot tell what this is and refuses it. Add \`${line}\`.`,
    field,
    reason: null,
    span: spanOfField(root, Path.root(other), 'value'),
  })
  if (apiVersion === '') return [missing('apiVersion', 'kind', 'apiVersion: apps/v1')]
  const kind = valueAt(root, 'kind')
  return kind?.kind !== 'scalar' || kind.value !== 'DaemonSet' ? [missing('kind', 'apiVersion', 'kind: DaemonSet')] : []
}

/** A version that the server does not have: the rule outdated-api-version gives the words. */
function otherVersion({ apiVersion, root }: LocatedDaemonSet): Problem[] {
  if (apiVersion === '' || apiVersion === 'apps/v1') return []
  return [
    {
      rule: 'outdated-api-version',
      origin: 'decode',
      severity: 'error',
      message: `${apiVersion} is not known to the API server. Use apps/v1.`,
      serverMessage: `the API version in the data (${apiVersion}) does not match the expected API version (apps/v1)`,
      field: 'apiVersion',
      reason: null,
      span: spanOfField(root, Path.root('apiVersion'), 'value'),
    },
  ]
}

/** What extensions/v1beta1 allowed is no mistake of its own: its fix comes with the new version. */
function wasLegalThen(field: string, { apiVersion, value }: LocatedDaemonSet): boolean {
  if (apiVersion !== 'extensions/v1beta1') return false
  return field === 'spec.templateGeneration' || (field === 'spec.selector' && value.spec?.selector === undefined)
}

function causeProblem(cause: Cause, daemonset: LocatedDaemonSet): Problem {
  const common = {
    rule: ruleOfCause(cause),
    origin: 'server',
    severity: 'error',
    field: cause.field.toString(),
    reason: cause.reason,
    serverMessage: `${cause.field}: ${cause.message}`,
  } as const
  if (isSelectorMismatch(cause)) return { ...common, ...explainMismatch(daemonset.value, daemonset.root) }
  const pointer = cause.reason === 'FieldValueForbidden' ? 'key' : 'value'
  return { ...common, message: messageOfCause(cause), span: spanOfField(daemonset.root, cause.at ?? cause.field, pointer, cause.value) }
}

function warningProblem(warning: ServerWarning, daemonset: LocatedDaemonSet, origin: 'warning' | 'lint'): Problem {
  const place = warning.at ?? warning.field
  return {
    rule: 'server-warning',
    origin,
    severity: 'warning',
    message: warning.message,
    serverMessage: warning.field === null ? warning.message : `${warning.field}: ${warning.message}`,
    field: warning.field?.toString() ?? null,
    reason: null,
    span: spanOfField(daemonset.root, place ?? Path.root('kind'), 'key'),
  }
}
