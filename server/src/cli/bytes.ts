// From the bytes of a file to its text and back: byte order marks, UTF-16, and bytes that are no text at all.

export interface Decoded {
  /** The text without a byte order mark. Each byte that cannot be read stands in it as a lone surrogate, U+DC00 + byte. */
  readonly text: string
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be'
  /** The file began with a byte order mark. */
  readonly mark: boolean
}

/** Reads as Kubernetes' YAML reader does: UTF-8 unless a byte order mark says UTF-16. Never fails. */
export function decodeBytes(bytes: Uint8Array): Decoded {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: utf16(bytes.subarray(2), false), encoding: 'utf-16le', mark: true }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { text: utf16(bytes.subarray(2), true), encoding: 'utf-16be', mark: true }
  const mark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
  return { text: utf8(mark ? bytes.subarray(3) : bytes), encoding: 'utf-8', mark }
}

/** The inverse of `decodeBytes`, for a text that was changed. */
export function encodeText(text: string, like: Pick<Decoded, 'encoding' | 'mark'>): Uint8Array {
  if (like.encoding === 'utf-8') {
    const bytes = Buffer.from(text, 'utf8')
    return like.mark ? Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]) : bytes
  }
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le')
  return like.encoding === 'utf-16be' ? bytes.swap16() : bytes
}

function utf8(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
  // A replacement character is either in the file itself or the sign of a byte that is no UTF-8: only then look again, slowly.
  return text.includes('\ufffd') ? utf8ByHand(bytes) : text
}

function utf8ByHand(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceLength(bytes, at)
    if (length === 0) text += String.fromCharCode(0xdc00 + (bytes[at] ?? 0))
    else text += Buffer.from(bytes.subarray(at, at + length)).toString('utf8')
    at += Math.max(1, length)
  }
  return text
}

/** Length of the well-formed character at `at`; 0 if there is none (RFC 3629: no overlong forms, no surrogates, up to U+10FFFF). */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0
  if (first < 0x80) return 1
  const length = first >= 0xc2 && first <= 0xdf ? 2 : first >= 0xe0 && first <= 0xef ? 3 : first >= 0xf0 && first <= 0xf4 ? 4 : 0
  for (let k = 1; k < length; k++) if (((bytes[at + k] ?? 0) & 0xc0) !== 0x80) return 0
  const second = bytes[at + 1] ?? 0
  if ((first === 0xe0 && second < 0xa0) || (first === 0xed && second > 0x9f)) return 0
  if ((first === 0xf0 && second < 0x90) || (first === 0xf4 && second > 0x8f)) return 0
  return length
}

function utf16(bytes: Uint8Array, swap: boolean): string {
  const even = Buffer.from(bytes.subarray(0, bytes.length & ~1))
  const text = (swap ? even.swap16() : even).toString('utf16le')
  return bytes.length % 2 === 0 ? text : `${text}\udc00`
}
