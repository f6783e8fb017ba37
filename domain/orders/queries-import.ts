import { sql } from 'kysely'
import { newId } from '#contract/ids.ts'
import { type ImportCounts, resolveCustomers } from '#domain/identity/index.ts'
import { type Db, inTransaction } from '#store/index.ts'
import { changesOrder, type KnownOrder, statusAfter, updatedAtAfter } from './import-rules.ts'
import { hashOrder, type OrderInput } from './order-input.ts'
import { normaliseOrderNumber } from './orders.ts'

const ORDERS_PER_CHUNK = 250
const LINES_PER_CHUNK = 4000

/**
 * Makes or brings up to date every order of an import, by order number, with its customer. Twice equals
 * once; of the same number twice in a row the last counts. Chunk by chunk, each one transaction.
 */
export async function upsertOrders(
  db: Db,
  inputs: OrderInput[],
  source: string,
  now: Date,
): Promise<ImportCounts> {
  const counts: ImportCounts = { created: 0, updated: 0, unchanged: 0 }
  for (const chunk of chunksOf(inputs)) {
    const done = await inTransaction(db, (tx) => upsertChunk(tx, chunk, source, now))
    counts.created += done.created
    counts.updated += done.updated
    counts.unchanged += chunk.length - done.created - done.updated
    await new Promise((resolve) => setImmediate(resolve)) // timers and sockets have their turn
  }
  return counts
}

function* chunksOf(inputs: OrderInput[]): Generator<OrderInput[]> {
  let chunk: OrderInput[] = []
  let lines = 0
  for (const input of inputs) {
    if (
      chunk.length === ORDERS_PER_CHUNK ||
      (chunk.length > 0 && lines + input.lines.length > LINES_PER_CHUNK)
    ) {
      yield chunk
      chunk = []
      lines = 0
    }
    chunk.push(input)
    lines += input.lines.length
  }
  if (chunk.length > 0) yield chunk
}

interface Incoming {
  number: string
  input: OrderInput
  hash: string
  known: KnownOrder | undefined
}

async function upsertChunk(
  tx: Db,
  inputs: OrderInput[],
  source: string,
  now: Date,
): Promise<{ created: number; updated: number }> {
  const byNumber = new Map(inputs.map((input) => [normaliseOrderNumber(input.orderNumber), input]))
  const known = await lockKnown(tx, [...byNumber.keys()])
  const incoming = [...byNumber].map(([number, input]) => ({
    number,
    input,
    hash: hashOrder(input),
    known: known.get(number),
  }))
  const changed = incoming.filter((one) => one.known && changesOrder(one.known, one.input, one.hash))
  await rewriteOrders(tx, changed)
  const created = await insertOrders(
    tx,
    incoming.filter((one) => !one.known),
    source,
    now,
  )
  return { created, updated: changed.length }
}

/** What is here already, its rows locked in one order. */
async function lockKnown(tx: Db, numbers: string[]): Promise<Map<string, KnownOrder>> {
  const { rows } = await sql<KnownOrder & { number: string }>`
    select n.order_number as number, o.customer_id as "customerId", o.order_id as "orderId", o.hash,
      o.cancel_reason is not null as "cancelledHere", o.updated_at as "updatedAt"
    from order_numbers n join orders o on o.customer_id = n.customer_id and o.order_id = n.order_id
    where n.order_number = any(${numbers}) order by o.order_id for update of o`.execute(tx)
  return new Map(rows.map((row) => [row.number, row]))
}

/** The columns of an order as its import says. */
function columnsOf({ input, hash, known }: Incoming) {
  return {
    orderNumber: input.orderNumber,
    status: statusAfter(known, input.status),
    email: input.email ?? input.customer.email ?? null,
    postcode: input.postcode ?? input.shippingAddress?.postcode ?? null,
    currency: input.currency,
    total: input.total,
    shippingAddress: input.shippingAddress,
    fulfilments: input.fulfilments,
    payments: input.payments,
    deliveryDate: input.deliveryDate,
    channel: input.channel,
    storeId: input.storeId,
    hash,
    placedAt: input.placedAt,
    updatedAt: updatedAtAfter(known, input),
  }
}

const recordColumns = sql`"customerId" text, "orderId" text, number text, "orderNumber" text, status text,
  email text, postcode text, currency text, total bigint, "shippingAddress" jsonb, fulfilments jsonb,
  payments jsonb, "deliveryDate" date, channel text, "storeId" text, hash text, "placedAt" timestamptz,
  "updatedAt" timestamptz`

async function insertOrders(tx: Db, incoming: Incoming[], source: string, now: Date): Promise<number> {
  if (incoming.length === 0) return 0
  const customers = await resolveCustomers(
    tx,
    incoming.map(({ input }) => customerOf(input)),
    source,
    now,
  )
  const planned = incoming.map((one, i) => ({
    ...columnsOf(one),
    number: one.number,
    customerId: customers[i]?.customerId ?? '',
    orderId: newId('order', one.input.placedAt),
    lines: one.input.lines,
  }))
  const won = await claimNumbers(tx, planned)
  const rows = planned.filter((row) => won.has(row.orderId))
  await sql`
    insert into orders (customer_id, order_id, order_number, status, email, postcode, currency, total_amount,
      shipping_address, fulfilments, payments, delivery_date, channel, store_id, source, hash, placed_at, updated_at)
    select "customerId", "orderId", "orderNumber", status, email, postcode, currency, total,
      "shippingAddress", fulfilments, payments, "deliveryDate", channel, "storeId", ${source}, hash, "placedAt", "updatedAt"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(${recordColumns})`.execute(tx)
  await insertLines(tx, rows)
  return rows.length
}

function customerOf({ customer, email, placedAt }: OrderInput) {
  return {
    userId: customer.userId,
    email: customer.email ?? (customer.userId ? undefined : email),
    phone: customer.phone,
    loyaltyNumber: undefined,
    name: customer.name,
    locale: undefined,
    address: undefined,
    createdAt: placedAt,
  }
}

/** Which of the new orders are ours to write: another import may be writing the same number now. */
async function claimNumbers(
  tx: Db,
  planned: { number: string; customerId: string; orderId: string }[],
): Promise<Set<string>> {
  const claims = planned.map(({ number, customerId, orderId }) => ({ number, customerId, orderId }))
  const { rows } = await sql<{ orderId: string }>`
    insert into order_numbers (order_number, customer_id, order_id)
    select number, "customerId", "orderId"
    from jsonb_to_recordset(${JSON.stringify(claims)}::jsonb) as r(number text, "customerId" text, "orderId" text)
    order by number
    on conflict (order_number) do nothing returning order_id as "orderId"`.execute(tx)
  return new Set(rows.map((row) => row.orderId))
}

/** An order stays with the customer it was written with. */
async function rewriteOrders(tx: Db, changed: Incoming[]): Promise<void> {
  const rows = changed.flatMap((one) =>
    one.known
      ? [
          {
            ...columnsOf(one),
            customerId: one.known.customerId,
            orderId: one.known.orderId,
            lines: one.input.lines,
          },
        ]
      : [],
  )
  if (rows.length === 0) return
  await sql`
    update orders o set order_number = r."orderNumber", status = r.status, email = r.email,
      postcode = r.postcode, currency = r.currency, total_amount = r.total,
      shipping_address = r."shippingAddress", fulfilments = r.fulfilments, payments = r.payments,
      delivery_date = r."deliveryDate", channel = r.channel, store_id = r."storeId", hash = r.hash,
      placed_at = r."placedAt", updated_at = r."updatedAt"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(${recordColumns})
    where o.customer_id = r."customerId" and o.order_id = r."orderId"`.execute(tx)
  await sql`
    delete from order_lines l
    using jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r("customerId" text, "orderId" text)
    where l.customer_id = r."customerId" and l.order_id = r."orderId"`.execute(tx)
  await insertLines(tx, rows)
}

async function insertLines(
  tx: Db,
  orders: { customerId: string; orderId: string; lines: OrderInput['lines'] }[],
): Promise<void> {
  const lines = orders.flatMap(({ customerId, orderId, lines }) =>
    lines.map((line, i) => ({ ...line, customerId, orderId, lineNumber: i + 1 })),
  )
  await sql`
    insert into order_lines (customer_id, order_id, line_number, product_id, variant_id, title, options,
      quantity, unit_price_amount)
    select "customerId", "orderId", "lineNumber", "productId", "variantId", title, options, quantity, "unitPrice"
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as r("customerId" text, "orderId" text,
      "lineNumber" integer, "productId" text, "variantId" text, title text, options text, quantity integer,
      "unitPrice" bigint)`.execute(tx)
}
