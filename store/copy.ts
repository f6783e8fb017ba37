import { CompiledQuery } from 'kysely'
import type pg from 'pg'
import { type Db, inTransaction } from './database.ts'

export type CopyValue = string | number | boolean | Date | null
export type CopyRow = readonly CopyValue[]

/** What follows a COPY statement: its rows as text, in pieces. Given as the statement's only value. */
export class CopyPayload {
  readonly pieces: AsyncIterable<string>
  constructor(pieces: AsyncIterable<string>) {
    this.pieces = pieces
  }
}

/** How a database takes the rows of one COPY; answers how many there were. */
export type CopyWay = (
  client: pg.PoolClient,
  target: string,
  pieces: AsyncIterable<string>,
) => Promise<number>

const PIECE_CHARS = 65_536

/**
 * Writes rows into a table by COPY, the quickest way in there is: `columns` names the fields of each row, in
 * order; JSON is given as text. Takes part in the open transaction, else runs in one of its own: all rows or
 * none. Does not skip what is there already (a duplicate key throws). Texts must be storable. Answers how
 * many rows were written.
 */
export function copyRows(
  db: Db,
  table: string,
  columns: readonly string[],
  rows: Iterable<CopyRow> | AsyncIterable<CopyRow>,
): Promise<number> {
  const target = `copy ${quoted(table)} (${columns.map(quoted).join(', ')})`
  const payload = new CopyPayload(piecesOf(rows))
  return inTransaction(db, async (tx) => {
    const done = await tx.executeQuery(CompiledQuery.raw(target, [payload]))
    return Number(done.numAffectedRows ?? 0)
  })
}

/** From now on the pool's connections understand a statement that carries a CopyPayload. */
export function acceptCopies(pool: pg.Pool, way: CopyWay): void {
  pool.on('connect', (client) => {
    const query = client.query
    const accept = (...given: unknown[]) => {
      const [target, values] = given
      const payload = Array.isArray(values) ? values[0] : undefined
      if (typeof target !== 'string' || !(payload instanceof CopyPayload))
        return Reflect.apply(query, client, given)
      return way(client, target, payload.pieces).then((rowCount) => ({
        command: 'INSERT',
        rowCount,
        rows: [],
      }))
    }
    Reflect.set(client, 'query', accept)
  })
}

async function* piecesOf(rows: Iterable<CopyRow> | AsyncIterable<CopyRow>): AsyncGenerator<string> {
  let piece = ''
  for await (const row of rows) {
    piece += lineOf(row)
    if (piece.length < PIECE_CHARS) continue
    yield piece
    piece = ''
  }
  if (piece !== '') yield piece
}

/** One row in COPY's text format (PostgreSQL manual, COPY, "Text Format"). */
function lineOf(row: CopyRow): string {
  let line = ''
  for (let i = 0; i < row.length; i++) line += (i > 0 ? '\t' : '') + fieldOf(row[i] ?? null)
  return `${line}\n`
}

function fieldOf(value: CopyValue): string {
  if (value === null) return '\\N'
  if (typeof value === 'string') return needsEscape.test(value) ? value.replace(escaped, escapeOf) : value
  return value instanceof Date ? value.toISOString() : String(value)
}

const needsEscape = /[\\\t\n\r]/
const escaped = /[\\\t\n\r]/g
const letters: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }
const escapeOf = (character: string): string => letters[character] ?? character

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`
