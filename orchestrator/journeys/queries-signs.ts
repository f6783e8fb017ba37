import { sql } from 'kysely'
import { eventRelation } from '#domain/events/index.ts'
import { orderLineRelation, orderRelation } from '#domain/orders/index.ts'
import type { Db } from '#store/index.ts'

export interface PurchaseRow {
  customerId: string
  orderId: string
  placedAt: Date
  productIds: string[]
}

/** What these customers bought since then, with the products of each order. */
export async function purchasesSince(
  db: Db,
  customerIds: readonly string[],
  since: Date,
): Promise<PurchaseRow[]> {
  if (customerIds.length === 0) return []
  const { rows } = await sql<PurchaseRow>`
    select o.customer_id as "customerId", o.order_id as "orderId", o.placed_at as "placedAt",
      array(select l.product_id from ${orderLineRelation} l
        where l.customer_id = o.customer_id and l.order_id = o.order_id) as "productIds"
    from ${orderRelation} o
    where o.customer_id = any(${[...customerIds]}::text[]) and o.placed_at > ${since} and o.is_purchase`.execute(
    db,
  )
  return rows
}

/** When these customers last bought anything, beside these orders. */
export async function lastPurchases(
  db: Db,
  customerIds: readonly string[],
  beside: readonly string[],
): Promise<Map<string, Date>> {
  if (customerIds.length === 0) return new Map()
  const { rows } = await sql<{ customer_id: string; at: Date }>`
    select o.customer_id, max(o.placed_at) as at from ${orderRelation} o
    where o.customer_id = any(${[...customerIds]}::text[]) and o.is_purchase
      and o.order_id <> all(${[...beside]}::text[])
    group by o.customer_id`.execute(db)
  return new Map(rows.map((row) => [row.customer_id, row.at]))
}

/** The latest event of each of these names of these customers, since then. */
export async function eventsSince(
  db: Db,
  customerIds: readonly string[],
  names: readonly string[],
  since: Date,
): Promise<{ customerId: string; name: string; at: Date }[]> {
  if (customerIds.length === 0 || names.length === 0) return []
  const { rows } = await sql<{ customerId: string; name: string; at: Date }>`
    select e.customer_id as "customerId", e.name, max(e.occurred_at) as at from ${eventRelation} e
    where e.customer_id = any(${[...customerIds]}::text[]) and e.name = any(${[...names]}::text[])
      and e.occurred_at > ${since}
    group by 1, 2`.execute(db)
  return rows
}
