import { type RawBuilder, sql } from 'kysely'

/**
 * What lies in open carts, for set-based reads: customer_id, updated_at (of the cart), product_id, quantity,
 * added_at. A cart in which nothing is left has no rows.
 */
export const openCartRelation: RawBuilder<unknown> = sql`(
  select c.customer_id, c.updated_at, l.product_id, l.quantity, l.added_at
  from carts c join cart_lines l on l.customer_id = c.customer_id and l.cart_id = c.cart_id
  where c.status = 'open')`
