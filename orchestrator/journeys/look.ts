import type { JourneyTrigger, TriggerType } from '#contract/journey-triggers.ts'
import type { JourneyDefinition } from '#contract/journeys.ts'
import type { Definitions } from './definitions.ts'
import { enterAll } from './enter.ts'
import type { JourneysDeps } from './journeys.ts'
import { type Cursor, type CursorMove, moveCursors } from './queries-cursors.ts'
import { type Stir, sourceOf, type TriggerSource } from './trigger-table.ts'

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

/**
 * Looks at the triggers that are worth it, and lets in whom they name. Answers how many entered, and how many
 * triggers failed. One that fails
 * keeps nobody else's from being looked at, and is tried again a minute later.
 */
export async function lookAtTriggers(
  deps: JourneysDeps,
  definitions: Definitions,
  cursors: readonly Cursor[],
  stirred: ReadonlySet<Stir>,
  now: Date,
): Promise<{ entered: number; failed: number }> {
  const ofVersion = await definitions.of(deps.db, cursors)
  const moves: CursorMove[] = []
  const all = { entered: 0, failed: 0 }
  for (const cursor of cursors) {
    const definition = ofVersion(cursor)
    const trigger = definition.triggers[cursor.place]
    if (!trigger) continue // the version has fewer: its cursors are about to be set
    const source = sourceOf(deps.triggers, trigger)
    if (!isWorthALook(cursor, source.wakes, stirred, now)) continue
    try {
      const looked = await lookAt(deps, { cursor, definition, trigger, source }, now)
      all.entered += looked.entered
      moves.push(looked.move)
    } catch (error) {
      all.failed++
      deps.log.error({ error, journey: cursor.name, step: 'journeys' }, 'a trigger could not be looked at')
      moves.push({ ...cursor, mark: null, lookAt: new Date(now.getTime() + MINUTE_MS) })
    }
  }
  await moveCursors(deps.db, moves)
  return all
}

interface Look {
  cursor: Cursor
  definition: JourneyDefinition
  trigger: JourneyTrigger
  source: TriggerSource<TriggerType>
}

async function lookAt(
  deps: JourneysDeps,
  { cursor, definition, trigger, source }: Look,
  now: Date,
): Promise<{ entered: number; move: CursorMove }> {
  const { db } = deps
  const door = { journey: { definition, version: cursor.version }, trigger: cursor.place }
  const mark = (await source.mark?.(db)) ?? null
  const isDue = cursor.lookAt !== null && cursor.lookAt <= now
  let entered = 0
  if (isDue || mark === null || mark !== cursor.mark) {
    const since = new Date(cursor.lookedUntil.getTime() - OVERLAP_MS)
    for (let after: string | null = null; ; ) {
      const found = await source.find(db, { trigger, since, until: now, after, limit: PAGE }, now)
      const last = found.at(-1)
      if (!last) break // a page that is not full may be followed by one all the same
      entered += await enterAll(deps, door, found, now)
      after = last.customerId
    }
  }
  const next = (await source.nextAt?.(db, trigger, now)) ?? null
  const at = earlier(next && next > now ? next : null, nextRound(now, source.everyMinutes))
  const { name, place } = cursor
  return { entered, move: { name, place, lookedUntil: now, lookAt: at, mark } }
}

/** The next full so-many minutes of the clock, so that all triggers of one pace are looked at in one round. */
function nextRound(now: Date, everyMinutes: number): Date {
  const every = everyMinutes * MINUTE_MS
  return new Date((Math.floor(now.getTime() / every) + 1) * every)
}

const earlier = (a: Date | null, b: Date): Date => (a && a < b ? a : b)
