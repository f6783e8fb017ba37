import type { Definitions } from './definitions.ts'
import { enterAll } from './enter.ts'
import type { JourneysDeps } from './journeys.ts'
import { type Cursor, moveCursor } from './queries-cursors.ts'
import { type Stir, sourceOf } from './trigger-table.ts'

/** People a trigger names at a time. */
const PAGE = 500
/** What was written by a transaction that took its time is looked for this long after. */
const OVERLAP_MS = 5 * 60_000
const MINUTE_MS = 60_000

/** Whether a trigger is worth a look: its time has come, or what stirs it has happened. */
function isWorthALook(
  cursor: Cursor,
  wakes: ReadonlySet<Stir>,
  stirred: ReadonlySet<Stir>,
  now: Date,
): boolean {
  if (cursor.lookAt !== null && cursor.lookAt <= now) return true
  return [...wakes].some((stir) => stirred.has(stir))
}

/** Looks at the triggers that are worth it, and lets in whom they name. Answers how many entered. */
export async function lookAtTriggers(
  deps: JourneysDeps,
  definitions: Definitions,
  cursors: readonly Cursor[],
  stirred: ReadonlySet<Stir>,
  now: Date,
): Promise<number> {
  const ofVersion = await definitions.of(deps.db, cursors)
  let entered = 0
  for (const cursor of cursors) {
    const definition = ofVersion(cursor)
    const trigger = definition.triggers[cursor.place]
    if (!trigger) continue // the version has fewer: its cursors are about to be set
    const source = sourceOf(deps.triggers, trigger)
    if (!isWorthALook(cursor, source.wakes, stirred, now)) continue
    const door = { journey: { definition, version: cursor.version }, trigger: cursor.place }
    const mark = (await source.mark?.(deps.db)) ?? null
    const isDue = cursor.lookAt !== null && cursor.lookAt <= now
    if (isDue || mark === null || mark !== cursor.mark) {
      const since = new Date(cursor.lookedUntil.getTime() - OVERLAP_MS)
      for (let after: string | null = null; ; ) {
        const found = await source.find(deps.db, { trigger, since, until: now, after, limit: PAGE }, now)
        const last = found.at(-1)
        if (!last) break // a page that is not full may be followed by one all the same
        entered += await enterAll(deps, door, found, now)
        after = last.customerId
      }
    }
    const next = (await source.nextAt?.(deps.db, trigger, now)) ?? null
    const lookAt = earlier(next && next > now ? next : null, nextRound(now, source.everyMinutes))
    await moveCursor(deps.db, cursor, { lookedUntil: now, lookAt, mark })
  }
  return entered
}

/** The next full so-many minutes of the clock, so that all triggers of one pace are looked at in one round. */
function nextRound(now: Date, everyMinutes: number): Date {
  const every = everyMinutes * MINUTE_MS
  return new Date((Math.floor(now.getTime() / every) + 1) * every)
}

const earlier = (a: Date | null, b: Date): Date => (a && a < b ? a : b)
