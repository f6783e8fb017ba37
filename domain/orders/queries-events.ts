import { sql } from 'kysely'
import { newId } from '#contract/ids.ts'
import type { TrackedEvent } from '#domain/events/index.ts'
import type { Db } from '#store/index.ts'
import { ERASED, statusAfter } from './import-rules.ts'
import { foldSignals, type OrderSignal, orderEvents, type ToldOrder } from './order-signals.ts'
import { normaliseOrderNumber, type OrderStatus } from './orders.ts'

/** The hash of an order that events alone have told; an import that knows it better writes its own. */
const TOLD = 'told by events'
const SOURCE = 'events'

/**
 * Orders as the shop's own systems report them by events: written from all that was ever said of them, so
 * that the order of arrival does not matter. Of an order that an import has written, events only move the
 * status and add refunds. Browsers' reports are no orders. Costs nothing where no event is about one.
 */
export async function applyEvents(
  tx: Db,
  rows: readonly { event: TrackedEvent; customerId: string }[],
  now: Date,
): Promise<void> {
  const heard = rows.flatMap(({ event, customerId }) => {
    const number = event.trust === 'secret' && orderEvents.has(event.name) ? numberOf(event) : null
    return number === null ? [] : [{ event, customerId, number }]
  })
  if (heard.length === 0) return
  const numbers = [...new Set(heard.map(({ number }) => number))].sort()
  await lockNumbers(tx, numbers)
  await noteSignals(tx, heard)
  const told = foldAll(await signalsOf(tx, numbers))
  const known = await knownOrders(tx, [...told.keys()])
  const fresh: [string, ToldOrder][] = []
  for (const [number, order] of told) {
    const before = known.get(number)
    if (!before) fresh.push([number, order])
    else await bringUpToDate(tx, before, order)
  }
  await insertTold(tx, fresh, now)
}

const MAX_CHARS = 60

function numberOf({ properties, identifiers }: TrackedEvent): string | null {
  const id = properties.order_id
  if (identifiers.length === 0 || (typeof id !== 'string' && typeof id !== 'number')) return null
  const number = normaliseOrderNumber(String(id).slice(0, MAX_CHARS))
  return number === '' ? null : number
}

// Each number is looked up by itself: the embedded database keeps plans that it made while tables were empty,
// and for a list of numbers it would read them whole for ever after.

/** Two groups with events of one order take turns. */
async function lockNumbers(tx: Db, numbers: string[]): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('order:' || number, 0))
    from (select number from unnest(${numbers}::text[]) as n(number) order by number) sorted`.execute(tx)
}

async function noteSignals(
  tx: Db,
  heard: readonly { event: TrackedEvent; customerId: string; number: string }[],
): Promise<void> {
  const signals = heard.map(({ event, customerId, number }) => ({
    customerId,
    number,
    messageId: event.messageId,
    name: event.name,
    properties: withEmail(event),
    source: event.source,
    occurredAt: event.occurredAt,
  }))
  await sql`
    insert into order_signals (customer_id, order_number, message_id, name, properties, source, occurred_at)
    select "customerId", number, "messageId", name, properties, source, "occurredAt"
    from jsonb_to_recordset(${JSON.stringify(signals)}::jsonb) as r("customerId" text, number text,
      "messageId" text, name text, properties jsonb, source text, "occurredAt" timestamptz)
    on conflict (customer_id, order_number, message_id) do nothing`.execute(tx)
}

/** The e-mail that the call named its person by belongs to the order. */
function withEmail({ properties, identifiers }: TrackedEvent): Record<string, unknown> {
  const email = identifiers.find(({ kind }) => kind === 'email')?.value
  return email === undefined || properties.email !== undefined ? properties : { ...properties, email }
}

async function signalsOf(tx: Db, numbers: string[]): Promise<(OrderSignal & { number: string })[]> {
  const { rows } = await sql<OrderSignal & { number: string }>`
    select s.order_number as number, s.customer_id as "customerId", s.message_id as "messageId", s.name,
      s.properties, s.occurred_at as "occurredAt"
    from unnest(${numbers}::text[]) as w(number)
    cross join lateral (select * from order_signals where order_number = w.number) s`.execute(tx)
  return rows
}

function foldAll(signals: readonly (OrderSignal & { number: string })[]): Map<string, ToldOrder> {
  const byNumber = new Map<string, OrderSignal[]>()
  for (const signal of signals) {
    const others = byNumber.get(signal.number)
    if (others) others.push(signal)
    else byNumber.set(signal.number, [signal])
  }
  const told = new Map<string, ToldOrder>()
  for (const [number, each] of byNumber) {
    const order = foldSignals(each)
    if (order) told.set(number, order)
  }
  return told
}

interface Known {
  number: string
  customerId: string
  orderId: string
  hash: string
  status: OrderStatus
  cancelledHere: boolean
  updatedAt: Date
}

async function knownOrders(tx: Db, numbers: string[]): Promise<Map<string, Known>> {
  const { rows } = await sql<Known>`
    select n.order_number as number, o.customer_id as "customerId", o.order_id as "orderId", o.hash, o.status,
      o.cancel_reason is not null as "cancelledHere", o.updated_at as "updatedAt"
    from unnest(${numbers}::text[]) as w(number)
    cross join lateral (select * from order_numbers where order_number = w.number limit 1) n
    cross join lateral (
      select * from orders where customer_id = n.customer_id and order_id = n.order_id limit 1 for update) o
    order by o.order_id`.execute(tx)
  return new Map(rows.map((row) => [row.number, row]))
}

async function bringUpToDate(tx: Db, known: Known, told: ToldOrder): Promise<void> {
  if (known.hash === ERASED) return
  const status = statusAfter({ ...known, hash: known.hash }, told.status)
  if (known.hash !== TOLD) {
    if (told.updatedAt > known.updatedAt) await moveStatus(tx, known, status, told)
    return
  }
  await sql`
    update orders set status = ${status}, email = ${told.email}, currency = ${told.currency},
      total_amount = ${told.total}, fulfilments = ${JSON.stringify(told.fulfilments)},
      payments = ${JSON.stringify(told.payments)}, channel = ${told.channel}, store_id = ${told.storeId},
      placed_at = ${told.placedAt}, updated_at = ${told.updatedAt}
    where customer_id = ${known.customerId} and order_id = ${known.orderId}`.execute(tx)
  await sql`delete from order_lines where customer_id = ${known.customerId} and order_id = ${known.orderId}`.execute(
    tx,
  )
  await insertLines(tx, [{ ...known, lines: told.lines }])
}

/** Payments that the import knows stay; refunds that only events know are added to them. */
async function moveStatus(tx: Db, known: Known, status: OrderStatus, told: ToldOrder): Promise<void> {
  const refunds = told.payments.filter(({ kind }) => kind === 'refund')
  await sql`
    update orders set status = ${status}, updated_at = ${told.updatedAt},
      payments = case when payments @> '[{"kind":"refund"}]' then payments
        else payments || ${JSON.stringify(refunds)}::jsonb end
    where customer_id = ${known.customerId} and order_id = ${known.orderId}`.execute(tx)
}

async function insertTold(tx: Db, fresh: readonly [string, ToldOrder][], _now: Date): Promise<void> {
  if (fresh.length === 0) return
  const rows = fresh.map(([number, order]) => ({
    ...order,
    number,
    orderId: newId('order', order.placedAt),
    source: SOURCE,
    hash: TOLD,
  }))
  const { rows: claimed } = await sql<{ orderId: string }>`
    insert into order_numbers (order_number, customer_id, order_id)
    select number, "customerId", "orderId"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(number text, "customerId" text, "orderId" text)
    order by number
    on conflict (order_number) do nothing returning order_id as "orderId"`.execute(tx)
  const won = new Set(claimed.map(({ orderId }) => orderId))
  const mine = rows.filter(({ orderId }) => won.has(orderId))
  await sql`
    insert into orders (customer_id, order_id, order_number, status, email, postcode, currency, total_amount,
      shipping_address, fulfilments, payments, delivery_date, channel, store_id, source, hash, placed_at, updated_at)
    select "customerId", "orderId", "orderNumber", status, email, null, currency, total,
      null, fulfilments, payments, null, channel, "storeId", source, hash, "placedAt", "updatedAt"
    from jsonb_to_recordset(${JSON.stringify(mine)}::jsonb) as r("customerId" text, "orderId" text,
      "orderNumber" text, status text, email text, currency text, total bigint, fulfilments jsonb,
      payments jsonb, channel text, "storeId" text, source text, hash text, "placedAt" timestamptz,
      "updatedAt" timestamptz)`.execute(tx)
  await insertLines(tx, mine)
}

async function insertLines(
  tx: Db,
  orders: readonly { customerId: string; orderId: string; lines: ToldOrder['lines'] }[],
): Promise<void> {
  const lines = orders.flatMap(({ customerId, orderId, lines }) =>
    lines.map((line, index) => ({ ...line, customerId, orderId, lineNumber: index + 1 })),
  )
  if (lines.length === 0) return
  await sql`
    insert into order_lines (customer_id, order_id, line_number, product_id, variant_id, title, options,
      quantity, unit_price_amount)
    select "customerId", "orderId", "lineNumber", "productId", "variantId", title, options, quantity, "unitPrice"
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as r("customerId" text, "orderId" text,
      "lineNumber" integer, "productId" text, "variantId" text, title text, options text, quantity integer,
      "unitPrice" bigint)`.execute(tx)
}
