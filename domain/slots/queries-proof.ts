import { sql } from 'kysely'
import { productViewRelation } from '#domain/events/index.ts'
import { memberRelation } from '#domain/identity/index.ts'
import { orderLineRelation } from '#domain/orders/index.ts'
import type { Db } from '#store/index.ts'
import type { ProductCounts } from './proof.ts'

const DAY_MS = 86_400_000

/**
 * How many people have looked at each product in the last 24 hours and bought it in the last seven days, every
 * person once, whatever records they have. Products that nobody did are not in it.
 */
export async function readProductCounts(db: Db, now: Date): Promise<Map<string, ProductCounts>> {
  const dayAgo = new Date(now.getTime() - DAY_MS)
  const weekAgo = new Date(now.getTime() - 7 * DAY_MS)
  const { rows } = await sql<{ product_id: string; viewed: number; bought: number }>`
    select product_id, count(distinct root_id) filter (where what = 'viewed')::integer as viewed,
      count(distinct root_id) filter (where what = 'bought')::integer as bought
    from (
      select 'viewed' as what, v.product_id, m.root_id
      from ${productViewRelation(dayAgo)} v join (${memberRelation}) m on m.customer_id = v.customer_id
      union all
      select 'bought', l.product_id, coalesce(m.root_id, l.order_id)
      from ${orderLineRelation} l left join (${memberRelation}) m on m.customer_id = l.customer_id
      where l.placed_at >= ${weekAgo} and l.placed_at <= ${now} and l.quantity > 0
    ) done group by product_id`.execute(db)
  return new Map(rows.map((row) => [row.product_id, { viewedToday: row.viewed, boughtThisWeek: row.bought }]))
}
