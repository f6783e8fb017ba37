import { BadInput } from '../command.ts'

/** Reads a moment of time; null: the text is none. */
export type ReadMoment = (text: string) => Date | null

/**
 * A reader for the times of a file. `style`: `unix` (seconds), `unix-ms`, `iso`, a format such as
 * `DD/MM/YYYY HH:mm`, or undefined: ISO or unix, told by their looks. A time without a zone of its own is in
 * `zone`, an IANA name. Throws BadInput where style or zone is none.
 */
export function momentReader(style: string | undefined, zone: string): ReadMoment {
  const offsets = new ZoneOffsets(zone)
  const read = readerOf(style, offsets)
  const seen = new Map<string, Date | null>() // the lines of one order have one time
  return (text) => {
    const known = seen.get(text)
    if (known !== undefined) return known
    if (seen.size > 1000) seen.clear()
    const moment = valid(read(text.trim()))
    seen.set(text, moment)
    return moment
  }
}

function readerOf(style: string | undefined, zone: ZoneOffsets): ReadMoment {
  if (style === 'unix') return (text) => unix(text, 1000)
  if (style === 'unix-ms') return (text) => unix(text, 1)
  if (style === 'iso') return (text) => iso(text, zone)
  if (style === undefined) return (text) => byLooks(text) ?? iso(text, zone)
  return formatReader(style, zone)
}

function valid(moment: Date | null): Date | null {
  return moment === null || Number.isNaN(moment.getTime()) ? null : moment
}

function unix(text: string, factor: number): Date | null {
  return /^-?\d+(\.\d+)?$/.test(text) ? new Date(Math.round(Number(text) * factor)) : null
}

/** Seconds have 9 or 10 digits from 1973 to 2286, milliseconds 12 or 13, microseconds 15 or 16. */
function byLooks(text: string): Date | null {
  if (!/^\d+(\.\d+)?$/.test(text)) return null
  const digits = text.split('.')[0]?.length ?? 0
  const factor = { 9: 1000, 10: 1000, 12: 1, 13: 1, 15: 0.001, 16: 0.001 }[digits]
  return factor === undefined ? null : unix(text, factor)
}

const isoForm =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?$/i

function iso(text: string, zone: ZoneOffsets): Date | null {
  const match = isoForm.exec(text)
  if (!match) return null
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', offset] = match
  const ms = Number(fraction.padEnd(3, '0').slice(0, 3))
  return momentOf(
    { year: Number(year), month: Number(month), day: Number(day) },
    { hour: Number(hour), minute: Number(minute), second: Number(second), ms },
    offset,
    zone,
  )
}

interface Day {
  year: number
  month: number
  day: number
}
interface Clock {
  hour: number
  minute: number
  second: number
  ms: number
}

function momentOf(day: Day, clock: Clock, offset: string | undefined, zone: ZoneOffsets): Date | null {
  if (clock.hour > 23 || clock.minute > 59 || clock.second > 60) return null
  const date = new Date(Date.UTC(day.year, day.month - 1, day.day))
  if (date.getUTCMonth() !== day.month - 1 || date.getUTCDate() !== day.day) return null
  const local = date.getTime() + ((clock.hour * 60 + clock.minute) * 60 + clock.second) * 1000 + clock.ms
  return offset === undefined ? zone.momentOf(local) : new Date(local - offsetMs(offset))
}

function offsetMs(offset: string): number {
  if (/^(Z|UTC)$/i.test(offset)) return 0
  const digits = offset.replace(/\D/g, '')
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2))
  return (offset.startsWith('-') ? -1 : 1) * minutes * 60_000
}

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')

/** What each letter of a format stands for. */
const tokens: Record<string, string> = {
  YYYY: '(?<year>\\d{4})',
  YY: '(?<shortYear>\\d{2})',
  MMM: '(?<monthName>[A-Za-z]{3,9})',
  MM: '(?<month>\\d{2})',
  M: '(?<month>\\d{1,2})',
  DD: '(?<day>\\d{2})',
  D: '(?<day>\\d{1,2})',
  HH: '(?<hour>\\d{2})',
  H: '(?<hour>\\d{1,2})',
  hh: '(?<hour>\\d{2})',
  h: '(?<hour>\\d{1,2})',
  mm: '(?<minute>\\d{2})',
  ss: '(?<second>\\d{2})',
  SSS: '(?<ms>\\d{3})',
  A: '(?<half>[AaPp]\\.?[Mm]\\.?)',
  Z: '(?<offset>Z|UTC|[+-]\\d{2}:?\\d{2})',
}

function formatReader(format: string, zone: ZoneOffsets): ReadMoment {
  const pattern = patternOf(format)
  return (text) => {
    const groups = pattern.exec(text)?.groups
    if (!groups) return null
    const month = groups.monthName
      ? months.indexOf(groups.monthName.slice(0, 3).toLowerCase()) + 1
      : Number(groups.month)
    const year = groups.year ? Number(groups.year) : 2000 + Number(groups.shortYear)
    return momentOf(
      { year, month, day: Number(groups.day) },
      {
        hour: hourOf(Number(groups.hour ?? 0), groups.half),
        minute: Number(groups.minute ?? 0),
        second: Number(groups.second ?? 0),
        ms: Number(groups.ms ?? 0),
      },
      groups.offset,
      zone,
    )
  }
}

function hourOf(hour: number, half: string | undefined): number {
  if (half === undefined) return hour
  return (hour % 12) + (half.toLowerCase().startsWith('p') ? 12 : 0)
}

function patternOf(format: string): RegExp {
  const source = format.replace(
    /YYYY|YY|MMM|MM|M|DD|D|HH|H|hh|h|mm|ss|SSS|A|Z|[^A-Za-z]|[A-Za-z]/g,
    (part) => (part in tokens ? `${tokens[part]}` : part.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')),
  )
  try {
    const pattern = new RegExp(`^${source}$`)
    if (/<(year|shortYear)>/.test(source) && /<month/.test(source) && /<day>/.test(source)) return pattern
  } catch {
    // a part named twice: answered below
  }
  throw new BadInput(
    `--time is unix, unix-ms, iso, or a format with year, month and day such as "DD/MM/YYYY HH:mm", not "${format}"`,
  )
}

/** From the wall clock of a zone to moments. */
class ZoneOffsets {
  private readonly format: Intl.DateTimeFormat | null

  constructor(zone: string) {
    this.format = zone === 'UTC' ? null : formatOf(zone)
  }

  /** `local`: the wall clock's digits read as if they were UTC. An hour that occurs twice is taken as the first. */
  momentOf(local: number): Date {
    if (this.format === null) return new Date(local)
    const before = local - this.offsetAt(local - 86_400_000)
    const after = local - this.offsetAt(local + 86_400_000)
    const fits = [before, after].find((moment) => moment + this.offsetAt(moment) === local)
    return new Date(fits ?? before)
  }

  private offsetAt(moment: number): number {
    const part = new Map(this.format?.formatToParts(moment).map(({ type, value }) => [type, Number(value)]))
    const of = (name: Intl.DateTimeFormatPartTypes) => part.get(name) ?? 0
    const wall = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'))
    return wall - Math.floor(moment / 1000) * 1000
  }
}

function formatOf(zone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
  } catch {
    throw new BadInput(`--time-zone: there is no time zone "${zone}"; such as Europe/London`)
  }
}
