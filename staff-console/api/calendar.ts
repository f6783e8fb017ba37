import type { CalendarEntryInput } from '#contract/calendar.ts'
import type { CalendarPage } from '#contract/staff-calendar.ts'
import { request } from './http.ts'

export function readCalendar(month: string, country: string): Promise<CalendarPage> {
  return request('GET', `/api/calendar?${new URLSearchParams({ month, country })}`)
}

/** Adds an entry, or writes the one that was read as `rev` anew. */
export function saveEntry(entry: CalendarEntryInput, rev: number | null): Promise<{ name: string }> {
  return rev === null
    ? request('POST', '/api/calendar', entry)
    : request('PUT', `/api/calendar/${encodeURIComponent(entry.name)}`, { entry, rev })
}

export function removeEntry(name: string): Promise<null> {
  return request('DELETE', `/api/calendar/${encodeURIComponent(name)}`)
}

export interface ReleaseInput {
  productIds: string[]
  releaseAt: string | null
  early: { from: string; segmentIds: string[]; tiers: string[] } | null
}

export function saveReleases(input: ReleaseInput): Promise<null> {
  return request('PUT', '/api/releases', input)
}

export function dropRelease(productId: string): Promise<null> {
  return request('DELETE', `/api/releases/${encodeURIComponent(productId)}`)
}
