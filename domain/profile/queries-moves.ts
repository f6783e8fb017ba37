import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#store/index.ts'

type Moved = RawBuilder<{ customer_id: string }>

const within = (column: RawBuilder<unknown>, from: Date, until: Date) =>
  sql`(${column} >= ${from}::timestamptz and ${column} <= ${until}::timestamptz)`

/** Customers whose points or tier may be others since `from` by time alone: a lot lapsed, or a booking of a later day counts. */
export function loyaltyMoved(from: Date, until: Date): Moved {
  return sql`select customer_id from loyalty_entries
    where ${within(sql`expires_at`, from, until)} or ${within(sql`at`, from, until)}`
}

/** The same of subscriptions: a pause ended, or a change of a later day counts. */
export function subscriptionMoved(from: Date, until: Date): Moved {
  return sql`select customer_id from subscription_changes
    where ${within(sql`paused_until`, from, until)} or ${within(sql`at`, from, until)}`
}

/** Customers with a renewal that was told for a moment within these bounds. */
export function renewalsWithin(from: Date, until: Date): Moved {
  return sql`select customer_id from subscription_changes where ${within(sql`renews_at`, from, until)}`
}

/** Whether a partner's contract began, expired or was ended meanwhile: its traits count, or count no more. */
export async function contractsMoved(db: Db, from: Date, until: Date): Promise<boolean> {
  const { rows } = await sql`select 1 from partner_contracts where ${within(sql`starts_at`, from, until)}
    or ${within(sql`expires_at`, from, until)} or ${within(sql`ended_at`, from, until)} limit 1`.execute(db)
  return rows.length > 0
}
