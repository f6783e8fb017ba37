import { crc32, deflateSync } from 'node:zlib'
import { randomFor } from '../random.ts'

type Colour = readonly [number, number, number]

const WIDTH = 480
const HEIGHT = 360
const RANGES = 5

/** Sky at its top and its foot, and the nearest hill: early, at noon, late. */
const lights: readonly { top: Colour; foot: Colour; near: Colour }[] = [
  { top: [122, 158, 190], foot: [246, 214, 186], near: [38, 62, 58] },
  { top: [92, 148, 204], foot: [214, 232, 240], near: [54, 82, 48] },
  { top: [58, 62, 104], foot: [240, 150, 92], near: [30, 34, 44] },
]

/** A view over hills as a customer may have taken it: range behind range in the haze. A PNG, the same for the same number. */
export function paintedPhoto(which: number): Buffer {
  const light = lights[which % lights.length] ?? { top: [0, 0, 0], foot: [0, 0, 0], near: [0, 0, 0] }
  const ridges = ridgesOf(which)
  const rows = Buffer.alloc((WIDTH * 3 + 1) * HEIGHT)
  for (let y = 0, at = 0; y < HEIGHT; y++) {
    at++ // no filter
    for (let x = 0; x < WIDTH; x++) {
      for (const part of colourAt(x, y, ridges, light)) rows.writeUInt8(Math.round(part), at++)
    }
  }
  return png(rows)
}

/** How far down it begins, for each column. */
type Ridge = readonly number[]

/** The farthest first: three waves each, rougher as they come near. */
function ridgesOf(which: number): Ridge[] {
  const random = randomFor(`hills ${which}`)
  return Array.from({ length: RANGES }, (_, range) => {
    const base = HEIGHT * (0.38 + range * 0.13)
    const waves = [1, 2.7, 7.1].map((pace) => ({
      pace: (pace * (0.7 + random.next() * 0.6) * 2 * Math.PI) / WIDTH,
      high: (HEIGHT * (0.05 + range * 0.008)) / pace,
      shift: random.next() * 7,
    }))
    return Array.from({ length: WIDTH }, (_column, x) =>
      waves.reduce((sum, { pace, high, shift }) => sum + high * Math.sin(x * pace + shift), base),
    )
  })
}

function colourAt(x: number, y: number, ridges: readonly Ridge[], light: (typeof lights)[number]): Colour {
  const range = ridges.findLastIndex((ridge) => y >= (ridge[x] ?? HEIGHT))
  if (range < 0) return mix(light.top, light.foot, Math.min(1, y / (HEIGHT * 0.45)))
  const depth = (range + 1) / RANGES
  const haze = Math.min(1, (y - (ridges[range]?.[x] ?? 0)) / (HEIGHT * 0.3))
  return mix(mix(light.foot, light.near, depth ** 0.8), light.foot, haze * 0.35 * (1 - depth))
}

const mix = (a: Colour, b: Colour, share: number): Colour => [
  a[0] + (b[0] - a[0]) * share,
  a[1] + (b[1] - a[1]) * share,
  a[2] + (b[2] - a[2]) * share,
]

function png(rows: Buffer): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(WIDTH, 0)
  head.writeUInt32BE(HEIGHT, 4)
  head.writeUInt8(8, 8)
  head.writeUInt8(2, 9) // red, green, blue
  const signature = Buffer.from('89504e470d0a1a0a', 'hex')
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}
