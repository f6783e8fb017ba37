import type { Cleaned } from './photo.ts'

/** A still picture: its data, its transparency, its colour profile. */
const kept = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ICCP'])

const EXIF_FLAG = 0x08
const XMP_FLAG = 0x04
const ANIMATION_FLAG = 0x02

/** developers.google.com/speed/webp/docs/riff_container: chunks of name, length and data, padded to even bytes. */
export function cleanWebp(bytes: Buffer): Cleaned {
  const until = 8 + bytes.readUInt32LE(4)
  if (until > bytes.length) return null
  const parts: Buffer[] = []
  let size: { width: number; height: number } | null = null
  for (let at = 12; at + 8 <= until; ) {
    const name = bytes.toString('latin1', at, at + 4)
    const length = bytes.readUInt32LE(at + 4)
    const end = at + 8 + length
    if (end > until) return null
    const chunk = Buffer.from(bytes.subarray(at, end))
    if (name === 'VP8X') {
      if (length < 10 || (chunk.readUInt8(8) & ANIMATION_FLAG) !== 0) return null
      chunk.writeUInt8(chunk.readUInt8(8) & ~(EXIF_FLAG | XMP_FLAG), 8)
    }
    if (name === 'VP8 ' || name === 'VP8L') {
      const found = name === 'VP8 ' ? lossySize(chunk) : losslessSize(chunk)
      if (size || !found) return null
      size = found
    }
    if (kept.has(name)) parts.push(length % 2 === 1 ? Buffer.concat([chunk, Buffer.alloc(1)]) : chunk)
    at = end + (length % 2)
  }
  if (!size) return null
  const body = Buffer.concat([Buffer.from('WEBP'), ...parts])
  const head = Buffer.alloc(8)
  head.write('RIFF', 'latin1')
  head.writeUInt32LE(body.length, 4)
  return { ...size, bytes: Buffer.concat([head, body]) }
}

/** RFC 6386, 9.1: a key frame's start code, then fourteen bits of width and of height. */
function lossySize(chunk: Buffer): { width: number; height: number } | null {
  if (chunk.length < 18 || chunk.readUIntBE(11, 3) !== 0x9d012a) return null
  return { width: chunk.readUInt16LE(14) & 0x3fff, height: chunk.readUInt16LE(16) & 0x3fff }
}

/** A signature byte, then fourteen bits each, less one. */
function losslessSize(chunk: Buffer): { width: number; height: number } | null {
  if (chunk.length < 13 || chunk.readUInt8(8) !== 0x2f) return null
  const bits = chunk.readUInt32LE(9)
  return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 }
}
