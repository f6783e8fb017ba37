import { sql } from 'kysely'
import { orderLineRelation, orderRelation } from '#domain/orders/index.ts'
import { findVariants } from '#knowledge/catalog/index.ts'
import type { Db } from '#store/index.ts'
import type { Bought, BoughtGoods, BoughtLine, BoughtOrder } from './facts/bought.ts'

/** All that these customers bought, with what the catalog says of it. */
export async function boughtBy(db: Db, customerIds: readonly string[]): Promise<Bought> {
  const orders = await ordersBy(db, customerIds)
  const lines = orders.length > 0 ? await linesBy(db, customerIds) : []
  return { orders, lines, goods: await goodsOf(db, [...new Set(lines.map((line) => line.variantId))]) }
}

/** The same of each of these people, by the key given: as many statements as for one. */
export async function boughtByEach(
  db: Db,
  people: readonly { key: string; customerIds: readonly string[] }[],
): Promise<Map<string, Bought>> {
  const ids = people.flatMap(({ customerIds }) => customerIds)
  const orders = ids.length > 0 ? await ordersBy(db, ids) : []
  const lines = orders.length > 0 ? await linesBy(db, ids) : []
  const goods = await goodsOf(db, [...new Set(lines.map((line) => line.variantId))])
  const ordersOf = groupedBy(orders)
  const linesOf = groupedBy(lines)
  return new Map(
    people.map(({ key, customerIds }) => [
      key,
      {
        orders: inOrder(customerIds.flatMap((id) => ordersOf.get(id) ?? [])),
        lines: inOrder(customerIds.flatMap((id) => linesOf.get(id) ?? [])),
        goods,
      },
    ]),
  )
}

interface OfCustomer {
  customerId: string
}

function groupedBy<T extends OfCustomer>(rows: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const group = groups.get(row.customerId)
    if (group) group.push(row)
    else groups.set(row.customerId, [row])
  }
  return groups
}

const inOrder = <T extends { placedAt: Date }>(rows: T[]): T[] =>
  rows.sort((a, b) => a.placedAt.getTime() - b.placedAt.getTime())

async function ordersBy(db: Db, customerIds: readonly string[]): Promise<(BoughtOrder & OfCustomer)[]> {
  const { rows } = await sql<{
    customer_id: string
    order_id: string
    order_number: string
    placed_at: Date
    status: string
    currency: string
    total_amount: number
    refunded_amount: number
    is_purchase: boolean
    channel: string
    store_id: string | null
  }>`select * from ${orderRelation} o where o.customer_id = any(${customerIds}) order by o.placed_at`.execute(
    db,
  )
  return rows.map((row) => ({
    customerId: row.customer_id,
    orderId: row.order_id,
    orderNumber: row.order_number,
    placedAt: row.placed_at,
    status: row.status,
    currency: row.currency,
    total: row.total_amount,
    refunded: row.refunded_amount,
    isPurchase: row.is_purchase,
    channel: row.channel,
    storeId: row.store_id,
  }))
}

async function linesBy(db: Db, customerIds: readonly string[]): Promise<(BoughtLine & OfCustomer)[]> {
  const { rows } = await sql<{
    customer_id: string
    order_id: string
    placed_at: Date
    currency: string
    product_id: string
    variant_id: string
    title: string
    quantity: number
    unit_price_amount: number
  }>`select * from ${orderLineRelation} l where l.customer_id = any(${customerIds})
    order by l.placed_at, l.order_id, l.line_number`.execute(db)
  return rows.map((row) => ({
    customerId: row.customer_id,
    orderId: row.order_id,
    placedAt: row.placed_at,
    currency: row.currency,
    productId: row.product_id,
    variantId: row.variant_id,
    title: row.title,
    quantity: row.quantity,
    unitPrice: row.unit_price_amount,
  }))
}

const AT_ONCE = 1000

async function goodsOf(db: Db, variantIds: string[]): Promise<Map<string, BoughtGoods>> {
  const goods = new Map<string, BoughtGoods>()
  for (let at = 0; at < variantIds.length; at += AT_ONCE) {
    const found = await findVariants(db, variantIds.slice(at, at + AT_ONCE))
    for (const [variantId, { product, variant }] of found)
      goods.set(variantId, {
        brand: product.brand,
        categories: product.categories,
        cost: variant.cost,
        options: variant.options,
        lastsDays: daysIn(product.attributes.replenish_days),
      })
  }
  return goods
}

function daysIn(text: string | undefined): number | null {
  const days = Number(text)
  return text !== undefined && days >= 1 && days <= 3650 ? days : null
}
