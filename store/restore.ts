import type { Readable } from 'node:stream'
import { sql } from 'kysely'
import { Problem } from '#contract/problem.ts'
import {
  type BackupHeader,
  type BackupProgress,
  endLine,
  FORMAT_VERSION,
  headerLine,
  sequenceLine,
  tableLine,
} from './backup-format.ts'
import { damaged, parseLine, readLines } from './backup-lines.ts'
import type { Db } from './database.ts'
import { applyMigrations, lockMigrations, type Migration, readMigrations } from './migrate.ts'
import { othersAreConnected } from './other-connections.ts'
import {
  dropEverything,
  dropIndexes,
  fixTextForms,
  isEmpty,
  type TableLayout,
  tablesInOrder,
} from './table-layout.ts'

const ROWS_AT_ONCE = 500
const CHARS_AT_ONCE = 4_000_000

export interface RestoreOptions {
  /** Throw away what the database holds. Without it only an empty one is filled. */
  replace?: boolean
  /** The schema of this house; tests give another. */
  migrations?: Migration[]
  onProgress?: (progress: BackupProgress) => void
  signal?: AbortSignal
}

export interface RestoreResult {
  tables: number
  rows: number
  /** The moment the backup shows. */
  createdAt: string
}

/**
 * Fills the database from a backup in one transaction: whole, or not at all. A backup of an older state of
 * the migrations is brought up to this one. Throws Problem with one clear line where the database is not
 * empty or in use, or the file is cut short, damaged, of a newer Rapport, or no backup.
 */
export async function restoreFrom(
  db: Db,
  file: Readable,
  options: RestoreOptions = {},
): Promise<RestoreResult> {
  const lines = readLines(file, options.signal)
  try {
    return await db.transaction().execute((tx) => fill(tx, lines, options))
  } finally {
    await lines.return(undefined)
    file.destroy()
  }
}

async function fill(tx: Db, lines: AsyncGenerator<string>, options: RestoreOptions): Promise<RestoreResult> {
  const header = await readHeader(lines)
  const { before, after } = splitMigrations(header, options.migrations ?? readMigrations())
  await refuseWhileOthersAreConnected(tx)
  await lockMigrations(tx)
  if (!options.replace && !(await isEmpty(tx, await tablesInOrder(tx)))) {
    throw new Problem('conflict', 'the database is not empty; --replace throws away what it holds')
  }
  await dropEverything(tx)
  await applyMigrations(tx, before)
  const indexes = await dropIndexes(tx)
  await fixTextForms(tx)
  await new Filling(tx, await tablesInOrder(tx), header, options.onProgress).run(lines)
  for (const definition of indexes) await sql.raw(definition).execute(tx)
  await applyMigrations(tx, after)
  return { tables: header.tables, rows: header.rows, createdAt: header.createdAt }
}

async function readHeader(lines: AsyncGenerator<string>): Promise<BackupHeader> {
  const first = await lines.next()
  const header = headerLine.safeParse(first.done ? null : parseLine(first.value))
  if (!header.success) throw new Problem('bad-request', 'this file is not a backup of Rapport')
  if (header.data.version > FORMAT_VERSION) {
    throw new Problem('bad-request', 'this backup was made by a newer Rapport')
  }
  return header.data
}

/** The migrations to load the rows at, and those still to come. */
function splitMigrations(
  header: BackupHeader,
  ours: Migration[],
): { before: Migration[]; after: Migration[] } {
  const known = new Set(ours.map((migration) => migration.name))
  const newer = header.migrations.find((name) => !known.has(name))
  if (newer)
    throw new Problem('bad-request', `this backup was made by a newer Rapport (${newer} is unknown here)`)
  const done = new Set(header.migrations)
  return {
    before: ours.filter((migration) => done.has(migration.name)),
    after: ours.filter((migration) => !done.has(migration.name)),
  }
}

async function refuseWhileOthersAreConnected(tx: Db): Promise<void> {
  if (await othersAreConnected(tx))
    throw new Problem('conflict', 'another Rapport is connected to this database; stop it first')
}

/** Takes the lines after the header, in order, and checks at the end that all were there. */
class Filling {
  private readonly tx: Db
  private readonly tables: Map<string, TableLayout>
  private readonly header: BackupHeader
  private readonly onProgress: (progress: BackupProgress) => void
  private insert: ReturnType<typeof insertInto> | null = null
  private held: string[] = []
  private heldChars = 0
  private done = 0

  constructor(
    tx: Db,
    tables: TableLayout[],
    header: BackupHeader,
    onProgress: (progress: BackupProgress) => void = () => {},
  ) {
    this.tx = tx
    this.tables = new Map(tables.map((table) => [table.name, table]))
    this.header = header
    this.onProgress = onProgress
  }

  async run(lines: AsyncGenerator<string>): Promise<void> {
    for await (const text of lines) {
      if (text.startsWith('[')) await this.row(text)
      else if (await this.instruction(parseLine(text))) return
    }
    throw new Problem('bad-request', 'the backup is cut short: its end is missing')
  }

  private async row(text: string): Promise<void> {
    this.held.push(text)
    this.heldChars += text.length
    if (this.held.length >= ROWS_AT_ONCE || this.heldChars >= CHARS_AT_ONCE) await this.flush()
  }

  private async flush(): Promise<void> {
    if (this.held.length === 0) return
    if (!this.insert) throw damaged('rows before their table')
    await this.insert(this.tx, this.held)
    this.done += this.held.length
    this.held = []
    this.heldChars = 0
    this.onProgress({ done: this.done, total: this.header.rows })
    await new Promise(setImmediate)
  }

  /** Answers true at the end of the backup. */
  private async instruction(value: unknown): Promise<boolean> {
    await this.flush()
    const table = tableLine.safeParse(value)
    if (table.success) {
      this.insert = insertInto(this.tables.get(table.data.table), table.data)
      return false
    }
    const sequence = sequenceLine.safeParse(value)
    if (sequence.success) {
      const { sequence: name, value: at, called } = sequence.data
      await sql`select setval(${`"${name.replaceAll('"', '""')}"`}::regclass, ${at}::bigint, ${called})`.execute(
        this.tx,
      )
      return false
    }
    const end = endLine.safeParse(value)
    if (!end.success) throw damaged('a line that means nothing')
    if (end.data.rows !== this.done || this.header.rows !== this.done) throw damaged('rows are missing')
    return true
  }
}

/** One statement for a chunk of rows: each line is a JSON array of texts, cast to its column's type. */
function insertInto(layout: TableLayout | undefined, line: { table: string; columns: string[] }) {
  if (!layout) throw damaged(`there is no table ${line.table}`)
  const types = new Map(layout.columns.map((column) => [column.name, column.type]))
  const values = line.columns.map((column, index) => {
    const type = types.get(column)
    if (!type) throw damaged(`${line.table} has no column ${column}`)
    return sql`(entry ->> ${sql.lit(index)})::${sql.raw(type)}`
  })
  return async (tx: Db, rows: string[]): Promise<void> => {
    await sql`insert into ${sql.id(line.table)} (${sql.join(line.columns.map((column) => sql.id(column)))})
      overriding system value
      select ${sql.join(values)}
      from unnest(${rows}::text[]) as held(text), lateral (select held.text::jsonb) as parsed(entry)`.execute(
      tx,
    )
  }
}
