import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from } from 'pg-copy-streams'

/** COPY into a server: the rows flow as fast as it takes them. */
export async function copyToServer(
  client: pg.PoolClient,
  target: string,
  pieces: AsyncIterable<string>,
): Promise<number> {
  const copying = client.query(from(`${target} from stdin`))
  await pipeline(Readable.from(pieces), copying)
  return copying.rowCount
}
