import { sql } from 'kysely'
import { termOf } from '#store/index.ts'

/** Carts that nobody has touched since, with their lines. */
export const cartTerm = termOf(
  {
    table: 'cart_lines',
    where: (before) => sql<boolean>`exists (select 1 from carts c where c.customer_id = cart_lines.customer_id
      and c.cart_id = cart_lines.cart_id and c.updated_at < ${before})`,
  },
  { table: 'carts', where: (before) => sql<boolean>`updated_at < ${before}` },
)
