import type { CalendarDays, CalendarEntryInput } from '#contract/calendar.ts'
import { texts } from '../texts.ts'
import { countryName } from './months.ts'

const words = texts.calendar

export const titleOf = ({ title, name }: Pick<CalendarEntryInput, 'title' | 'name'>): string =>
  title.en ?? Object.values(title)[0] ?? name

export function daysWords(days: CalendarDays): string {
  if (days.type === 'feast')
    return words.days.feast(words.feasts[days.feast], days.daysBefore, days.daysAfter)
  return words.days[days.type](days.from, days.until)
}

export function regionsWords(regions: readonly string[]): string {
  if (regions.length === 0) return words.everywhere
  return regions
    .map((region) => (region === 'north' || region === 'south' ? words.regions[region] : countryName(region)))
    .join(', ')
}
