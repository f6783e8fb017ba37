import { sql } from 'kysely'
import { type OldRows, termOf } from '#store/index.ts'

const ofOldOrder = (table: string): OldRows => ({
  table,
  where: (
    before,
  ) => sql<boolean>`exists (select 1 from orders o where o.customer_id = ${sql.table(table)}.customer_id
    and o.order_id = ${sql.table(table)}.order_id and o.placed_at < ${before})`,
})

/** Orders that were placed before, with all that belongs to them: no law wants them any more. */
export const orderTerm = termOf(
  {
    table: 'order_signals',
    where: (before) => sql<boolean>`exists (select 1 from order_numbers n join orders o
      on o.customer_id = n.customer_id and o.order_id = n.order_id
      where n.order_number = order_signals.order_number and o.placed_at < ${before})`,
  },
  ...['order_changes', 'order_lines', 'order_numbers'].map(ofOldOrder),
  { table: 'orders', where: (before) => sql<boolean>`placed_at < ${before}` },
)
