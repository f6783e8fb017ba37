import { sql } from 'kysely'
import { orderRelation } from '#domain/orders/index.ts'
import type { Db } from '#store/index.ts'
import type { Inside } from '../trigger-table.ts'

/** Those of the entries whose order was not called off and did not come back as a whole. */
export async function stillBought(db: Db, inside: readonly Inside[]): Promise<ReadonlySet<string>> {
  const asked = inside.flatMap(({ entryId, members, feed }) =>
    members.map((member) => ({ e: entryId, c: member, o: feed.orderId })),
  )
  const { rows } = await sql<{ entryId: string }>`
    select distinct a.e as "entryId"
    from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as a(e text, c text, o text)
    join ${orderRelation} o on o.customer_id = a.c and o.order_id = a.o
    where o.is_purchase and o.status <> 'refunded'`.execute(db)
  return new Set(rows.map((row) => row.entryId))
}
