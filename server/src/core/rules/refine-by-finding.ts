// For rules whose finding the server warns of too: which finding is the one that the server speaks of.
import type { Problem } from '../problem.ts'
import type { Finding, Refinement } from './rule.ts'

/** The finding about the problem's field, or about one right inside or around it, as a refinement. */
export function findingAt(findings: Iterable<Finding>, problem: Problem): Refinement | undefined {
  // some of the server's paths show Go's spelling (storageOS)
  const wanted = problem.field?.toLowerCase()
  if (wanted === undefined) return undefined
  for (const finding of findings) {
    const field = finding.field?.toString().toLowerCase()
    if (field !== undefined && (field === wanted || isInside(field, wanted) || isInside(wanted, field))) return asRefinement(finding)
  }
  return undefined
}

function isInside(field: string, other: string): boolean {
  return field.startsWith(`${other}.`) || field.startsWith(`${other}[`)
}

export function asRefinement(finding: Finding): Refinement {
  const { message, span, related, tags, fixes } = finding
  return { message, span, ...(related && { related }), ...(tags && { tags }), ...(fixes && { fixes }) }
}
