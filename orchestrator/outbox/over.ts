import { withdraw } from '#domain/consent/index.ts'
import { lockCustomer, membersOf } from '#domain/identity/index.ts'
import { noteChanged } from '#domain/segments/index.ts'
import { type Db, inTransaction } from '#store/index.ts'
import { blockContact, restContact } from '../contact-points/queries.ts'
import { removePush } from '../contact-points/queries-push.ts'
import type { OutboxDeps, OutboxRow } from './outbox.ts'
import { holdRows, type Patch, patchRows, type RowRef } from './queries.ts'
import type { Consequence } from './rejection.ts'
import { tryNextChannel } from './reroute.ts'
import { settleUnsent } from './settle.ts'
import type { Verdict } from './verdict.ts'

/**
 * A row is over on its channel: under the lock of its customer, what the provider told us of them is kept, and
 * the next channel is tried. Answers the row, where it was still there and ours.
 */
export function endOnChannel(
  deps: OutboxDeps,
  ref: RowRef,
  verdict: Extract<Verdict, { means: 'over' }>,
  now: Date,
  about: { notTaken: boolean; stillOurs: (row: OutboxRow) => boolean },
): Promise<OutboxRow | null> {
  const { consequence, reason, error } = verdict
  return inTransaction(deps.db, async (tx) => {
    await lockCustomer(tx, ref.customerId)
    const [held] = await holdRows(tx, [ref])
    if (!held || !about.stillOurs(held)) return null
    await applyConsequence(tx, held, consequence, now)
    const patch: Patch = {
      state: consequence.otherwise,
      gate: null,
      reason,
      due_at: null,
      worker: null,
      lease_until: null,
      error_code: error.code,
      error_text: error.text.slice(0, 500),
      failed_at: now,
      changed_at: now,
      ...(about.notTaken && { started_at: null }),
    }
    const [row] = await patchRows(tx, [{ ...ref, patch }])
    if (!row) return null
    await settleUnsent(tx, [row], now)
    return (await goOnElsewhere(tx, deps, row, consequence, now)) ?? row
  })
}

/** A row that goes on elsewhere is over for good: replayed it would be sent twice. */
async function goOnElsewhere(
  tx: Db,
  deps: OutboxDeps,
  row: OutboxRow,
  { nextChannel }: Consequence,
  now: Date,
): Promise<OutboxRow | null> {
  if (!nextChannel || !(await tryNextChannel(tx, deps, row, now))) return null
  const [gone] = await patchRows(tx, [{ ...row, patch: { state: 'failed' } }])
  return gone ?? null
}

/** What a provider's refusal says of the customer and the address. Under the customer's lock. */
export async function applyConsequence(
  tx: Db,
  row: OutboxRow,
  { block, withdraw: stop, restHours }: Consequence,
  now: Date,
): Promise<void> {
  const { channel, to, customerId } = row
  if (to && to.kind !== 'session') {
    const contact = { customerId, channel, kind: to.kind, address: to.value }
    // a token that its service knows no more comes back as another one
    if (block && channel === 'push') await removePush(tx, to.value)
    else if (block) await blockContact(tx, contact, block, now)
    if (restHours) await restContact(tx, contact, new Date(now.getTime() + restHours * 3_600_000), now)
  }
  if (!stop) return
  const said = { source: 'provider', evidence: `${row.provider ?? channel} holds a stop (${row.outboxId})` }
  await withdraw(tx, customerId, [channel], { ...said, key: `${row.outboxId}_stop` }, now)
  await noteChanged(tx, await membersOf(tx, customerId), now)
}
