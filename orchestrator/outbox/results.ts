import type { SendResult } from '#channels/index.ts'
import type { Db } from '#store/index.ts'
import { inTransaction } from '#store/index.ts'
import type { OutboxDeps, OutboxRow } from './outbox.ts'
import { endOnChannel } from './over.ts'
import { holdRows, patchRows, type RowPatch } from './queries.ts'
import { freeLosers } from './queries-losers.ts'
import { noteParts, type PartSaid, partsOf } from './queries-provider.ts'
import { standingBy } from './standing.ts'
import { type Verdict, verdictOf } from './verdict.ts'

/** What came of handing one part over. */
export interface PartResult {
  row: OutboxRow
  part: number
  result: SendResult
}

/** What the sender is told: whether the next part may follow. */
export interface Stored {
  goOn: boolean
  /** The row as it is now, where its state is another. */
  changed: OutboxRow | null
}

const ended: Stored = { goOn: false, changed: null }

interface Settled extends PartResult {
  /** As it is in the database now. */
  held: OutboxRow
  verdict: Verdict
}

/**
 * Keeps what providers answered, many at once. A row that was erased meanwhile gets nothing back; one that
 * somebody settled meanwhile, or that is with another attempt, is left as it is.
 */
export async function storeResults(
  deps: OutboxDeps,
  given: readonly PartResult[],
  about: { now: Date; leaseMs: number; random: () => number },
): Promise<Stored[]> {
  const { now } = about
  const { rules } = await deps.shop(deps.db)
  const [stored, over] = await inTransaction(deps.db, async (tx) => {
    const held = new Map(
      (
        await holdRows(
          tx,
          given.map(({ row }) => row),
        )
      ).map((row) => [row.outboxId, row]),
    )
    const settled = given.flatMap((each): Settled[] => {
      const mine = held.get(each.row.outboxId)
      if (!mine || !isStillOurs(mine, each.row)) return []
      const verdict = verdictOf(mine, each.part, each.result, {
        ...about,
        rules,
        random: about.random(),
      })
      return [{ ...each, held: mine, verdict }]
    })
    return [await keep(tx, settled, now), settled.filter(({ verdict }) => verdict.means === 'over')] as const
  })
  for (const each of over) stored.set(each.row.outboxId, await endOver(deps, each, now))
  return given.map(({ row }) => stored.get(row.outboxId) ?? ended)
}

/** A late answer still tells of the attempt that it belongs to, also where the row counts as unknown already. */
function isStillOurs(held: OutboxRow, begun: OutboxRow): boolean {
  const waits = held.state === 'queued' || held.state === 'held'
  const over = held.state === 'refused' || held.state === 'cancelled' || held.state === 'dead'
  return held.attempts === begun.attempts && !waits && !over
}

async function keep(tx: Db, settled: readonly Settled[], now: Date): Promise<Map<string, Stored>> {
  await noteParts(tx, settled.flatMap(acceptedPart), now)
  const taken = settled.filter(({ verdict }) => verdict.means === 'taken')
  const said = await partsOf(
    tx,
    taken.map(({ row }) => row),
  )
  const patches = settled.flatMap((each) => patchFor(each, said.get(each.row.outboxId) ?? [], now))
  const patched = await patchRows(tx, patches)
  await freeLosers(tx, patched.filter(isKnown), now)
  const rows = new Map(patched.map((row) => [row.outboxId, row]))
  return new Map(
    settled.map(({ row: { outboxId }, held, verdict }) => {
      const row = rows.get(outboxId)
      const changed = row && row.state !== held.state ? row : null
      const goOn = verdict.means === 'taken' && row?.state === 'sending' && row.partsSent < row.parts
      return [outboxId, { goOn, changed }]
    }),
  )
}

/** What becomes of it is known: it went out. */
const isKnown = ({ state }: OutboxRow) => state !== 'sending' && state !== 'queued'

function acceptedPart({ held, part, result }: Settled) {
  if (result.outcome !== 'accepted' || held.provider === null) return []
  const { customerId, outboxId, provider } = held
  return [{ customerId, outboxId, part, provider, providerMessageId: result.providerMessageId }]
}

function patchFor({ held, verdict }: Settled, said: readonly PartSaid[], now: Date): RowPatch[] {
  if (verdict.means === 'over') return []
  // what the provider has said already, of the part we just heard of as well, is further than our own word
  const beyond = held.state === 'unknown' || held.state === 'sending' || verdict.means === 'taken'
  if (!beyond) return []
  const accepted = { ...held, acceptedAt: held.acceptedAt ?? now }
  const standing = verdict.means === 'taken' ? standingBy(accepted, said, now) : {}
  const patch = { ...reopened(held, verdict), ...verdict.patch, ...standing }
  const { customerId, outboxId } = held
  const moved = patch.state !== undefined && patch.state !== held.state
  return [{ customerId, outboxId, patch: moved ? { ...patch, changed_at: now } : patch }]
}

/** It was taken for lost, and here is its answer: with parts to come it goes on. */
function reopened(held: OutboxRow, verdict: Verdict) {
  const back = held.state === 'unknown' && verdict.means === 'taken'
  return back ? { state: 'sending' as const, reason: null, worker: held.worker } : {}
}

async function endOver(deps: OutboxDeps, { row, held, verdict, part }: Settled, now: Date): Promise<Stored> {
  if (verdict.means !== 'over') return ended
  const changed = await endOnChannel(deps, row, verdict, now, {
    // for certain not taken: it gives its place in every count back
    notTaken: part === 0,
    stillOurs: (then) => isStillOurs(then, held) && (then.state === 'sending' || then.state === 'unknown'),
  })
  return { goOn: false, changed }
}
