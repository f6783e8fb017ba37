import type { IncomingMessage } from 'node:http'
import { promisify } from 'node:util'
import { gunzip, inflate } from 'node:zlib'
import { Problem } from '#contract/problem.ts'

const unpack = { gzip: promisify(gunzip), 'x-gzip': promisify(gunzip), deflate: promisify(inflate) }

/** Browsers send a beacon as text, which spares them a preflight. */
const TYPES = /^(application\/(json|.+\+json)|text\/plain)\b/i

/**
 * The body as JSON, at most `limit` bytes, packed or not. Throws `too-large`, `unsupported-type`, or
 * `bad-request` where it is no JSON; what is left of it is read and thrown away, so that the answer arrives.
 */
export async function readBody(req: IncomingMessage, limit: number): Promise<unknown> {
  const type = req.headers['content-type']
  if (type !== undefined && !TYPES.test(type)) throw new Problem('unsupported-type', 'Send JSON.')
  const declared = Number(req.headers['content-length'] ?? 0)
  if (declared > limit) throw tooLarge(limit)
  const packed = await readBytes(req, limit)
  const bytes = await unpacked(packed, req.headers['content-encoding'], limit)
  try {
    return JSON.parse(bytes.toString('utf8').replace(/^\uFEFF/, ''))
  } catch {
    throw new Problem('bad-request', 'The body is not valid JSON.')
  }
}

function readBytes(req: IncomingMessage, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    req.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= limit) chunks.push(chunk)
      else reject(tooLarge(limit))
    })
    req.on('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)))
    const cutShort = () => {
      if (!req.complete) reject(new Problem('bad-request', 'The request ended early.'))
    }
    req.on('error', cutShort)
    req.on('close', cutShort)
  })
}

async function unpacked(bytes: Buffer, encoding: string | undefined, limit: number): Promise<Buffer> {
  if (encoding === undefined || encoding === 'identity') return bytes
  const open = Object.entries(unpack).find(([name]) => name === encoding.toLowerCase())?.[1]
  if (!open) throw new Problem('unsupported-type', 'That content encoding is not supported.')
  try {
    return await open(bytes, { maxOutputLength: limit })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    if (code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(limit)
    throw new Problem('bad-request', `The body is not valid ${encoding}.`)
  }
}

function tooLarge(limit: number): Problem {
  return new Problem(
    'too-large',
    `The body is larger than this address takes: ${Math.floor(limit / 1024)} KB.`,
  )
}
