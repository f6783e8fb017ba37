import { sql } from 'kysely'
import type { Db } from './database.ts'

/** Every row of these tables that was written for these customers, by table. For a room's `exportPerson`. */
export async function rowsOfPerson(
  db: Db,
  tables: readonly string[],
  customerIds: readonly string[],
): Promise<Record<string, unknown[]>> {
  const found: Record<string, unknown[]> = {}
  for (const table of tables) {
    const written = sql`select * from ${sql.table(table)} where customer_id = any(${customerIds})`
    found[table] = (await written.execute(db)).rows
  }
  return found
}

/** Deletes those rows. For a room's `erasePerson`, inside its transaction. */
export async function deleteRowsOfPerson(
  tx: Db,
  tables: readonly string[],
  customerIds: readonly string[],
): Promise<void> {
  for (const table of tables)
    await sql`delete from ${sql.table(table)} where customer_id = any(${customerIds})`.execute(tx)
}
