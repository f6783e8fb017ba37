import type { OutboundChannel } from '#contract/outbound.ts'
import { inTransaction } from '#store/index.ts'
import { type Begun, claimDue, handOver, type Worker } from './dispatch.ts'
import { createGrouped } from './grouped.ts'
import { takeBack } from './offers.ts'
import type { OutboxDeps, OutboxRow } from './outbox.ts'
import { type PartResult, type Stored, storeResults } from './results.ts'
import { changeOf } from './row.ts'
import { isOver, unsentKeys } from './settle.ts'

/** Takes due rows of a channel and carries them to the provider, for one worker. */
export interface Carrier {
  /** Claims at most so many; answers how many were due and, for each that has begun, the rest of its way. */
  claim: (channel: OutboundChannel, most: number) => Promise<Claimed>
  close: () => Promise<void>
}

export interface Claimed {
  /** Rows that were due, whoever decides about them now. */
  seen: number
  /** Rows that are not due any more. */
  moved: number
  /** Never throws. */
  ways: (() => Promise<void>)[]
}

export interface Turns {
  /** Waits until the provider of a channel takes one more. */
  wait: (channel: OutboundChannel) => Promise<void>
  /** The provider of a channel asks for a rest. */
  rest: (channel: OutboundChannel, ms: number) => void
}

/** Results that are kept in one transaction. */
const MOST_RESULTS = 100
const STORE_TRIES = 4
const STORE_REST_MS = 200

export function createCarrier(deps: OutboxDeps, worker: Worker, turns: Turns): Carrier {
  const { leaseMs } = worker
  const random = deps.random ?? Math.random
  const tell = (row: OutboxRow) => deps.changed?.(changeOf(row))
  const store = createGrouped<PartResult, Stored>({
    work: (given) =>
      persistently(deps, () => storeResults(deps, given, { now: worker.now(), leaseMs, random })),
    writers: 1,
    mostInGroup: MOST_RESULTS,
  })

  const carry = async (begun: Begun) => {
    const { row, contents } = begun
    for (let part = row.partsSent; part < contents.length; part++) {
      if (part > row.partsSent) await turns.wait(row.channel)
      const result = await handOver(deps, begun, part)
      if (result.outcome === 'retry' && result.afterMs) turns.rest(row.channel, result.afterMs)
      const [stored] = await store.submit([{ row, part, result }])
      if (stored?.changed) tell(stored.changed)
      if (part === 0 && result.outcome === 'accepted') await noteIfNew(deps, row, worker.now())
      if (!stored?.goOn) return
    }
  }
  return {
    claim: async (channel, most) => {
      const claim = await inTransaction(deps.db, (tx) => claimDue(tx, deps, worker, channel, most))
      for (const row of claim.changed) tell(row)
      await giveBack(deps, claim.changed.filter(isOver), worker.now())
      const way = (begun: Begun) => () =>
        carry(begun).catch((error: unknown) => {
          // its lease runs out, and nobody knows then: staff see it, or a status settles it
          deps.log.error({ error, outboxId: begun.row.outboxId }, 'the answer of a provider was not kept')
        })
      return { seen: claim.seen, moved: claim.changed.length, ways: claim.begun.map(way) }
    },
    close: store.close,
  }
}

/**
 * Offers that stood for rows which will not go, given back after the claim: it has taken its budgets already, and
 * may take no others. Where that fails, they go back when they expire. Never throws: what was claimed goes out.
 */
async function giveBack(deps: OutboxDeps, rows: readonly OutboxRow[], now: Date): Promise<void> {
  const keys = unsentKeys(rows)
  if (keys.length === 0) return
  try {
    await inTransaction(deps.db, (tx) => takeBack(tx, keys, now))
  } catch (error) {
    deps.log.error({ error, keys, step: 'outbox' }, 'offers of unsent messages were not given back')
  }
}

/** What went out to a phone without standing in a conversation is appended to the one of that address. */
export async function noteIfNew(deps: OutboxDeps, row: OutboxRow, now: Date): Promise<void> {
  const phone = row.channel === 'sms' || row.channel === 'whatsapp'
  if (!phone || row.conversation !== null || !deps.noteSaid) return
  try {
    await deps.noteSaid(row, now)
  } catch (error) {
    deps.log.error({ error, outboxId: row.outboxId }, 'what was said was not noted in its conversation')
  }
}

/** What a provider has answered is worth more than one try at keeping it. */
async function persistently<T>(deps: OutboxDeps, work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work()
    } catch (error) {
      if (tries >= STORE_TRIES) throw error
      deps.log.warn({ error, step: 'outbox' }, 'keeping an answer failed, once more')
      await new Promise((resolve) => setTimeout(resolve, STORE_REST_MS * tries))
    }
  }
}
