import { sql } from 'kysely'
import { newId } from '#contract/ids.ts'
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

/** What an erasure leaves of the person: hashes that only who holds the key can read. */
export interface ErasureMark {
  hashes: readonly string[]
  /** Ids that lead to nobody any more. */
  customerIds: readonly string[]
}

/** Whom an erasure was of, for who holds the key: HMACs, written when it is done. */
export async function noteErased(db: Db, requestId: string, mark: ErasureMark): Promise<void> {
  await sql`update data_requests set subject_hashes = ${[...mark.hashes]}, erased_ids = ${[...mark.customerIds]}
    where request_id = ${requestId}`.execute(db)
}

/** An erasure that nobody asked for on the console is on record like the others. */
export async function recordErasure(
  db: Db,
  mark: ErasureMark & { counts: Record<string, number>; by: string },
  now: Date,
): Promise<void> {
  await sql`insert into data_requests (request_id, customer_id, kind, subject, subject_hashes, erased_ids, reason,
      status, asked_by, asked_at, decided_by, decided_at, done_at, open_until, counts)
    values (${newId('dataRequest', now)}, null, 'erase', null, ${[...mark.hashes]}, ${[...mark.customerIds]}, '',
      'done', ${mark.by}, ${now}, ${mark.by}, ${now}, ${now}, null, ${JSON.stringify(mark.counts)})`.execute(
    db,
  )
}

/** Erasures whose former ids are still swept for latecomers. */
export async function sweepableErasures(
  db: Db,
): Promise<{ requestId: string; customerIds: string[]; doneAt: Date }[]> {
  const { rows } = await sql<{ requestId: string; customerIds: string[]; doneAt: Date }>`
    select request_id as "requestId", erased_ids as "customerIds", done_at as "doneAt" from data_requests
    where erased_ids <> '{}' and done_at is not null order by done_at`.execute(db)
  return rows
}

/** Lets go of the former ids. */
export async function endSweep(db: Db, requestId: string): Promise<void> {
  await sql`update data_requests set erased_ids = '{}' where request_id = ${requestId}`.execute(db)
}
