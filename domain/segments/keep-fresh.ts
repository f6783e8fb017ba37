import { Problem } from '#contract/problem.ts'
import { type Db, inTransaction, lock } from '#store/index.ts'
import { liveSegments, madeReadyMade, saveSegment } from './queries.ts'
import { latestRun } from './queries-models.ts'
import { notesWaiting, refreshChanged } from './queries-refresh.ts'
import { readyMadeSegments } from './ready-made.ts'
import type { MembershipChange } from './segments.ts'
import { type TrainingOptions, trainPredictions } from './train.ts'

/** A round ends, whatever comes in meanwhile. */
const MOST_BATCHES = 10

/**
 * Works off the notes that are there, batch by batch. Answers who came into a segment and who left; `onNoted` is
 * told of each batch to whom something had happened, when it is committed, and is waited for.
 */
export async function refreshWaiting(
  db: Db,
  now: Date,
  atOnce?: number,
  onNoted?: (customerIds: readonly string[]) => Promise<void>,
): Promise<MembershipChange[]> {
  const changes: MembershipChange[] = []
  for (let batch = 0; batch < MOST_BATCHES; batch++) {
    const done = await refreshChanged(db, now, atOnce)
    for (const change of done.changes) changes.push(change)
    if (done.noted.length > 0) await onNoted?.(done.noted)
    if (!done.worked) break
    await new Promise((resolve) => setImmediate(resolve)) // timers and sockets have their turn
  }
  return changes
}

/** Makes the ready-made segments that this shop never had; a name that the shop has taken itself is left. */
export function addReadyMadeSegments(db: Db, now: Date): Promise<void> {
  return inTransaction(db, async (tx) => {
    await lock(tx, 'budget', 'segment rules')
    const made = await madeReadyMade(tx)
    const taken = new Set((await liveSegments(tx)).map(({ name }) => name.toLowerCase()))
    for (const { key, ...input } of readyMadeSegments)
      if (!made.has(key) && !taken.has(input.name.toLowerCase()))
        await saveSegment(tx, { ...input, readyMade: key }, null, now)
  })
}

/** Training begins at this hour, UTC. */
const TRAINING_HOUR = 3
/** So many notes wait in the middle of an import: training would only be in its way. */
const BUSY_NOTES = 1000

/**
 * Trains where nobody has since the last time that it was three at night, UTC; at once where nobody ever has. Waits while
 * an import is under way.
 * Answers whether it did. Ends quietly when the signal says so, and counts as not done then.
 */
export async function trainWhenDue(db: Db, now: Date, options: TrainingOptions = {}): Promise<boolean> {
  const night = new Date(now)
  night.setUTCHours(TRAINING_HOUR, 0, 0, 0)
  if (night > now) night.setUTCDate(night.getUTCDate() - 1)
  const last = await latestRun(db)
  if (last && last.startedAt >= night) return false
  if ((await notesWaiting(db, BUSY_NOTES)) >= BUSY_NOTES) return false
  try {
    await trainPredictions(db, now, options)
    return true
  } catch (error) {
    const elsewhere = error instanceof Problem && error.kind === 'conflict'
    if (elsewhere || options.signal?.aborted) return false
    throw error
  }
}
