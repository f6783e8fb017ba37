import { type Db, deleteRowsOfPerson, inTransaction, lock, rowsOfPerson } from '#store/index.ts'
import { personalTables } from './tables.ts'

/** All that this room keeps of these customers, by table. */
export function exportPerson(db: Db, customerIds: string[]): Promise<Record<string, unknown[]>> {
  return rowsOfPerson(db, personalTables, customerIds)
}

/**
 * Forgets these customers' memberships, scores and notes. Waits for the refresh that is under way: it knows
 * them still, and would write them anew.
 */
export async function erasePerson(db: Db, customerIds: string[], _now: Date): Promise<void> {
  await inTransaction(db, async (tx) => {
    await lock(tx, 'budget', 'segment members')
    await deleteRowsOfPerson(tx, personalTables, customerIds)
  })
}
