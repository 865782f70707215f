// Several objects in one document because the `---` between them is missing: where each begins. Knows keys at the root of a document only.
import type { Fix, Problem } from '../problem.ts'
import type { MapNode, SyntaxProblem } from '../syntax/tree.ts'
import { type Span, shiftSpan } from '../text.ts'
import { type DocumentReading, readObjects } from './read-objects.ts'

/** A part of a document that is an object of its own. */
export interface GluedPart {
  /** Offset in the document: of the line where it begins, comments right above it included. */
  readonly start: number
  readonly reading: DocumentReading
  /** What says that it is another object; undefined for the first part. */
  readonly problem: Problem | undefined
}

const parts = new WeakMap<DocumentReading, readonly GluedPart[]>()

/** The objects that stand in one document though each should have its own; empty for all other documents. */
export function gluedParts(reading: DocumentReading): readonly GluedPart[] {
  const known = parts.get(reading) ?? findParts(reading)
  parts.set(reading, known)
  return known
}

function findParts({ text, syntax, template, unreadable }: DocumentReading): readonly GluedPart[] {
  const { root } = syntax
  if (template || unreadable || root?.kind !== 'map' || root.flow) return []
  const repeated = syntax.problems.filter(({ kind, path }) => kind === 'repeated-key' && path?.length === 1)
  if (repeated.length < 2) return []
  const keys = keysAtRoot(root, repeated)
  const heads = headsOf(keys, repeated)
  if (heads.length === 0) return []
  const starts = [0, ...heads.map((head) => lineAbove(text, head.span.start))]
  const fix = separate(text, starts.slice(1))
  return starts.map((start, index) => {
    const head = heads[index - 1]
    const above = keys.find(({ key, span }) => isIdentity(key) && span.start >= (starts[index - 1] ?? 0))
    return {
      start,
      reading: readObjects(text.slice(start, starts[index + 1])),
      problem: head && problemAt(head, above, repeated, fix),
    }
  })
}

interface RootKey {
  readonly key: string
  readonly span: Span
}

/** Every key that is written at the root, in the order of the text. */
function keysAtRoot(root: MapNode, repeated: readonly SyntaxProblem[]): readonly RootKey[] {
  const found = new Map<number, RootKey>()
  for (const { key, keySpan, merged } of root.entries) if (!merged) found.set(keySpan.start, { key, span: keySpan })
  for (const { path, span, first } of repeated)
    for (const place of [span, first]) if (place !== undefined) found.set(place.start, { key: String(path?.[0]), span: place })
  return [...found.values()].sort((a, b) => a.span.start - b.span.start)
}

/** An object begins where apiVersion or kind comes again, behind an object with metadata, and has both of them itself. */
function headsOf(keys: readonly RootKey[], repeated: readonly SyntaxProblem[]): readonly RootKey[] {
  const again = new Set(repeated.map(({ span }) => span.start))
  const heads: RootKey[] = []
  let from = 0
  for (const [index, head] of keys.entries()) {
    if (!again.has(head.span.start) || !isIdentity(head.key)) continue
    const above = keys.slice(from, index).map(({ key }) => key)
    if (!above.includes('metadata') || !above.includes(head.key)) continue
    const below = keys.slice(index + 1)
    const end = below.findIndex(({ key }) => key === head.key)
    const own = end < 0 ? below : below.slice(0, end)
    if (!own.some(({ key }) => isIdentity(key))) continue
    heads.push(head)
    from = index
  }
  return heads
}

function isIdentity(key: string): boolean {
  return key === 'apiVersion' || key === 'kind'
}

/** Start of the line, or of the comments that stand right above it at the margin. */
function lineAbove(text: string, offset: number): number {
  let start = text.lastIndexOf('\n', offset - 1) + 1
  while (start > 0) {
    const above = text.lastIndexOf('\n', start - 2) + 1
    if (text[above] !== '#') break
    start = above
  }
  return start
}

/** All at once: as long as one is missing, the objects below it cannot be read. */
function separate(text: string, starts: readonly number[]): Fix {
  const newline = text.includes('\r\n') ? '\r\n' : '\n'
  return {
    title: starts.length === 1 ? 'Put --- above this object' : 'Put --- above each object',
    preferred: true,
    safe: false,
    edits: starts.map((start) => ({ span: { start, end: start }, newText: `---${newline}` })),
  }
}

function problemAt({ key, span }: RootKey, above: RootKey | undefined, repeated: readonly SyntaxProblem[], fix: Fix): Problem {
  const said = repeated.find((problem) => problem.span.start === span.start)
  return {
    rule: 'repeated-key',
    origin: 'decode',
    severity: 'error',
    message:
      'Another object begins here without a line `---` above it: the API server reads both as one, with keys that stand twice, and refuses it. Put `---` between them.',
    ...(said === undefined ? {} : { serverMessage: said.serverMessage }),
    field: key,
    reason: null,
    span,
    ...(above === undefined ? {} : { related: [{ span: above.span, message: 'The object above begins here' }] }),
    fixes: () => [fix],
  }
}

/** A problem of a part as one of the whole document. */
export function shiftProblem(problem: Problem, by: number): Problem {
  const { span, related, fixes } = problem
  return {
    ...problem,
    span: shiftSpan(span, by),
    ...(related === undefined
      ? {}
      : { related: related.map((place) => (place.uri === undefined ? { ...place, span: shiftSpan(place.span, by) } : place)) }),
    ...(fixes === undefined
      ? {}
      : {
          fixes: () => fixes().map((fix) => ({ ...fix, edits: fix.edits.map((edit) => ({ ...edit, span: shiftSpan(edit.span, by) })) })),
        }),
  }
}
