// Where the server prints another path than the field's own.
import type { Path } from '../path.ts'
import type { Cause } from './cause.ts'

/** The cause of a field below `real`, printed as if it stood below `printed`; it remembers the real place. */
export function printedUnder(cause: Cause, real: Path, printed: Path): Cause {
  const field = moved(cause.field, real, printed)
  return field.toString() === cause.field.toString() ? cause : { ...cause, field, at: cause.at ?? cause.field }
}

function moved(path: Path, from: Path, to: Path): Path {
  if (path === from || path.toString() === from.toString()) return to
  if (path.parent === undefined) return path
  const parent = moved(path.parent, from, to)
  if (path.kind === 'index') return parent.index(Number(path.name))
  return path.kind === 'key' ? parent.key(String(path.name)) : parent.child(String(path.name))
}
