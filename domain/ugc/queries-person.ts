import { type Db, deleteRowsOfPerson, inTransaction, rowsOfPerson } from '#store/index.ts'
import { personalTables } from './tables.ts'

/** All that this room keeps of these customers, by table; pictures as base 64. */
export async function exportPerson(db: Db, customerIds: string[]): Promise<Record<string, unknown[]>> {
  const found = await rowsOfPerson(db, personalTables, customerIds)
  return { ...found, ugc_photos: (found.ugc_photos ?? []).map(readable) }
}

function readable(row: unknown): unknown {
  if (typeof row !== 'object' || row === null || !('bytes' in row)) return row
  return { ...row, bytes: row.bytes instanceof Uint8Array ? Buffer.from(row.bytes).toString('base64') : null }
}

/** Forgets their pictures and reviews: they stand nowhere any more. */
export async function erasePerson(db: Db, customerIds: string[], _now: Date): Promise<void> {
  await inTransaction(db, (tx) => deleteRowsOfPerson(tx, personalTables, customerIds))
}
