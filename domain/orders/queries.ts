import { sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import { type Db, inTransaction, lock, storableText } from '#store/index.ts'
import {
  type CancelRefusal,
  canCancel,
  normaliseOrderNumber,
  type Order,
  type OrderChange,
} from './orders.ts'
import type { OrderTables } from './tables.ts'

const tables = (db: Db) => db.withTables<OrderTables>()

/** Orders with their lines, in one read. */
function selectOrders(db: Db) {
  return tables(db)
    .selectFrom('orders')
    .selectAll()
    .select((eb) =>
      jsonArrayFrom(
        eb
          .selectFrom('order_lines')
          .selectAll('order_lines')
          .whereRef('order_lines.customer_id', '=', 'orders.customer_id')
          .whereRef('order_lines.order_id', '=', 'orders.order_id')
          .orderBy('line_number'),
      ).as('lines'),
    )
}

type OrderRow = Awaited<ReturnType<ReturnType<typeof selectOrders>['execute']>>[number]

function toOrder(row: OrderRow): Order {
  const money = (amount: number) => ({ amount, currency: row.currency })
  return {
    customerId: row.customer_id,
    orderId: row.order_id,
    orderNumber: row.order_number,
    status: row.status,
    email: row.email,
    postcode: row.postcode,
    total: money(row.total_amount),
    lines: row.lines.map((line) => ({
      lineNumber: line.line_number,
      productId: line.product_id,
      variantId: line.variant_id,
      title: line.title,
      options: line.options,
      quantity: line.quantity,
      unitPrice: money(line.unit_price_amount),
    })),
    fulfilments: row.fulfilments,
    payments: row.payments,
    shippingAddress: row.shipping_address,
    deliveryDate: row.delivery_date,
    channel: row.channel,
    storeId: row.store_id,
    cancelReason: row.cancel_reason,
    placedAt: row.placed_at,
    updatedAt: row.updated_at,
  }
}

export async function findOrder(db: Db, orderId: string): Promise<Order | null> {
  const row = await selectOrders(db).where('order_id', '=', orderId).executeTakeFirst()
  return row ? toOrder(row) : null
}

/** Those of these orders that are there, by id. */
export async function findOrders(db: Db, orderIds: readonly string[]): Promise<Map<string, Order>> {
  if (orderIds.length === 0) return new Map()
  const rows = await selectOrders(db)
    .where('order_id', 'in', [...new Set(orderIds)])
    .execute()
  return new Map(rows.map((row) => [row.order_id, toOrder(row)]))
}

/** The order with this number, however it is written. */
export async function findOrderByNumber(db: Db, number: string): Promise<Order | null> {
  const row = await selectOrders(db)
    .where((eb) =>
      eb(
        eb.refTuple('orders.customer_id', 'orders.order_id'),
        'in',
        eb
          .selectFrom('order_numbers')
          .select(['order_numbers.customer_id', 'order_numbers.order_id'])
          .where('order_numbers.order_number', '=', normaliseOrderNumber(number))
          .$asTuple('customer_id', 'order_id'),
      ),
    )
    .executeTakeFirst()
  return row ? toOrder(row) : null
}

/** The orders of these customers, newest first. */
export async function ordersOf(db: Db, customerIds: string[], limit: number): Promise<Order[]> {
  if (customerIds.length === 0) return []
  const rows = await selectOrders(db)
    .where('customer_id', 'in', customerIds)
    .orderBy('placed_at', 'desc')
    .orderBy('order_id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(toOrder)
}

/**
 * Cancels an order if it can be, and writes it down for the shop's systems. Of two at once one cancels and
 * the other is told so. Joins the caller's transaction.
 */
export function cancelOrder(
  tx: Db,
  orderId: string,
  reason: string,
  now: Date,
): Promise<{ ok: true; order: Order } | { ok: false; reason: CancelRefusal | 'not_found' }> {
  return inTransaction(tx, async (open) => {
    await tables(open)
      .selectFrom('orders')
      .select('order_id')
      .where('order_id', '=', orderId)
      .forUpdate()
      .execute()
    const order = await findOrder(open, orderId)
    if (!order) return { ok: false, reason: 'not_found' }
    const verdict = canCancel(order)
    if (!verdict.allowed) return { ok: false, reason: verdict.reason }
    const told = storableText(reason).slice(0, 500)
    await writeCancellation(open, order, told, now)
    return { ok: true, order: { ...order, status: 'cancelled', cancelReason: told, updatedAt: now } }
  })
}

async function writeCancellation(tx: Db, order: Order, reason: string, now: Date): Promise<void> {
  await tables(tx)
    .updateTable('orders')
    .set({ status: 'cancelled', cancel_reason: reason, updated_at: now })
    .where('customer_id', '=', order.customerId)
    .where('order_id', '=', order.orderId)
    .execute()
  // one writer at a time until its commit, so that a reader who follows change ids never passes one by
  await lock(tx, 'budget', 'order changes')
  await tables(tx)
    .insertInto('order_changes')
    .values({
      customer_id: order.customerId,
      order_id: order.orderId,
      order_number: order.orderNumber,
      change: 'cancelled',
      detail: JSON.stringify({ reason }),
      changed_at: now,
    })
    .execute()
}

/** What was changed here after `afterChangeId`, oldest first. */
export async function orderChanges(db: Db, afterChangeId: number, limit: number): Promise<OrderChange[]> {
  const rows = await tables(db)
    .selectFrom('order_changes')
    .selectAll()
    .where('change_id', '>', afterChangeId)
    .orderBy('change_id')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    changeId: row.change_id,
    customerId: row.customer_id,
    orderId: row.order_id,
    orderNumber: row.order_number,
    change: row.change,
    detail: row.detail,
    changedAt: row.changed_at,
  }))
}

/** Everything of this source, for a demo shop that leaves. */
export function removeSource(db: Db, source: string, _now: Date): Promise<void> {
  return inTransaction(db, async (tx) => {
    const mine = sql`select order_id from orders where source = ${source}`
    await sql`delete from order_lines where order_id in (${mine})`.execute(tx)
    await sql`delete from order_numbers where order_id in (${mine})`.execute(tx)
    await sql`delete from order_changes where order_id in (${mine})`.execute(tx)
    await sql`delete from orders where source = ${source}`.execute(tx)
  })
}
