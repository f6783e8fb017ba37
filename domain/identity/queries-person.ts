import { sql } from 'kysely'
import { type Db, deleteRowsOfPerson, inTransaction, rowsOfPerson } from '#store/index.ts'
import { personalTables } from './tables.ts'

/** All that this room keeps of these customers, by table; secrets of sessions are only kept as hashes. */
export function exportPerson(db: Db, customerIds: string[]): Promise<Record<string, unknown[]>> {
  return rowsOfPerson(db, personalTables, customerIds)
}

/** Forgets these customers: their rows, identifiers, links in both directions and sessions. */
export async function erasePerson(db: Db, customerIds: string[], _now: Date): Promise<void> {
  await inTransaction(db, async (tx) => {
    await deleteRowsOfPerson(tx, personalTables, customerIds)
    await sql`delete from customer_links where root_id = any(${customerIds})`.execute(tx)
    await sql`update visitor_sessions set account_customer_id = null, account_until = null
      where account_customer_id = any(${customerIds})`.execute(tx)
  })
}
