import { z } from 'zod'
import { type CalendarEntry, calendarEntryInput } from './calendar.ts'

/** JSON of `/api/calendar` and `/api/releases`: what comes round when, and what goes on sale when. */
export interface CalendarRow extends CalendarEntry {
  updatedByName: string | null
  /** Journeys that begin by it: those that name it, and those that take every entry that is on. */
  journeys: { name: string; title: string }[]
}

/** A time that an entry comes round in the month, where the asked country lies. */
export interface CalendarOccasion {
  name: string
  from: string
  until: string
}

export interface ReleaseRow {
  productId: string
  title: string
  /** null: it is on sale. */
  releaseAt: string | null
  early: { from: string; segmentIds: string[]; tiers: string[] } | null
  saidBy: 'feed' | 'staff'
}

/** `GET /api/calendar` */
export interface CalendarPage {
  /** `2026-11` */
  month: string
  country: string
  entries: CalendarRow[]
  occasions: CalendarOccasion[]
  releases: ReleaseRow[]
  segments: { segmentId: string; name: string }[]
  tiers: string[]
}

export const changedEntryInput = z.strictObject({ entry: calendarEntryInput, rev: z.number().int().min(1) })
