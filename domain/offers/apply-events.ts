import { sql } from 'kysely'
import { type Money, minorDigits } from '#contract/money.ts'
import type { TrackedEvent } from '#domain/events/index.ts'
import { membersRelationFor } from '#domain/identity/index.ts'
import { findOrderByNumber } from '#domain/orders/index.ts'
import type { Db } from '#store/index.ts'
import { basketOf } from './basket.ts'
import { codeHash, codesIn } from './codes.ts'
import type { Basket } from './offers.ts'
import { lockBudgets } from './queries-budgets.ts'
import { type IssuedRow, issuedByCodes } from './queries-issued.ts'
import { settle } from './redeem.ts'

const sales = new Set(['Order Completed', 'Store Purchase Completed'])

interface Sale {
  customerId: string
  orderId: string
  at: Date
  discount: Money | null
  codes: string[]
}

/**
 * Orders of the shop's own systems redeem what they were placed with: codes that they name, and what their
 * customer holds without a code. Comes after the orders themselves are written, in the same transaction; the
 * same order twice is once. Costs nothing where no event is a sale.
 */
export async function applyEvents(
  tx: Db,
  rows: readonly { event: TrackedEvent; customerId: string }[],
  now: Date,
): Promise<void> {
  const heard = rows.flatMap(({ event, customerId }) => saleOf(event, customerId))
  if (heard.length === 0) return
  const byHash = await issuedByCodes(
    tx,
    heard.flatMap(({ codes }) => codes.map(codeHash)),
  )
  const withoutCode = await openWithoutCode(
    tx,
    heard.map(({ customerId }) => customerId),
  )
  const meant = [...byHash.values(), ...withoutCode.values()].flat()
  if (meant.length === 0) return
  await lockBudgets(
    tx,
    meant.map((row) => row.offer_id),
  )
  for (const sale of heard) await redeemSale(tx, sale, withoutCode.get(sale.customerId) ?? [], now)
}

async function redeemSale(tx: Db, sale: Sale, held: readonly IssuedRow[], now: Date): Promise<void> {
  const named = [...(await issuedByCodes(tx, sale.codes.map(codeHash))).values()]
  const usable = named.filter((row) => isUsable(row, sale))
  const still = (await freshRows(tx, held)).filter((row) => isUsable(row, sale) && row.issued_at <= sale.at)
  if (usable.length + still.length === 0) return
  const basket = await basketOfOrder(tx, sale.orderId)
  const order = { orderId: sale.orderId, customerId: sale.customerId, basket, at: sale.at }
  const said = sale.discount
  const ours = said !== null && usable.every((row) => row.currency === said.currency)
  await settle(tx, usable, { ...order, ordered: { discount: ours ? said.amount : null } }, now)
  // what needs no code is used up only where it gives something
  await settle(tx, still, order, now)
}

function isUsable(row: IssuedRow, { at }: Sale): boolean {
  return (row.state === 'open' || row.state === 'expired') && at < row.expires_at
}

/** The order as it was written a moment ago. */
async function basketOfOrder(tx: Db, orderId: string): Promise<Basket | null> {
  const order = await findOrderByNumber(tx, orderId)
  if (!order || order.lines.length === 0) return null
  return basketOf(
    tx,
    order.total.currency,
    order.lines.map((line) => ({ ...line, unitPrice: line.unitPrice.amount })),
  )
}

/** What each customer's person holds without a code and has not used. */
async function openWithoutCode(tx: Db, customerIds: readonly string[]): Promise<Map<string, IssuedRow[]>> {
  const asked = [...new Set(customerIds)]
  const { rows } = await sql<IssuedRow & { asked_id: string }>`
    with people as materialized (${membersRelationFor(asked)})
    select i.*, a.customer_id as asked_id from unnest(${asked}::text[]) as w(id)
    join people a on a.customer_id = w.id
    join people m on m.root_id = a.root_id
    join issued_offers i on i.customer_id = m.customer_id and i.code is null and i.state = 'open'`.execute(tx)
  const held = new Map<string, IssuedRow[]>()
  for (const row of rows) held.set(row.asked_id, [...(held.get(row.asked_id) ?? []), row])
  return held
}

/** As they stand now that their budgets are locked. */
async function freshRows(tx: Db, rows: readonly IssuedRow[]): Promise<IssuedRow[]> {
  if (rows.length === 0) return []
  const found = await sql<IssuedRow>`select i.* from issued_offers i
    join unnest(${rows.map((row) => row.customer_id)}::text[], ${rows.map((row) => row.issued_id)}::text[])
      as w(customer_id, issued_id) on i.customer_id = w.customer_id and i.issued_id = w.issued_id`.execute(tx)
  return found.rows
}

function saleOf(event: TrackedEvent, customerId: string): Sale[] {
  const { properties, occurredAt, trust, name } = event
  const id = properties.order_id
  if (trust !== 'secret' || !sales.has(name) || (typeof id !== 'string' && typeof id !== 'number')) return []
  const orderId = String(id).trim().slice(0, 60)
  if (orderId === '') return []
  return [
    { customerId, orderId, at: occurredAt, discount: discountIn(properties), codes: codesOf(properties) },
  ]
}

/** Of the order and of its lines. */
function codesOf(properties: Record<string, unknown>): string[] {
  const lines = Array.isArray(properties.products) ? properties.products.slice(0, 500) : []
  const said = [properties.coupon, ...lines.map((line: unknown) => couponIn(line))]
  return [...new Set(said.flatMap(codesIn))].slice(0, 10)
}

function couponIn(line: unknown): unknown {
  return typeof line === 'object' && line !== null && 'coupon' in line ? line.coupon : null
}

/** Of a discount, in minor units. */
const MOST = 1_000_000_000_000

function discountIn({ discount, currency }: Record<string, unknown>): Money | null {
  const number = typeof discount === 'string' && discount.trim() !== '' ? Number(discount) : discount
  if (typeof number !== 'number' || !Number.isFinite(number)) return null
  const code = typeof currency === 'string' && /^[a-z]{3}$/i.test(currency) ? currency.toUpperCase() : 'USD'
  const amount = Math.round(Math.abs(number) * 10 ** minorDigits(code))
  // no order is worth so much: one nonsense figure must not keep the events beside it from being written
  return amount <= MOST ? { amount, currency: code } : null
}
