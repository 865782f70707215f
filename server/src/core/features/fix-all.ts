// Many fixes of a document, one after the other: after each the engine judges the new text, so that no fix meets a place that moved.
import type { Fix, Problem } from '../problem.ts'
import { applyEdits } from '../text.ts'
import { checkedFixes } from './check-fixes.ts'

/** No manifest needs as many; a bound in case two fixes undo each other. */
const MOST_FIXES = 500

export interface AppliedFix {
  readonly rule: string
  readonly title: string
}

/** Which of the checked fixes of a problem is to be applied, if any. */
export type ChooseFix = (problem: Problem, fixes: readonly Fix[]) => Fix | undefined

/** The safe preferred fix. */
export const safeFix: ChooseFix = (_problem, fixes) => fixes.find((fix) => fix.preferred && fix.safe)

/**
 * The text with every safe preferred fix applied.
 * @param analyse all problems of the document with another text
 */
export function fixAll(text: string, analyse: (text: string) => readonly Problem[]): string {
  return fixEach(text, analyse, safeFix).text
}

/** As `fixAll`, for the fixes that `choose` takes; tells which were applied and which problems are left. */
export function fixEach(
  original: string,
  analyse: (text: string) => readonly Problem[],
  choose: ChooseFix,
): { text: string; applied: readonly AppliedFix[]; left: readonly Problem[] } {
  const seen = new Set([original])
  const applied: AppliedFix[] = []
  let text = original
  for (;;) {
    const problems = analyse(text)
    const next = applied.length < MOST_FIXES ? nextFix(text, problems, analyse, choose, seen) : undefined
    if (next === undefined) return { text, applied, left: problems }
    text = next.text
    seen.add(text)
    applied.push({ rule: next.rule, title: next.title })
  }
}

function nextFix(
  text: string,
  problems: readonly Problem[],
  analyse: (text: string) => readonly Problem[],
  choose: ChooseFix,
  seen: ReadonlySet<string>,
): (AppliedFix & { readonly text: string }) | undefined {
  for (const problem of problems) {
    const fix = choose(problem, checkedFixes(problem, { text, problems }, analyse))
    const changed = fix === undefined ? text : applyEdits(text, fix.edits)
    if (fix !== undefined && !seen.has(changed)) return { rule: problem.rule, title: fix.title, text: changed }
  }
  return undefined
}
