// Something that the API server refuses, with its place, and the mend that fits everywhere: to take it out.
import { fixWith, pathIn } from '../edits/edit.ts'
import { remove } from '../edits/remove.ts'
import type { LocatedDaemonSet } from '../model/located.ts'
import type { Path } from '../path.ts'
import type { Fix, Problem } from '../problem.ts'
import type { RuleContext } from './rule.ts'

/** What a fix for a cause may look at. */
export interface CauseAt {
  readonly problem: Problem
  readonly daemonset: LocatedDaemonSet
  readonly context: RuleContext
  /** Where the field stands. */
  readonly path: Path
  /** The server's words after the field. */
  readonly says: string
  /** The value that the server names, if it is one. */
  readonly value: unknown
}

/** Takes the field out: nothing else makes it legal where it stands. */
export function removeIt({ daemonset, path }: CauseAt, preferred: boolean, safe = false): readonly Fix[] {
  const name = path.kind === 'index' ? `${path.parent?.name ?? 'item'}[${path.name}]` : path.name
  return fixWith(daemonset, { title: `Remove ${name}`, preferred: preferred || safe, safe }, remove(pathIn(daemonset, path)))
}
