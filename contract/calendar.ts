import { z } from 'zod'

/** A season or feast of the shop's calendar, as the form builds it, the API takes it and the database keeps it. */

/** Feasts whose day is computed, country by country. */
export const feasts = [
  'valentines_day',
  'easter',
  'mothers_day',
  'fathers_day',
  'halloween',
  'thanksgiving',
  'black_friday',
  'christmas',
] as const
export type Feast = (typeof feasts)[number]

/** PostgreSQL keeps no NUL, and half a surrogate pair is no character. */
const text = (most: number) =>
  z
    .string()
    .trim()
    .min(1, 'is empty')
    .max(most)
    .refine((given) => !/\0|\p{Surrogate}/u.test(given), 'holds a character that is no text')

const MONTH_DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const monthDay = z
  .string()
  .regex(/^\d\d-\d\d$/, 'month and day, such as 12-24')
  .refine((given) => {
    const [month = 0, day = 0] = given.split('-').map(Number)
    return day >= 1 && day <= (MONTH_DAYS[month - 1] ?? 0)
  }, 'there is no such day')
const few = z.number().int().min(0).max(60)

export const calendarDays = z.discriminatedUnion('type', [
  /** Both included; from 12-20 until 01-06 goes over the new year. */
  z.strictObject({ type: z.literal('yearly'), from: monthDay, until: monthDay }),
  z
    .strictObject({ type: z.literal('dated'), from: z.iso.date(), until: z.iso.date() })
    .refine(({ from, until }) => from <= until, { path: ['until'], message: 'lies before its beginning' }),
  /** Around a feast, on its day in each country; nothing where it is not kept. */
  z.strictObject({
    type: z.literal('feast'),
    feast: z.enum(feasts),
    daysBefore: few,
    daysAfter: few,
  }),
])
export type CalendarDays = z.output<typeof calendarDays>

/** A hemisphere with its seasons, or a country. */
const region = z.union([
  z.enum(['north', 'south']),
  z.string().regex(/^[A-Z]{2}$/, 'north, south or an ISO 3166 code such as DE'),
])

export const calendarEntryInput = z.strictObject({
  name: z
    .string()
    .trim()
    .max(60)
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'small letters and digits with - between them, such as mothers-day'),
  /** As the shopper reads it, in each language. */
  title: z
    .record(z.string().regex(/^[a-z]{2,3}$/, 'a language such as en or de'), text(60))
    .refine((given) => Object.keys(given).length > 0, 'name it in one language at least'),
  /** Empty: everywhere. */
  regions: z.array(region).max(60).default([]),
  days: calendarDays,
  /** What to feature: a path or the beginning of one. */
  categories: z.array(text(200)).max(20).default([]),
  /** And what has these, such as season: winter. */
  attributes: z
    .record(text(60), text(60))
    .refine((given) => Object.keys(given).length <= 10)
    .default({}),
  live: z.boolean().default(true),
})
export type CalendarEntryInput = z.output<typeof calendarEntryInput>

export interface CalendarEntry extends CalendarEntryInput {
  entryId: string
  /** Came with the house; may be changed all the same. */
  readyMade: boolean
  /** Counts the changes: who saves names the one they have read. */
  rev: number
  updatedAt: string
  updatedBy: string | null
}
