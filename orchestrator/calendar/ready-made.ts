import type { CalendarDays, CalendarEntryInput, Feast } from '#contract/calendar.ts'

type Titles = Record<string, string>

const yearly = (
  name: string,
  title: Titles,
  regions: string[],
  from: string,
  until: string,
  more: Partial<CalendarEntryInput> = {},
): CalendarEntryInput => entry(name, title, regions, { type: 'yearly', from, until }, more)

const feast = (
  name: Feast,
  title: Titles,
  daysBefore: number,
  daysAfter = 0,
  regions: string[] = [],
): CalendarEntryInput =>
  entry(name.replaceAll('_', '-'), title, regions, { type: 'feast', feast: name, daysBefore, daysAfter })

function entry(
  name: string,
  title: Titles,
  regions: string[],
  days: CalendarDays,
  more: Partial<CalendarEntryInput> = {},
): CalendarEntryInput {
  return { name, title, regions, days, categories: [], attributes: {}, live: true, ...more }
}

const spring = { en: 'Spring', de: 'Frühling' }
const summer = { en: 'Summer', de: 'Sommer' }
const autumn = { en: 'Autumn', de: 'Herbst' }
const winter = { en: 'Winter', de: 'Winter' }
const term = { en: 'Back to school', de: 'Schulanfang' }

/**
 * The calendar a shop begins with: the four seasons of either half of the world, by whole months as
 * meteorologists count, and the feasts that people buy for. Which goods each of them features is the shop's to say.
 */
export const readyMadeCalendar: CalendarEntryInput[] = [
  yearly('spring', spring, ['north'], '03-01', '05-31', { attributes: { season: 'spring' } }),
  yearly('summer', summer, ['north'], '06-01', '08-31', { attributes: { season: 'summer' } }),
  yearly('autumn', autumn, ['north'], '09-01', '11-30', { attributes: { season: 'autumn' } }),
  yearly('winter', winter, ['north'], '12-01', '02-29', { attributes: { season: 'winter' } }),
  yearly('southern-spring', spring, ['south'], '09-01', '11-30', { attributes: { season: 'spring' } }),
  yearly('southern-summer', summer, ['south'], '12-01', '02-29', { attributes: { season: 'summer' } }),
  yearly('southern-autumn', autumn, ['south'], '03-01', '05-31', { attributes: { season: 'autumn' } }),
  yearly('southern-winter', winter, ['south'], '06-01', '08-31', { attributes: { season: 'winter' } }),
  yearly('back-to-school', term, ['US', 'CA', 'GB', 'IE'], '08-01', '09-05'),
  yearly('southern-back-to-school', term, ['AU', 'NZ'], '01-10', '02-05'),
  feast('valentines_day', { en: 'Valentine’s Day', de: 'Valentinstag' }, 12),
  feast('easter', { en: 'Easter', de: 'Ostern' }, 14),
  feast('mothers_day', { en: 'Mother’s Day', de: 'Muttertag' }, 14),
  feast('fathers_day', { en: 'Father’s Day', de: 'Vatertag' }, 14),
  feast('halloween', { en: 'Halloween', de: 'Halloween' }, 14),
  feast('thanksgiving', { en: 'Thanksgiving', de: 'Thanksgiving' }, 10),
  feast('black_friday', { en: 'Black Friday', de: 'Black Friday' }, 3, 3),
  feast('christmas', { en: 'Christmas', de: 'Weihnachten' }, 28),
]
