import { open } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'
import { BadInput } from '../command.ts'

const BYTES_AT_ONCE = 256 * 1024

export interface TextOptions {
  /** A label that TextDecoder knows; a byte order mark in the file comes first. */
  encoding?: string | undefined
  /** How many bytes of the file have been read so far. */
  onBytes?: ((bytes: number) => void) | undefined
}

/**
 * The text of a file, in pieces, without a byte order mark. Gzip is told by its first bytes, whatever the
 * file's name. Throws BadInput where the bytes are no such text.
 */
export async function* textOf(path: string, options: TextOptions = {}): AsyncGenerator<string> {
  const file = await open(path)
  try {
    const beginning = Buffer.alloc(3)
    await file.read(beginning, 0, 3, 0)
    const bytes = file.createReadStream({ start: 0, autoClose: false, highWaterMark: BYTES_AT_ONCE })
    let read = 0
    bytes.on('data', (chunk) => {
      read += chunk.length
      options.onBytes?.(read)
    })
    const packed = beginning[0] === 0x1f && beginning[1] === 0x8b
    yield* decoded(packed ? bytes.pipe(gunzip(bytes)) : bytes, options.encoding)
  } finally {
    await file.close()
  }
}

function gunzip(bytes: NodeJS.ReadableStream) {
  const unpacking = createGunzip({ chunkSize: BYTES_AT_ONCE })
  bytes.once('error', (error) => unpacking.destroy(error))
  return unpacking
}

async function* decoded(
  bytes: AsyncIterable<Buffer | string>,
  encoding: string | undefined,
): AsyncGenerator<string> {
  let decoder: TextDecoder | null = null
  try {
    for await (const chunk of bytes) {
      const part = Buffer.from(chunk)
      decoder ??= decoderFor(encoding ?? markedEncoding(part))
      const text = decoder.decode(part, { stream: true })
      if (text !== '') yield text
    }
    const rest = decoder?.decode() ?? ''
    if (rest !== '') yield rest
  } catch (error) {
    throw unreadable(error, decoder?.encoding)
  }
}

/** UTF-16 says so by its first bytes, as spreadsheets write "Unicode text"; all else is UTF-8 until told otherwise. */
function markedEncoding(start: Buffer): string {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le'
  return start[0] === 0xfe && start[1] === 0xff ? 'utf-16be' : 'utf-8'
}

function decoderFor(encoding: string): TextDecoder {
  try {
    return new TextDecoder(encoding, { fatal: true })
  } catch {
    throw new BadInput(`--encoding: there is no encoding "${encoding}"; try windows-1252 or utf-16le`)
  }
}

function unreadable(error: unknown, encoding: string | undefined): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA')
    return new BadInput(
      `the text is not ${encoding}; name its encoding with --encoding, such as windows-1252`,
    )
  if (code.startsWith('Z_')) return new BadInput('the gzip file is damaged or cut short')
  return error
}
