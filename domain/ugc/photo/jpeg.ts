import type { Cleaned } from './photo.ts'

const SOI = 0xd8
const EOI = 0xd9
const SOS = 0xda
const APP0 = 0xe0
const APP1 = 0xe1
const APP2 = 0xe2
const APP14 = 0xee
const COM = 0xfe

/** Frames that say how large the picture is: SOF0 to SOF15 but for tables (DHT, JPG, DAC). */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
/** Markers that stand alone, without a length. */
const isBare = (marker: number) => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)

/**
 * ITU T.81: markers with their segments, then the scan. Kept are the tables, the frames and scans, JFIF, the
 * colour profile and Adobe's word on the colours; of EXIF only how the picture is to be turned.
 */
export function cleanJpeg(bytes: Buffer): Cleaned {
  const kept: Buffer[] = [bytes.subarray(0, 2)]
  let size: { width: number; height: number } | null = null
  let turned = 1
  let scans = 0
  for (let at = 2; ; ) {
    if (bytes.readUInt8(at) !== 0xff) return null
    const marker = bytes.readUInt8(at + 1)
    if (marker === 0xff) {
      at += 1 // filling
      continue
    }
    if (marker === EOI) {
      if (!size || scans === 0) return null
      const whole = Buffer.concat([...withTurn(kept, turned), Buffer.from([0xff, EOI])])
      return { ...asShown(size, turned), bytes: whole }
    }
    if (marker === SOI || isBare(marker)) return null
    const length = bytes.readUInt16BE(at + 2)
    const end = at + 2 + length
    if (length < 2 || end > bytes.length) return null
    const segment = bytes.subarray(at, end)
    if (isFrame(marker)) size = { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) }
    if (marker === APP1) turned = orientationIn(segment) ?? turned
    if (isPicture(marker, segment)) kept.push(segment)
    at = end
    if (marker === SOS) {
      const stop = endOfScan(bytes, at)
      if (stop === null) return null
      kept.push(bytes.subarray(at, stop))
      at = stop
      scans += 1
    }
  }
}

function isPicture(marker: number, segment: Buffer): boolean {
  if (marker === COM) return false
  if (marker === APP0) return segment.toString('latin1', 4, 9) === 'JFIF\0' && segment.length <= 18
  if (marker === APP2) return segment.toString('latin1', 4, 16) === 'ICC_PROFILE\0'
  if (marker === APP14) return segment.toString('latin1', 4, 9) === 'Adobe' && segment.length <= 20
  return marker < APP0 || marker > 0xef
}

/** Where the coded data ends: at the next marker that is no restart and no stuffed byte. */
function endOfScan(bytes: Buffer, from: number): number | null {
  for (
    let at = bytes.indexOf(0xff, from);
    at >= 0 && at + 1 < bytes.length;
    at = bytes.indexOf(0xff, at + 1)
  ) {
    const next = bytes.readUInt8(at + 1)
    if (next !== 0x00 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at
  }
  return null
}

/** Tag 0x0112 of EXIF's first directory. */
function orientationIn(segment: Buffer): number | null {
  if (segment.toString('latin1', 4, 10) !== 'Exif\0\0') return null
  const tiff = segment.subarray(10)
  if (tiff.length < 8) return null
  const little = tiff.toString('latin1', 0, 2) === 'II'
  const short = (at: number) => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at))
  const first = little ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4)
  if (first + 2 > tiff.length) return null
  for (let entry = 0; entry < short(first); entry++) {
    const at = first + 2 + entry * 12
    if (at + 12 > tiff.length) return null
    if (short(at) === 0x0112) {
      const value = short(at + 8)
      return value >= 1 && value <= 8 ? value : null
    }
  }
  return null
}

/** `Exif`, a little-endian TIFF head, one directory with the orientation (at byte 28) and no next one. */
const ONE_TAG = 'ffe1002245786966000049492a0008000000010012010300010000000100000000000000'

/** An EXIF segment that says how to turn the picture and nothing else, where it is to be turned at all. */
function withTurn([start = Buffer.alloc(0), ...rest]: readonly Buffer[], turned: number): Buffer[] {
  if (turned === 1) return [start, ...rest]
  const exif = Buffer.from(ONE_TAG, 'hex')
  exif.writeUInt16LE(turned, 28)
  return [start, exif, ...rest]
}

/** From the fifth on the picture lies on its side. */
function asShown({ width, height }: { width: number; height: number }, turned: number) {
  return turned >= 5 ? { width: height, height: width } : { width, height }
}
