import { type RawBuilder, sql } from 'kysely'
import type { Db } from './database.ts'

/** Rows of one table that a term of retention is about. */
export interface OldRows {
  table: string
  where: (before: Date) => RawBuilder<boolean>
}

/** How many there are, and how they go. */
export interface Term {
  count: (db: Db, before: Date) => Promise<number>
  remove: (db: Db, before: Date) => Promise<number>
}

const CHUNK = 2000

/** A term over these tables, one after another, deleted in short transactions. */
export function termOf(...tables: OldRows[]): Term {
  return {
    count: async (db, before) => {
      let total = 0
      for (const { table, where } of tables) {
        const { rows } = await sql<{ n: number }>`
          select count(*)::integer as n from ${sql.table(table)} where ${where(before)}`.execute(db)
        total += rows[0]?.n ?? 0
      }
      return total
    },
    remove: async (db, before) => {
      let total = 0
      for (const rows of tables) total += await removeRows(db, rows, before)
      return total
    },
  }
}

async function removeRows(db: Db, { table, where }: OldRows, before: Date): Promise<number> {
  for (let total = 0; ; ) {
    const { numAffectedRows } = await sql`
      delete from ${sql.table(table)} where ctid = any(array(
        select ctid from ${sql.table(table)} where ${where(before)} limit ${sql.lit(CHUNK)}))
        and ${where(before)}`.execute(db)
    const gone = Number(numAffectedRows ?? 0n)
    total += gone
    if (gone < CHUNK) return total
    await new Promise((resolve) => setImmediate(resolve)) // timers and sockets have their turn
  }
}
