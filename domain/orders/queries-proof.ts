import { sql } from 'kysely'
import { identifiersOf, membersOf } from '#domain/identity/index.ts'
import { type Db, inTransaction } from '#store/index.ts'
import type { Order } from './orders.ts'
import { fits, type Limit, limitsFor, type OrderProof, WINDOW_MS } from './proof.ts'
import { findOrderByNumber } from './queries.ts'

/**
 * The trust level `order`: a number with the e-mail or postcode of that order. An unknown number and a wrong
 * guess answer alike and count alike: per conversation and per order number 5 failures in 15 minutes, per
 * address 10. The counters are locked while a try is judged, so many at once are no more than one by one.
 */
export function proveOrder(
  db: Db,
  input: OrderProof & { limiterKeys: string[] },
  now: Date,
): Promise<{ ok: true; order: Order } | { ok: false; reason: 'no_match' | 'too_many_tries' }> {
  const limits = limitsFor(input, input.limiterKeys)
  return inTransaction(db, async (tx) => {
    if (await isLimited(tx, limits, now)) return { ok: false, reason: 'too_many_tries' }
    const order = await findOrderByNumber(tx, input.orderNumber)
    if (order && fits(input, order, await emailsOf(tx, order))) return { ok: true, order }
    await countFailure(tx, limits)
    return { ok: false, reason: 'no_match' }
  })
}

async function emailsOf(tx: Db, order: Order): Promise<string[]> {
  if (order.email !== null) return [order.email]
  const identifiers = await identifiersOf(tx, await membersOf(tx, order.customerId))
  return identifiers.filter(({ kind }) => kind === 'email').map(({ value }) => value)
}

/** Locks every counter, beginning a new window where the last one is over. */
async function isLimited(tx: Db, limits: Limit[], now: Date): Promise<boolean> {
  const ends = new Date(now.getTime() + WINDOW_MS)
  let limited = false
  for (const { key, most } of limits) {
    const { rows } = await sql<{ failures: number }>`
      insert into order_lookup_failures as f (key, failures, window_ends_at) values (${key}, 0, ${ends})
      on conflict (key) do update set
        failures = case when f.window_ends_at <= ${now} then 0 else f.failures end,
        window_ends_at = case when f.window_ends_at <= ${now} then ${ends} else f.window_ends_at end
      returning failures`.execute(tx)
    if ((rows[0]?.failures ?? 0) >= most) limited = true
  }
  return limited
}

async function countFailure(tx: Db, limits: Limit[]): Promise<void> {
  const keys = limits.map(({ key }) => key)
  await sql`update order_lookup_failures set failures = failures + 1 where key = any(${keys})`.execute(tx)
}

/** Counters whose window is over; the sweep's chore. */
export async function forgetOldFailures(db: Db, now: Date): Promise<void> {
  await sql`delete from order_lookup_failures where window_ends_at <= ${now}`.execute(db)
}
