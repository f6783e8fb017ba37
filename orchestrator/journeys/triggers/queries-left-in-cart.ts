import { type RawBuilder, sql } from 'kysely'
import { openCartRelation } from '#domain/carts/index.ts'
import { eventRelation } from '#domain/events/index.ts'
import { orderRelation } from '#domain/orders/index.ts'

/** What was put into a cart longer ago is forgotten. */
const FORGOTTEN_DAYS = 14

export const cartNames = [
  'Product Added',
  'Wishlist Product Added to Cart',
  'Product Removed',
  'Cart Viewed',
] as const
export const checkoutNames = [
  'Checkout Started',
  'Checkout Step Viewed',
  'Checkout Step Completed',
  'Payment Info Entered',
] as const

/** When each person last bought, by an order or by what their browser said: root_id, at. `people`: (root_id, customer_id). */
export function lastBought(people: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(
    select root_id, max(at) as at from (
      select p.root_id, o.placed_at as at from ${people} p join ${orderRelation} o on o.customer_id = p.customer_id
        where o.is_purchase
      union all
      select p.root_id, e.occurred_at from ${people} p join ${eventRelation} e on e.customer_id = p.customer_id
        where e.name in ('Order Completed', 'Store Purchase Completed')
    ) orders group by root_id)`
}

/**
 * What each person has put into a cart, of the shop or of the chat, and not taken out or bought since: root_id,
 * product_id, at (when it was put there). `people`: (root_id, customer_id).
 */
export function leftInCart(people: RawBuilder<unknown>, now: Date): RawBuilder<unknown> {
  const quantity = sql`coalesce(nullif(e.properties->>'quantity', '')::numeric, 1)`
  return sql`(
    select l.root_id, l.product_id, max(l.at) as at from (
      select p.root_id, e.properties->>'product_id' as product_id, e.occurred_at as at,
        case when e.name = 'Product Removed' then -${quantity} else ${quantity} end as quantity
      from ${people} p join ${eventRelation} e on e.customer_id = p.customer_id
      where e.name in ('Product Added', 'Wishlist Product Added to Cart', 'Product Removed')
        and e.occurred_at > ${now}::timestamptz - make_interval(days => ${sql.lit(FORGOTTEN_DAYS)})
        and e.properties->>'product_id' is not null
      union all
      select p.root_id, c.product_id, c.added_at, c.quantity
      from ${people} p join ${openCartRelation} c on c.customer_id = p.customer_id
      where c.added_at > ${now}::timestamptz - make_interval(days => ${sql.lit(FORGOTTEN_DAYS)})
    ) l
    left join ${lastBought(people)} b on b.root_id = l.root_id
    where b.at is null or l.at > b.at
    group by l.root_id, l.product_id having sum(l.quantity) > 0)`
}
