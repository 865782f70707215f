// Bytes of a file that are no text. Knows UTF-8 and the marks of UTF-16; decoding is the caller's (TextDecoder), since core has no such thing.
import type { SyntaxProblem } from './tree.ts'

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be'

/** The encoding that the server takes the bytes for: UTF-8, unless a mark of UTF-16 stands first. */
export function encodingOf(bytes: Uint8Array): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8'
}

/**
 * What the server refuses in the bytes of a file, or undefined. The span is in the text that a decoder makes of the bytes, with U+FFFD for
 * what is no character. UTF-16 is not looked into.
 */
export function checkBytes(bytes: Uint8Array): SyntaxProblem | undefined {
  if (encodingOf(bytes) !== 'utf-8') return undefined
  let offset = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? -1 : 0
  for (let i = 0; i < bytes.length; ) {
    const lead = bytes[i] ?? 0
    const length = lead < 0x80 ? 1 : lead < 0xc0 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf8 ? 4 : 0
    const fault = length === 1 ? undefined : faultOf(bytes, i, length)
    if (fault !== undefined) {
      const start = Math.max(0, offset)
      return {
        kind: 'unreadable',
        span: { start, end: start + 1 },
        message: 'These bytes are no UTF-8. Save the file in UTF-8.',
        serverMessage: `yaml: ${fault}`,
      }
    }
    offset += length === 4 ? 2 : 1
    i += length
  }
  return undefined
}

function faultOf(bytes: Uint8Array, at: number, length: number): string | undefined {
  if (length === 0) return 'invalid leading UTF-8 octet'
  if (at + length > bytes.length) return 'incomplete UTF-8 octet sequence'
  let code = (bytes[at] ?? 0) & (0xff >> (length + 1))
  for (let k = 1; k < length; k++) {
    const byte = bytes[at + k] ?? 0
    if ((byte & 0xc0) !== 0x80) return 'invalid trailing UTF-8 octet'
    code = (code << 6) | (byte & 0x3f)
  }
  const least = [0, 0, 0x80, 0x800, 0x10000][length] ?? 0
  if (code < least) return 'invalid length of a UTF-8 sequence'
  return (code >= 0xd800 && code <= 0xdfff) || code > 0x10ffff ? 'invalid Unicode character' : undefined
}
