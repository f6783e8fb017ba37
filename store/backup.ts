import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { sql } from 'kysely'
import {
  type BackupHeader,
  type BackupProgress,
  type BackupResult,
  FORMAT,
  FORMAT_VERSION,
} from './backup-format.ts'
import type { Db } from './database.ts'
import { appliedMigrations } from './migrate.ts'
import { countRows, fixTextForms, sequenceNames, type TableLayout, tablesInOrder } from './table-layout.ts'

const ROWS_AT_ONCE = 500

/**
 * Writes everything into `out` (see backup-format.ts), as it was at one moment, and ends it. The server may
 * go on meanwhile; on the embedded database its queries wait until the last row is read.
 */
export async function backupTo(
  db: Db,
  out: Writable,
  now: Date,
  onProgress: (progress: BackupProgress) => void = () => {},
  signal?: AbortSignal,
): Promise<BackupResult> {
  let bytes = 0
  const header = await db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => {
      await fixTextForms(tx)
      const tables = await tablesInOrder(tx)
      const head = await describe(tx, tables, now)
      const counted = async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          bytes += chunk.length
          yield chunk
        }
      }
      const lines = Readable.from(allLines(tx, tables, head, onProgress))
      await pipeline(lines, createGzip(), counted, out, { signal })
      return head
    })
  return { tables: header.tables, rows: header.rows, bytes, createdAt: header.createdAt }
}

async function describe(tx: Db, tables: TableLayout[], now: Date): Promise<BackupHeader> {
  let rows = 0
  for (const table of tables) rows += await countRows(tx, table.name)
  const version = await sql<{ version: string }>`select current_setting('server_version') as version`.execute(
    tx,
  )
  return {
    format: FORMAT,
    version: FORMAT_VERSION,
    createdAt: now.toISOString(),
    database: `PostgreSQL ${version.rows[0]?.version ?? ''}`,
    migrations: await appliedMigrations(tx),
    tables: tables.length,
    rows,
  }
}

async function* allLines(
  tx: Db,
  tables: TableLayout[],
  header: BackupHeader,
  onProgress: (progress: BackupProgress) => void,
): AsyncGenerator<string> {
  yield line(header)
  let done = 0
  for (const table of tables) {
    yield line({ table: table.name, columns: table.columns.map((column) => column.name) })
    for await (const rows of rowsOf(tx, table)) {
      done += rows.length
      onProgress({ done, total: header.rows })
      yield `${rows.join('\n')}\n`
    }
  }
  for (const sequence of await sequenceNames(tx)) yield line(await sequenceState(tx, sequence))
  yield line({ end: true, rows: done })
}

/** Chunks of rows, each row already a JSON array of texts as the database writes it. */
async function* rowsOf(tx: Db, table: TableLayout): AsyncGenerator<string[]> {
  const texts = table.columns.map((column) => sql`${sql.id(column.name)}::text`)
  await sql`declare backup_rows no scroll cursor for
    select array_to_json(array[${sql.join(texts)}])::text as row from ${sql.id(table.name)}`.execute(tx)
  for (;;) {
    const { rows } = await sql<{ row: string }>`fetch ${sql.lit(ROWS_AT_ONCE)} from backup_rows`.execute(tx)
    if (rows.length === 0) break
    yield rows.map((entry) => entry.row)
    await new Promise(setImmediate)
  }
  await sql`close backup_rows`.execute(tx)
}

/** Read after the rows: a sequence is outside the snapshot, and must not be behind them. */
async function sequenceState(tx: Db, sequence: string): Promise<object> {
  const { rows } = await sql<{ value: string; called: boolean }>`
    select last_value::text as value, is_called as called from ${sql.id(sequence)}`.execute(tx)
  return { sequence, ...rows[0] }
}

function line(value: object): string {
  return `${JSON.stringify(value)}\n`
}
