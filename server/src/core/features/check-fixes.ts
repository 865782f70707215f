// Which candidate fixes may be offered: the engine runs on the fixed text, and the problem has to be gone with none added.
// Knows problems by their rule only: places and fields move when a text is changed.
import type { Fix, Problem, Severity } from '../problem.ts'
import { applyEdits } from '../text.ts'

/** A document, or an object of it, as it is now. */
export interface FixableText {
  readonly text: string
  readonly problems: readonly Problem[]
}

/**
 * What a change of placement or of what a comment speaks of brings up, and a default that has to be written out (OnDelete): no reason to
 * hold a fix back.
 */
const CONSEQUENCES: ReadonlySet<string> = new Set(['template-loses-nodes', 'unused-ignore', 'on-delete-strategy'])

/**
 * The fixes of `problem` that do what they say.
 * @param analyse all problems of the same document with another text
 */
export function checkedFixes(problem: Problem, current: FixableText, analyse: (text: string) => readonly Problem[]): readonly Fix[] {
  const candidates = problem.fixes?.() ?? []
  if (candidates.length === 0) return []
  const before = countByRule(current.problems)
  return onePreferred(candidates.filter((fix) => isGood(fix, problem, before, current.text, analyse)))
}

function isGood(
  fix: Fix,
  problem: Problem,
  before: ReadonlyMap<string, number>,
  text: string,
  analyse: (text: string) => readonly Problem[],
): boolean {
  const fixed = tryEdits(text, fix)
  if (fixed === undefined || fixed === text) return false
  const problems = analyse(fixed)
  const after = countByRule(problems)
  if ((after.get(problem.rule) ?? 0) >= (before.get(problem.rule) ?? 0)) return false
  const added = problems.filter(({ rule }) => (after.get(rule) ?? 0) > (before.get(rule) ?? 0) && !CONSEQUENCES.has(rule))
  // what could not be decoded could not be judged either: minor findings about it are news, not harm
  return problem.origin === 'decode' ? !added.some(({ severity }) => isSerious(severity)) : added.length === 0
}

function isSerious(severity: Severity): boolean {
  return severity === 'error' || severity === 'warning'
}

function tryEdits(text: string, fix: Fix): string | undefined {
  try {
    return applyEdits(text, fix.edits)
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function countByRule(problems: readonly Problem[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { rule } of problems) counts.set(rule, (counts.get(rule) ?? 0) + 1)
  return counts
}

/** One fix at most is preferred. */
function onePreferred(fixes: readonly Fix[]): readonly Fix[] {
  const at = fixes.findIndex(({ preferred }) => preferred)
  return fixes.map((fix, index) => (fix.preferred && index !== at ? { ...fix, preferred: false } : fix))
}
