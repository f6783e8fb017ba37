import { type Selectable, sql } from 'kysely'
import { type CalendarEntry, type CalendarEntryInput, calendarEntryInput } from '#contract/calendar.ts'
import { newId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import { type Db, inTransaction } from '#store/index.ts'
import { readyMadeCalendar } from './ready-made.ts'
import type { CalendarTables } from './tables.ts'

const tables = (db: Db) => db.withTables<CalendarTables>()

/** The whole calendar, by name. */
export async function listCalendar(db: Db): Promise<CalendarEntry[]> {
  const rows = await tables(db).selectFrom('calendar_entries').selectAll().orderBy('name').execute()
  return rows.map(toEntry)
}

export interface CalendarChange {
  /** The rev that was read; null for a new entry. */
  rev: number | null
  staffId: string | null
}

/**
 * A new entry, or one as it is to be from now on, by its name. Throws `bad-request` with one entry per wrong
 * field, and `conflict` where somebody else has changed it meanwhile.
 */
export async function saveCalendarEntry(
  db: Db,
  given: unknown,
  { rev, staffId }: CalendarChange,
  now: Date,
): Promise<CalendarEntry> {
  const parsed = calendarEntryInput.safeParse(given)
  if (!parsed.success) {
    const errors = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
    throw new Problem('bad-request', 'This entry of the calendar is not valid', { errors })
  }
  const row = toRow(parsed.data, staffId, now)
  const saved =
    rev === null
      ? await tables(db)
          .insertInto('calendar_entries')
          .values({ ...row, entry_id: newId('calendarEntry', now), ready_made: false, rev: 1 })
          .onConflict((conflict) => conflict.column('name').doNothing())
          .returningAll()
          .executeTakeFirst()
      : await tables(db)
          .updateTable('calendar_entries')
          .set({ ...row, rev: rev + 1 })
          .where('name', '=', row.name)
          .where('rev', '=', rev)
          .returningAll()
          .executeTakeFirst()
  if (saved) return toEntry(saved)
  throw rev === null
    ? new Problem('conflict', `There is an entry called ${row.name} already`)
    : new Problem('conflict', 'Somebody has changed this entry meanwhile: load it again')
}

/** Takes an entry out of the calendar. One that came with the house is switched off instead, and does not come back. */
export async function removeCalendarEntry(db: Db, name: string, now: Date): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    const off = await tables(tx)
      .updateTable('calendar_entries')
      .set({ live: false, updated_at: now, rev: sql<number>`rev + 1` })
      .where('name', '=', name)
      .where('ready_made', '=', true)
      .executeTakeFirst()
    if (off.numUpdatedRows > 0n) return true
    const gone = await tables(tx).deleteFrom('calendar_entries').where('name', '=', name).executeTakeFirst()
    return gone.numDeletedRows > 0n
  })
}

/** Puts the seasons and feasts there that every shop begins with; one that is there stays as it is. */
export async function addReadyMadeCalendar(db: Db, now: Date): Promise<void> {
  await tables(db)
    .insertInto('calendar_entries')
    .values(
      readyMadeCalendar.map((entry) => ({
        ...toRow(entry, null, now),
        entry_id: newId('calendarEntry', now),
        ready_made: true,
        rev: 1,
      })),
    )
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute()
}

function toRow(input: CalendarEntryInput, staffId: string | null, now: Date) {
  const { name, title, regions, days, categories, attributes, live } = input
  return {
    name,
    title: JSON.stringify(title),
    regions,
    days: JSON.stringify(days),
    categories,
    attributes: JSON.stringify(attributes),
    live,
    updated_at: now,
    updated_by: staffId,
  }
}

function toEntry(row: Selectable<CalendarTables['calendar_entries']>): CalendarEntry {
  const { name, title, regions, days, categories, attributes, live, rev } = row
  return {
    entryId: row.entry_id,
    name,
    title,
    regions,
    days,
    categories,
    attributes,
    live,
    readyMade: row.ready_made,
    rev,
    updatedAt: row.updated_at.toISOString(),
    updatedBy: row.updated_by,
  }
}
