// Which of the server's causes still mean something when a decode problem took a part of the object away.
import type { DecodeProblem } from '../decode/decode-daemonset.ts'
import type { Path } from '../path.ts'
import type { Cause } from '../server-checks/cause.ts'

/**
 * Leaves out what only follows from a decode problem: anything at, below or directly around the place that could not be read
 * (a misspelt `immage` makes `image` look missing), and references into a list that could not be read.
 */
export function leftOverCauses(causes: readonly Cause[], decoded: readonly DecodeProblem[]): readonly Cause[] {
  if (decoded.length === 0) return causes
  const broken = decoded.map((problem) => problem.path.toString())
  const parents = new Set(decoded.filter((problem) => problem.kind === 'unknown-field').map((problem) => parentOf(problem.path)))
  const listsGone = decoded.some(
    (problem) => problem.kind === 'wrong-type' && /\.(volumes|resourceClaims|containers|ports)\b/.test(problem.path.toString()),
  )
  return causes.filter((cause) => {
    const field = (cause.at ?? cause.field).toString()
    if (broken.some((path) => within(field, path))) return false
    if (cause.reason === 'FieldValueRequired' && (parents.has(field) || parents.has(parentOf(cause.at ?? cause.field)))) return false
    return !(listsGone && cause.reason === 'FieldValueNotFound')
  })
}

function within(field: string, path: string): boolean {
  return field === path || field.startsWith(`${path}.`) || field.startsWith(`${path}[`)
}

function parentOf(path: Path): string {
  return path.parent?.toString() ?? ''
}
