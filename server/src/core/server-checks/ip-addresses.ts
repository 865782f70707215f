// IP addresses as the server reads them: leniently (leading zeros), strictly (gate StrictIPCIDRValidation), and in canonical form.

export interface IpAddress {
  /** Four bytes, or sixteen. An IPv4 address inside an IPv6 one (`::ffff:1.2.3.4`) has four and is `mapped`. */
  readonly bytes: readonly number[]
  readonly mapped: boolean
  /** Written with zeros that make other programs read octal numbers, or with too long groups. */
  readonly leadingZeros: boolean
  readonly canonical: string
}

/** Reads an address as `ParseIPSloppy` does; undefined if it is none. */
export function parseIp(value: string): IpAddress | undefined {
  return value.includes(':') ? parseIpv6(value) : parseIpv4(value)
}

/** The server's complaints about an address in an old field; `strict` refuses leading zeros and IPv4-mapped addresses. */
export function isIpAddress(value: string, strict: boolean): string[] {
  const ip = parseIp(value)
  if (ip === undefined) return ['must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)']
  if (!strict) return []
  if (ip.leadingZeros) return ['must not have leading 0s']
  return ip.mapped ? ['must not be an IPv4-mapped IPv6 address'] : []
}

/** What a Warning header says of a valid address, after its field; undefined if it is in canonical form. `strict`: as in `isIpAddress`. */
export function warningOfIp(value: string, strict: boolean): string | undefined {
  const ip = parseIp(value)
  if (ip === undefined) return undefined
  const verdict = strict ? 'is invalid' : 'will be considered invalid in a future Kubernetes release'
  if (ip.leadingZeros || ip.mapped) return `non-standard IP address ${JSON.stringify(value)} ${verdict}: use ${JSON.stringify(ip.canonical)}`
  if (ip.bytes.length === 16 && ip.canonical !== value)
    return `IPv6 address ${JSON.stringify(value)} should be in RFC 5952 canonical format (${JSON.stringify(ip.canonical)})`
  return undefined
}

function parseIpv4(value: string): IpAddress | undefined {
  const parts = value.split('.')
  if (parts.length !== 4 || !parts.every((part) => /^[0-9]+$/.test(part) && Number(part) <= 255)) return undefined
  const bytes = parts.map(Number)
  return { bytes, mapped: false, leadingZeros: parts.some((part) => part.length > 1 && part.startsWith('0')), canonical: bytes.join('.') }
}

function parseIpv6(value: string): IpAddress | undefined {
  const halves = value.split('::')
  if (halves.length > 2) return undefined
  const [head, tail] = halves.map((half) => (half === '' ? [] : half.split(':')))
  if (head === undefined) return undefined
  const front = groupsOf(head, tail === undefined)
  const back = groupsOf(tail ?? [], true)
  if (front === undefined || back === undefined) return undefined
  const length = front.numbers.length + back.numbers.length
  if (tail === undefined ? length !== 8 : length > 7) return undefined
  const groups = [...front.numbers, ...new Array<number>(8 - length).fill(0), ...back.numbers]
  const bytes = groups.flatMap((group) => [group >> 8, group & 255])
  const leadingZeros = front.leadingZeros || back.leadingZeros
  const mapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff
  if (mapped) return { bytes: bytes.slice(12), mapped, leadingZeros, canonical: bytes.slice(12).join('.') }
  return { bytes, mapped, leadingZeros, canonical: ipv6Text(groups) }
}

/** Sixteen-bit groups; the last words of an address may be an IPv4 address. */
function groupsOf(words: readonly string[], last: boolean): { numbers: number[]; leadingZeros: boolean } | undefined {
  const numbers: number[] = []
  let leadingZeros = false
  for (const [index, word] of words.entries()) {
    const ipv4 = last && index === words.length - 1 && word.includes('.') ? parseIpv4(word) : undefined
    if (ipv4 !== undefined) {
      const [a = 0, b = 0, c = 0, d = 0] = ipv4.bytes
      numbers.push(a * 256 + b, c * 256 + d)
      leadingZeros ||= ipv4.leadingZeros
      continue
    }
    if (!/^[0-9a-fA-F]+$/.test(word)) return undefined
    const number = Number.parseInt(word, 16)
    if (number > 0xffff) return undefined
    numbers.push(number)
    leadingZeros ||= word.length > 4
  }
  return { numbers, leadingZeros }
}

/** RFC 5952: lower case, the longest run of two or more zero groups shortened, the first of equals. */
function ipv6Text(groups: readonly number[]): string {
  let start = -1
  let length = 1
  for (let from = 0; from < groups.length; from++) {
    let to = from
    while (groups[to] === 0) to++
    if (to - from > length) {
      start = from
      length = to - from
    }
  }
  const text = (part: readonly number[]): string => part.map((group) => group.toString(16)).join(':')
  return start < 0 ? text(groups) : `${text(groups.slice(0, start))}::${text(groups.slice(start + length))}`
}
