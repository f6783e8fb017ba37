import { crc32, deflateSync } from 'node:zlib'

/** Pictures made by hand, and what hides in them. */
function chunk(name: string, data: Buffer): Buffer {
  const head = Buffer.alloc(4)
  head.writeUInt32BE(data.length)
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([head, body, sum])
}

/** A grey PNG of this size, with these chunks before its data. */
export function png(width = 240, height = 240, extra: Record<string, string> = {}): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.writeUInt8(8, 8)
  const rows = deflateSync(Buffer.alloc(Math.min((width + 1) * height, 5_000_000), 120))
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    ...Object.entries(extra).map(([name, text]) => chunk(name, Buffer.from(text))),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function segment(marker: number, data: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(data.length + 2, 2)
  return Buffer.concat([head, data])
}

/** EXIF as cameras write it: how it is turned, and a place. */
function exif(turned: number, place: string): Buffer {
  const tiff = Buffer.from('49492a0008000000010012010300010000000100000000000000', 'hex')
  tiff.writeUInt16LE(turned, 18)
  return Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff, Buffer.from(place)])
}

/** The shape of a JPEG: its segments and a scan, with EXIF, a comment, and something behind its end. */
export function jpeg(
  options: { width?: number; height?: number; turned?: number; place?: string } = {},
): Buffer {
  const { width = 320, height = 240, turned = 1, place = 'GPS 47.6 N' } = options
  const frame = Buffer.from([8, 0, 0, 0, 0, 1, 1, 0x11, 0])
  frame.writeUInt16BE(height, 1)
  frame.writeUInt16BE(width, 3)
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, Buffer.from('JFIF\0\x01\x01\0\0\x01\0\x01\0\0', 'latin1')),
    segment(0xe1, exif(turned, place)),
    segment(0xe1, Buffer.from(`http://ns.adobe.com/xap/1.0/\0${place}`)),
    segment(0xfe, Buffer.from(`shot by ${place}`)),
    segment(0xdb, Buffer.alloc(65, 1)),
    segment(0xc0, frame),
    segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
    Buffer.from([0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56]),
    Buffer.from([0xff, 0xd9]),
    Buffer.from(`<script>${place}</script>`),
  ])
}

function riff(name: string, data: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.write(name, 'latin1')
  head.writeUInt32LE(data.length, 4)
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)])
}

/** A WebP with a place in EXIF and XMP. */
export function webp(place = 'GPS 47.6 N'): Buffer {
  const size = Buffer.from([0x0c, 0, 0, 0, 0x3f, 1, 0, 0xef, 0, 0])
  const lossy = Buffer.from([0, 0, 0, 0x9d, 0x01, 0x2a, 0x40, 0x01, 0xf0, 0x00, 1, 2])
  const body = Buffer.concat([
    Buffer.from('WEBP'),
    riff('VP8X', size),
    riff('VP8 ', lossy),
    riff('EXIF', Buffer.from(place)),
    riff('XMP ', Buffer.from(place)),
  ])
  const head = Buffer.alloc(8)
  head.write('RIFF', 'latin1')
  head.writeUInt32LE(body.length, 4)
  return Buffer.concat([head, body, Buffer.from(`PK zip of ${place}`)])
}
