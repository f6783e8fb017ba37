import type { CalendarEntry } from '#contract/calendar.ts'
import type { CalendarOccasion, CalendarPage, CalendarRow, ReleaseRow } from '#contract/staff-calendar.ts'
import { liveSegments, ruleFields } from '#domain/segments/index.ts'
import { listReleases, type Release } from '#knowledge/catalog/index.ts'
import { type Journey, listCalendar, occasionOn } from '#orchestrator/index.ts'
import type { House } from '../house.ts'
import { staffNames } from './names.ts'

/** The calendar as it comes round in a month in a country, and what goes on sale. */
export async function readCalendar(
  { db, journeys }: House,
  { month, country }: { month: string; country: string },
  now: Date,
): Promise<CalendarPage> {
  const entries = await listCalendar(db)
  const all = await journeys.list()
  const nameOf = await staffNames(db)
  const segments = await liveSegments(db)
  const { tiers } = await ruleFields(db, now)
  return {
    month,
    country,
    entries: entries.map(
      (entry): CalendarRow => ({
        ...entry,
        updatedByName: nameOf(entry.updatedBy),
        journeys: usersOf(entry, all),
      }),
    ),
    occasions: entries.flatMap((entry) => (entry.live ? occasionsOf(entry, country, month) : [])),
    releases: (await listReleases(db, new Date(`${month}-01T00:00:00Z`))).map(toRow),
    segments: segments.map(({ segmentId, name }) => ({ segmentId, name })),
    tiers,
  }
}

function usersOf({ name, live }: CalendarEntry, journeys: readonly Journey[]) {
  return journeys.flatMap(({ name: journey, definition }) => {
    const begins = definition.triggers.some(
      (trigger) => trigger.type === 'calendar' && (trigger.entries ? trigger.entries.includes(name) : live),
    )
    return begins ? [{ name: journey, title: definition.title }] : []
  })
}

/** Every time that it goes on within the month, once. */
function occasionsOf(entry: CalendarEntry, country: string, month: string): CalendarOccasion[] {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const days = new Date(Date.UTC(year, number, 0)).getUTCDate()
  const found = new Map<string, CalendarOccasion>()
  for (let day = 1; day <= days; day++) {
    const occasion = occasionOn(entry, country, `${month}-${String(day).padStart(2, '0')}`)
    if (occasion) found.set(occasion.from, { name: entry.name, from: occasion.from, until: occasion.until })
  }
  return [...found.values()]
}

function toRow({ productId, title, releaseAt, early, saidBy }: Release): ReleaseRow {
  return {
    productId,
    title,
    releaseAt: releaseAt?.toISOString() ?? null,
    early: early && { from: early.from.toISOString(), segmentIds: early.segmentIds, tiers: early.tiers },
    saidBy,
  }
}
