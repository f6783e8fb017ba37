import { BadInput } from '../command.ts'
import type { ReadMoment } from './moment.ts'
import { momentOf } from './wall-clock.ts'
import type { ZoneOffsets } from './zone-offsets.ts'

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

/** A reader of times that are written by a format such as `DD/MM/YYYY HH:mm`. Throws BadInput where it is none. */
export function formatReader(format: string, zone: ZoneOffsets): ReadMoment {
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
