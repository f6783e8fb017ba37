import { findDuplicatesWhenDue, membersOf, refreshHouseholds } from '#domain/identity/index.ts'
import { forgetOldFailures } from '#domain/orders/index.ts'
import { noteChanged, refreshDue, refreshWaiting, trainWhenDue } from '#domain/segments/index.ts'
import { retainWhenDue, sweepLatecomers } from '#inbound/index.ts'
import type { Db } from '#store/index.ts'
import type { House } from './house.ts'

/** Does `work` again and again with a rest between; an error is logged and the next round comes. */
function repeatedly(
  house: House,
  everyMs: number,
  step: string,
  work: () => Promise<unknown>,
): () => Promise<void> {
  let timer: NodeJS.Timeout | null = null
  let running: Promise<unknown> = Promise.resolve()
  let stopped = false
  const round = () => {
    running = work()
      .catch((error: unknown) => house.log.error({ error, step }, 'a round failed'))
      .then(() => {
        if (!stopped) timer = setTimeout(round, everyMs)
      })
  }
  timer = setTimeout(round, everyMs)
  return async () => {
    stopped = true
    if (timer) clearTimeout(timer)
    await running
  }
}

const SWEEP_MS = 1000
const REFRESH_MS = 1000
const TIDY_MS = 3_600_000
const SEGMENTS_CHANGED_MS = 250
const SEGMENTS_DUE_MS = 1000
const TRAINING_MS = 60_000
const DUPLICATES_MS = 60_000
const HOUSEHOLDS_MS = 60_000
const RETENTION_MS = 60_000
const LATECOMERS_MS = 60_000

/** What time makes due, and what another process or command has imported. Answers how to stop. */
export function startTimers(house: House): () => Promise<void> {
  const stopping = new AbortController()
  const atOnce = house.store.kind === 'pglite' ? 250 : 2000 // customers asked in one statement of segments
  const training = { clock: house.clock, signal: stopping.signal, atOnce }
  const stops = [
    repeatedly(house, SWEEP_MS, 'sweep', () => house.inbound.sweep()),
    repeatedly(house, REFRESH_MS, 'refresh', () => house.search.refresh()),
    repeatedly(house, TIDY_MS, 'tidy', () => forgetOldFailures(house.db, house.clock())),
    repeatedly(house, SEGMENTS_CHANGED_MS, 'segments changed', () =>
      refreshWaiting(house.db, house.clock(), atOnce),
    ),
    repeatedly(house, SEGMENTS_DUE_MS, 'segments due', () => refreshDue(house.db, house.clock(), atOnce)),
    repeatedly(house, TRAINING_MS, 'training', () => trainWhenDue(house.db, house.clock(), training)),
    repeatedly(house, LATECOMERS_MS, 'latecomers', () => sweepLatecomers(house.db, house.clock())),
    repeatedly(house, RETENTION_MS, 'retention', () =>
      retainWhenDue(house.db, house.clock(), stopping.signal),
    ),
    repeatedly(house, HOUSEHOLDS_MS, 'households', () => refreshHouseholds(house.db, house.clock())),
    repeatedly(house, DUPLICATES_MS, 'duplicates', () =>
      findDuplicatesWhenDue(house.db, house.clock(), { signal: stopping.signal, onMerged: noteMerged }),
    ),
  ]
  return async () => {
    stopping.abort()
    await Promise.all(stops.map((stop) => stop()))
  }
}

async function noteMerged(tx: Db, rootId: string, now: Date): Promise<void> {
  await noteChanged(tx, await membersOf(tx, rootId), now)
}
