// Applies fixes to a text, one after the other: after each the engine judges the new text, so that no fix meets a place that moved.
import { readObjects } from '../core/analysis/read-objects.ts'
import { analyseDocument, type Environment } from '../core/analysis.ts'
import type { Fix, Problem } from '../core/problem.ts'
import { splitDocuments } from '../core/syntax/split-documents.ts'
import { applyEdits } from '../core/text.ts'
import { checkedFixes } from './checked-fixes.ts'

export interface Applied {
  readonly rule: string
  readonly title: string
}

export interface Fixed {
  readonly text: string
  readonly applied: readonly Applied[]
  /** Problems of severity error that are left. */
  readonly errorsLeft: number
}

/** Which fix of a problem is to be applied. */
export type Choose = (problem: Problem, fixes: readonly Fix[]) => Fix | undefined

/** Safe preferred fixes; for the rules that are named, their preferred fix or their only one, safe or not, and no other rule's. */
export function chooserFor(rules: readonly string[]): Choose {
  return (problem, fixes) => {
    if (rules.length === 0) return fixes.find((fix) => fix.preferred && fix.safe)
    if (!rules.includes(problem.rule)) return undefined
    return fixes.find((fix) => fix.preferred) ?? (fixes.length === 1 ? fixes[0] : undefined)
  }
}

/** No manifest needs as many; a bound in case two fixes undo each other. */
const MOST_FIXES = 500

/** Fixes every document of a text. */
export function fixText(text: string, environment: Environment, choose: Choose): Fixed {
  let result = ''
  let errorsLeft = 0
  let at = 0
  const applied: Applied[] = []
  for (const { span } of splitDocuments(text)) {
    const fixed = fixDocument(text.slice(span.start, span.end), environment, choose)
    result += text.slice(at, span.start) + fixed.text
    at = span.end
    applied.push(...fixed.applied)
    errorsLeft += fixed.errorsLeft
  }
  return { text: result + text.slice(at), applied, errorsLeft }
}

function fixDocument(original: string, environment: Environment, choose: Choose): Fixed {
  let text = original
  const applied: Applied[] = []
  const seen = new Set([original])
  for (;;) {
    const reading = readObjects(text)
    const problems = analyseDocument(reading, environment).objects.flatMap((object) => object.problems)
    const next = applied.length < MOST_FIXES ? firstFix(text, problems, environment, choose, seen) : undefined
    if (next === undefined) return { text, applied, errorsLeft: problems.filter((problem) => problem.severity === 'error').length }
    text = next.text
    seen.add(text)
    applied.push({ rule: next.rule, title: next.title })
  }
}

function firstFix(
  text: string,
  problems: readonly Problem[],
  environment: Environment,
  choose: Choose,
  seen: ReadonlySet<string>,
): (Applied & { readonly text: string }) | undefined {
  for (const problem of problems) {
    const fix = choose(problem, checkedFixes(text, problem, problems, environment))
    if (fix === undefined) continue
    const changed = applyEdits(text, fix.edits)
    if (!seen.has(changed)) return { rule: problem.rule, title: fix.title, text: changed }
  }
  return undefined
}
