import { nextOffset, offsetAt } from './zone-offsets.ts'

/** Hours of a day in a zone, from (with) until (without). From 20 until 2 goes over midnight. */
export interface HoursOfDay {
  from: number
  until: number
}

export interface QuietInput {
  /** Where somebody may be: every one of them must be inside. At least one. */
  zones: readonly string[]
  /** Of law and shop: all must be kept. None: any hour will do. */
  windows: readonly HoursOfDay[]
  now: Date
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** Windows that do not meet within these days never meet, as far as a message is concerned. */
const SEARCHED_DAYS = 8

/**
 * When we may speak: null: now. A date: the first instant at which every zone's clock is inside every window.
 * 'never': there is none in the next eight days. Throws RangeError for a zone that does not exist.
 */
export function quietUntil({ zones, windows, now }: QuietInput): Date | null | 'never' {
  if (zones.length === 0) throw new Error('quiet hours were asked without a zone')
  if (windows.some(({ from, until }) => from === until)) return 'never'
  const start = now.getTime()
  const opens = firstOpen(zones, windows, start)
  if (opens === null) return 'never'
  return opens === start ? null : new Date(opens)
}

/** Each window sends the search on to its own next opening, until one instant suits them all. */
function firstOpen(zones: readonly string[], windows: readonly HoursOfDay[], start: number): number | null {
  const end = start + SEARCHED_DAYS * DAY
  let at = start
  let settled: number
  do {
    settled = at
    for (const window of windows) for (const zone of zones) at = openingFrom(zone, window, at)
    if (at > end) return null
  } while (at !== settled)
  return at
}

/** The first instant at or after `at` at which this zone's clock is inside; a change of the clock may open it. */
function openingFrom(zone: string, { from, until }: HoursOfDay, at: number): number {
  const wall = at + offsetAt(zone, at)
  const sinceMidnight = wall - Math.floor(wall / DAY) * DAY
  const sinceOpening = (sinceMidnight - from * HOUR + DAY) % DAY
  const length = ((until - from + 24) % 24 || 24) * HOUR
  if (sinceOpening < length) return at
  const opens = at + DAY - sinceOpening
  const change = nextOffset(zone, at)
  return change !== null && change <= opens ? openingFrom(zone, { from, until }, change) : opens
}
