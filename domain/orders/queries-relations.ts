import { type RawBuilder, sql } from 'kysely'

/**
 * The orders that count (not cancelled), for set-based reads of other rooms: `from ${orderRelation} o`.
 * Amounts are in minor units. A credit note is an order with a negative total: summing `total_amount -
 * refunded_amount` nets it. `refunded_amount` is what went back of a sale, by payments of the kind refund; of
 * one that is refunded or returned as a whole and names no such payment, everything. `is_purchase` is false
 * for credit notes: how often and how lately somebody bought counts only where it is true.
 */
export const orderRelation: RawBuilder<unknown> = sql`(
  select o.customer_id, o.order_id, o.order_number, o.placed_at, o.status, o.currency, o.total_amount,
    case when o.total_amount <= 0 then 0 else coalesce(nullif((
      select sum(abs((p->>'amount')::bigint)) from jsonb_array_elements(o.payments) p
      where p->>'kind' = 'refund'), 0),
      case when o.status in ('refunded', 'returned') then o.total_amount else 0 end) end::bigint
      as refunded_amount,
    o.total_amount > 0 and o.status <> 'returned' as is_purchase, o.channel, o.store_id
  from orders o where o.status <> 'cancelled')`

/** Their lines; `quantity` is negative where goods came back. */
export const orderLineRelation: RawBuilder<unknown> = sql`(
  select l.customer_id, l.order_id, l.line_number, o.placed_at, o.currency, l.product_id, l.variant_id, l.title,
    l.quantity, l.unit_price_amount
  from order_lines l join orders o on o.customer_id = l.customer_id and o.order_id = l.order_id
  where o.status <> 'cancelled')`
