import { type Selectable, sql } from 'kysely'
import type { OutboundChannel } from '#contract/outbound.ts'
import type { Db } from '#store/index.ts'
import type { OutboxTable } from '../tables.ts'
import type { OutboxRow } from './outbox.ts'
import { rowFrom } from './row.ts'

/** Rows of a channel whose time has come, held until the transaction ends; those that another holds are left to it. */
export async function takeDue(
  tx: Db,
  channel: OutboundChannel,
  now: Date,
  most: number,
): Promise<OutboxRow[]> {
  const { rows } = await sql<Selectable<OutboxTable>>`select * from outbox
    where state in ('queued', 'held') and channel = ${channel} and due_at <= ${now}
    order by due_at limit ${most} for update skip locked`.execute(tx)
  return rows.map(rowFrom)
}

/** The channels on which something is due. */
export async function dueChannels(db: Db, now: Date): Promise<OutboundChannel[]> {
  const { rows } = await sql<{ channel: OutboundChannel }>`select channel from
    unnest(array['web', 'sms', 'whatsapp', 'email', 'push']) as all_of_them(channel)
    where exists (select 1 from outbox o where o.state in ('queued', 'held') and o.channel = all_of_them.channel
      and o.due_at <= ${now})`.execute(db)
  return rows.map((row) => row.channel)
}

/** When the next row is due, or runs out of its lease. */
export async function nextDue(db: Db): Promise<Date | null> {
  const { rows } = await sql<{ next: Date | null }>`select least(
    (select min(due_at) from outbox where state in ('queued', 'held')),
    (select min(lease_until) from outbox where state = 'sending')) as next`.execute(db)
  return rows[0]?.next ?? null
}

/** Whoever had these has stopped, or its answer never came: what became of them nobody knows. */
export async function endLeases(db: Db, now: Date): Promise<OutboxRow[]> {
  const { rows } = await sql<Selectable<OutboxTable>>`update outbox o
    set state = 'unknown', reason = 'lease_lost', worker = null, lease_until = null, changed_at = ${now}
    where (o.customer_id, o.outbox_id) in (
      select customer_id, outbox_id from outbox where state = 'sending' and lease_until < ${now}
      for update skip locked) and o.state = 'sending'
    returning o.*`.execute(db)
  return rows.map(rowFrom)
}

/** Longer than this, the message of an early status was none of ours. */
const EARLY_HOURS = 24

/** Forgets statuses of messages that nobody here has sent. */
export async function forgetEarlyStatuses(db: Db, now: Date): Promise<void> {
  const before = new Date(now.getTime() - EARLY_HOURS * 3_600_000)
  await sql`delete from provider_messages where outbox_id is null and noted_at < ${before}`.execute(db)
}
