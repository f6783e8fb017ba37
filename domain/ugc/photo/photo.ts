import { cleanJpeg } from './jpeg.ts'
import { cleanPng } from './png.ts'
import { cleanWebp } from './webp.ts'

export type PhotoType = 'image/jpeg' | 'image/png' | 'image/webp'

/** A picture without what the camera and others wrote beside it: no place, no date, no name, nothing behind its end. */
export interface Photo {
  mediaType: PhotoType
  width: number
  height: number
  bytes: Buffer
}

export type PhotoFault = 'not_a_picture' | 'broken' | 'too_small' | 'too_large'
export type ReadPhoto = { ok: true; photo: Photo } | { ok: false; reason: PhotoFault }

/** Below it nothing can be seen, above it a browser may give up. */
const SMALLEST = 200
const LARGEST = 10_000
const MOST_PIXELS = 50_000_000

/** What cleaning answers: the parts that are the picture, and how large it is; null where it is broken. */
export type Cleaned = Pick<Photo, 'width' | 'height' | 'bytes'> | null

const readers: {
  mediaType: PhotoType
  starts: (bytes: Buffer) => boolean
  clean: (bytes: Buffer) => Cleaned
}[] = [
  {
    mediaType: 'image/jpeg',
    starts: (bytes) => bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff])),
    clean: cleanJpeg,
  },
  {
    mediaType: 'image/png',
    starts: (bytes) => bytes.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex')),
    clean: cleanPng,
  },
  {
    mediaType: 'image/webp',
    starts: (bytes) =>
      bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP',
    clean: cleanWebp,
  },
]

/**
 * Reads a picture by its bytes, whatever it was called, and builds it anew from the parts that are the picture.
 * What is hidden between them, before the first or behind the last, is not in the result.
 */
export function readPhoto(bytes: Buffer): ReadPhoto {
  const reader = readers.find(({ starts }) => starts(bytes))
  if (!reader) return { ok: false, reason: 'not_a_picture' }
  const cleaned = withoutThrowing(() => reader.clean(bytes))
  if (!cleaned) return { ok: false, reason: 'broken' }
  const { width, height } = cleaned
  if (Math.min(width, height) < SMALLEST) return { ok: false, reason: 'too_small' }
  if (Math.max(width, height) > LARGEST || width * height > MOST_PIXELS)
    return { ok: false, reason: 'too_large' }
  return { ok: true, photo: { mediaType: reader.mediaType, ...cleaned } }
}

/** A length that points past the end is a broken picture, not a fault of ours. */
function withoutThrowing(clean: () => Cleaned): Cleaned {
  try {
    return clean()
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}
