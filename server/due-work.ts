import { findDuplicatesWhenDue, membersOf, refreshHouseholds } from '#domain/identity/index.ts'
import { nextSettling } from '#domain/links/index.ts'
import { expireDue, nextExpiry } from '#domain/offers/index.ts'
import { forgetOldFailures } from '#domain/orders/index.ts'
import { noteChanged, refreshDue, refreshWaiting, trainWhenDue } from '#domain/segments/index.ts'
import { retainWhenDue, sweepLatecomers } from '#inbound/index.ts'
import { type Db, gatherAllStatistics } from '#store/index.ts'
import type { House } from './house.ts'
import { settleLinks } from './links/settle.ts'

/** One thing that time alone makes due. Timers drive it by the hour of the world, `rapport run` by its own. */
export interface DueWork {
  step: string
  /** The rest between two rounds of a running server. */
  everyMs: number
  /** Does what is due at the house's clock. */
  run: () => Promise<unknown>
  /**
   * The next moment at which there is something to do, where that is known; null: there is none. A clock that
   * jumps stops there. Without it, once an hour is enough for such a clock.
   */
  nextDue?: () => Promise<Date | null>
  /** It goes through everything there is, once a night: a clock in a hurry does it more seldom. */
  isHeavy?: boolean
}

const SWEEP_MS = 1000
const REFRESH_MS = 250
const LINKS_MS = 1000
const SHELF_MS = 250
const SLOTS_MS = 250
const COUNTS_MS = 1000
const JOURNEYS_MS = 250
const INTEGRATIONS_MS = 1000
const OFFERS_MS = 60_000
const TIDY_MS = 3_600_000
const SEGMENTS_CHANGED_MS = 250
const SEGMENTS_DUE_MS = 1000
const TRAINING_MS = 60_000
const DUPLICATES_MS = 60_000
const HOUSEHOLDS_MS = 60_000
const RETENTION_MS = 60_000
const LATECOMERS_MS = 60_000
const STATISTICS_MS = 3_600_000
const WEEK_MS = 7 * 86_400_000

/** What time makes due, and what another process or command has imported. */
export function dueWork(house: House, signal: AbortSignal): DueWork[] {
  const { db, clock, inbound } = house
  const atOnce = house.store.kind === 'pglite' ? 250 : 2000 // customers asked in one statement of segments
  const training = { clock, signal, atOnce }
  const merging = { signal, onMerged: noteMerged }
  return [
    { step: 'sweep', everyMs: SWEEP_MS, run: () => inbound.sweep(), nextDue: () => inbound.nextDue() },
    { step: 'links', everyMs: LINKS_MS, run: () => settleLinks(house), nextDue: () => nextSettling(db) },
    { step: 'refresh', everyMs: REFRESH_MS, run: () => house.search.refresh() },
    { step: 'shelf', everyMs: SHELF_MS, run: () => house.recommender.follow() },
    { step: 'slots', everyMs: SLOTS_MS, run: () => house.slots.follow() },
    { step: 'slot counts', everyMs: COUNTS_MS, run: () => house.slots.count(clock()) },
    { step: 'recent settings', everyMs: COUNTS_MS, run: () => house.recentSettings.refresh() },
    {
      step: 'offers',
      everyMs: OFFERS_MS,
      run: () => expireDue(db, clock()),
      nextDue: () => nextExpiry(db),
    },
    {
      step: 'webhooks',
      everyMs: INTEGRATIONS_MS,
      run: () => house.integrations.webhooks.run(clock()),
      nextDue: () => house.integrations.webhooks.nextDue(),
    },
    {
      step: 'audiences',
      everyMs: INTEGRATIONS_MS,
      run: () => house.integrations.audiences.run(clock()),
      nextDue: () => house.integrations.audiences.nextDue(),
    },
    { step: 'tidy', everyMs: TIDY_MS, run: () => forgetOldFailures(db, clock()) },
    {
      step: 'segments changed',
      everyMs: SEGMENTS_CHANGED_MS,
      run: async () => {
        // imports, staff, the preference centre, a merge: whoever anything happened to
        const noted = async (ids: readonly string[]) => house.journeys.note(ids)
        const changes = await refreshWaiting(db, clock(), atOnce, noted)
        house.slots.visitors.outdate(changes.map(({ customerId }) => customerId))
      },
    },
    { step: 'segments due', everyMs: SEGMENTS_DUE_MS, run: () => refreshDue(db, clock(), atOnce) },
    // after the segments, where one clock does all of it: whom they name, and whoever was noted, is known then
    {
      step: 'journeys',
      everyMs: JOURNEYS_MS,
      run: () => house.journeys.round(clock()),
      nextDue: () => house.journeys.nextDue(),
    },
    { step: 'training', everyMs: TRAINING_MS, isHeavy: true, run: () => trainWhenDue(db, clock(), training) },
    {
      step: 'recommendation training',
      everyMs: TRAINING_MS,
      isHeavy: true,
      run: () => house.recommender.trainWhenDue({ signal }),
    },
    { step: 'latecomers', everyMs: LATECOMERS_MS, run: () => sweepLatecomers(db, clock()) },
    { step: 'retention', everyMs: RETENTION_MS, run: () => retainWhenDue(db, clock(), signal) },
    { step: 'households', everyMs: HOUSEHOLDS_MS, run: () => refreshHouseholds(db, clock()) },
    {
      step: 'duplicates',
      everyMs: DUPLICATES_MS,
      isHeavy: true,
      run: () => findDuplicatesWhenDue(db, clock(), merging),
    },
    { step: 'statistics', everyMs: STATISTICS_MS, isHeavy: true, run: weeklyStatistics(house) },
  ]
}

/** The embedded database has nobody else who counts its tables; plans made while they were empty would stay for ever. */
function weeklyStatistics({ store, db, clock }: House): () => Promise<void> {
  let last = Number.NEGATIVE_INFINITY
  return async () => {
    const now = clock().getTime()
    if (store.kind !== 'pglite' || now - last < WEEK_MS) return
    last = now
    await gatherAllStatistics(db)
  }
}

async function noteMerged(tx: Db, rootId: string, now: Date): Promise<void> {
  await noteChanged(tx, await membersOf(tx, rootId), now)
}
