import { type RawBuilder, sql } from 'kysely'

/** What the shop pays for each variant now, where it is on record: product_id, variant_id, currency, cost_amount. */
export const costRelation: RawBuilder<unknown> = sql`(
  select product_id, variant_id, currency, cost_amount from variants where cost_amount is not null)`
