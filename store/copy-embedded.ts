import type { PGlite } from '@electric-sql/pglite'
import type { CopyWay } from './copy.ts'

/** Written at once; timers and sockets have their turn between two. */
const CHARS_AT_ONCE = 400_000

/**
 * COPY into PGlite, which cannot take rows over the wire (its process ends) but reads them as a file. The
 * statement goes through the handle and so lands in whatever the one connection is doing: that is our own
 * transaction, because who calls this holds the connection.
 */
export function copyToEmbedded(lite: Pick<PGlite, 'exec'>): CopyWay {
  return async (_client, target, pieces) => {
    let rows = 0
    for await (const text of inBlobs(pieces)) {
      const [done] = await lite.exec(`${target} from '/dev/blob'`, { blob: new Blob([text]) })
      rows += done?.affectedRows ?? 0
      await new Promise(setImmediate)
    }
    return rows
  }
}

async function* inBlobs(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let held = ''
  for await (const piece of pieces) {
    held += piece
    if (held.length < CHARS_AT_ONCE) continue
    yield held
    held = ''
  }
  if (held !== '') yield held
}
