import type { ExitReason } from '#contract/journeys.ts'
import type { Db } from '#store/index.ts'
import type { CancelReason } from '../outbox/cancel-reasons.ts'
import type { OutboxRow } from '../outbox/outbox.ts'
import type { Definitions } from './definitions.ts'
import { entryOfKey } from './entry.ts'
import type { JourneysDeps } from './journeys.ts'
import { judgeExits } from './judge-exits.ts'
import { cancelledAs, endEntries, leavingAmong } from './leave.ts'
import { pausedAmong } from './queries.ts'
import { type OwnedEntry, waysOf } from './queries-entries.ts'

/** Why a message of a journey may not go: it is over, or has to wait. */
export type NotNow = { reason: CancelReason } | { until: Date }

const PAUSED_MS = 3_600_000

/**
 * Asked at the moment when messages leave, in the transaction that decides and under the locks of their people:
 * whoever has bought, said no or left since it was planned gets nothing, even where nobody has noticed yet. What
 * a paused journey has waiting is held.
 */
export async function stillWanted(
  tx: Db,
  deps: JourneysDeps,
  definitions: Definitions,
  rows: readonly OutboxRow[],
  now: Date,
): Promise<ReadonlyMap<string, NotNow>> {
  const ours = rows.flatMap((row) => {
    const entryId = entryOfKey(row.key)
    return entryId === null ? [] : [{ row, entryId }]
  })
  if (ours.length === 0) return new Map()
  const customerIds = ours.map(({ row }) => row.customerId)
  const owned = await waysOf(tx, customerIds)
  const waiting = owned.filter(({ entry }) => entry.state === 'waiting')
  const exits = await leaveNow(tx, deps, definitions, waiting, now)
  const paused = await pausedAmong(tx, [...new Set(owned.map(({ entry }) => entry.journey))])
  const byId = new Map(owned.map(({ entry }) => [entry.entryId, entry]))
  return new Map(
    ours.flatMap(({ row, entryId }): [string, NotNow][] => {
      const entry = byId.get(entryId)
      const over = entry ? (exits.get(entryId) ?? endOf(entry)) : 'erased'
      if (over !== null && over !== 'completed') return [[row.outboxId, { reason: cancelledAs(over) }]]
      const isPaused = entry !== undefined && paused.has(entry.journey)
      return isPaused ? [[row.outboxId, { until: new Date(now.getTime() + PAUSED_MS) }]] : []
    }),
  )
}

const endOf = ({ state, reason }: OwnedEntry['entry']): ExitReason | null =>
  state === 'ended' ? (reason as ExitReason) : null

async function leaveNow(
  tx: Db,
  deps: JourneysDeps,
  definitions: Definitions,
  waiting: readonly OwnedEntry[],
  now: Date,
): Promise<ReadonlyMap<string, ExitReason>> {
  if (waiting.length === 0) return new Map()
  const { exits } = await judgeExits(tx, deps, definitions, waiting, now)
  const entries = waiting.map(({ entry }) => entry)
  await endEntries(tx, deps, leavingAmong(entries, exits), now)
  return exits
}
