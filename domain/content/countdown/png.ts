import { crc32, deflateSync } from 'node:zlib'

/** Ink and ground of a picture, `#rrggbb` each. */
export interface TwoColours {
  ink: string
  ground: string
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** A picture of two colours as PNG (W3C, 2003: one bit a pixel, indexed). Each row of `pixels` is as wide as the first. */
export function encodePng(pixels: readonly (readonly boolean[])[], { ink, ground }: TwoColours): Buffer {
  const [width, height] = [pixels[0]?.length ?? 0, pixels.length]
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([1, 3, 0, 0, 0], 8) // one bit, palette, deflate, no filter, not interlaced
  const palette = Buffer.from([...rgb(ground), ...rgb(ink)])
  const rows = Buffer.concat(pixels.map(rowBytes))
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', palette),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** The filter byte, then eight pixels a byte, the leftmost highest. */
function rowBytes(row: readonly boolean[]): Buffer {
  const bytes = Buffer.alloc(1 + Math.ceil(row.length / 8))
  for (const [at, on] of row.entries())
    if (on) bytes[1 + (at >> 3)] = (bytes[1 + (at >> 3)] ?? 0) | (0x80 >> (at & 7))
  return bytes
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

function rgb(colour: string): [number, number, number] {
  const number = Number.parseInt(colour.slice(1), 16)
  return [number >> 16, (number >> 8) & 255, number & 255]
}
