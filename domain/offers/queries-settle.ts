import { sql } from 'kysely'
import { type Db, inTransaction, storableText } from '#store/index.ts'
import { payPointsAgain, returnPoints } from './loyalty-points.ts'
import { changeBudgets, lockBudgets } from './queries-budgets.ts'
import { type IssuedRow, issuedByKeys, toIssued } from './queries-issued.ts'

/** An order of the last minute is heard of a little later: only then its reservation is given back. */
const GRACE_MS = 3_600_000
const AT_ONCE = 200

/**
 * Takes back what was issued under these keys and never reached anybody: reservation and points go back, the
 * code is void, and the key may be used anew. Unknown keys, and what was redeemed or has expired, stay as they
 * are. Budgets are locked in one order: hold the roots you need, and call it before or instead of `issueOffers`.
 */
export async function releaseIssued(tx: Db, keys: readonly string[], now: Date): Promise<number> {
  const open = [...(await issuedByKeys(tx, keys)).values()].filter(({ state }) => state === 'open')
  if (open.length === 0) return 0
  await lockBudgets(
    tx,
    open.map((row) => row.offer_id),
  )
  const released = await close(tx, open, 'released', now)
  const ids = released.map((row) => row.issued_id)
  const theirs = released.map((row) => row.customer_id)
  const those = sql`(customer_id, issued_id) in (select * from unnest(${theirs}::text[], ${ids}::text[]))`
  await sql`delete from offer_issue_keys where issue_key = any(${released.map((row) => row.issue_key)}::text[])
    and ${those}`.execute(tx)
  // the hash of a code that was never sent is of no use to anybody
  await sql`delete from offer_codes where ${those}`.execute(tx)
  return released.length
}

/** Gives back what ran out and was not used. Answers how many; a transaction for each two hundred. */
export async function expireDue(db: Db, now: Date): Promise<number> {
  const before = new Date(now.getTime() - GRACE_MS)
  for (let expired = 0; ; ) {
    const some = await inTransaction(db, async (tx) => {
      const { rows } = await sql<IssuedRow>`select * from issued_offers
        where state = 'open' and expires_at <= ${before} order by expires_at limit ${AT_ONCE}`.execute(tx)
      await lockBudgets(
        tx,
        rows.map((row) => row.offer_id),
      )
      await close(tx, rows, 'expired', now)
      return rows.length
    })
    expired += some
    if (some < AT_ONCE) return expired
    await new Promise((resolve) => setImmediate(resolve)) // timers and sockets have their turn
  }
}

/** When something is next given back; null: nothing is open. One look at an index. */
export async function nextExpiry(db: Db): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`
    select min(expires_at) as at from issued_offers where state = 'open'`.execute(db)
  const at = rows[0]?.at ?? null
  return at && new Date(at.getTime() + GRACE_MS)
}

/** Ends those of these rows that are open still; the budgets are locked. */
export async function close(
  tx: Db,
  rows: readonly IssuedRow[],
  state: 'released' | 'expired',
  now: Date,
): Promise<IssuedRow[]> {
  if (rows.length === 0) return []
  const { rows: closed } = await sql<IssuedRow>`
    update issued_offers i set state = ${state}, settled_at = ${now}
    from unnest(${rows.map((row) => row.customer_id)}::text[], ${rows.map((row) => row.issued_id)}::text[])
      as w(customer_id, issued_id)
    where i.customer_id = w.customer_id and i.issued_id = w.issued_id and i.state = 'open'
    returning i.*`.execute(tx)
  await changeBudgets(
    tx,
    closed.map((row) => ({
      offerId: row.offer_id,
      day: row.issued_day,
      open: -1,
      redeemed: 0,
      reserved: -row.reserved_amount,
      spent: 0,
    })),
  )
  await returnPoints(tx, closed.map(toIssued), now)
  return closed
}

export interface Settlement {
  row: IssuedRow
  orderId: string
  /** What it did cost, minor units. */
  cost: number
  byOther: boolean
}

/** Writes down what was redeemed, and moves its budget from reserved to spent. The budgets are locked. */
export async function writeRedeemed(tx: Db, settled: readonly Settlement[], now: Date): Promise<void> {
  for (const { row, orderId, cost, byOther } of settled)
    await sql`update issued_offers set state = 'redeemed', settled_at = ${now}, cost_amount = ${cost},
        order_id = ${storableText(orderId)}, by_other = ${byOther}
      where customer_id = ${row.customer_id} and issued_id = ${row.issued_id}`.execute(tx)
  await changeBudgets(
    tx,
    settled.map(({ row, cost }) => ({
      offerId: row.offer_id,
      day: row.issued_day,
      // what had expired already was given back then
      open: row.state === 'open' ? -1 : 0,
      reserved: row.state === 'open' ? -row.reserved_amount : 0,
      redeemed: 1,
      spent: cost,
    })),
  )
  const returned = settled.filter(({ row }) => row.state === 'expired')
  await payPointsAgain(
    tx,
    returned.map(({ row }) => toIssued(row)),
    now,
  )
}
