import type { Db } from '#store/index.ts'
import type { OutboxDeps, OutboxRow } from './outbox.ts'
import { placeRequests } from './request.ts'

/**
 * Asks for the same on the channels that are left, as a row of its own through all gates. Answers whether it
 * goes on there. Call it where the row's customer is locked.
 */
export async function tryNextChannel(tx: Db, deps: OutboxDeps, row: OutboxRow, now: Date): Promise<boolean> {
  const [next] = row.channelsLeft
  if (next === undefined || row.partsSent > 0) return false // a part of it has arrived already
  const { subject, experiment, expiresAt, conversation } = row
  const [outcome] = await placeRequests(
    tx,
    deps,
    [
      {
        key: `${row.key}>${next}`,
        kind: row.kind,
        customerId: row.customerId,
        channels: row.channelsLeft,
        sender: row.sender,
        content: row.content,
        priority: row.priority,
        expectedValue: row.expectedValue,
        reroutedFrom: row.outboxId,
        ...(subject !== null && { subject }),
        ...(experiment !== null && { experiment }),
        ...(expiresAt !== null && { expiresAt }),
        ...(conversation !== null && { conversation }),
      },
    ],
    now,
  )
  return outcome !== undefined && outcome.state !== 'refused' && outcome.state !== 'dead'
}
