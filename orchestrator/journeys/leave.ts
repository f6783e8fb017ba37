import type { ExitReason } from '#contract/journeys.ts'
import { lockCustomers } from '#domain/identity/index.ts'
import { type Db, inTransaction } from '#store/index.ts'
import type { CancelReason } from '../outbox/cancel-reasons.ts'
import type { Definitions } from './definitions.ts'
import { type JourneyEntry, keysSoFar } from './entry.ts'
import type { JourneysDeps } from './journeys.ts'
import { judgeExits } from './judge-exits.ts'
import { moveEntries, openEntriesOf } from './queries-entries.ts'

/** People looked at in one transaction: enough to share its cost, few enough to hold their locks only briefly. */
const AT_ONCE = 100

export interface Leaving {
  entry: JourneyEntry
  reason: ExitReason
}

/**
 * Ends these ways, and takes back what waits in the outbox for them, in the caller's transaction and under the
 * locks of their roots.
 */
export async function endEntries(
  tx: Db,
  { outbox }: Pick<JourneysDeps, 'outbox'>,
  leaving: readonly Leaving[],
  now: Date,
): Promise<void> {
  if (leaving.length === 0) return
  await moveEntries(
    tx,
    leaving.map(({ entry, reason }) => ({ ...entry, wakeAt: null, reason })),
    now,
  )
  const byReason = new Map<ExitReason, string[]>()
  for (const { entry, reason } of leaving)
    byReason.set(reason, [...(byReason.get(reason) ?? []), ...keysSoFar(entry)])
  for (const [reason, keys] of byReason)
    if (keys.length > 0 && reason !== 'completed')
      await outbox.cancelWaiting(tx, keys, cancelledAs(reason), now)
}

/** What the outbox is told of it. */
export function cancelledAs(reason: ExitReason): CancelReason {
  switch (reason) {
    case 'completed':
    case 'held_out':
    case 'never_reachable':
    case 'stopped_by_staff':
    case 'erased':
      return 'left_journey'
    default:
      return reason
  }
}

/**
 * Something happened to these people: who has to leave a journey leaves now. Answers how many ways ended. Where
 * none of them is inside it is one statement for each hundred.
 */
export async function leaveWhereDue(
  deps: JourneysDeps,
  definitions: Definitions,
  customerIds: readonly string[],
  now: Date,
): Promise<number> {
  let ended = 0
  for (let at = 0; at < customerIds.length; at += AT_ONCE) {
    const some = customerIds.slice(at, at + AT_ONCE)
    const inside = await openEntriesOf(deps.db, some)
    if (inside.length === 0) continue
    const ids = [...new Set(inside.map(({ entry }) => entry.customerId))]
    ended += await inTransaction(deps.db, (tx) => leaveIn(tx, deps, definitions, ids, now))
  }
  return ended
}

async function leaveIn(
  tx: Db,
  deps: JourneysDeps,
  definitions: Definitions,
  customerIds: readonly string[],
  now: Date,
): Promise<number> {
  await lockCustomers(tx, customerIds)
  const owned = await openEntriesOf(tx, customerIds)
  if (owned.length === 0) return 0
  const { exits } = await judgeExits(tx, deps, definitions, owned, now)
  const leaving = leavingAmong(
    owned.map(({ entry }) => entry),
    exits,
  )
  await endEntries(tx, deps, leaving, now)
  return leaving.length
}

export function leavingAmong(
  entries: readonly JourneyEntry[],
  exits: ReadonlyMap<string, ExitReason>,
): Leaving[] {
  return entries.flatMap((entry) => {
    const reason = exits.get(entry.entryId)
    return reason ? [{ entry, reason }] : []
  })
}
