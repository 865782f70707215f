// Draws docs/images/icon.png: nine nodes, a daemon pod on each but the one that a taint keeps it from.
//   node --import tsx scripts/icon.ts
import { writeFileSync } from 'node:fs'
import { crc32, deflateSync } from 'node:zlib'

type Colour = readonly [red: number, green: number, blue: number]

const SIZE = 256
/** Samples along each side of a pixel. */
const FINE = 4
const GROUND: Colour = [0x0f, 0x2a, 0x4a]
const NODE: Colour = [0x32, 0x6c, 0xe5]
const POD: Colour = [0xff, 0xff, 0xff]
const TAINTED: Colour = [0x3a, 0x50, 0x6b]
const TAINT: Colour = [0xff, 0xb0, 0x3a]

/** True inside a square with round corners. */
function inSquare(x: number, y: number, left: number, top: number, side: number, radius: number): boolean {
  const dx = Math.max(Math.abs(x - left - side / 2) - side / 2 + radius, 0)
  const dy = Math.max(Math.abs(y - top - side / 2) - side / 2 + radius, 0)
  return Math.hypot(dx, dy) <= radius
}

/** Undefined: transparent. */
function colourAt(x: number, y: number): Colour | undefined {
  if (!inSquare(x, y, 0, 0, SIZE, 48)) return undefined
  for (let row = 0; row < 3; row++)
    for (let column = 0; column < 3; column++) {
      const left = 36 + column * 64
      const top = 36 + row * 64
      if (!inSquare(x, y, left, top, 56, 12)) continue
      const [right, down] = [x - left - 28, y - top - 28]
      const tainted = row === 1 && column === 2
      if (tainted) return Math.abs(right + down) < 7 && Math.hypot(right, down) < 20 ? TAINT : TAINTED
      return Math.hypot(right, down) < 13 ? POD : NODE
    }
  return GROUND
}

function pixel(x: number, y: number): number[] {
  let [red, green, blue, hits] = [0, 0, 0, 0]
  for (let i = 0; i < FINE * FINE; i++) {
    const colour = colourAt(x + ((i % FINE) + 0.5) / FINE, y + (Math.floor(i / FINE) + 0.5) / FINE)
    if (colour === undefined) continue
    hits++
    red += colour[0]
    green += colour[1]
    blue += colour[2]
  }
  const mean = (sum: number): number => (hits === 0 ? 0 : Math.round(sum / hits))
  return [mean(red), mean(green), mean(blue), Math.round((255 * hits) / FINE ** 2)]
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

const header = Buffer.alloc(13)
header.writeUInt32BE(SIZE, 0)
header.writeUInt32BE(SIZE, 4)
header.set([8, 6], 8) // eight bits a channel; red, green, blue and alpha
const rows = Array.from({ length: SIZE }, (_, y) => Buffer.from([0, ...Array.from({ length: SIZE }, (_, x) => pixel(x, y)).flat()]))
const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const parts = [signature, chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.concat(rows), { level: 9 })), chunk('IEND', Buffer.alloc(0))]
writeFileSync(new URL('../docs/images/icon.png', import.meta.url), Buffer.concat(parts))
