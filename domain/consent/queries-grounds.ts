import { sql } from 'kysely'
import type { Db } from '#store/index.ts'
import type { Ground } from './region-rules.ts'
import type { ConsentTables } from './tables.ts'

const tables = (db: Db) => db.withTables<ConsentTables>()

export interface GroundRow {
  customerId: string
  ground: Ground
  at: Date
}

/**
 * Notes what some laws take for consent: a purchase, an enquiry. The latest of each counts, so that any order
 * of the same rows leaves the same. For whoever stores orders: counted ones only.
 */
export async function noteGrounds(db: Db, rows: readonly GroundRow[]): Promise<void> {
  const latest = new Map<string, GroundRow>()
  for (const row of rows) {
    const key = `${row.customerId}\0${row.ground}`
    const known = latest.get(key)
    if (!known || row.at > known.at) latest.set(key, row)
  }
  if (latest.size === 0) return
  await tables(db)
    .insertInto('consent_grounds')
    .values(
      // sorted, so that two groups that meet wait for each other in one order
      [...latest]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, { customerId, ground, at }]) => ({ customer_id: customerId, ground, latest_at: at })),
    )
    .onConflict((conflict) =>
      conflict.columns(['customer_id', 'ground']).doUpdateSet({
        latest_at: sql`greatest(consent_grounds.latest_at, excluded.latest_at)`,
      }),
    )
    .execute()
}
