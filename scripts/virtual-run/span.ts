import { BadInput, type CommandInput, textOption } from '../command.ts'

/** How far the clock is to go: to a moment, or so long from where it stands. */
export type Span = { until: Date } | { ms: number }

/** By their letters. */
const units = { m: 60_000, h: 3_600_000, d: 86_400_000 }
const LONGEST_MS = 366 * units.d

export function readSpan(input: CommandInput, now: Date): Span {
  const [until, length, days] = ['until', 'for', 'days'].map((name) => textOption(input, name))
  if ([until, length, days].filter((given) => given !== undefined).length !== 1)
    throw new BadInput('run: say --days N, --until TIME or --for SPAN, one of them')
  if (days !== undefined) return { ms: readDays(days) * units.d }
  if (until !== undefined) return { until: readTime(until, now) }
  const match = /^(\d{1,6})([mhd])$/.exec(length ?? '')
  const unit = match?.[2] === 'm' ? 'm' : match?.[2] === 'h' ? 'h' : 'd'
  const ms = Number(match?.[1] ?? 0) * units[unit]
  if (ms <= 0 || ms > LONGEST_MS)
    throw new BadInput(`--for: a span such as 90m, 36h or 3d, at most 366d, not "${length}"`)
  return { ms }
}

function readDays(text: string): number {
  const days = /^\d{1,3}$/.test(text) ? Number(text) : 0
  if (days < 1 || days > LONGEST_MS / units.d)
    throw new BadInput(`--days: a whole number from 1 to ${LONGEST_MS / units.d}, not "${text}"`)
  return days
}

function readTime(text: string, now: Date): Date {
  const isTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/.test(text)
  const time = new Date(isTime ? text : Number.NaN)
  if (Number.isNaN(time.getTime()))
    throw new BadInput(`--until: a time with its zone, such as 2026-12-24T09:00Z, not "${text}"`)
  if (time <= now) throw new BadInput(`--until: ${text} is over`)
  return time
}

export function untilOf(span: Span, from: Date): Date {
  const until = 'until' in span ? span.until : new Date(from.getTime() + span.ms)
  if (until <= from)
    throw new BadInput(`--until: an earlier run of this database went on to ${from.toISOString()}`)
  if (until.getTime() - from.getTime() > LONGEST_MS) throw new BadInput('--until: at most 366 days on')
  return until
}

export function daysBetween(from: Date, until: Date): number {
  return Math.ceil((until.getTime() - from.getTime()) / units.d)
}
