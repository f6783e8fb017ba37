import { sql } from 'kysely'
import { type Db, deleteRowsOfPerson, inTransaction, rowsOfPerson } from '#store/index.ts'
import { lockAudiences, makeDue } from './queries-judge.ts'
import { personalTables } from './tables.ts'

/** All that this room keeps of these customers, by table. */
export function exportPerson(db: Db, customerIds: string[]): Promise<Record<string, unknown[]>> {
  return rowsOfPerson(db, personalTables, customerIds)
}

/**
 * Forgets them. Of what a destination may have, the bare hashes stay, naming nobody, until it was told to forget
 * them too.
 */
export async function erasePerson(db: Db, customerIds: string[], now: Date): Promise<void> {
  await inTransaction(db, async (tx) => {
    await lockAudiences(tx)
    const { rows } = await sql<{ audience_id: string }>`
      insert into audience_removals as r (audience_id, kind, hash, noted_at)
      select distinct audience_id, kind, hash, ${now}::timestamptz from audience_members
      where customer_id = any(${customerIds}::text[]) and held <> 'no'
      on conflict (audience_id, kind, hash) do update set export_id = null returning r.audience_id`.execute(
      tx,
    )
    await deleteRowsOfPerson(tx, personalTables, customerIds)
    for (const audienceId of new Set(rows.map((row) => row.audience_id))) await makeDue(tx, audienceId, now)
  })
}
