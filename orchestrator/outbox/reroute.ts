import type { Db } from '#store/index.ts'
import type { OutboxDeps, OutboxRow } from './outbox.ts'
import { rowOfKey } from './queries-read.ts'
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
        key: keyAfter(row, next),
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

const keyAfter = ({ key }: OutboxRow, next: string) => `${key}>${next}`

/** The row that goes on in place of this one on another channel; null where none does. */
export async function successorOf(db: Db, row: OutboxRow): Promise<OutboxRow | null> {
  const [next] = row.channelsLeft
  return next === undefined ? null : rowOfKey(db, keyAfter(row, next))
}
