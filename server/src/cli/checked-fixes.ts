// The fixes of a problem that the engine approves of: the problem goes, none comes.
import { readObjects } from '../core/analysis/read-objects.ts'
import { analyseDocument, type Environment } from '../core/analysis.ts'
import type { Fix, Problem } from '../core/problem.ts'
import { applyEdits } from '../core/text.ts'

/**
 * The fixes of a problem, each tried on the text. Nothing else may be wrong afterwards than before.
 * @param text of the document; spans of problem and fixes are relative to it
 */
export function checkedFixes(text: string, problem: Problem, problems: readonly Problem[], environment: Environment): readonly Fix[] {
  const candidates = problem.fixes?.() ?? []
  return candidates.filter((fix) => {
    const changed = applyEdits(text, fix.edits)
    const after = analyseDocument(readObjects(changed), environment).objects.flatMap((object) => object.problems)
    return after.length < problems.length && addsNone(problems, after)
  })
}

function addsNone(before: readonly Problem[], after: readonly Problem[]): boolean {
  const left = new Map<string, number>()
  for (const problem of before) left.set(keyOf(problem), (left.get(keyOf(problem)) ?? 0) + 1)
  for (const problem of after) {
    const count = left.get(keyOf(problem)) ?? 0
    if (count === 0) return false
    left.set(keyOf(problem), count - 1)
  }
  return true
}

const keyOf = ({ rule, field }: Problem): string => `${rule} ${field?.replace(/\d+/g, '#') ?? ''}`
