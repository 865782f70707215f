// What scanning holds while it goes through the text: the tokens at hand, the open blocks and brackets, and the places that may become keys.
// Knows libyaml's rules for those; knows no characters.
import type { Span } from '../text.ts'
import { findForbidden } from './characters.ts'
import type { Report } from './fault.ts'
import type { ScannedScalar } from './scan-scalar.ts'
import type { Comment, ScalarNode } from './tree.ts'

export type TokenKind =
  | 'scalar'
  | 'alias'
  | 'anchor'
  | 'tag'
  | '['
  | ']'
  | '{'
  | '}'
  | ','
  | '-'
  | 'key'
  | 'value'
  | 'block-map'
  | 'block-list'
  | 'block-end'
  | 'document-start'
  | 'document-end'
  | 'version'
  | 'tag-directive'
  | 'end'

export interface Token {
  readonly kind: TokenKind
  readonly start: number
  readonly end: number
  /** A scalar's content, the name of an anchor or alias, a tag's suffix, a directive's value. */
  readonly text: string
  /** A tag's handle. */
  readonly handle?: string
  readonly style?: ScalarNode['style']
  /** Set while the token may still turn out to be a key. */
  readonly candidate?: KeyCandidate | undefined
}

/** A place that becomes a key when a `:` follows on the same line. */
export interface KeyCandidate {
  possible: boolean
  /** The block's indentation demands a key here. */
  required: boolean
  /** The token's number, counted from the start. */
  number: number
  at: number
  lineStart: number
  /** The token is held back until it is known whether it is a key. */
  waits: boolean
}

/** Where brackets and quotes that are never closed are taken to end: start offset to end offset. */
export type Cuts = ReadonlyMap<number, number>

export interface Scanner {
  readonly text: string
  readonly report: Report
  readonly comments: Comment[]
  readonly cuts: Cuts
  at: number
  lineStart: number
  /** Columns of the open blocks; -1 outside of all. */
  indent: number
  readonly indents: number[]
  /** Offsets of the open brackets. */
  readonly brackets: number[]
  /** One for the block level and one for each open bracket. */
  readonly candidates: (KeyCandidate | undefined)[]
  keyAllowed: boolean
  readonly queue: Token[]
  head: number
  /** How many tokens have been handed out. */
  taken: number
  ended: boolean
  /** The last quoted scalar of several lines: one whose closing quote is missing ends at the next quote, which may be far away. */
  brokenQuote: Span | undefined
  /** A mistake that the server sees only if it reads on. */
  ahead: (() => void) | undefined
}

export const MAX_DEPTH = 10_000
/** A key must end within so many characters of its start. */
const MAX_KEY_LENGTH = 1024

export function createScanner(text: string, report: Report, cuts: Cuts = new Map()): Scanner {
  const forbidden = findForbidden(text)
  if (forbidden >= 0) report('characters', 'control characters are not allowed', forbidden, forbidden, forbidden + 1)
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0
  return {
    text,
    report,
    comments: [],
    cuts,
    at: start,
    lineStart: start,
    indent: -1,
    indents: [],
    brackets: [],
    candidates: [undefined],
    keyAllowed: true,
    queue: [],
    head: 0,
    taken: 0,
    ended: false,
    brokenQuote: undefined,
    ahead: undefined,
  }
}

export function push(scanner: Scanner, kind: TokenKind, start: number, end: number, text = '', style?: ScalarNode['style']): void {
  scanner.queue.push(style === undefined ? { kind, start, end, text } : { kind, start, end, text, style })
}

/** Puts a token before the one with the given number. */
export function insert(scanner: Scanner, number: number, token: Token): void {
  if (number < scanner.taken) scanner.queue.push(token)
  else scanner.queue.splice(scanner.head + number - scanner.taken, 0, token)
}

export function column(scanner: Scanner): number {
  return scanner.at - scanner.lineStart
}

export function stillPossible(scanner: Scanner, candidate: KeyCandidate): boolean {
  if (!candidate.possible) return false
  if (candidate.lineStart === scanner.lineStart && scanner.at - candidate.at <= MAX_KEY_LENGTH) return true
  dropCandidate(scanner, candidate)
  return false
}

/** Nothing made a key of it: where a key is required, the author has not yet typed its colon. */
export function dropCandidate(scanner: Scanner, candidate: KeyCandidate | undefined): void {
  if (candidate === undefined || !candidate.possible) return
  candidate.possible = false
  if (!candidate.required) return
  const token = scanner.queue[scanner.head + candidate.number - scanner.taken]
  scanner.report('scan', "could not find expected ':'", scanner.at, candidate.at, token?.end ?? candidate.at)
  insert(scanner, candidate.number, { kind: 'key', start: candidate.at, end: candidate.at, text: '' })
}

export function currentCandidate(scanner: Scanner): KeyCandidate | undefined {
  return scanner.candidates[scanner.candidates.length - 1]
}

export function removeCandidate(scanner: Scanner): void {
  dropCandidate(scanner, currentCandidate(scanner))
}

/** Remembers that the token to come may be a key. */
export function saveCandidate(scanner: Scanner): KeyCandidate | undefined {
  if (!scanner.keyAllowed) return undefined
  removeCandidate(scanner)
  const required = scanner.brackets.length === 0 && scanner.indent === column(scanner)
  const number = scanner.taken + scanner.queue.length - scanner.head
  const { at, lineStart } = scanner
  const old = currentCandidate(scanner)
  if (old !== undefined && old.number < scanner.taken) {
    // Its token is gone: long lists need not make one for each item.
    old.possible = old.waits = true
    old.required = required
    old.number = number
    old.at = at
    old.lineStart = lineStart
    return old
  }
  const candidate: KeyCandidate = { possible: true, required, number, at, lineStart, waits: true }
  scanner.candidates[scanner.candidates.length - 1] = candidate
  return candidate
}

/** Opens a block at the column, unless one is open there. */
export function openBlock(scanner: Scanner, at: number, column: number, kind: 'block-map' | 'block-list', number?: number): void {
  if (scanner.brackets.length > 0 || scanner.indent >= column) return
  scanner.indents.push(scanner.indent)
  scanner.indent = column
  if (scanner.indents.length > MAX_DEPTH) stopTooDeep(scanner, at)
  const token: Token = { kind, start: at, end: at, text: '' }
  if (number === undefined) scanner.queue.push(token)
  else insert(scanner, number, token)
}

/** Deeper than the server reads: what follows is not read either, so that memory stays bounded. */
export function stopTooDeep(scanner: Scanner, at: number): void {
  scanner.report('scan', `exceeded max depth of ${MAX_DEPTH}`, scanner.at, at, at + 1)
  scanner.at = scanner.text.length
}

export function closeBlocks(scanner: Scanner, column: number): void {
  if (scanner.brackets.length > 0) return
  while (scanner.indent > column) {
    push(scanner, 'block-end', scanner.at, scanner.at)
    scanner.indent = scanner.indents.pop() ?? -1
  }
}

export function addComment(scanner: Scanner, start: number, end: number): void {
  scanner.comments.push({ span: { start, end } })
}

export function pushScalar(scanner: Scanner, scanned: ScannedScalar, style: ScalarNode['style'], candidate: KeyCandidate | undefined): void {
  const end = Math.max(scanned.end, scanner.at)
  scanner.queue.push({ kind: 'scalar', start: scanner.at, end, text: scanned.source, style, candidate })
  scanner.at = scanned.next
  scanner.lineStart = scanned.lineStart
}
