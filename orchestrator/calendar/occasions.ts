import type { CalendarDays, CalendarEntry } from '#contract/calendar.ts'
import { seasonOf } from '#domain/slots/index.ts'
import { addDays, type Day } from './day.ts'
import { feastDay } from './feast-days.ts'

/** One time that an entry of the calendar comes round somewhere. */
export interface Occasion {
  /** The year in which it begins: the same entry of another year is another occasion. */
  year: number
  from: Day
  until: Day
}

const JULY = 7

/** Whether an entry holds where this country lies. The tropics have neither a northern nor a southern summer. */
export function isFor({ regions }: Pick<CalendarEntry, 'regions'>, country: string): boolean {
  if (regions.length === 0 || regions.includes(country)) return true
  const july = seasonOf(country, JULY)
  return (july === 'summer' && regions.includes('north')) || (july === 'winter' && regions.includes('south'))
}

/** When these days come round in that country, of the times that begin in these years. */
export function occasionsIn(
  days: CalendarDays,
  country: string,
  { fromYear, toYear }: { fromYear: number; toYear: number },
): Occasion[] {
  const found: Occasion[] = []
  for (let year = fromYear; year <= toYear; year++) {
    const occasion = occasionOf(days, country, year)
    if (occasion) found.push(occasion)
  }
  return found
}

function occasionOf(days: CalendarDays, country: string, year: number): Occasion | null {
  switch (days.type) {
    case 'yearly': {
      const overNewYear = days.until < days.from
      return { year, from: dayIn(year, days.from), until: dayIn(overNewYear ? year + 1 : year, days.until) }
    }
    case 'dated':
      return Number(days.from.slice(0, 4)) === year ? { year, from: days.from, until: days.until } : null
    case 'feast': {
      const day = feastDay(days.feast, country, year)
      if (day === null) return null
      return { year, from: addDays(day, -days.daysBefore), until: addDays(day, days.daysAfter) }
    }
  }
}

/** A day of every year in one of them; the 29th of February is the 28th where there is none. */
function dayIn(year: number, monthDay: string): Day {
  const day = `${year}-${monthDay}`
  return monthDay === '02-29' && !isDay(day) ? `${year}-02-28` : day
}

const isDay = (day: string) => new Date(`${day}T00:00:00Z`).toISOString().startsWith(day)

/** The occasion that goes on in that country on a day, or begins within so many days; null: none. */
export function occasionOn(
  entry: Pick<CalendarEntry, 'regions' | 'days'>,
  country: string,
  day: Day,
  daysAhead = 0,
): Occasion | null {
  if (!isFor(entry, country)) return null
  const year = Number(day.slice(0, 4))
  const around = occasionsIn(entry.days, country, { fromYear: year - 1, toYear: year + 1 })
  const last = addDays(day, daysAhead)
  return around.find(({ from, until }) => from <= last && day <= until) ?? null
}
