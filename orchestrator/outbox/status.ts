import type { StatusUpdate } from '#channels/index.ts'
import { lockCustomer } from '#domain/identity/index.ts'
import { type Db, inTransaction } from '#store/index.ts'
import type { OutboxDeps, OutboxRow } from './outbox.ts'
import { applyConsequence } from './over.ts'
import { holdRows, patchRows } from './queries.ts'
import { addStatus, type PartRef, partsOf, partWithId, type Said } from './queries-provider.ts'
import { consequences } from './rejection.ts'
import { tryNextChannel } from './reroute.ts'
import { settledBy, waits } from './standing.ts'

/**
 * Takes in what a provider says became of a message. One that we have not noted yet is kept until we do.
 * Answers the rows whose state is another now.
 */
export async function takeStatus(deps: OutboxDeps, update: StatusUpdate, now: Date): Promise<OutboxRow[]> {
  const said = saidIn(update, now)
  for (;;) {
    const known = await partWithId(deps.db, said.provider, said.providerMessageId)
    const part = known ?? partIn(update)
    if (part) return addToRow(deps, said, part, update, now)
    // nobody's yet; where it became somebody's in this very moment, once more
    if ((await addStatus(deps.db, { ...said, text: null }, null, now)) === null) return []
  }
}

function saidIn(update: StatusUpdate, now: Date): Said {
  const { provider, providerMessageId, status, reason, code, text } = update
  // a clock of theirs that is ahead is not believed
  const at = update.at && update.at < now ? update.at : now
  return { provider, providerMessageId, status, at, reason, code, text }
}

/** By what we gave the provider with the message: the one way where its answer, and so its id, was lost. */
function partIn({ reference }: StatusUpdate): PartRef | null {
  return reference
    ? { customerId: reference.customerId, outboxId: reference.outboxId, part: reference.part }
    : null
}

function addToRow(
  deps: OutboxDeps,
  said: Said,
  part: PartRef,
  update: StatusUpdate,
  now: Date,
): Promise<OutboxRow[]> {
  return inTransaction(deps.db, async (tx) => {
    // a failure may end in a consent, a block, another channel: the customer's lock comes before the row's
    if (said.status === 'failed') await lockCustomer(tx, part.customerId)
    const [row] = await holdRows(tx, [part])
    if (!row || (row.provider !== null && row.provider !== said.provider)) return [] // erased, or not ours
    // of a try that we know has failed: another one follows
    if (said.status === 'failed' && waits(row) && part.part >= row.partsSent) return []
    await addStatus(tx, said, part, now)
    const parts = (await partsOf(tx, [row])).get(row.outboxId) ?? []
    const patch = settledBy(row, parts, now)
    if (Object.keys(patch).length === 0) return []
    const moved = patch.state !== undefined && patch.state !== row.state
    const [changed] = await patchRows(tx, [
      { ...part, patch: moved ? { ...patch, changed_at: now, worker: null, lease_until: null } : patch },
    ])
    if (!changed || !moved) return []
    if (changed.state === 'failed') await followUp(tx, deps, changed, update, now)
    return [changed]
  })
}

async function followUp(
  tx: Db,
  deps: OutboxDeps,
  row: OutboxRow,
  { reason }: StatusUpdate,
  now: Date,
): Promise<void> {
  if (reason === null) return
  const consequence = consequences[reason]
  await applyConsequence(tx, row, consequence, now)
  if (consequence.nextChannel && row.parts === 1)
    await tryNextChannel(tx, deps, { ...row, partsSent: 0 }, now)
}
