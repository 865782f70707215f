// Tags (`!!str`) and directives (`%YAML 1.1`) in the text. Knows what they may be made of; knows not what they mean.
import { hexValue, isBlank, isBlankOrEnd, isBreakOrEnd, isDigit, isWord } from './characters.ts'
import type { Report } from './fault.ts'
import { endOfLine } from './scan-scalar.ts'
import type { Token } from './scanner.ts'

export interface ScannedTag {
  /** `!`, `!!`, `!name!`, or empty for a tag in angle brackets. */
  readonly handle: string
  readonly suffix: string
  readonly end: number
}

const URI_MARKS = ";/?:@&=+$,.!~*'()[]%"

/** Scans a tag that starts with the `!` at `start`. */
export function scanTag(text: string, start: number, report: Report): ScannedTag {
  let tag: ScannedTag
  if (text.charAt(start + 1) === '<') {
    const uri = scanUri(text, start + 2, report)
    if (uri.end === start + 2) report('scan', 'did not find expected tag URI', uri.end, start, uri.end)
    const closed = text.charAt(uri.end) === '>'
    if (!closed) report('scan', "did not find the expected '>'", uri.end, start, uri.end)
    tag = { handle: '', suffix: uri.value, end: closed ? uri.end + 1 : uri.end }
  } else {
    const handle = scanHandle(text, start)
    const named = handle.length > 1 && handle.endsWith('!')
    const uri = scanUri(text, start + handle.length, report)
    if (named && uri.value === '') report('scan', 'did not find expected tag URI', uri.end, start, uri.end)
    const suffix = named ? uri.value : handle.slice(1) + uri.value
    if (named) tag = { handle, suffix, end: uri.end }
    else tag = suffix === '' ? { handle: '', suffix: '!', end: uri.end } : { handle: '!', suffix, end: uri.end }
  }
  if (isBlankOrEnd(text.charCodeAt(tag.end))) return tag
  report('scan', 'did not find expected whitespace or line break', tag.end, start, tag.end + 1)
  let end = tag.end
  while (!isBlankOrEnd(text.charCodeAt(end)) && !',]}'.includes(text.charAt(end))) end++
  return { ...tag, end }
}

function scanHandle(text: string, start: number): string {
  let end = start + 1
  while (isWord(text.charCodeAt(end))) end++
  return text.slice(start, text.charAt(end) === '!' ? end + 1 : end)
}

function scanUri(text: string, start: number, report: Report): { value: string; end: number } {
  let end = start
  while (end < text.length && (isWord(text.charCodeAt(end)) || URI_MARKS.includes(text.charAt(end)))) end++
  const raw = text.slice(start, end)
  if (!raw.includes('%')) return { value: raw, end }
  const bad = /%(?![0-9A-Fa-f]{2})/.exec(raw)
  if (bad !== null) report('scan', 'did not find URI escaped octet', start + bad.index, start + bad.index, start + bad.index + 1)
  const value = raw.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) =>
    String.fromCharCode(hexValue(hex.charCodeAt(0)) * 16 + hexValue(hex.charCodeAt(1))),
  )
  return { value, end }
}

export interface ScannedDirective {
  /** Absent when the directive cannot be read. */
  readonly token?: Token
  readonly comment?: number
  /** End of its line. */
  readonly end: number
}

/** Scans the directive whose `%` stands at `start`, the start of a line. */
export function scanDirective(text: string, start: number, report: Report): ScannedDirective {
  const end = endOfLine(text, start)
  let at = start + 1
  while (isWord(text.charCodeAt(at))) at++
  const name = text.slice(start + 1, at)
  const fail = (problem: string): ScannedDirective => {
    report('scan', problem, at, start, end)
    return { end }
  }
  if (name === '') return fail('could not find expected directive name')
  if (!isBlankOrEnd(text.charCodeAt(at))) return fail('found unexpected non-alphabetical character')
  if (name !== 'YAML' && name !== 'TAG') return fail('found unknown directive name')
  while (isBlank(text.charCodeAt(at))) at++
  let token: Token
  if (name === 'YAML') {
    const major = digits(text, at)
    const minor = digits(text, at + major.length + 1)
    if (major === '') return fail('did not find expected version number')
    if (major.length > 2) return fail('found extremely long version number')
    at += major.length
    if (text.charAt(at) !== '.') return fail("did not find expected digit or '.' character")
    if (minor === '') return fail('did not find expected version number')
    if (minor.length > 2) return fail('found extremely long version number')
    at += 1 + minor.length
    token = { kind: 'version', start, end: at, text: `${Number(major)}.${Number(minor)}` }
  } else {
    if (text.charAt(at) !== '!') return fail("did not find expected '!'")
    const handle = scanHandle(text, at)
    if (handle !== '!' && !(handle.length > 1 && handle.endsWith('!'))) return fail("did not find expected '!'")
    at += handle.length
    if (!isBlank(text.charCodeAt(at))) return fail('did not find expected whitespace')
    while (isBlank(text.charCodeAt(at))) at++
    const prefix = scanUri(text, at, report)
    if (prefix.end === at) return fail('did not find expected tag URI')
    at = prefix.end
    if (!isBlankOrEnd(text.charCodeAt(at))) return fail('did not find expected whitespace or line break')
    token = { kind: 'tag-directive', start, end: at, text: prefix.value, handle }
  }
  while (isBlank(text.charCodeAt(at))) at++
  if (text.charAt(at) === '#') return { token, comment: at, end }
  if (!isBreakOrEnd(text.charCodeAt(at))) return fail('did not find expected comment or line break')
  return { token, end }
}

function digits(text: string, at: number): string {
  const start = at
  while (isDigit(text.charCodeAt(at))) at++
  return text.slice(start, at)
}
