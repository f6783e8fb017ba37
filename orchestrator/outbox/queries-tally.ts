import { sql } from 'kysely'
import type { OutboxState } from '#contract/outbound.ts'
import type { Db } from '#store/index.ts'
import type { RowReason } from './outbox.ts'

export interface OutboxCount {
  state: OutboxState
  reason: RowReason | null
  count: number
}

/** How many rows stand where and why: all that wait, of what is over those changed since then; of one sender or all. */
export async function outboxTally(db: Db, since: Date, staffId: string | null): Promise<OutboxCount[]> {
  const { rows } = await sql<{ state: OutboxState; reason: RowReason | null; count: string }>`
    select state, reason, count(*) as count from outbox
    where (state in ('held', 'queued', 'sending', 'unknown', 'dead') or changed_at >= ${since})
      and (${staffId}::text is null or staff_id = ${staffId})
    group by 1, 2 order by 3 desc, 1, 2`.execute(db)
  return rows.map((row) => ({ ...row, count: Number(row.count) }))
}
