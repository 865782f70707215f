// Quick fixes for what the API server refuses, by reason and sentence. All are candidates: features/check-fixes.ts decides what is offered.
// Knows the server's words; what they mean for a value is in fixes-for-values.ts, for selectors in fixes-for-selector.ts.
import { fixWith, pathIn } from '../edits/edit.ts'
import { setValue } from '../edits/set-value.ts'
import type { LocatedDaemonSet } from '../model/located.ts'
import { Path } from '../path.ts'
import type { Fix, Problem } from '../problem.ts'
import { nearestTexts } from '../schema/nearby-fields.ts'
import type { MapEntry, Node } from '../syntax/tree.ts'
import type { Span } from '../text.ts'
import { type CauseAt, removeIt } from './cause-at.ts'
import { nodeAt } from './fields.ts'
import { findField } from './find-field.ts'
import { fixesForDuplicate, fixesForNotFound, fixesForRepeatedKey, fixesForRequired } from './fixes-for-places.ts'
import { fixesForSelector } from './fixes-for-selector.ts'
import { fixesForInvalid } from './fixes-for-values.ts'
import type { RuleContext } from './rule.ts'

/** Candidate fixes of a problem of origin decode or server that no rule has taken over. */
export function fixesForProblem(problem: Problem, daemonset: LocatedDaemonSet, context: RuleContext): readonly Fix[] {
  if (problem.fixes) return problem.fixes()
  if (problem.field === null || daemonset.template) return []
  if (problem.rule === 'repeated-key') return fixesForRepeatedKey(problem, daemonset)
  if (problem.rule === 'required-value' && problem.field === 'apiVersion') return addApiVersion(daemonset)
  const cause = causeAt(problem, daemonset, context)
  if (problem.rule === 'unknown-field') return removeIt(cause, false, cause.path.name === 'templateGeneration')
  if (problem.rule === 'selector-mismatch' || problem.field === 'spec.selector') return fixesForSelector(cause)
  switch (problem.reason) {
    case 'FieldValueNotSupported':
      return fixesForUnsupported(cause)
    case 'FieldValueForbidden':
      return removeIt(cause, true)
    case 'FieldValueDuplicate':
      return fixesForDuplicate(cause)
    case 'FieldValueNotFound':
      return fixesForNotFound(cause)
    case 'FieldValueRequired':
      return fixesForRequired(cause)
    case 'FieldValueInvalid':
      return fixesForInvalid(cause)
    default:
      return []
  }
}

function causeAt(problem: Problem, daemonset: LocatedDaemonSet, context: RuleContext): CauseAt {
  const field = problem.field ?? ''
  const says = (problem.serverMessage ?? '').slice(field.length).replace(/^: /, '')
  const value = valueIn(says)
  const found = findField(daemonset, field)
  // the server names a list or map, or another place, where one value in it is wrong: that is where the problem is shown
  const exact = found.node?.kind === 'scalar' || value === undefined ? undefined : scalarAt(daemonset, problem.span)
  return { problem, daemonset, context, path: exact ?? found.path, says, value }
}

/** The path of the scalar that is written at the span. */
function scalarAt(daemonset: LocatedDaemonSet, span: Span): Path | undefined {
  let node: Node | undefined = daemonset.root
  let path = Path.root()
  while (node !== undefined && node.kind !== 'scalar') {
    if (node.kind === 'map') {
      const entry: MapEntry | undefined = node.entries.find(
        ({ valueSpan, merged }) => !merged && valueSpan.start <= span.start && span.end <= valueSpan.end,
      )
      if (entry === undefined || entry.value.span.start !== entry.valueSpan.start) return undefined
      path = path.child(entry.key)
      node = entry.value
    } else {
      const index: number = node.items.findIndex(({ valueSpan }) => valueSpan.start <= span.start && span.end <= valueSpan.end)
      node = node.items[index]?.value
      path = path.index(index)
    }
  }
  return node !== undefined && node.span.start === span.start && node.span.end === span.end ? path : undefined
}

/** `Invalid value: "x": must be ...` names "x". */
function valueIn(says: string): unknown {
  const text = /^(?:Invalid|Unsupported|Duplicate) value: |^Not found: /.exec(says)
  if (text === null) return undefined
  const rest = says.slice(text[0].length)
  const literal = /^(?:"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?|true|false|null)/.exec(rest)?.[0]
  return literal === undefined ? undefined : JSON.parse(literal)
}

function addApiVersion(daemonset: LocatedDaemonSet): readonly Fix[] {
  const change = setValue(pathIn(daemonset, Path.root('apiVersion')), 'apps/v1', { before: ['kind', 'metadata', 'spec'] })
  return fixWith(daemonset, { title: 'Add apiVersion: apps/v1', safe: true }, change)
}

function fixesForUnsupported({ problem, daemonset, says, value, path }: CauseAt): readonly Fix[] {
  const listed = /supported values: (.*)$/.exec(says)?.[1] ?? ''
  const supported = [...listed.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map((match) => match[1] ?? '').filter((text) => text !== '')
  const wrong = typeof value === 'string' ? value : ''
  const place =
    nodeAt(daemonset, path)?.kind === 'scalar'
      ? path
      : problem.field === 'spec.updateStrategy'
        ? path.child('type')
        : problem.field?.endsWith('spec.os')
          ? path.child('name')
          : path
  const [nearest] = nearestTexts(wrong, supported)
  const others = supported.length <= 4 ? supported.filter((text) => text !== nearest) : []
  return [...(nearest === undefined ? [] : [nearest]), ...others].flatMap((text) =>
    fixWith(
      daemonset,
      {
        title: `Write ${text}`,
        preferred: text === nearest || supported.length === 1,
        safe: supported.length === 1 || text.toLowerCase() === wrong.toLowerCase(),
      },
      setValue(pathIn(daemonset, place), text),
    ),
  )
}
