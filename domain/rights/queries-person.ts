import { sql } from 'kysely'
import { type Db, rowsOfPerson } from '#store/index.ts'
import { personalTables } from './tables.ts'

/** What was asked of these customers' data. */
export function exportPerson(db: Db, customerIds: string[]): Promise<Record<string, unknown[]>> {
  return rowsOfPerson(db, personalTables, customerIds)
}

/** That something was asked, by whom and when stays; of whom does not. */
export async function erasePerson(db: Db, customerIds: string[], _now: Date): Promise<void> {
  await sql`update data_requests set customer_id = null, subject = null, reason = '',
    status = case when status in ('waiting', 'approved') and kind = 'export' then 'withdrawn' else status end
    where customer_id = any(${customerIds})`.execute(db)
}

/** Whom an erasure was of, for who holds the key: HMACs, written when it is done. */
export async function noteErased(db: Db, requestId: string, hashes: readonly string[]): Promise<void> {
  await sql`update data_requests set subject_hashes = ${[...hashes]} where request_id = ${requestId}`.execute(
    db,
  )
}
