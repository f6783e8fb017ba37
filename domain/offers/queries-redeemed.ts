import { type RawBuilder, sql } from 'kysely'

/**
 * What offers that were used have really cost, for set-based reads of other rooms: `from (${redeemedRelation}) r`.
 * The customer is the member to whom it was given; `order_id` is the shop's own number, as it said it.
 */
export const redeemedRelation: RawBuilder<{
  customer_id: string
  offer_id: string
  order_id: string | null
  currency: string
  cost_amount: number
  settled_at: Date
}> = sql`
  select customer_id, offer_id, order_id, currency, cost_amount, settled_at from issued_offers
  where state = 'redeemed'`
