import { sql } from 'kysely'
import { type CustomerInput, type ImportCounts, resolveCustomers } from '#domain/identity/index.ts'
import { type Db, inTransaction } from '#store/index.ts'
import { changesOrder, type KnownOrder } from './import-rules.ts'
import { hashOrder, type OrderInput } from './order-input.ts'
import { normaliseOrderNumber } from './orders.ts'
import { type Incoming, insertOrders, rewriteOrders } from './queries-bulk.ts'

const ORDERS_PER_CHUNK = 500
const LINES_PER_CHUNK = 4000

export interface OrderImportOptions {
  /** Told, in the transaction of each chunk, whose orders were written. */
  onCustomers?: ((tx: Db, customerIds: string[]) => Promise<void>) | undefined
}

/**
 * Makes or brings up to date every order of an import, by order number, with its customer. Twice equals
 * once; of the same number twice in a row the last counts. Chunk by chunk, each one transaction.
 */
export async function upsertOrders(
  db: Db,
  inputs: OrderInput[],
  source: string,
  now: Date,
  options: OrderImportOptions = {},
): Promise<ImportCounts> {
  const counts: ImportCounts = { created: 0, updated: 0, unchanged: 0 }
  for (const chunk of chunksOf(inputs)) {
    const done = await inTransaction(db, (tx) => upsertChunk(tx, chunk, source, now, options))
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

async function upsertChunk(
  tx: Db,
  inputs: OrderInput[],
  source: string,
  now: Date,
  { onCustomers }: OrderImportOptions,
): Promise<{ created: number; updated: number }> {
  const byNumber = new Map(inputs.map((input) => [normaliseOrderNumber(input.orderNumber), input]))
  const known = await readKnown(tx, [...byNumber.keys()])
  const incoming = [...byNumber].map(([number, input]) => ({
    number,
    input,
    hash: hashOrder(input),
    known: known.get(number),
  }))
  // customers' locks come before those of orders, everywhere
  const fresh = incoming.filter((one) => !one.known)
  const owned = await withCustomers(tx, fresh, source, now)
  const changed = await lockChanged(tx, incoming.filter(isChanged))
  await rewriteOrders(tx, changed)
  const created = await insertOrders(tx, owned, source)
  const touched = [...created, ...changed.map((one) => one.known)].map((order) => order.customerId)
  if (touched.length > 0) await onCustomers?.(tx, [...new Set(touched)])
  return { created: created.length, updated: changed.length }
}

function isChanged(one: Incoming): one is Incoming & { known: KnownOrder } {
  return one.known !== undefined && changesOrder(one.known, one.input, one.hash)
}

async function readKnown(tx: Db, numbers: string[], locked = sql``): Promise<Map<string, KnownOrder>> {
  const { rows } = await sql<KnownOrder & { number: string }>`
    select n.order_number as number, o.customer_id as "customerId", o.order_id as "orderId", o.hash,
      o.cancel_reason is not null as "cancelledHere", o.updated_at as "updatedAt"
    from order_numbers n join orders o on o.customer_id = n.customer_id and o.order_id = n.order_id
    where n.order_number = any(${numbers}) order by o.order_id ${locked}`.execute(tx)
  return new Map(rows.map((row) => [row.number, row]))
}

/** Locks, in one order, the rows that are to be written, and looks again: somebody may have been quicker. */
async function lockChanged(tx: Db, incoming: Incoming[]): Promise<(Incoming & { known: KnownOrder })[]> {
  if (incoming.length === 0) return []
  const known = await readKnown(
    tx,
    incoming.map(({ number }) => number),
    sql`for update of o`,
  )
  return incoming.map((one) => ({ ...one, known: known.get(one.number) })).filter(isChanged)
}

/** The customer of each order, found or made. */
async function withCustomers(
  tx: Db,
  incoming: Incoming[],
  source: string,
  now: Date,
): Promise<(Incoming & { customerId: string })[]> {
  if (incoming.length === 0) return []
  const people = new Map<string, CustomerInput>()
  const keys = incoming.map(({ input, number }) => notePerson(people, input, number))
  const resolved = await resolveCustomers(tx, [...people.values()], source, now)
  const customerIds = new Map([...people.keys()].map((key, i) => [key, resolved[i]?.customerId ?? '']))
  return incoming.map((one, i) => ({ ...one, customerId: customerIds.get(keys[i] ?? '') ?? '' }))
}

/** Whoever is named alike in several orders is looked up once; an order that names nobody has a guest of its own. */
function notePerson(people: Map<string, CustomerInput>, input: OrderInput, number: string): string {
  const person = customerOf(input)
  const named = person.userId || person.email || person.phone
  const key = named ? JSON.stringify([person.userId, person.email, person.phone, person.name]) : `#${number}`
  const before = people.get(key)
  if (before === undefined || (before.createdAt ?? input.placedAt) > input.placedAt) people.set(key, person)
  return key
}

function customerOf({ customer, email, placedAt }: OrderInput): CustomerInput {
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
