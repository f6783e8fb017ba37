import { Problem } from '#contract/problem.ts'
import { lockCustomers } from '#domain/identity/index.ts'
import { inTransaction, storableText } from '#store/index.ts'
import type { JourneysDeps } from './journeys.ts'
import { endEntries } from './leave.ts'
import { findEntry } from './queries-people.ts'

/**
 * Ends one person's way by hand, and takes back what waits for it; one that is over already is left as it is.
 * Throws `not-found` where there is no such way, and `conflict` where the person never entered.
 */
export async function stopEntry(
  deps: Pick<JourneysDeps, 'db' | 'outbox'>,
  name: string,
  entryId: string,
  now: Date,
): Promise<void> {
  const id = storableText(entryId)
  const found = await findEntry(deps.db, name, id)
  if (!found) throw new Problem('not-found', 'Nobody is on this way through the journey.')
  if (found.state === 'left_out') throw new Problem('conflict', 'They did not enter this journey.')
  await inTransaction(deps.db, async (tx) => {
    await lockCustomers(tx, [found.customerId])
    const entry = await findEntry(tx, name, id)
    if (entry?.state === 'waiting') await endEntries(tx, deps, [{ entry, reason: 'stopped_by_staff' }], now)
  })
}
