import { sql } from 'kysely'
import { consentRelation } from '#domain/consent/index.ts'
import { eventRelation } from '#domain/events/index.ts'
import { memberRelation } from '#domain/identity/index.ts'
import { orderLineRelation, orderRelation } from '#domain/orders/index.ts'
import type { Db } from '#store/index.ts'

/** How many signals there are; equal marks: nothing is new. */
export interface SignalMark {
  events: number
  lines: number
}

/** What browsing a model learns from. */
export const browsingEvents = ['Product Viewed', 'Product Clicked', 'Product Added'] as const

export async function readSignalMark(db: Db): Promise<SignalMark> {
  const { rows } = await sql<SignalMark>`
    select (select count(*) from ${eventRelation} e where e.name = any(${[...browsingEvents]}::text[])) as events,
      (select count(*) from ${orderLineRelation} l) as lines`.execute(db)
  return { events: Number(rows[0]?.events ?? 0), lines: Number(rows[0]?.lines ?? 0) }
}

/** Whom a member belongs to, where that is somebody else. */
export async function readRoots(db: Db): Promise<Map<string, string>> {
  const { rows } = await sql<{ customer_id: string; root_id: string }>`
    select m.customer_id, m.root_id from (${memberRelation}) m where m.root_id <> m.customer_id`.execute(db)
  return new Map(rows.map((row) => [row.customer_id, row.root_id]))
}

/** Members who said no to personalisation on the site. */
export async function readRefusals(db: Db): Promise<string[]> {
  const { rows } = await sql<{ customer_id: string }>`
    select c.customer_id from (${consentRelation}) c
    where c.channel = 'web' and c.purpose = 'personalisation' and c.state = 'denied'`.execute(db)
  return rows.map((row) => row.customer_id)
}

/** Of whom only orders are left: they were erased, and what they bought teaches nothing any more. */
export async function readErased(db: Db): Promise<Set<string>> {
  const { rows } = await sql<{ customer_id: string }>`
    select distinct o.customer_id from ${orderRelation} o
    where not exists (select 1 from (${memberRelation}) m where m.customer_id = o.customer_id)`.execute(db)
  return new Set(rows.map((row) => row.customer_id))
}

export interface LineRow {
  customerId: string
  orderId: string
  lineNumber: number
  productId: string
  at: Date
  storeId: string | null
}

const PAGE = 2000
const ORDERS_PAGE = 200

/** Order lines that were bought, in the order of their keys; what was sent back as its own line is left out. */
export async function* readLines(db: Db, since: Date): AsyncGenerator<LineRow[]> {
  let after = { customerId: '', orderId: '' }
  for (;;) {
    // orders first, by their key: then each one's lines are found by theirs
    const { rows: orders } = await sql<{ customerId: string; orderId: string; storeId: string | null }>`
      select o.customer_id as "customerId", o.order_id as "orderId", o.store_id as "storeId"
      from ${orderRelation} o
      where (o.customer_id, o.order_id) > (${after.customerId}, ${after.orderId}) and o.placed_at >= ${since}
      order by o.customer_id, o.order_id limit ${ORDERS_PAGE}`.execute(db)
    const last = orders.at(-1)
    if (!last) return
    const stores = new Map(orders.map(({ orderId, storeId }) => [orderId, storeId]))
    const { rows } = await sql<Omit<LineRow, 'storeId'>>`
      select l.customer_id as "customerId", l.order_id as "orderId", l.line_number as "lineNumber",
        l.product_id as "productId", l.placed_at as at
      from unnest(${orders.map((one) => one.customerId)}::text[], ${orders.map((one) => one.orderId)}::text[]) as wanted(c, o)
      join ${orderLineRelation} l on l.customer_id = wanted.c and l.order_id = wanted.o
      where l.quantity > 0`.execute(db)
    yield rows.map((row) => ({ ...row, storeId: stores.get(row.orderId) ?? null }))
    if (orders.length < ORDERS_PAGE) return
    after = last
  }
}

export interface BrowsingRow {
  customerId: string
  eventId: string
  productId: string | null
  variantId: string | null
  at: Date
  city: string | null
}

/** Events of this name in the order of time. */
export async function* readBrowsing(db: Db, name: string, since: Date): AsyncGenerator<BrowsingRow[]> {
  let after = { at: since, eventId: '' }
  for (;;) {
    const { rows } = await sql<BrowsingRow>`
      select e.customer_id as "customerId", e.event_id as "eventId", e.properties->>'product_id' as "productId",
        e.properties->>'variant_id' as "variantId", e.occurred_at as at,
        e.context->'location'->>'city' as city
      from ${eventRelation} e
      where e.name = ${name} and e.occurred_at >= ${after.at}
        and (e.occurred_at, e.event_id) > (${after.at}::timestamptz, ${after.eventId})
      order by e.occurred_at, e.event_id limit ${PAGE}`.execute(db)
    if (rows.length > 0) yield rows
    const last = rows.at(-1)
    if (!last || rows.length < PAGE) return
    after = last
  }
}
