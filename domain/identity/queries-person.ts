import { sql } from 'kysely'
import { type Db, rowsOfPerson } from '#store/index.ts'
import { exportDuplicates } from './queries-duplicates.ts'
import { removeCustomers } from './queries-removal.ts'
import { personalTables } from './tables.ts'

/** All that this room keeps of these customers, by table; secrets of sessions are only kept as hashes. */
export async function exportPerson(db: Db, customerIds: string[]): Promise<Record<string, unknown[]>> {
  const found = await rowsOfPerson(db, personalTables, customerIds)
  for (const table of ['identity_edges', 'identity_verdicts'])
    found[table] = (
      await sql`select * from ${sql.table(table)}
        where customer_id = any(${customerIds}) or other_id = any(${customerIds})`.execute(db)
    ).rows
  return { ...found, ...(await exportDuplicates(db, customerIds)) }
}

/** Forgets these customers: rows, identifiers, edges, verdicts, links in both directions and sessions. */
export function erasePerson(db: Db, customerIds: string[], now: Date): Promise<void> {
  return removeCustomers(db, customerIds, now)
}
