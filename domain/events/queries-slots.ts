import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#store/index.ts'

/**
 * Who looked at which product since then, each once: rows (customer_id, product_id). Whoever asked by Sec-GPC
 * not to be tracked is left out.
 */
export function productViewRelation(since: Date): RawBuilder<unknown> {
  return sql`(
    select distinct customer_id, properties->>'product_id' as product_id from events
    where name = 'Product Viewed' and occurred_at >= ${since} and duplicate_of is null
      and properties->>'product_id' is not null and coalesce(context->>'gpc', '') <> 'true')`
}

export interface SlotEventCount {
  slot: string
  /** Empty: the default. */
  variantId: string
  seen: number
  clicked: number
  closed: number
}

/** What became of what stood in the slots since then; of one decision, each counts once. */
export async function countSlotEvents(db: Db, since: Date): Promise<SlotEventCount[]> {
  const { rows } = await sql<SlotEventCount>`
    select slot, variant as "variantId", count(*) filter (where name = 'Slot Viewed')::integer as seen,
      count(*) filter (where name = 'Slot Clicked')::integer as clicked,
      count(*) filter (where name = 'Slot Closed')::integer as closed
    from (
      select distinct name, properties->>'slot' as slot, coalesce(properties->>'variant_id', '') as variant,
        coalesce(properties->>'decision_id', message_id) as decision
      from events where name in ('Slot Viewed', 'Slot Clicked', 'Slot Closed')
        and occurred_at >= ${since} and duplicate_of is null
    ) once group by 1, 2 order by 1, 2`.execute(db)
  return rows
}
