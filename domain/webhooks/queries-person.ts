import { sql } from 'kysely'
import { type Db, deleteRowsOfPerson, inTransaction, rowsOfPerson } from '#store/index.ts'
import { personalTables } from './tables.ts'

/** All that this room keeps of these customers, by table. */
export function exportPerson(db: Db, customerIds: string[]): Promise<Record<string, unknown[]>> {
  return rowsOfPerson(db, personalTables, customerIds)
}

/**
 * What was told and was to be told of them is forgotten. One thing takes its place: whoever asked to be told of
 * erasures is told these ids, which are nobody's any more.
 */
export async function erasePerson(db: Db, customerIds: string[], now: Date): Promise<void> {
  await inTransaction(db, async (tx) => {
    await deleteRowsOfPerson(tx, personalTables, customerIds)
    await sql`select tell_webhooks('customer.erased', id, ${now}::timestamptz, jsonb_build_object('customerId', id))
      from unnest(${customerIds}::text[]) id`.execute(tx)
  })
}
