import type { Readable, Transform } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'
import { createGunzip } from 'node:zlib'
import { Problem } from '#contract/problem.ts'

/** Lines of the unpacked file. A gzip that ends early or does not add up throws. */
export function readLines(file: Readable, signal?: AbortSignal): AsyncGenerator<string> {
  return linesOf(unpack(file), signal) // listens to the file from now on: an early error must find an ear
}

async function* linesOf(unpacked: Transform, signal?: AbortSignal): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8')
  let rest = ''
  try {
    for await (const chunk of unpacked) {
      signal?.throwIfAborted()
      const parts = (rest + decoder.write(chunk)).split('\n')
      rest = parts.pop() ?? ''
      yield* parts
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')) {
      const cut = error.code === 'Z_BUF_ERROR'
      throw new Problem(
        'bad-request',
        cut ? 'the backup is cut short' : 'this file is not a backup of Rapport, or is damaged',
      )
    }
    throw error
  }
}

function unpack(file: Readable): Transform {
  const gunzip = createGunzip()
  gunzip.on('error', () => {}) // told by the iteration
  file.on('error', (error) => gunzip.destroy(error))
  return file.pipe(gunzip)
}

/** The value a line of JSON holds; Problem where it is none. */
export function parseLine(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw damaged('a line that is not JSON')
  }
}

export function damaged(what: string): Problem {
  return new Problem('bad-request', `the backup is damaged: ${what}`)
}
