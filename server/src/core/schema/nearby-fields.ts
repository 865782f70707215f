// Where an unknown field may belong: names that are nearly the same, and places where the name is legal.
// Knows the schema only; what to say or to mend is the rules' matter.
import { DAEMON_SET, isStruct, schemaFor } from './schema.ts'

/** Field names of `type` that `name` may stand for, the likeliest first: the same but for case and dashes, a plural, one or two slips. */
export function nearestFields(type: string, name: string, minor: number): readonly string[] {
  if (lastAsked?.type !== type || lastAsked.name !== name || lastAsked.minor !== minor) {
    const names = [...(schemaFor(minor).fieldsOf(type)?.keys() ?? [])]
    lastAsked = { type, name, minor, nearest: nearestTexts(name, names) }
  }
  return lastAsked.nearest
}

// Two rules ask for each unknown field, one after the other.
let lastAsked: { readonly type: string; readonly name: string; readonly minor: number; readonly nearest: readonly string[] } | undefined

/** The same for any list of texts (enum values, port names). At most five. */
export function nearestTexts(text: string, candidates: Iterable<string>): readonly string[] {
  const wanted = plain(text)
  const allowed = wanted.length <= 3 ? 0 : wanted.length <= 6 ? 1 : 2
  const scored: { candidate: string; score: number }[] = []
  for (const candidate of candidates) {
    const other = plain(candidate)
    if (other === wanted) scored.push({ candidate, score: 0 })
    else if (other === `${wanted}s` || wanted === `${other}s` || other === `${wanted}es` || wanted === `${other}es`)
      scored.push({ candidate, score: 0.5 })
    else {
      const distance = editDistance(wanted, other, allowed)
      if (distance <= allowed) scored.push({ candidate, score: distance })
    }
  }
  return scored
    .sort((a, b) => a.score - b.score)
    .slice(0, 5)
    .map(({ candidate }) => candidate)
}

function plain(name: string): string {
  return name.replace(/[-_ .]/g, '').toLowerCase()
}

/** Insertions, removals, replacements and swaps of neighbours; anything above `limit` is `limit + 1`. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, index) => index)
  let leastOfLast = 0
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    let leastOfRow = i
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, (beforeLast[j - 2] ?? 0) + 1)
      row.push(least)
      if (least < leastOfRow) leastOfRow = least
    }
    // all that follows is built on this row, or by a swap on the one before it
    if (leastOfRow > limit && leastOfLast >= limit) return limit + 1
    leastOfLast = leastOfRow
    beforeLast = last
    last = row
  }
  return last[b.length] ?? limit + 1
}

/** A place in a DaemonSet where a field is legal: field names, `[]` for any item of a list, `{}` for any key of a map. */
export interface FieldPlace {
  readonly path: readonly string[]
  /** The struct that has it. */
  readonly owner: string
}

const placesByMinor = new Map<number, Map<string, FieldPlace[]>>()

/** Where in a DaemonSet's `metadata` and `spec` a field of that name is legal, the shallowest first. */
export function placesOf(name: string, minor: number): readonly FieldPlace[] {
  const schema = schemaFor(minor)
  let places = placesByMinor.get(schema.minor)
  if (places === undefined) {
    places = collectPlaces(schema.minor)
    placesByMinor.set(schema.minor, places)
  }
  return places.get(name) ?? []
}

function collectPlaces(minor: number): Map<string, FieldPlace[]> {
  const schema = schemaFor(minor)
  const places = new Map<string, FieldPlace[]>()
  const waiting: { type: string; path: readonly string[]; types: readonly string[] }[] = [{ type: DAEMON_SET, path: [], types: [] }]
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { type, path, types } = next
    for (const field of schema.fieldsOf(type)?.values() ?? []) {
      if (path.length === 0 && field.name === 'status') continue
      const own = [...path, field.name]
      const known = places.get(field.name)
      if (known === undefined) places.set(field.name, [{ path: own, owner: type }])
      else known.push({ path: own, owner: type })
      // A type inside itself would never end.
      if (!isStruct(field.type) || types.includes(field.type)) continue
      const inner = field.kind === 'one' ? own : [...own, field.kind === 'list' ? '[]' : '{}']
      waiting.push({ type: field.type, path: inner, types: [...types, field.type] })
    }
  }
  return places
}
