// Which characters end a line, separate words or may not stand in YAML at all, as the server's reader (libyaml's rules, YAML 1.1) sees them.
// Works on UTF-16 code units; NaN (what charCodeAt gives behind the end) counts as the end of the text.

export const TAB = 0x09
export const LF = 0x0a
export const CR = 0x0d
export const SPACE = 0x20
const NEL = 0x85
const LINE_SEPARATOR = 0x2028
const PARAGRAPH_SEPARATOR = 0x2029

export function isBreak(code: number): boolean {
  return code === LF || code === CR || code === NEL || code === LINE_SEPARATOR || code === PARAGRAPH_SEPARATOR
}

export function isBlank(code: number): boolean {
  return code === SPACE || code === TAB
}

/** A line break or the end of the text. */
export function isBreakOrEnd(code: number): boolean {
  return isBreak(code) || Number.isNaN(code)
}

/** White space, a line break or the end of the text. */
export function isBlankOrEnd(code: number): boolean {
  return code === SPACE || code === LF || Number.isNaN(code) || code === TAB || isBreak(code)
}

/** What names of anchors and tags are made of. */
export function isWord(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || isDigit(code) || code === 0x5f || code === 0x2d
}

export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39
}

/** The hexadecimal digit's value, or -1. */
export function hexValue(code: number): number {
  if (isDigit(code)) return code - 0x30
  const lower = code | 0x20
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1
}

/** Offset behind the line break that stands at `at` (CR LF is one break). */
export function afterBreak(text: string, at: number): number {
  return text.charCodeAt(at) === CR && text.charCodeAt(at + 1) === LF ? at + 2 : at + 1
}

/** How many lines end before `at`. */
export function lineNumber(text: string, at: number): number {
  let line = 0
  for (let i = 0; i < at; ) {
    if (isBreak(text.charCodeAt(i))) {
      line++
      i = afterBreak(text, i)
    } else i++
  }
  return line
}

/** True when `---` or `...` stands alone as a word at `at`, which must be the start of a line. */
export function isDocumentMark(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  if (code !== 0x2d && code !== 0x2e) return false
  return text.charCodeAt(at + 1) === code && text.charCodeAt(at + 2) === code && isBlankOrEnd(text.charCodeAt(at + 3))
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const SUSPICIOUS = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]/g

/** Offset of the first control character (or half a surrogate pair), which no server reads; -1 when there is none. */
export function findForbidden(text: string): number {
  SUSPICIOUS.lastIndex = 0
  while (SUSPICIOUS.test(text)) {
    const at = SUSPICIOUS.lastIndex - 1
    const code = text.codePointAt(at) ?? 0
    if (code < 0x10000) return at
    SUSPICIOUS.lastIndex = at + 2
  }
  return -1
}
