import { readerLocale } from '../look/time.ts'

const pad = (value: number) => String(value).padStart(2, '0')

/** `2026-11` where the reader is. */
export const thisMonth = (now: Date) => `${now.getFullYear()}-${pad(now.getMonth() + 1)}`

export function shifted(month: string, by: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const at = new Date(Date.UTC(year, number - 1 + by, 1))
  return `${at.getUTCFullYear()}-${pad(at.getUTCMonth() + 1)}`
}

const named = new Intl.DateTimeFormat(readerLocale, { month: 'long', year: 'numeric', timeZone: 'UTC' })
export const monthName = (month: string) => named.format(new Date(`${month}-01T00:00:00Z`))

/** The days of a month in weeks that begin on Monday; null before its first and after its last. */
export function weeksOf(month: string): (string | null)[][] {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const count = new Date(Date.UTC(year, number, 0)).getUTCDate()
  const lead = (new Date(Date.UTC(year, number - 1, 1)).getUTCDay() + 6) % 7
  const cells: (string | null)[] = [
    ...Array.from({ length: lead }, () => null),
    ...Array.from({ length: count }, (_, day) => `${month}-${pad(day + 1)}`),
  ]
  while (cells.length % 7 > 0) cells.push(null)
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7))
}

/** The day of a moment where the reader is. */
export function dayOf(at: string): string {
  const date = new Date(at)
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`
}

const codes = [
  'US',
  'GB',
  'DE',
  'FR',
  'AT',
  'CH',
  'NL',
  'BE',
  'ES',
  'IT',
  'SE',
  'DK',
  'NO',
  'FI',
  'PL',
  'GR',
  'IE',
  'CA',
  'MX',
  'BR',
  'AU',
  'NZ',
  'ZA',
  'JP',
]
const regionNames = new Intl.DisplayNames('en', { type: 'region' })
export const countryName = (code: string) => regionNames.of(code) ?? code

/** Countries to look at the calendar from. */
export const countries: readonly (readonly [string, string])[] = codes.map((code) => [
  code,
  countryName(code),
])
