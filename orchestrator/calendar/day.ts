/** A calendar day, as 2026-12-24: compared as text, and the same in every zone. */
export type Day = string

const DAY_MS = 86_400_000

export const dayFrom = (year: number, month: number, day: number): Day =>
  new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10)

export function addDays(day: Day, count: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10)
}

/** The nth such weekday of a month, 0 for Sunday; the last one for -1. */
export function nthWeekday(year: number, month: number, weekday: number, nth: number): Day {
  if (nth > 0) {
    const first = new Date(Date.UTC(year, month - 1, 1)).getUTCDay()
    return dayFrom(year, month, 1 + ((weekday - first + 7) % 7) + (nth - 1) * 7)
  }
  const last = new Date(Date.UTC(year, month, 0))
  return dayFrom(year, month, last.getUTCDate() - ((last.getUTCDay() - weekday + 7) % 7))
}
