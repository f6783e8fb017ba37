import type { Feast } from '#contract/calendar.ts'
import { addDays, type Day, dayFrom, nthWeekday } from './day.ts'

type Rule = (year: number) => Day

const SUNDAY = 0
const MONDAY = 1
const THURSDAY = 4
const FEBRUARY = 2
const MARCH = 3
const MAY = 5
const JUNE = 6

/** Easter Sunday of the western churches, by Meeus, Astronomical Algorithms (1991), chapter 8. */
export function easter(year: number): Day {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const f = Math.floor((b + 8) / 25)
  const g = Math.floor((b - f + 1) / 3)
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const n = h + l - 7 * m + 114
  return dayFrom(year, Math.floor(n / 31), (n % 31) + 1)
}

/** Of the eastern churches: the same source; the Julian day, 13 days later in the years 1900 to 2099. */
export function orthodoxEaster(year: number): Day {
  const d = (19 * (year % 19) + 15) % 30
  const e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
  const n = d + e + 114
  return addDays(dayFrom(year, Math.floor(n / 31), (n % 31) + 1), 13)
}

const nth =
  (month: number, weekday: number, count: number): Rule =>
  (year) =>
    nthWeekday(year, month, weekday, count)
const fixed =
  (month: number, day: number): Rule =>
  (year) =>
    dayFrom(year, month, day)

/** Rules by the countries that keep them. A country that is not named keeps no such day that we know of. */
function byCountry(...rules: [countries: string, rule: Rule][]): ReadonlyMap<string, Rule> {
  return new Map(rules.flatMap(([countries, rule]) => countries.split(' ').map((code) => [code, rule])))
}

const mothersDay = byCountry(
  [
    'AT AU BE BR CA CH CL CO CY CZ DE DK EC EE FI GR HR IN IS IT JP LV MT MY NL NZ PE SG SK TR TW US ZA',
    nth(MAY, SUNDAY, 2),
  ],
  ['ES HU LT PT RO', nth(MAY, SUNDAY, 1)],
  ['GB IE', (year) => addDays(easter(year), -21)],
  ['SE', nth(MAY, SUNDAY, -1)],
  ['NO', nth(FEBRUARY, SUNDAY, 2)],
  ['AR', nth(10, SUNDAY, 3)],
  ['PL', fixed(MAY, 26)],
  ['MX', fixed(MAY, 10)],
  ['BG', fixed(MARCH, 8)],
  ['SI', fixed(MARCH, 25)],
  // the last Sunday of May, or a week later where that is Whit Sunday
  [
    'FR',
    (year) => {
      const last = nthWeekday(year, MAY, SUNDAY, -1)
      return last === addDays(easter(year), 49) ? addDays(last, 7) : last
    },
  ],
)

const fathersDay = byCountry(
  ['AR CA CL CO CY CZ FR GB GR HU IE IN JP MT MX MY NL PE SG SK TR US ZA', nth(JUNE, SUNDAY, 3)],
  ['AT BE', nth(JUNE, SUNDAY, 2)],
  ['CH LT', nth(JUNE, SUNDAY, 1)],
  ['DE', (year) => addDays(easter(year), 39)],
  ['ES HR IT PT', fixed(MARCH, 19)],
  ['AU NZ', nth(9, SUNDAY, 1)],
  ['BR', nth(8, SUNDAY, 2)],
  ['EE FI IS NO SE', nth(11, SUNDAY, 2)],
  ['DK', fixed(JUNE, 5)],
  ['PL', fixed(JUNE, 23)],
  ['LU', nth(10, SUNDAY, 1)],
)

const thanksgivingOfUs = nth(11, THURSDAY, 4)
const thanksgiving = byCountry(['US', thanksgivingOfUs], ['CA', nth(10, MONDAY, 2)])
const blackFriday = byCountry([
  'AT AU BE BR CA CH DE DK ES FI FR GB IE IT MX NL NO NZ PL PT SE US ZA',
  (year) => addDays(thanksgivingOfUs(year), 1),
])
const halloween = byCountry(['AU CA GB IE NZ US', fixed(10, 31)])
const easternEaster = new Set('BG BY CY GE GR MD ME MK RO RS RU UA'.split(' '))

/** The day of a feast in that country; null: it is not kept there, or we do not know when. */
export function feastDay(feast: Feast, country: string, year: number): Day | null {
  switch (feast) {
    case 'easter':
      return easternEaster.has(country) ? orthodoxEaster(year) : easter(year)
    case 'mothers_day':
      return mothersDay.get(country)?.(year) ?? null
    case 'fathers_day':
      return fathersDay.get(country)?.(year) ?? null
    case 'thanksgiving':
      return thanksgiving.get(country)?.(year) ?? null
    case 'black_friday':
      return blackFriday.get(country)?.(year) ?? null
    case 'halloween':
      return halloween.get(country)?.(year) ?? null
    case 'valentines_day':
      return dayFrom(year, FEBRUARY, 14)
    case 'christmas':
      return dayFrom(year, 12, 25)
  }
}
