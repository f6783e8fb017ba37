import type { SourceView } from '#contract/staff-sources.ts'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
/** A source shows its rhythm once it has sent on so many days. */
const LEAST_DAYS = 3
/** Quiet nights are no silence: later than this many usual gaps, and than this long, is. */
const GAPS = 4
const LEAST_SILENCE_MS = 6 * HOUR_MS

export interface Rhythm {
  state: 'on_time' | 'late' | 'new'
  /** Events a day, over the days since the first of the last 14. */
  aDay: number
  /** The usual time between two events. */
  gapMs: number
}

/**
 * How often a source sends, by its last whole days, and whether it is silent for longer than fits that. A source
 * that sends on few days only is late after four of its usual gaps of days.
 */
export function rhythmOf(source: Pick<SourceView, 'lastAt' | 'days'>, now: Date): Rhythm {
  const today = now.toISOString().slice(0, 10)
  const from = new Date(now.getTime() - 14 * DAY_MS).toISOString().slice(0, 10)
  const whole = source.days.filter(({ day }) => day < today && day >= from)
  const first = whole.reduce((least, { day }) => (day < least ? day : least), today)
  const span = Math.round((Date.parse(today) - Date.parse(first)) / DAY_MS)
  const events = whole.reduce(
    (sum, { stored, duplicates, refused }) => sum + stored + duplicates + refused,
    0,
  )
  const aDay = span === 0 ? 0 : events / span
  if (whole.length < LEAST_DAYS) return { state: 'new', aDay, gapMs: 0 }
  // events of one day come in a bunch: a source of three days in fourteen is expected every five, not every hour
  const gapMs = Math.max(DAY_MS / aDay, whole.length < span ? (span / whole.length) * DAY_MS : 0)
  const silence = now.getTime() - Date.parse(source.lastAt)
  const late = silence > Math.max(LEAST_SILENCE_MS, GAPS * gapMs)
  return { state: late ? 'late' : 'on_time', aDay, gapMs }
}

/** The last 30 days without gaps, oldest first. */
export function filledDays(days: SourceView['days'], now: Date): SourceView['days'] {
  const known = new Map(days.map((day) => [day.day, day]))
  return Array.from({ length: 30 }, (_, at) => {
    const day = new Date(now.getTime() - (29 - at) * DAY_MS).toISOString().slice(0, 10)
    return known.get(day) ?? { day, stored: 0, duplicates: 0, refused: 0 }
  })
}
