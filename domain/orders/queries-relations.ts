import { type RawBuilder, sql } from 'kysely'

/**
 * The orders that count (not cancelled), for set-based reads of other rooms: `from ${orderRelation} o`.
 * Amounts are in minor units. `refunded_amount` is what went back, by payments of the kind refund; of an
 * order that is refunded or returned as a whole and names no such payment, everything.
 */
export const orderRelation: RawBuilder<unknown> = sql`(
  select o.customer_id, o.order_id, o.order_number, o.placed_at, o.status, o.currency, o.total_amount,
    coalesce(nullif((select sum(abs((p->>'amount')::bigint)) from jsonb_array_elements(o.payments) p
      where p->>'kind' = 'refund'), 0),
      case when o.status in ('refunded', 'returned') then o.total_amount else 0 end)::bigint as refunded_amount,
    o.channel, o.store_id
  from orders o where o.status <> 'cancelled')`

/** Their lines; `quantity` is negative where goods came back. */
export const orderLineRelation: RawBuilder<unknown> = sql`(
  select l.customer_id, l.order_id, l.line_number, o.placed_at, o.currency, l.product_id, l.variant_id, l.title,
    l.quantity, l.unit_price_amount
  from order_lines l join orders o on o.customer_id = l.customer_id and o.order_id = l.order_id
  where o.status <> 'cancelled')`
