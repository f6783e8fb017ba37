import { sql } from 'kysely'
import { type Db, deleteRowsOfPerson, inTransaction, rowsOfPerson } from '#store/index.ts'
import { lockBudgets } from './queries-budgets.ts'
import type { IssuedRow } from './queries-issued.ts'
import { close } from './queries-settle.ts'
import { personalTables } from './tables.ts'

/** All that this room keeps of these customers, by table. */
export function exportPerson(db: Db, customerIds: string[]): Promise<Record<string, unknown[]>> {
  return rowsOfPerson(db, personalTables, customerIds)
}

/** Forgets what these customers were given. What was open goes back to its budget; what was spent stays spent. */
export async function erasePerson(db: Db, customerIds: string[], now: Date): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { rows } = await sql<IssuedRow>`select * from issued_offers
      where customer_id = any(${customerIds}::text[]) and state = 'open'`.execute(tx)
    await lockBudgets(
      tx,
      rows.map((row) => row.offer_id),
    )
    await close(tx, rows, 'released', now)
    await deleteRowsOfPerson(tx, personalTables, customerIds)
  })
}
