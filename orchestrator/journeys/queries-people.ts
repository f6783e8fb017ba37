import { type Selectable, sql } from 'kysely'
import type { Db } from '#store/index.ts'
import type { JourneyEntry } from './entry.ts'
import { entryFrom } from './queries-entries.ts'
import type { JourneyEntryTable } from './tables.ts'

export interface PeopleAsked {
  state: JourneyEntry['state']
  /** Where the page before ended; null: from the latest. */
  after: { enteredAt: Date; entryId: string } | null
  limit: number
}

/** The ways through a journey that stand so, the latest begun first. */
export async function listEntries(db: Db, name: string, asked: PeopleAsked): Promise<JourneyEntry[]> {
  const { state, after, limit } = asked
  const { rows } = await sql<Selectable<JourneyEntryTable>>`select * from journey_entries
    where journey = ${name} and state = ${state}
      and (${after === null} or (entered_at, entry_id)
        < (${after?.enteredAt ?? null}::timestamptz, ${after?.entryId ?? null}::text))
    order by entered_at desc, entry_id desc limit ${limit}`.execute(db)
  return rows.map(entryFrom)
}

/** null: there is no such way through this journey. */
export async function findEntry(db: Db, name: string, entryId: string): Promise<JourneyEntry | null> {
  const { rows } = await sql<Selectable<JourneyEntryTable>>`select * from journey_entries
    where journey = ${name} and entry_id = ${entryId}`.execute(db)
  return rows[0] ? entryFrom(rows[0]) : null
}
