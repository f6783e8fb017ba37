import { sql } from 'kysely'
import type { Db } from './database.ts'

/**
 * Tells the planner what these tables hold now. The embedded database never looks by itself, and a server
 * only after a while: between a large import and that moment queries could be planned for empty tables.
 */
export async function gatherStatistics(db: Db, tables: readonly string[]): Promise<void> {
  for (const table of tables) {
    await sql`analyze ${sql.table(table)}`.execute(db)
    await new Promise((resolve) => setImmediate(resolve)) // timers and sockets have their turn
  }
}

/** The same of every table there is. */
export async function gatherAllStatistics(db: Db): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class
    where relkind = 'r' and relnamespace = 'public'::regnamespace order by relname`.execute(db)
  await gatherStatistics(
    db,
    rows.map(({ name }) => name),
  )
}
