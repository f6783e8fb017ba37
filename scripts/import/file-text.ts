import { open } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { BadInput } from '../command.ts'

const BYTES_AT_ONCE = 256 * 1024

export interface TextOptions {
  /** A label that TextDecoder knows; a byte order mark in the file comes first. */
  encoding?: string | undefined
  /** How many bytes of the file have been read so far. */
  onBytes?: ((bytes: number) => void) | undefined
}

/** The text of a file as it comes off the disk. */
export interface FileText {
  pieces: AsyncGenerator<string>
  /** Gives the file back; whoever opens one closes it, read to its end or not. */
  close: () => Promise<void>
}

/**
 * Opens a file as text, without a byte order mark. Gzip is told by its first bytes, whatever the file's name.
 * Reading throws BadInput where the bytes are no such text.
 */
export async function openText(path: string, options: TextOptions = {}): Promise<FileText> {
  const file = await open(path)
  const beginning = Buffer.alloc(2)
  await file.read(beginning, 0, 2, 0)
  const bytes = file.createReadStream({ start: 0, autoClose: false, highWaterMark: BYTES_AT_ONCE })
  let read = 0
  const counted = async function* () {
    for await (const chunk of bytes) {
      read += chunk.length
      options.onBytes?.(read)
      yield chunk
    }
  }
  const packed = beginning[0] === 0x1f && beginning[1] === 0x8b
  const content = packed ? unpacked(counted()) : counted()
  return {
    pieces: decoded(content, options.encoding),
    close: async () => {
      bytes.destroy()
      await file.close()
    },
  }
}

function unpacked(bytes: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  const source = Readable.from(bytes)
  const unpacking = createGunzip({ chunkSize: BYTES_AT_ONCE })
  source.once('error', (error) => unpacking.destroy(error))
  unpacking.once('close', () => source.destroy())
  return source.pipe(unpacking)
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
