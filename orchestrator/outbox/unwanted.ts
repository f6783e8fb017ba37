import type { Db } from '#store/index.ts'
import { storedReason } from './cancel-reasons.ts'
import type { OutboxDeps, OutboxRow } from './outbox.ts'
import type { Patch, RowPatch } from './queries.ts'

/** Rows of journeys that their journey does not want to go, or not now: what it says stands before every gate. */
export async function unwantedAmong(
  tx: Db,
  { stillWanted }: Pick<OutboxDeps, 'stillWanted'>,
  rows: readonly OutboxRow[],
  now: Date,
): Promise<RowPatch[]> {
  const asked = rows.filter(({ sender }) => sender.type === 'journey')
  if (!stillWanted || asked.length === 0) return []
  const said = await stillWanted(tx, asked, now)
  return asked.flatMap(({ customerId, outboxId }) => {
    const word = said.get(outboxId)
    if (!word) return []
    const open: Patch = { gate: null, winner_id: null, changed_at: now }
    const patch: Patch =
      'until' in word
        ? { ...open, state: 'held', reason: null, due_at: word.until }
        : { ...open, state: 'cancelled', reason: storedReason(word.reason), due_at: null }
    return [{ customerId, outboxId, patch }]
  })
}
