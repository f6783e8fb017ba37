import { type Db, deleteRowsOfPerson, inTransaction, rowsOfPerson } from '#store/index.ts'
import { personalTables } from './tables.ts'

/** All that this room keeps of these customers, by table. */
export function exportPerson(db: Db, customerIds: string[]): Promise<Record<string, unknown[]>> {
  return rowsOfPerson(db, personalTables, customerIds)
}

/** Forgets what they followed; their links lead to the shop's home from now on. */
export async function erasePerson(db: Db, customerIds: string[], _now: Date): Promise<void> {
  await inTransaction(db, (tx) => deleteRowsOfPerson(tx, personalTables, customerIds))
}
