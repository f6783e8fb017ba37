import { crc32 } from 'node:zlib'
import type { Cleaned } from './photo.ts'

/** The picture, its palette, transparency and colours; every text, time and EXIF chunk is left behind. */
const kept = new Set([
  'IHDR',
  'PLTE',
  'IDAT',
  'IEND',
  'tRNS',
  'gAMA',
  'cHRM',
  'sRGB',
  'iCCP',
  'sBIT',
  'bKGD',
  'pHYs',
])

/** ISO 15948: a signature, then chunks of length, name, data and checksum until IEND. */
export function cleanPng(bytes: Buffer): Cleaned {
  const parts: Buffer[] = [bytes.subarray(0, 8)]
  let size: { width: number; height: number } | null = null
  let hasData = false
  for (let at = 8; ; ) {
    const length = bytes.readUInt32BE(at)
    const name = bytes.toString('latin1', at + 4, at + 8)
    const end = at + 12 + length
    if (end > bytes.length || !/^[A-Za-z]{4}$/.test(name)) return null
    if (crc32(bytes.subarray(at + 4, end - 4)) !== bytes.readUInt32BE(end - 4)) return null
    if (name === 'IHDR') {
      if (at !== 8 || length !== 13) return null
      size = { width: bytes.readUInt32BE(at + 8), height: bytes.readUInt32BE(at + 12) }
    }
    if (name === 'IDAT') hasData = true
    if (kept.has(name)) parts.push(bytes.subarray(at, end))
    at = end
    if (name === 'IEND') return size && hasData ? { ...size, bytes: Buffer.concat(parts) } : null
  }
}
