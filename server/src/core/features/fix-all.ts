// All safe fixes of a document, one after the other: after each the engine judges the new text, so that no fix meets a place that moved.
import type { Problem } from '../problem.ts'
import { applyEdits } from '../text.ts'
import { checkedFixes } from './check-fixes.ts'

/** No manifest needs as many; a bound in case two fixes undo each other. */
const MOST_FIXES = 500

/**
 * The text with every safe preferred fix applied.
 * @param analyse all problems of the document with another text
 */
export function fixAll(text: string, analyse: (text: string) => readonly Problem[]): string {
  const seen = new Set([text])
  let fixed = text
  for (let count = 0; count < MOST_FIXES; count++) {
    const next = nextText(fixed, analyse, seen)
    if (next === undefined) break
    fixed = next
    seen.add(next)
  }
  return fixed
}

function nextText(text: string, analyse: (text: string) => readonly Problem[], seen: ReadonlySet<string>): string | undefined {
  const problems = analyse(text)
  for (const problem of problems) {
    const fix = checkedFixes(problem, { text, problems }, analyse).find((candidate) => candidate.preferred && candidate.safe)
    const changed = fix === undefined ? text : applyEdits(text, fix.edits)
    if (!seen.has(changed)) return changed
  }
  return undefined
}
