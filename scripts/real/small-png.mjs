// Makes a screenshot small: at most 256 colours instead of 16 million, which an editor's picture hardly shows.
import { crc32, deflateSync, inflateSync } from 'node:zlib'

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** Takes an 8-bit RGB or RGBA picture without interlacing, as Chromium makes them; gives an indexed one. Transparency is dropped. */
export function smallPng(bytes) {
  const { width, height, pixels } = read(bytes)
  const counts = new Map()
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1)
  const palette = choose(counts)
  const indexes = new Map()
  for (const colour of counts.keys()) indexes.set(colour, nearest(palette, colour))
  const rows = Buffer.alloc((width + 1) * height)
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) rows[y * (width + 1) + 1 + x] = indexes.get(pixels[y * width + x])
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 3], 8)
  const colours = Buffer.from(palette.flatMap((colour) => channels(colour)))
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', colours),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

const channels = (colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]

function distance(a, b) {
  const [first, second] = [channels(a), channels(b)]
  return first.reduce((sum, value, at) => sum + (value - second[at]) ** 2, 0)
}

/** The most frequent colours, but none that is all but the same as one that is chosen already. */
function choose(counts) {
  const byCount = [...counts].sort((a, b) => b[1] - a[1]).map(([colour]) => colour)
  const chosen = []
  for (const colour of byCount) {
    if (chosen.length === 256) break
    if (!chosen.some((other) => distance(colour, other) < 120)) chosen.push(colour)
  }
  return chosen
}

function nearest(palette, colour) {
  let best = 0
  for (let at = 1; at < palette.length; at++) if (distance(palette[at], colour) < distance(palette[best], colour)) best = at
  return best
}

function read(bytes) {
  const data = []
  let [width, height, size] = [0, 0, 0]
  for (let at = SIGNATURE.length; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at)
    const type = bytes.toString('latin1', at + 4, at + 8)
    const body = bytes.subarray(at + 8, at + 8 + length)
    if (type === 'IHDR') {
      ;[width, height] = [body.readUInt32BE(0), body.readUInt32BE(4)]
      size = body[9] === 6 ? 4 : 3
      if (body[8] !== 8 || (body[9] !== 2 && body[9] !== 6) || body[12] !== 0) throw new Error('not a picture as Chromium makes them')
    } else if (type === 'IDAT') data.push(body)
    at += length + 12
  }
  const raw = inflateSync(Buffer.concat(data))
  unfilter(raw, width * size, height, size)
  const pixels = new Uint32Array(width * height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = y * (width * size + 1) + 1 + x * size
      pixels[y * width + x] = (raw[at] << 16) | (raw[at + 1] << 8) | raw[at + 2]
    }
  return { width, height, pixels }
}

/** Undoes the filter of each row in place: https://www.w3.org/TR/png-3/#9Filters */
function unfilter(raw, stride, height, size) {
  for (let y = 0; y < height; y++) {
    const start = y * (stride + 1) + 1
    const filter = raw[start - 1]
    for (let x = 0; x < stride; x++) {
      const left = x < size ? 0 : raw[start + x - size]
      const up = y === 0 ? 0 : raw[start + x - stride - 1]
      const corner = x < size || y === 0 ? 0 : raw[start + x - stride - 1 - size]
      raw[start + x] += [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter]
    }
  }
}

function paeth(left, up, corner) {
  const guess = left + up - corner
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)]
  return a <= b && a <= c ? left : b <= c ? up : corner
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}
