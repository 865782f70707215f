// The text as a stream of tokens: what begins and ends where, by indentation and by brackets. Knows libyaml's rules of layout (which the
// server reads by) and goes on after a mistake with what the author most likely meant; knows no tree.
import { afterBreak, CR, isBlank, isBlankOrEnd, isBreak, isDocumentMark, isWord, LF, SPACE, TAB } from './characters.ts'
import { scanDirective, scanTag } from './scan-mark.ts'
import { endOfLine, type ScannedScalar, scanBlock, scanPlain, scanQuoted } from './scan-scalar.ts'
import {
  addComment,
  closeBlocks,
  column,
  currentCandidate,
  insert,
  type KeyCandidate,
  MAX_DEPTH,
  openBlock,
  push,
  pushScalar,
  removeCandidate,
  type Scanner,
  saveCandidate,
  stillPossible,
  stopTooDeep,
  type Token,
  type TokenKind,
} from './scanner.ts'

/** The next token, which stays the next one. At the end it is `end`, always. */
export function peekToken(scanner: Scanner): Token {
  for (;;) {
    const token = scanner.queue[scanner.head]
    if (token !== undefined) {
      if (token.candidate?.waits !== true || !stillPossible(scanner, token.candidate)) {
        const head = scanner.queue[scanner.head]
        if (head !== undefined) return head
      }
    }
    fetchToken(scanner)
  }
}

/** Goes past the next token. */
export function takeToken(scanner: Scanner): void {
  if (peekToken(scanner).kind === 'end') return
  scanner.head++
  scanner.taken++
  if (scanner.head === scanner.queue.length) {
    scanner.queue.length = 0
    scanner.head = 0
  } else if (scanner.head > 4096) {
    scanner.queue.splice(0, scanner.head)
    scanner.head = 0
  }
}

/** Tells the mistake that lies behind the tokens at hand. */
function reportAhead(scanner: Scanner): void {
  const { ahead } = scanner
  scanner.ahead = undefined
  ahead?.()
}

function fetchToken(scanner: Scanner): void {
  reportAhead(scanner)
  if (scanner.ended) {
    push(scanner, 'end', scanner.text.length, scanner.text.length)
    return
  }
  skipToToken(scanner)
  const { text, at } = scanner
  if (at >= text.length) {
    fetchEnd(scanner)
    return
  }
  const outermost = scanner.brackets[0]
  if (outermost !== undefined && scanner.cuts.size > 0 && at >= (scanner.cuts.get(outermost) ?? Infinity)) {
    cutBrackets(scanner)
    return
  }
  closeBlocks(scanner, column(scanner))
  if (at === scanner.lineStart) {
    if (text.charCodeAt(at) === 0x25) {
      fetchDirective(scanner)
      return
    }
    if (isDocumentMark(text, at)) {
      fetchDocumentMark(scanner)
      return
    }
  }
  fetchAt(scanner, text.charCodeAt(at), text.charCodeAt(at + 1))
}

function fetchAt(scanner: Scanner, code: number, next: number): void {
  const flow = scanner.brackets.length > 0
  switch (code) {
    case 0x5b: // [
    case 0x7b: // {
      openBracket(scanner, code === 0x5b ? '[' : '{')
      return
    case 0x5d: // ]
    case 0x7d: // }
      closeBracket(scanner, code === 0x5d ? ']' : '}')
      return
    case 0x2c: // ,
      removeCandidate(scanner)
      scanner.keyAllowed = true
      fetchMark(scanner, ',')
      return
    case 0x2d: // -
      if (isBlankOrEnd(next)) {
        fetchDash(scanner)
        return
      }
      fetchPlain(scanner)
      return
    case 0x3f: // ?
      if (flow || isBlankOrEnd(next)) {
        fetchKeyMark(scanner)
        return
      }
      fetchPlain(scanner)
      return
    case 0x3a: // :
      if (flow || isBlankOrEnd(next)) {
        fetchColon(scanner)
        return
      }
      fetchPlain(scanner)
      return
    case 0x2a: // *
    case 0x26: // &
      fetchAnchor(scanner, code === 0x2a ? 'alias' : 'anchor')
      return
    case 0x21: // !
      fetchTag(scanner)
      return
    case 0x7c: // |
    case 0x3e: // >
      if (!flow) {
        fetchBlock(scanner)
        return
      }
      break
    case 0x27: // '
    case 0x22: // "
      fetchQuoted(scanner)
      return
    case 0x25: // %
    case 0x40: // @
    case 0x60: // `
    case 0x23: // # (cannot be reached: comments are skipped)
    case TAB:
      break
    default:
      fetchPlain(scanner)
      return
  }
  scanner.report('scan', 'found character that cannot start any token', scanner.at, scanner.at, scanner.at + 1)
  if (code === TAB) scanner.at++
  else fetchPlain(scanner)
}

function skipToToken(scanner: Scanner): void {
  const { text } = scanner
  for (;;) {
    let code = text.charCodeAt(scanner.at)
    while (code === SPACE || (code === TAB && (scanner.brackets.length > 0 || !scanner.keyAllowed))) code = text.charCodeAt(++scanner.at)
    if (code === 0x23) {
      const end = endOfLine(text, scanner.at)
      addComment(scanner, scanner.at, end)
      scanner.at = end
      code = text.charCodeAt(end)
    }
    if (!(code === LF || code === CR || isBreak(code))) return
    scanner.at = scanner.lineStart = afterBreak(text, scanner.at)
    if (scanner.brackets.length === 0) scanner.keyAllowed = true
  }
}

function fetchEnd(scanner: Scanner): void {
  closeBlocks(scanner, -1)
  // The server looks for the missing colon on the line behind the text.
  if (scanner.lineStart < scanner.at) scanner.at++
  removeCandidate(scanner)
  scanner.at = scanner.text.length
  scanner.keyAllowed = false
  scanner.ended = true
  // Keys that wait in open brackets wait in vain.
  scanner.lineStart = scanner.text.length + 1
  push(scanner, 'end', scanner.at, scanner.at)
}

function fetchMark(scanner: Scanner, kind: TokenKind, length = 1): void {
  const end = Math.min(scanner.at + length, scanner.text.length)
  push(scanner, kind, Math.min(scanner.at, end), end)
  scanner.at = end
}

function fetchDirective(scanner: Scanner): void {
  closeBlocks(scanner, -1)
  removeCandidate(scanner)
  scanner.keyAllowed = false
  const directive = scanDirective(scanner.text, scanner.at, scanner.report)
  if (directive.comment !== undefined) addComment(scanner, directive.comment, directive.end)
  if (directive.token !== undefined) scanner.queue.push(directive.token)
  scanner.at = directive.end
}

function fetchDocumentMark(scanner: Scanner): void {
  closeBlocks(scanner, -1)
  removeCandidate(scanner)
  scanner.keyAllowed = false
  fetchMark(scanner, scanner.text.charCodeAt(scanner.at) === 0x2d ? 'document-start' : 'document-end', 3)
}

function openBracket(scanner: Scanner, kind: '[' | '{'): void {
  const candidate = saveCandidate(scanner)
  const number = scanner.taken + scanner.queue.length - scanner.head
  scanner.candidates.push({ possible: false, required: false, number, at: scanner.at, lineStart: scanner.lineStart, waits: false })
  scanner.brackets.push(scanner.at)
  scanner.keyAllowed = true
  scanner.queue.push({ kind, start: scanner.at, end: scanner.at + 1, text: '', candidate })
  scanner.at++
  if (scanner.brackets.length > MAX_DEPTH) stopTooDeep(scanner, scanner.at - 1)
}

function closeBracket(scanner: Scanner, kind: ']' | '}'): void {
  removeCandidate(scanner)
  if (scanner.brackets.pop() !== undefined) {
    const inner = scanner.candidates.pop()
    const outer = currentCandidate(scanner)
    // Empty brackets are handed out at once, although a colon behind them makes a key of them: so the server reads.
    if (outer !== undefined && outer.number === inner?.number) outer.waits = false
  }
  scanner.keyAllowed = false
  fetchMark(scanner, kind)
}

/** Closes all brackets where the author most likely wanted them closed. */
function cutBrackets(scanner: Scanner): void {
  while (scanner.brackets.length > 0) {
    removeCandidate(scanner)
    const start = scanner.brackets.pop() ?? 0
    scanner.candidates.pop()
    push(scanner, scanner.text.charCodeAt(start) === 0x5b ? ']' : '}', scanner.at, scanner.at)
  }
  scanner.keyAllowed = scanner.text.slice(scanner.lineStart, scanner.at).trim() === ''
}

function fetchDash(scanner: Scanner): void {
  if (scanner.brackets.length === 0) {
    if (!scanner.keyAllowed) {
      scanner.report('scan', 'block sequence entries are not allowed in this context', scanner.at, scanner.at, scanner.at + 1)
      scanner.at++
      return
    }
    openBlock(scanner, scanner.at, column(scanner), 'block-list')
  }
  removeCandidate(scanner)
  scanner.keyAllowed = true
  fetchMark(scanner, '-')
}

function fetchKeyMark(scanner: Scanner): void {
  const flow = scanner.brackets.length > 0
  if (!flow) {
    if (!scanner.keyAllowed) {
      scanner.report('scan', 'mapping keys are not allowed in this context', scanner.at, scanner.at, scanner.at + 1)
      scanner.at++
      return
    }
    openBlock(scanner, scanner.at, column(scanner), 'block-map')
  }
  removeCandidate(scanner)
  scanner.keyAllowed = !flow
  fetchMark(scanner, 'key')
}

function fetchColon(scanner: Scanner): void {
  const candidate = currentCandidate(scanner)
  const flow = scanner.brackets.length > 0
  if (candidate !== undefined && stillPossible(scanner, candidate)) {
    candidate.possible = false
    insert(scanner, candidate.number, { kind: 'key', start: candidate.at, end: candidate.at, text: '' })
    openBlock(scanner, candidate.at, candidate.at - candidate.lineStart, 'block-map', candidate.number)
    scanner.keyAllowed = false
  } else {
    if (!flow) {
      if (!scanner.keyAllowed) {
        scanner.report('scan', 'mapping values are not allowed in this context', scanner.at, scanner.at, scanner.at + 1)
        scanner.at = endOfContent(scanner.text, scanner.at)
        return
      }
      openBlock(scanner, scanner.at, column(scanner), 'block-map')
    }
    scanner.keyAllowed = !flow
  }
  fetchMark(scanner, 'value')
}

/** End of what is written on the line of `at`, without a comment and white space before it. */
function endOfContent(text: string, at: number): number {
  let end = endOfLine(text, at)
  for (let i = at; i < end; i++) {
    if (text.charCodeAt(i) === 0x23 && isBlank(text.charCodeAt(i - 1))) end = i
  }
  while (end > at && isBlank(text.charCodeAt(end - 1))) end--
  return Math.max(end, at + 1)
}

function fetchAnchor(scanner: Scanner, kind: 'alias' | 'anchor'): void {
  const candidate = saveCandidate(scanner)
  scanner.keyAllowed = false
  const { text, at } = scanner
  let end = at + 1
  while (isWord(text.charCodeAt(end))) end++
  const after = text.charAt(end)
  if (end === at + 1 || !(isBlankOrEnd(text.charCodeAt(end)) || '?:,]}%@`'.includes(after))) {
    scanner.report('scan', 'did not find expected alphabetic or numeric character', end, at, end + 1)
    while (!isBlankOrEnd(text.charCodeAt(end)) && !',]}'.includes(text.charAt(end))) end++
    scanner.queue.push({ kind: 'scalar', start: at, end, text: text.slice(at, end), style: 'plain', candidate })
  } else scanner.queue.push({ kind, start: at, end, text: text.slice(at + 1, end), candidate })
  scanner.at = end
}

function fetchTag(scanner: Scanner): void {
  const candidate = saveCandidate(scanner)
  scanner.keyAllowed = false
  const tag = scanTag(scanner.text, scanner.at, scanner.report)
  scanner.queue.push({ kind: 'tag', start: scanner.at, end: tag.end, text: tag.suffix, handle: tag.handle, candidate })
  scanner.at = tag.end
}

function fetchBlock(scanner: Scanner): void {
  removeCandidate(scanner)
  scanner.keyAllowed = true
  const style = scanner.text.charCodeAt(scanner.at) === 0x7c ? 'literal' : 'folded'
  const scanned = scanBlock(scanner.text, scanner.at, scanner.lineStart, scanner.indent, scanner.report)
  if (scanned.comment !== undefined) addComment(scanner, scanned.comment, endOfLine(scanner.text, scanned.comment))
  pushScalar(scanner, scanned, style, undefined)
}

function fetchQuoted(scanner: Scanner): void {
  const candidate = saveCandidate(scanner)
  scanner.keyAllowed = false
  const style = scanner.text.charCodeAt(scanner.at) === 0x27 ? 'single' : 'double'
  const limit = scanner.cuts.get(scanner.at)
  const scanned = scanQuoted(scanner.text, scanner.at, scanner.lineStart, scanner.report, limit)
  if (scanned.broken) scanner.brokenQuote = { start: scanner.at, end: scanned.end }
  pushScalar(scanner, scanned, style, candidate)
}

function fetchPlain(scanner: Scanner): void {
  const { text } = scanner
  const candidate = saveCandidate(scanner)
  scanner.keyAllowed = false
  const outermost = scanner.brackets[0]
  const flow = outermost !== undefined
  const limit = flow ? scanner.cuts.get(outermost) : undefined
  const scanned = scanPlain(text, scanner.at, scanner.lineStart, flow, scanner.indent + 1, scanner.report, limit)
  const colon = !flow && !scanned.broken && text.charCodeAt(scanned.next) === 0x3a
  if (colon && scanned.lineStart !== scanner.lineStart) {
    splitPlain(scanner, scanned, candidate)
    return
  }
  if (colon && !mayBecomeKey(scanner)) {
    extendPlain(scanner, scanned.next)
    return
  }
  pushScalar(scanner, scanned, 'plain', candidate)
  if (scanned.broken) scanner.keyAllowed = true
}

/** A colon here would make a key of what stands on this line. */
function mayBecomeKey(scanner: Scanner): boolean {
  const candidate = currentCandidate(scanner)
  return candidate?.possible === true && candidate.lineStart === scanner.lineStart
}

/** `a: b: c`: a text with a colon in it was meant; the rest of the line belongs to it. */
function extendPlain(scanner: Scanner, colon: number): void {
  scanner.ahead = () => scanner.report('scan', 'mapping values are not allowed in this context', colon, colon, colon + 1)
  const end = endOfContent(scanner.text, colon)
  push(scanner, 'scalar', scanner.at, end, scanner.text.slice(scanner.at, end), 'plain')
  scanner.at = end
}

/** A plain scalar of several lines that swallowed the key of its last line: it ends before that line. */
function splitPlain(scanner: Scanner, scanned: ScannedScalar, candidate: KeyCandidate | undefined): void {
  const { text, at: start, lineStart } = scanner
  const current = currentCandidate(scanner)
  const required = current?.possible === true && current.required
  if (current !== undefined) current.possible = false
  const missing = required ? "could not find expected ':'" : 'mapping values are not allowed in this context'
  let keyStart = scanned.lineStart
  while (isBlank(text.charCodeAt(keyStart))) keyStart++
  const head = scanPlain(text, start, lineStart, false, 0, () => undefined, scanned.lineStart)
  const isKey = candidate !== undefined && start - lineStart === keyStart - scanned.lineStart && text.slice(lineStart, start).trim() === ''
  scanner.ahead = () => scanner.report('scan', missing, scanned.next, isKey ? start : keyStart, isKey ? head.end : scanned.next + 1)
  if (isKey) {
    // `foo` and the next line's `bar:` stand one below the other: both are keys, the first without its colon.
    openBlock(scanner, start, start - lineStart, 'block-map')
    push(scanner, 'key', start, start)
  }
  push(scanner, 'scalar', start, head.end, head.source, 'plain')
  scanner.at = keyStart
  scanner.lineStart = scanned.lineStart
  scanner.keyAllowed = true
}
