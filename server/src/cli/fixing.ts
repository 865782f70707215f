// Fixes the documents of a text one by one. Which fixes there are, and whether they are good, is core's matter.
import { readObjects } from '../core/analysis/read-objects.ts'
import { analyseDocument, type Environment } from '../core/analysis.ts'
import { type AppliedFix, type ChooseFix, fixEach, safeFix } from '../core/features/fix-all.ts'
import type { Problem } from '../core/problem.ts'
import { splitDocuments } from '../core/syntax/split-documents.ts'

export interface Fixed {
  readonly text: string
  readonly applied: readonly AppliedFix[]
  /** Problems of severity error that are left. */
  readonly errorsLeft: number
}

/** Safe preferred fixes; for the rules that are named, their preferred fix or their only one, safe or not, and no other rule's. */
export function chooserFor(rules: readonly string[]): ChooseFix {
  if (rules.length === 0) return safeFix
  return (problem, fixes) => {
    if (!rules.includes(problem.rule)) return undefined
    return fixes.find((fix) => fix.preferred) ?? (fixes.length === 1 ? fixes[0] : undefined)
  }
}

/** Fixes every document of a text. A text with bytes that are no characters is left as it is: it could not be written back. */
export function fixText(text: string, environment: Environment, choose: ChooseFix): Fixed {
  const analyse = analyser(environment)
  const never: ChooseFix = () => undefined
  const chosen = /\p{Cs}/u.test(text) ? never : choose
  let result = ''
  let errorsLeft = 0
  let at = 0
  const applied: AppliedFix[] = []
  for (const { span } of splitDocuments(text)) {
    const fixed = fixEach(text.slice(span.start, span.end), analyse, chosen)
    result += text.slice(at, span.start) + fixed.text
    at = span.end
    applied.push(...fixed.applied)
    errorsLeft += fixed.left.filter((problem) => problem.severity === 'error').length
  }
  return { text: result + text.slice(at), applied, errorsLeft }
}

/** All problems of a document's text. */
export const analyser =
  (environment: Environment) =>
  (text: string): readonly Problem[] =>
    analyseDocument(readObjects(text), environment).objects.flatMap((object) => object.problems)
