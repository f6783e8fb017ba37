import { sql } from 'kysely'
import type { Db } from '#store/index.ts'
import { isTouch } from '../gates/touches.ts'
import type { OutboxRow } from './outbox.ts'

/**
 * Whoever waits for what becomes of these rows is asked again now. Waits for no lock: one that somebody holds at
 * this moment is asked again by itself a little later.
 */
export async function freeLosers(tx: Db, rows: readonly OutboxRow[], now: Date): Promise<void> {
  const ids = rows.filter(isTouch).map(({ outboxId }) => outboxId)
  if (ids.length === 0) return
  await sql`update outbox o set due_at = ${now} where (o.customer_id, o.outbox_id) in (
    select w.customer_id, w.outbox_id from outbox w
    where w.winner_id = any(${ids}::text[]) and w.state = 'held' and w.due_at > ${now}
    for update skip locked)`.execute(tx)
}
