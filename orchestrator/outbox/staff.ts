import type { OutboxState } from '#contract/outbound.ts'
import { Problem } from '#contract/problem.ts'
import { lockCustomer } from '#domain/identity/index.ts'
import { type Db, inTransaction } from '#store/index.ts'
import type { OutboxRow } from './outbox.ts'
import { findRow, holdRows, type Patch, patchRows } from './queries.ts'
import { isOver, settleUnsent } from './settle.ts'

/**
 * Staff say what became of a message whose answer was lost. Not sent: it is a dead letter, which may be replayed.
 * Throws a Problem where there is no such row, or it is settled already.
 */
export function settleUnknown(
  db: Db,
  outboxId: string,
  as: 'sent' | 'not_sent',
  staffId: string,
  now: Date,
): Promise<OutboxRow> {
  return change(db, outboxId, ['unknown'], now, (row) =>
    as === 'sent'
      ? { state: 'sent', reason: null, settled_by: staffId, accepted_at: row.acceptedAt ?? now, sent_at: now }
      : {
          state: 'dead',
          reason: 'not_sent',
          settled_by: staffId,
          // what surely did not go takes no place in any count
          ...(row.partsSent === 0 && { started_at: null }),
        },
  )
}

/** Tries a dead letter again: as a new attempt through all gates, after whatever of it had arrived. */
export function replayDead(db: Db, outboxId: string, staffId: string, now: Date): Promise<OutboxRow> {
  return change(db, outboxId, ['dead'], now, (row) => {
    if (row.expiresAt && row.expiresAt <= now)
      throw new Problem('conflict', 'It is too late to send this: its time has passed.')
    return {
      state: 'queued',
      gate: null,
      issued_key: null,
      reason: null,
      due_at: now,
      attempts: 0,
      first_tried_at: null,
      failed_at: null,
      error_code: null,
      error_text: null,
      settled_by: staffId,
    }
  })
}

/** Takes back what has not left: held, or waiting for a worker. */
export function cancelHeld(db: Db, outboxId: string, staffId: string, now: Date): Promise<OutboxRow> {
  return change(db, outboxId, ['held', 'queued'], now, () => ({
    state: 'cancelled',
    gate: null,
    reason: 'taken_back',
    due_at: null,
    settled_by: staffId,
  }))
}

const standsAs: Record<OutboxState, string> = {
  held: 'is held',
  queued: 'waits to be sent',
  sending: 'is with the provider',
  unknown: 'has an unknown outcome',
  sent: 'was sent',
  delivered: 'was delivered',
  read: 'was read',
  failed: 'has failed',
  dead: 'was given up',
  refused: 'was refused',
  cancelled: 'was taken back',
}

async function change(
  db: Db,
  outboxId: string,
  from: readonly OutboxState[],
  now: Date,
  patchOf: (row: OutboxRow) => Patch,
): Promise<OutboxRow> {
  const known = await findRow(db, outboxId)
  if (!known) throw new Problem('not-found', 'There is no such message in the outbox.')
  return inTransaction(db, async (tx) => {
    await lockCustomer(tx, known.customerId)
    const [row] = await holdRows(tx, [known])
    if (!row) throw new Problem('not-found', 'There is no such message in the outbox.')
    if (!from.includes(row.state))
      throw new Problem('conflict', `This message ${standsAs[row.state]} by now.`)
    const { customerId } = row
    const [changed] = await patchRows(tx, [
      { customerId, outboxId, patch: { ...patchOf(row), changed_at: now } },
    ])
    if (!changed) throw new Error('a row that is held was not changed')
    if (isOver(changed)) await settleUnsent(tx, [changed], now)
    return changed
  })
}
