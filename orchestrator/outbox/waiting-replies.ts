import type { OutboundChannel } from '#contract/outbound.ts'
import type { Db } from '#store/index.ts'
import type { OrchestratorTables } from '../tables.ts'

/**
 * Whoever asks for no more gets no answer either that still waits, say for a provider that was away: it would
 * reach them after the stop. Under the customer's lock, before the stop is confirmed; what has begun is gone.
 */
export async function refuseWaitingReplies(
  tx: Db,
  customerIds: readonly string[],
  channels: readonly OutboundChannel[],
  now: Date,
): Promise<void> {
  await tx
    .withTables<OrchestratorTables>()
    .updateTable('outbox')
    .set({ state: 'refused', gate: 'consent', reason: 'denied', due_at: null, changed_at: now })
    .where('customer_id', 'in', [...customerIds, ''])
    .where('channel', 'in', [...channels])
    .where('kind', '=', 'reply')
    .where('state', 'in', ['queued', 'held'])
    .execute()
}
