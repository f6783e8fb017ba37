import { sql } from 'kysely'
import type { Db } from '#store/index.ts'

const DAY_MS = 86_400_000

/** How often each product stood in a slot within these days, in visits that may be recorded. */
export async function shownProducts(db: Db, days: number, now: Date): Promise<Map<string, number>> {
  const since = new Date(now.getTime() - days * DAY_MS)
  const { rows } = await sql<{ product_id: string; shown: number }>`
    select product_id, count(*)::integer as shown
    from slot_exposures, unnest(product_ids) as product_id
    where decided_at >= ${since} and decided_at <= ${now}
    group by product_id`.execute(db)
  return new Map(rows.map(({ product_id, shown }) => [product_id, shown]))
}
