import { type Selectable, sql } from 'kysely'
import { type Db, storableJson } from '#store/index.ts'
import type { JourneyCursorTable } from './tables.ts'

/** How far a trigger of a journey that is on has been looked at. */
export interface Cursor {
  name: string
  /** The version that people enter now. */
  version: number
  /** Of the trigger in the definition. */
  place: number
  lookedUntil: Date
  lookAt: Date | null
  mark: string | null
}

export interface RoundStart {
  /** Of every journey that is on. */
  cursors: Cursor[]
  /** Somebody's time has come. */
  someDue: boolean
}

type Row = Selectable<JourneyCursorTable> & { version: number; some_due: boolean }

/** All that a round must know to see that there is nothing to do, in one statement. */
export async function startRound(db: Db, now: Date): Promise<RoundStart> {
  const { rows } = await sql<Row | { name: null; some_due: boolean }>`
    select c.name, c.place, c.looked_until, c.look_at, c.mark, j.version, due.some_due
    from (select exists (select 1 from journey_entries e join journeys o on o.name = e.journey and o.status = 'on'
      where e.state = 'waiting' and e.wake_at <= ${now}) as some_due) due
    left join (journeys j join journey_cursors c on c.name = j.name) on j.status = 'on'
    order by c.name, c.place`.execute(db)
  return {
    someDue: rows[0]?.some_due ?? false,
    cursors: rows.flatMap((row) => (row.name === null ? [] : [cursorFrom(row)])),
  }
}

function cursorFrom(row: Row): Cursor {
  const { name, version, place, mark } = row
  return { name, version, place, mark, lookedUntil: row.looked_until, lookAt: row.look_at }
}

/** When somebody's time comes, or a trigger is to be looked at again. */
export async function nextDueAt(db: Db): Promise<Date | null> {
  const { rows } = await sql<{ next: Date | null }>`select least(
    (select min(e.wake_at) from journey_entries e join journeys j on j.name = e.journey and j.status = 'on'
      where e.state = 'waiting'),
    (select min(c.look_at) from journey_cursors c join journeys j on j.name = c.name and j.status = 'on')
    ) as next`.execute(db)
  return rows[0]?.next ?? null
}

export interface CursorMove {
  name: string
  place: number
  lookedUntil: Date
  lookAt: Date | null
  mark: string | null
}

/** These triggers were looked at until then. Two who looked at the same time leave the later of both. */
export async function moveCursors(db: Db, moves: readonly CursorMove[]): Promise<void> {
  if (moves.length === 0) return
  const json = storableJson(
    moves.map(({ name, place, lookedUntil, lookAt, mark }) => ({
      name,
      place,
      looked_until: lookedUntil,
      look_at: lookAt,
      mark,
    })),
  )
  await sql`update journey_cursors c set looked_until = greatest(c.looked_until, g.looked_until),
      look_at = g.look_at, mark = g.mark
    from jsonb_populate_recordset(null::journey_cursors, ${json}::jsonb) g
    where c.name = g.name and c.place = g.place`.execute(db)
}

/** A cursor for each trigger of the present version: those that are there go on from where they are. */
export async function setCursors(tx: Db, name: string, triggers: number, from: Date): Promise<void> {
  await sql`delete from journey_cursors where name = ${name} and place >= ${triggers}`.execute(tx)
  await sql`insert into journey_cursors (name, place, looked_until, look_at, mark)
    select ${name}::text, place, ${from}::timestamptz, ${from}::timestamptz, null
    from generate_series(0, ${triggers}::integer - 1) place
    on conflict (name, place) do nothing`.execute(tx)
}

/** What happened before this lets nobody in any more. */
export async function restartCursors(tx: Db, name: string, triggers: number, from: Date): Promise<void> {
  await sql`delete from journey_cursors where name = ${name}`.execute(tx)
  await setCursors(tx, name, triggers, from)
}

/** Whatever the triggers were looked at for is another now: all of them are looked at in the next round. */
export async function lookAnew(tx: Db, name: string, now: Date): Promise<void> {
  await sql`update journey_cursors set look_at = ${now}, mark = null where name = ${name}`.execute(tx)
}
