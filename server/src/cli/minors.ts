// `--kubernetes`: which minors to judge by.
import { parseMinor } from '../core/config.ts'
import { NEWEST_MINOR, OLDEST_MINOR } from '../core/schema/schema.ts'
import { UsageError } from './arguments.ts'
import type { Troubles } from './manifests.ts'

/** The minors of `1.33,1.37`; one that is not known is a trouble. Throws UsageError for what is no version, or if none is known. */
export function minorsOf(text: string, troubles: Troubles): number[] {
  const minors: number[] = []
  for (const part of text.split(',')) {
    const minor = parseMinor(part)
    if (minor === undefined) throw new UsageError(`--kubernetes ${text}: must be a version such as 1.${NEWEST_MINOR}, or several with commas`)
    if (minor >= OLDEST_MINOR && minor <= NEWEST_MINOR) minors.push(minor)
    else troubles.add(`Kubernetes 1.${minor} is not known; known are 1.${OLDEST_MINOR} to 1.${NEWEST_MINOR}`)
  }
  return [...new Set(minors)]
}

export const showMinors = (minors: readonly number[]): string => minors.map((minor) => `1.${minor}`).join(',')
