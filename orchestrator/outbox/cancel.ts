import { sql } from 'kysely'
import type { Db } from '#store/index.ts'
import { type CancelReason, storedReason } from './cancel-reasons.ts'
import type { OutboxRow } from './outbox.ts'
import { holdRows, type Patch, patchRows } from './queries.ts'
import { settleUnsent } from './settle.ts'

/**
 * Takes back what waits under these keys, on whichever channel it goes on by now. What has begun is gone. Call it
 * where the customers are locked; answers the rows that it took back.
 */
export async function cancelRows(
  tx: Db,
  keys: readonly string[],
  reason: CancelReason,
  now: Date,
): Promise<OutboxRow[]> {
  if (keys.length === 0) return []
  const refs = await waitingUnder(tx, keys)
  const rows = (await holdRows(tx, refs)).filter(({ state }) => state === 'held' || state === 'queued')
  const patch: Patch = {
    state: 'cancelled',
    gate: null,
    reason: storedReason(reason),
    winner_id: null,
    due_at: null,
    changed_at: now,
  }
  const cancelled = await patchRows(
    tx,
    rows.map(({ customerId, outboxId }) => ({ customerId, outboxId, patch })),
  )
  await settleUnsent(tx, cancelled, now)
  return cancelled
}

/** A message that goes on by another channel has the key of the first, with the channel behind it. */
async function waitingUnder(
  tx: Db,
  keys: readonly string[],
): Promise<{ customerId: string; outboxId: string }[]> {
  const { rows } = await sql<{ customerId: string; outboxId: string }>`
    with recursive family as (
      select k.customer_id, k.outbox_id from outbox_keys k where k.key = any(${keys}::text[])
      union
      select o.customer_id, o.outbox_id from family f
      join outbox o on o.rerouted_from = f.outbox_id
    )
    select o.customer_id as "customerId", o.outbox_id as "outboxId" from family f
    join outbox o on o.customer_id = f.customer_id and o.outbox_id = f.outbox_id
    where o.state in ('held', 'queued')`.execute(tx)
  return rows
}
